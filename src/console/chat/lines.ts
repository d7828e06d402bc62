/** @module Which lines of a chat staff see, in which order, with the day between them. Pure. */

import { formatWeekdayDate, isoDay } from '../../core/jakarta.ts'
import type { Language } from '../../core/lists.ts'
import type { ChatLine, ChatView } from '../../core/ports.ts'

/** Notes that tell people something; the others are for engineers. */
const NOTES = ['staff_note', 'own', 'blocked', 'unblocked', 'identity_changed', 'left_screen', 'file_lost']

export type Item = { line: ChatLine; day?: string }

export function isShown({ from, note }: ChatLine): boolean {
  return from !== 'note' || NOTES.includes(note ?? '')
}

/** With a day before the first line of it; `before` is the day of the line in front. */
export function itemsOf(lines: readonly ChatLine[], language: Language): Item[] {
  let before = ''
  return lines.filter(isShown).map((line) => {
    const at = new Date(line.at)
    const day = isoDay(at)
    const isNew = day !== before
    before = day
    return isNew ? { line, day: formatWeekdayDate(at, language) } : { line }
  })
}

/** Changes when what stands in the line does: its delivery, its file. */
export function stampOf({ status, isUnsure, media }: ChatLine): string {
  return [status ?? '', isUnsure ? 'twice' : '', media?.state ?? '', media?.mime ?? ''].join('.')
}

export function lastSeq({ lines }: Pick<ChatView, 'lines'>): number {
  return lines.at(-1)?.seq ?? 0
}

/** What a reply is written in answer to. */
export function lastHeard({ lines }: Pick<ChatView, 'lines'>): number {
  return lines.findLast(({ from }) => from === 'resident')?.seq ?? 0
}

/** The question the bot would ask again. */
export function openQuestion({
  lines,
  flow,
  node,
}: Pick<ChatView, 'lines' | 'flow' | 'node'>): string | undefined {
  if (flow === undefined) return undefined
  return lines.findLast((line) => line.from === 'bot' && line.flow === flow && line.node === node)?.text
}
