/** @module The look-up code of a case: whoever types it in the chat is understood. */

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { makeCode } from '../../src/office/cases/code.ts'
import { parseCode } from '../../src/understanding/answers/code.ts'
import { maskNumbers } from '../../src/vault/mask.ts'
import { REAL } from '../engine/world.ts'

const read = (code: string) => parseCode(REAL.understand(code))

it('a draw that would be read as words, or as a NIK, is drawn again', () => {
  const words = new Uint8Array(10).fill(255)
  const digits = new Uint8Array(10)
  const draws = [words, digits, Uint8Array.of(1, 2, 3, 4, 5, 250, 7, 8, 9, 10)]
  const code = makeCode(() => draws.shift() ?? words)
  expect(draws).toEqual([])
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  expect(read(code)).toBe(code)
  expect(() => makeCode(() => words)).toThrow('is random() really random?')
})

it('five thousand codes are each read as what they are, and none is masked', () => {
  for (let n = 0; n < 5_000; n += 1) {
    const code = makeCode((bytes) => randomBytes(bytes))
    expect([read(code), maskNumbers(code)]).toEqual([code, code])
  }
})
