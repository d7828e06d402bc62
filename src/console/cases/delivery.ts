/** @module What became of the words to the resident: matches the history of a case with the lines of its chat. Pure. */

import type { CaseFile, CaseHistory } from '../../core/case-desk.ts'
import type { ChatLine } from '../../core/ports.ts'

/** A key of `staff.status.*`, or `held` with the moment it leaves, or `withdrawn` / `given_up`. */
export type Delivery =
  | { state: 'held'; at: number }
  | { state: 'withdrawn' | 'given_up' | NonNullable<ChatLine['status']> }

/**
 * By the number of a row of history. A notice names its case, so that the first line of the system that names it,
 * written since the change and taken by no earlier one, is its line.
 */
export function deliveriesOf(file: CaseFile, lines: readonly ChatLine[]): ReadonlyMap<number, Delivery> {
  const found = new Map<number, Delivery>()
  const taken = new Set<ChatLine>()
  for (const row of file.history) {
    const delivery = deliveryOf(file, row, lines, taken)
    if (delivery) found.set(row.n, delivery)
  }
  return found
}

function deliveryOf(
  file: CaseFile,
  { notice, at }: CaseHistory,
  lines: readonly ChatLine[],
  taken: Set<ChatLine>,
): Delivery | undefined {
  if (notice === undefined) return undefined
  if (notice.state === 'held') return notice
  if (notice.state === 'withdrawn' || notice.state === 'given_up') return { state: notice.state }
  if (notice.state === 'waiting') return { state: 'waiting' }
  const line = lines.find(
    (one) => one.from === 'system' && one.at >= at && !taken.has(one) && one.text.includes(file.number),
  )
  if (line === undefined) return { state: 'waiting' }
  taken.add(line)
  return { state: line.status ?? 'sent' }
}

/** Files of the resident in this chat, newest last. */
export type Attachment = {
  name: string
  type: string
  caption: string
  at: number
  state: 'fetching' | 'kept' | 'lost'
}

const KEPT = 'media:'

export function attachmentsOf(lines: readonly ChatLine[]): Attachment[] {
  return lines.flatMap(({ media, from, text, at }) => {
    if (media === undefined || from !== 'resident') return []
    const isKept = media.ref.startsWith(KEPT)
    const state = media.state ?? (isKept ? 'kept' : 'lost')
    return [{ name: isKept ? media.ref.slice(KEPT.length) : '', type: media.type, caption: text, at, state }]
  })
}
