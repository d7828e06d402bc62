/** @module The daily round: what is too old by the table of `core/retention.ts` goes. Counts what it takes; a dry run takes nothing. */

import { isOver } from '../../core/case-ladder.ts'
import type { Instant } from '../../core/chat.ts'
import type { ChatEraser } from '../../core/erasure.ts'
import { DAY_MS, fromJakarta, isoDay, toJakarta } from '../../core/jakarta.ts'
import {
  type Keep,
  RETENTION,
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionDesk,
} from '../../core/retention.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import { DELETED } from '../../store/office/retention.ts'
import { openFields } from '../cases/change.ts'
import { erase } from '../cases/erase.ts'
import type { Desk } from '../desk.ts'
import { filesOf } from './run.ts'

type Commit = <T>(work: () => T) => T

/** Before the offices open. */
const HOUR = 3
/** Taken before others have a turn. */
const AT_ONCE = 50

/** When the next round is due; undefined where nothing can be erased (the terminal of tests, a Worker). */
export function roundAt(desk: Desk): Instant | undefined {
  if (desk.deps.eraser === undefined) return undefined
  const today = isoDay(desk.deps.now())
  const isDone = (desk.retention.lastDay() ?? '') >= today
  const { year, month, day } = toJakarta(desk.deps.now())
  return fromJakarta({ year, month, day: isDone ? day + 1 : day, hour: HOUR }).getTime()
}

/** Resolves to the day it was done for, or undefined when it was not due. Killed in the middle, it begins anew. */
export async function keepHouse(desk: Desk, commit: Commit): Promise<string | undefined> {
  const { eraser } = desk.deps
  const at = roundAt(desk)
  if (eraser === undefined || at === undefined || at > desk.now()) return undefined
  const day = isoDay(desk.deps.now())
  const taken: Partial<Record<RetentionClass, number>> = {
    chat: await takeChats(desk, eraser, commit),
    case: await takeCases(desk, eraser, commit, 'case'),
    child_case: await takeCases(desk, eraser, commit, 'child_case'),
    dead_letter: eraser.deadLetters(cutoff(desk, 'dead_letter'), true),
  }
  commit(() => {
    for (const one of DELETED) {
      const before = cutoff(desk, one)
      taken[one] = desk.retention.countBefore(one, before)
      desk.retention.deleteBefore(one, before)
    }
    for (const one of RETENTION_CLASSES)
      if (taken[one] !== undefined) desk.retention.note(day, one, desk.now(), taken[one])
  })
  eraser.tidy()
  return day
}

async function takeChats(desk: Desk, eraser: ChatEraser, commit: Commit): Promise<number> {
  let n = 0
  for (const chatId of oldChats(desk, eraser)) {
    await eraser.erase(chatId)
    erase(desk, `chat:${chatId}`, commit)
    n += 1
    if (n % AT_ONCE === 0) await desk.deps.breathe()
  }
  return n
}

/** A chat of before keeps its place at the head: what may not go is passed over, not waited for. */
function oldChats(desk: Desk, eraser: ChatEraser): string[] {
  return eraser.silentSince(cutoff(desk, 'chat'), MOST).filter((chatId) => !keeps(desk, chatId))
}

/** Of one round; the rest goes on the next day. */
const MOST = 20_000

function keeps(desk: Desk, chatId: string): boolean {
  return desk.retention
    .keeping(chatId)
    .some((row) => (isOver(row.state) ? filesOf(openFields(desk, row)).length > 0 : true))
}

async function takeCases(
  desk: Desk,
  eraser: ChatEraser,
  commit: Commit,
  one: 'case' | 'child_case',
): Promise<number> {
  let n = 0
  for (const row of desk.retention.cases(cutoff(desk, one), one === 'child_case', MOST)) {
    await takeCase(desk, eraser, commit, row)
    n += 1
    if (n % AT_ONCE === 0) await desk.deps.breathe()
  }
  return n
}

async function takeCase(desk: Desk, eraser: ChatEraser, commit: Commit, row: CaseRow): Promise<void> {
  await eraser.dropFiles(row.chatId, filesOf(openFields(desk, row)))
  erase(desk, `case:${row.id}`, commit)
}

/** What is older than this goes. The fact that residents are told counts before the table's own days. */
function cutoff(desk: Desk, one: RetentionClass): Instant {
  const keep: Keep = RETENTION[one]
  return desk.now() - daysOf(desk, keep) * DAY_MS
}

function daysOf(desk: Desk, { fact, keepDays }: Keep): number {
  const told = fact === undefined ? undefined : desk.deps.rules().facts.get(fact)
  if (typeof told?.value !== 'number') return keepDays
  if (told.unit === 'days') return told.value
  return told.unit === 'years' ? told.value * 365 : keepDays
}

export function makeRetentionDesk(desk: Desk): RetentionDesk {
  return {
    view: async () => {
      const last = new Map(desk.retention.last().map(({ class: one, at, n }) => [one, { at, n }]))
      return {
        nextAt: roundAt(desk),
        classes: RETENTION_CLASSES.map((one) => {
          const wouldGo = countOf(desk, one)
          const ran = last.get(one)
          return {
            class: one,
            ...RETENTION[one],
            keepDays: daysOf(desk, RETENTION[one]),
            ...(wouldGo === undefined ? {} : { wouldGo }),
            ...(ran === undefined ? {} : { last: ran }),
          }
        }),
      }
    },
  }
}

function countOf(desk: Desk, one: RetentionClass): number | undefined {
  const { eraser } = desk.deps
  if (one === 'case' || one === 'child_case')
    return desk.retention.countCases(cutoff(desk, one), one === 'child_case')
  if (one === 'chat') return eraser && oldChats(desk, eraser).length
  if (one === 'dead_letter') return eraser?.deadLetters(cutoff(desk, one), false)
  const deleted = DELETED.find((table) => table === one)
  return deleted && desk.retention.countBefore(deleted, cutoff(desk, deleted))
}
