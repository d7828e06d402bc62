/** @module Sorts labelled messages: what can be learnt from, and what is left out and why. Text of people is data and never trusted. */

import { INTENTS, type Intent } from '../../core/lists.ts'

export type Labelled = { intent: Intent; text: string }
export type Left = { line: string; why: string }

const MOST_CHARS = 300
const LONG_NUMBER = /\d{6,}/

const isIntent = (text: string): text is Intent => (INTENTS as readonly string[]).includes(text)

function read(line: string): { intent: string; text: string } | undefined {
  if (!line.startsWith('{')) {
    const [intent = '', text = ''] = line.split('\t')
    return { intent, text }
  }
  try {
    const row = JSON.parse(line) as { intent?: unknown; text?: unknown }
    return typeof row.intent === 'string' && typeof row.text === 'string'
      ? { intent: row.intent, text: row.text }
      : undefined
  } catch {
    return undefined
  }
}

/** Each new text once, on one line, without long numbers; a text that stands under another intent is left to people. */
export function sortOut(source: string, known: readonly Labelled[]): { taken: Labelled[]; left: Left[] } {
  const labels = new Map(known.map(({ intent, text }) => [text.toLowerCase(), intent]))
  const taken: Labelled[] = []
  const left: Left[] = []
  for (const line of source.split('\n').map((one) => one.trimEnd())) {
    if (line === '' || line.startsWith('# ')) continue
    const row = read(line)
    const text = row?.text.replace(/\s+/g, ' ').trim() ?? ''
    const why = whyNot(row?.intent ?? '', text, labels)
    if (why !== undefined) left.push({ line, why })
    else if (row && isIntent(row.intent)) {
      labels.set(text.toLowerCase(), row.intent)
      taken.push({ intent: row.intent, text })
    }
  }
  return { taken, left }
}

function whyNot(intent: string, text: string, labels: ReadonlyMap<string, Intent>): string | undefined {
  if (!isIntent(intent)) return 'no intent of this service'
  if (text === '') return 'no text'
  if (text.length > MOST_CHARS) return `longer than ${MOST_CHARS} characters`
  if (LONG_NUMBER.test(text)) return 'holds a number that was not masked'
  const other = labels.get(text.toLowerCase())
  if (other === undefined) return undefined
  return other === intent ? 'known already' : `known as ${other}`
}
