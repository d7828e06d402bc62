/** @module How cases are said to staff: kinds, steps, deadlines in words. */

import type { CaseLine } from '../../core/case-desk.ts'
import { formatDate, formatHour, formatWeekdayHour, isoDay } from '../../core/jakarta.ts'
import type { CaseKind, CaseState } from '../../core/lists.ts'
import type { TextArgs } from '../../text/texts.ts'
import type { Words } from '../words.ts'

const HOUR_MS = 60 * 60 * 1000
/** From so many hours on days are counted. */
const COUNT_DAYS_FROM = 48

/** Steps that mean something else for this kind. */
const OWN_STATES: Partial<Record<CaseKind, readonly CaseState[]>> = {
  accident: ['forwarded'],
  death: ['forwarded'],
  complaint: ['forwarded', 'needs_papers'],
  erasure: ['needs_papers'],
  correction: ['needs_papers'],
}

export const kindWords = (words: Words, kind: CaseKind): string => words.tell(`staff.kind.${kind}`)

/** The step as staff call it. */
export function stateWords(words: Words, kind: CaseKind | undefined, state: CaseState): string {
  const own = kind !== undefined && OWN_STATES[kind]?.includes(state)
  return words.say(own ? `cases.state.${state}.${kind}` : `cases.state.${state}`)
}

export type DueWords = { text: string; tone: 'alarm' | 'warn' | ''; why: string }

/** Nothing when nothing is due. */
export function dueWords(
  words: Words,
  facts: TextArgs,
  { dueAt, dueBy }: Pick<CaseLine, 'dueAt' | 'dueBy'>,
  now: Date,
): DueWords | undefined {
  if (dueAt === undefined) return undefined
  const at = new Date(dueAt)
  const length = facts[`fact_${dueBy}`]
  const why = `${words.say(`cases.due_by.${dueBy}`)}${length === undefined ? '' : ` (${length})`}`
  if (dueAt < now.getTime()) {
    const hours = Math.max(1, Math.floor((now.getTime() - dueAt) / HOUR_MS))
    const ago =
      hours < COUNT_DAYS_FROM ? { unit: 'hours', n: hours } : { unit: 'days', n: Math.floor(hours / 24) }
    return { text: words.say('cases.due.overdue', ago), tone: 'alarm', why }
  }
  if (isoDay(at) === isoDay(now))
    return { text: words.say('cases.due.today', { hour: formatHour(at) }), tone: 'warn', why }
  return { text: formatWeekdayHour(at, words.language), tone: '', why }
}

/** "5 November 2025 09.30". */
export const momentWords = (words: Words, at: number): string =>
  `${formatDate(new Date(at), words.language)} ${formatHour(new Date(at))}`
