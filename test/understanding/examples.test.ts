/** @module The training texts themselves: enough, known labels, no near copies. */

import { distance } from 'fastest-levenshtein'
import { expect, it } from 'vitest'
import { INTENTS } from '../../src/core/lists.ts'
import { parseExamples } from '../../src/understanding/understand.ts'
import { data } from './texts.ts'

const examples = parseExamples(data.examples)
const letters = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

it('has at least 45 examples of each intent', () => {
  const few = INTENTS.filter((intent) => examples.filter((one) => one.intent === intent).length < 45)
  expect(few).toEqual([])
})

it('knows the label of every line', () => {
  const lines = data.examples.split('\n').filter((line) => line !== '' && !line.startsWith('# '))
  expect(lines.length).toBe(examples.length)
})

it('gives no text two labels', () => {
  const labels = new Map<string, string>()
  const torn = examples.filter(({ intent, text }) => {
    const key = text.toLowerCase().trim()
    const other = labels.get(key)
    labels.set(key, intent)
    return other !== undefined && other !== intent
  })
  expect(torn).toEqual([])
})

it('has few near copies: longer texts one letter in ten apart', { timeout: 60_000 }, () => {
  const copies: string[] = []
  const long = examples.map(({ text }) => letters(text)).filter((text) => text.length >= 20)
  for (let i = 0; i < long.length; i++)
    for (let j = i + 1; j < long.length; j++) {
      const a = long[i] ?? ''
      const b = long[j] ?? ''
      if (Math.abs(a.length - b.length) * 10 > a.length) continue
      if (distance(a, b) * 10 <= a.length) copies.push(`${a} | ${b}`)
    }
  expect(copies.length, copies.join('\n')).toBeLessThanOrEqual(Math.ceil(long.length / 100))
})

it('has a lexicon of at least 700 forms of our own', () => {
  const rows = data.lexicon.split('\n').map((line) => line.split('\t'))
  const kinds = ['slang', 'abbr', 'betawi', 'sunda', 'jawa']
  expect(rows.filter(([, , kind = '']) => kinds.includes(kind)).length).toBeGreaterThanOrEqual(700)
  const faulty = rows.filter((cells) => cells[0] && !cells[0].startsWith('#') && cells.length !== 4)
  expect(faulty).toEqual([])
})
