/** @module From lines to what a page shows: days and changes of speaker between them. Pure. */

import { formatWeekdayDate, isoDay } from '../core/jakarta.ts'
import type { Language } from '../core/lists.ts'
import type { ChatLine, ChatView } from '../core/ports.ts'

/** What stands before a line: a new day, a person who begins to speak, the bot that is back. */
export type Mark = { type: 'day'; text: string } | { type: 'staff' } | { type: 'bot' }

export type Item = { line: ChatLine; marks: Mark[] }

/** What the next line is compared with. */
export type Place = { day: string; speaker: 'bot' | 'staff' }

export const START: Place = { day: '', speaker: 'bot' }

/** Items for lines in their order, and where the next begins; a stream goes on where the page ended. */
export function itemsOf(
  lines: readonly ChatLine[],
  from: Place,
  language: Language,
): { items: Item[]; place: Place } {
  const items: Item[] = []
  let place = from
  for (const line of lines) {
    if (line.from === 'note' || line.status === 'cancelled') continue
    const marks: Mark[] = []
    const at = new Date(line.at)
    const day = isoDay(at)
    if (day !== place.day) marks.push({ type: 'day', text: formatWeekdayDate(at, language) })
    const speaker = line.from === 'bot' || line.from === 'staff' ? line.from : place.speaker
    if (speaker !== place.speaker) marks.push({ type: speaker })
    items.push({ line, marks })
    place = { day, speaker }
  }
  return { items, place }
}

/** The role of whoever answers now, never a name. */
export type Speaker = 'bot' | 'queue' | 'staff'

export function speakerOf(view: Pick<ChatView, 'owner'> | undefined): Speaker {
  if (view === undefined || view.owner === 'bot') return 'bot'
  return view.owner === 'queue' ? 'queue' : 'staff'
}

/** The resident wrote last and the bot is the one to answer. */
export function awaitsAnswer(view: Pick<ChatView, 'owner' | 'lines'> | undefined): boolean {
  return view !== undefined && speakerOf(view) === 'bot' && view.lines.at(-1)?.from === 'resident'
}

export function lastSeq(view: Pick<ChatView, 'lines'> | undefined): number {
  return view?.lines.at(-1)?.seq ?? 0
}
