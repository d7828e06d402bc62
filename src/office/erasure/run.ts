/** @module Carries out approved erasures when their time has come. Every step again is a no-op: a crash between two is made good by the next run. */

import type { Value } from '../../core/chat.ts'
import type { ChatEraser, ErasureCounts, ErasurePlan } from '../../core/erasure.ts'
import type { ErasureRow } from '../../store/office/erasures.ts'
import { raiseAlarm } from '../alarms/post.ts'
import { moveCase, openFields } from '../cases/change.ts'
import { erase } from '../cases/erase.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { planOf } from './plan.ts'

type Commit = <T>(work: () => T) => T

/** Resolves to the numbers whose erasure is done now. One at a time: none is in a hurry. */
export async function eraseDue(desk: Desk, commit: Commit): Promise<string[]> {
  const { eraser } = desk.deps
  if (eraser === undefined) return []
  const done: string[] = []
  for (const row of desk.erasures.due(desk.now())) {
    if (await eraseOne(desk, eraser, commit, row)) done.push(row.number)
  }
  return done
}

async function eraseOne(desk: Desk, eraser: ChatEraser, commit: Commit, row: ErasureRow): Promise<boolean> {
  const asked = desk.cases.get(row.number)
  const plan = asked && planOf(desk, asked)
  if (asked === undefined || plan === undefined) return false
  const mustGo = desk.now() >= (row.mustAt ?? 0)
  const isTold = !desk.mail.hasWaiting(row.chatId) && eraser.isQuiet(row.chatId)
  if (!isTold && !mustGo) return later(desk, commit, row)
  const counts = await take(desk, eraser, commit, plan, row.chatId)
  // Not done while a page of before may be left: it is tried again, and everything before is a no-op then.
  if (!eraser.tidy() && !mustGo) return later(desk, commit, row)
  commit(() => {
    desk.erasures.done(row.number, desk.now(), counts)
    moveCase(desk, asked, {
      key: `erasure.${row.number}`,
      state: 'done',
      note: undefined,
      by: row.approvedBy ?? row.proposedBy,
    })
  })
  return true
}

function later(desk: Desk, commit: Commit, row: ErasureRow): false {
  commit(() => desk.erasures.change(row.number, { runAt: desk.now() + LIMITS.eraseAgainMs }))
  return false
}

async function take(
  desk: Desk,
  eraser: ChatEraser,
  commit: Commit,
  plan: ErasurePlan,
  chatId: string,
): Promise<ErasureCounts> {
  const going = plan.cases
    .filter(({ hold }) => hold === undefined)
    .flatMap(({ number }) => desk.cases.get(number) ?? [])
  const takesChat = plan.chat !== undefined && plan.chat.hold === undefined
  const refs = going.flatMap((one) => filesOf(openFields(desk, one)))
  const { lines, files } = takesChat
    ? await eraser.erase(chatId)
    : { lines: 0, files: await eraser.dropFiles(chatId, refs) }
  for (const { id } of going) erase(desk, `case:${id}`, commit)
  if (takesChat) erase(desk, `chat:${chatId}`, commit)
  return { chat: takesChat, cases: going.length, kept: plan.cases.length - going.length, lines, files }
}

/** `media:…` wherever it stands in what was told. */
export function filesOf(fields: Readonly<Record<string, Value>> | undefined): string[] {
  const text = JSON.stringify(fields ?? {})
  return [...text.matchAll(/"(media:[A-Za-z0-9_-]{1,100})"/g)].map(([, ref = '']) => ref)
}

/** A day before the law's clock runs out the team is told, once a request. Inside a transaction. */
export function warnOfRequests(desk: Desk): number {
  const found = desk.erasures.dueBefore(desk.now() + LIMITS.dataWarnMs)
  for (const { number, chatId } of found)
    raiseAlarm(desk, {
      id: `data_due.${number}`,
      at: desk.now(),
      chatId,
      reason: 'data_request_due',
      topic: number,
    })
  return found.length
}
