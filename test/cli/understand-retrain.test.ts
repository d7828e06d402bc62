/** @module What retraining takes in and what it leaves to people; the perturbations of the evaluation. */

import { expect, it } from 'vitest'
import { makeRandom, slangOf, withSlang, withTypos } from '../../src/cli/understand-eval/perturb.ts'
import { sortOut } from '../../src/cli/understand-retrain/sort-out.ts'

const known = [{ intent: 'greet' as const, text: 'halo pak' }]

it('takes new messages of a table and of JSON lines, each once', () => {
  const source = 'thanks\tnuhun pisan\n{"intent":"greet","text":"sampurasun  kang"}\nthanks\tNuhun pisan\n'
  const { taken, left } = sortOut(source, known)
  expect(taken).toEqual([
    { intent: 'thanks', text: 'nuhun pisan' },
    { intent: 'greet', text: 'sampurasun kang' },
  ])
  expect(left).toEqual([{ line: 'thanks\tNuhun pisan', why: 'known already' }])
})

it.each([
  ['nonsense\thai', 'no intent of this service'],
  ['greet', 'no text'],
  ['menu\thalo pak', 'known as greet'],
  ['greet\tini nik saya 3275990000000001', 'holds a number that was not masked'],
  ['{"intent":"greet"', 'no intent of this service'],
  [`greet\t${'a'.repeat(301)}`, 'longer than 300 characters'],
])('leaves out %j and says why', (line, why) => {
  expect(sortOut(line, known)).toEqual({ taken: [], left: [{ line, why }] })
})

it('spoils a message the same way for the same seed, and never its numbers', () => {
  const text = 'iuran bulan ini 16800 sudah dibayar'
  expect(withTypos(text, makeRandom(3))).toBe(withTypos(text, makeRandom(3)))
  expect(withTypos(text, makeRandom(3))).not.toBe(text)
  for (let seed = 0; seed < 50; seed++) expect(withTypos(text, makeRandom(seed))).toContain('16800')
})

it('reads slang off pairs, leaving out what was seen once', () => {
  const slang = slangOf([
    ['sy mau', 'saya mau'],
    ['sy lapor', 'saya lapor'],
    ['aing lapor', 'saya lapor'],
  ])
  expect(slang).toEqual(new Map([['saya', ['sy', 'sy']]]))
  expect(withSlang('saya', slang, makeRandom(1))).toBe('sy')
})
