/** @module The understanding under test: trained once per file from the texts in `locales/`, never from judging data. */

import { readFileSync } from 'node:fs'
import { makeUnderstand, train } from '../../src/understanding/understand.ts'
import { readUnderstandingData } from '../../src/wiring/model-cache.ts'

export const data = readUnderstandingData()
export const model = train(data)
export const understand = makeUnderstand(data, model)

/** The rows of a table beside the tests, as cells; comments are left out. */
export function readRows(name: string): string[][] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t'))
}
