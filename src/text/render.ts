/** @module A reply as one bubble of a platform: numbered text first, buttons or a list where they fit. Pure; limits are data. */

import type { Choice, Reply } from '../core/message.ts'
import { fits, type Measure, shorten, size } from './fit.ts'
import { numbered } from './numbered.ts'
import { split } from './split.ts'

/** 0 rows or buttons: the platform has none. */
export type RenderLimits = {
  /** Of a plain message. */
  maxTextChars: number
  /** Of the words above buttons or a list. */
  maxChoiceTextChars: number
  maxButtons: number
  maxButtonChars: number
  maxListRows: number
  maxListRowChars: number
  maxListDescriptionChars: number
  /** Of the id that comes back with a tap. */
  maxChoiceIdBytes: number
  /** What a character is; `utf16` when absent. */
  measure?: Measure
}

export type Row = { id: string; title: string; description?: string }

/** `text` says everything, choices numbered under it; `buttons` and `rows` are the same choices once more. */
export type Rendered = { text: string; buttons: Choice[]; rows: Row[] }

/** Never throws. At most one of `buttons` and `rows` is filled; labels and titles are distinct. */
export function render(reply: Pick<Reply, 'text' | 'choices' | 'link'>, limits: RenderLimits): Rendered {
  const { choices = [] } = reply
  const text = wordsOf(reply)
  const plain = { text, buttons: [], rows: [] }
  if (choices.length === 0 || !fits(text, limits.maxChoiceTextChars, limits.measure)) return plain
  if (choices.some(({ id }) => !fits(id, limits.maxChoiceIdBytes, 'utf8'))) return plain
  if (choices.length <= limits.maxButtons) {
    const labels = distinct(choices, limits.maxButtonChars, limits.measure)
    return { ...plain, buttons: choices.map(({ id }, index) => ({ id, label: labels[index] ?? '' })) }
  }
  return choices.length <= limits.maxListRows ? { ...plain, rows: rowsOf(choices, limits) } : plain
}

/** The whole text of a bubble: choices numbered, the link under them. */
export function wordsOf({ text, choices = [], link }: Pick<Reply, 'text' | 'choices' | 'link'>): string {
  const below = link === undefined ? [] : [`${link.label}: ${link.url}`]
  return [numbered(text, choices), ...below].filter((line) => line !== '').join('\n')
}

/** A title that had to be cut has the whole label under it. */
function rowsOf(choices: readonly Choice[], limits: RenderLimits): Row[] {
  const titles = distinct(choices, limits.maxListRowChars, limits.measure)
  return choices.map(({ id, label }, index) => {
    const title = titles[index] ?? ''
    const isCut = title !== oneLine(label)
    if (!isCut || limits.maxListDescriptionChars === 0) return { id, title }
    return { id, title, description: shorten(oneLine(label), limits.maxListDescriptionChars, limits.measure) }
  })
}

/** Labels cut to fit. Where two would become one, all are numbered as in the text. */
function distinct(choices: readonly Choice[], max: number, measure: Measure | undefined): string[] {
  const cut = choices.map(({ label }) => shorten(oneLine(label), max, measure))
  const names = new Set(
    cut.map((label) =>
      label
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    ),
  )
  const isTelling = names.size === choices.length && !names.has('')
  if (isTelling) return cut
  return choices.map(({ label }, index) => shorten(`${index + 1}. ${oneLine(label)}`, max, measure))
}

function oneLine(label: string): string {
  return label.replace(/\s+/g, ' ').trim()
}

/** Less room than this beside the choices is no sentence any more. */
const LEAST_WORDS = 40

/**
 * The same reply as bubbles that each fit: cut at the best breaks, choices, link and media with the last one.
 * Choices longer than a bubble become plain numbered text in several.
 */
export function partsOf(reply: Reply, limits: RenderLimits): Reply[] {
  const { maxTextChars: max, measure } = limits
  if (fits(wordsOf(reply), max, measure)) return [reply]
  const { text, ...rest } = reply
  const tail = size(wordsOf({ ...rest, text: '' }), measure) + 1
  if (tail + LEAST_WORDS > max) return split(wordsOf(reply), max, measure).map((part) => ({ text: part }))
  const parts = split(text, max, measure)
  const last = parts.pop() ?? ''
  const ends = fits(last, max - tail, measure) ? [last] : split(last, max - tail, measure)
  const all = [...parts, ...ends]
  return all.map((part, index) => (index === all.length - 1 ? { ...rest, text: part } : { text: part }))
}
