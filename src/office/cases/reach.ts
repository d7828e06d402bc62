/** @module Who hears news of a case: the chat that filed it, or, once no address leads there any more, the chat that opened it again by number and code. */

import type { CaseRow } from '../../store/office/cases.ts'
import type { Place } from '../../vault/seal.ts'
import type { Desk } from '../desk.ts'
import { caseSubject } from './filing.ts'

/** The chat in which something about this case is said. What was sent with the case stays where it is. */
export function reachOf(desk: Desk, { id, number, chatId }: CaseRow): string {
  const row = desk.cases.history(number).findLast(({ what }) => what === 'reopened')
  if (row === undefined) return chatId
  const text = desk.openText(caseSubject(id), changesPlace(number, row.n), row.changesSealed)
  // Sealed and authenticated: these bytes are what `reopen` wrote.
  const { other } = (text === undefined ? {} : JSON.parse(text)) as Changes
  return other ?? chatId
}

/** What is kept of a change that is no step of the ladder. */
export type Changes = { changes?: { field: string; before?: unknown; after?: unknown }[]; other?: string }

export const changesPlace = (number: string, n: number): Place => [
  'office_case_history',
  'changes_sealed',
  `${number}.${n}`,
]
