/** @module News and answers from the office: to the node that waits for them, or to the resident. */

import type { Content, OfficeNotice } from '../core/chat.ts'
import { formatDayHour } from '../rules/calendar.ts'
import { stateKey } from '../text/case-words.ts'
import { identityNews, isIdentity } from './identity.ts'
import { answered } from './nodes/registry.ts'
import { tellOwnData } from './own-data.ts'
import { giveUpQueue, sayPosition } from './queue.ts'
import { isAnswerTo, nodeOf, note, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { backToQueue } from './staff.ts'
import { requestOf, stopWaiting } from './waiting.ts'
import { startFlow, take, walkOn } from './walk.ts'

/** Takes a notice; gives what the resident wrote while a node waited, to be heard now. */
export function takeNotice(run: Run, notice: OfficeNotice): Content[] {
  const re = 're' in notice ? notice.re : undefined
  const frame = run.session.stack.find(({ waiting }) => waiting && isAnswerTo(re, waiting.re))
  const node = frame && nodeOf(run, frame)
  const step = frame && node && answered(run, frame, node, notice)
  if (frame && step) {
    const kept = stopWaiting(run, frame)
    // Under another conversation, or while a person has the chat: the flow goes on when it is its turn.
    const speaks = run.session.owner === 'bot' && frame === topOf(run)
    if (!speaks && notice.type === 'case_filed') filedLate(run, notice)
    if (take(run, frame, step) && speaks) walkOn(run)
    return kept
  }
  if (notice.type === 'case_changed') caseChanged(run, notice)
  else if (notice.type === 'queue_position') position(run, notice)
  else if (notice.type === 'returned_to_queue') returned(run)
  else if (notice.type === 'case_filed') filedLate(run, notice)
  else if (notice.type === 'own_data') tellOwnData(run, notice)
  else if (notice.type === 'erasure_planned') erasurePlanned(run, notice)
  else if (notice.type === 'erasure_stopped')
    say(run, 'text', 'engine.erasure_stopped', { args: { number: notice.number }, author: 'system' })
  else if (isIdentity(notice)) identityNews(run, notice)
  else if (notice.type !== 'left_queue') note(run, 'stale_event', { notice: notice.type })
  return []
}

/** A place in the queue is only worth saying while the chat is in it. */
function position(run: Run, notice: Extract<OfficeNotice, { type: 'queue_position' }>): void {
  if (run.session.owner === 'queue') sayPosition(run, notice)
  else note(run, 'stale_event', { notice: notice.type })
}

function returned(run: Run): void {
  if (run.session.owner.startsWith('staff:')) backToQueue(run)
  else note(run, 'stale_event', { notice: 'returned_to_queue' })
}

/** The number came after the timeout branch was taken: it is told all the same, nothing is lost. */
export function filedLate(run: Run, notice: Extract<OfficeNotice, { type: 'case_filed' }>): void {
  const { number, kind, code } = notice
  if (!run.session.cases.some((one) => one.number === number))
    run.session.cases.push({ number, kind, state: 'received', changedAt: run.event.at })
  say(run, 'text', 'engine.case_filed_late', { args: { number, code }, author: 'system' })
}

/** Told before it is done (UU 27/2022 art. 45): afterwards there is no chat to tell it in. */
function erasurePlanned(run: Run, notice: Extract<OfficeNotice, { type: 'erasure_planned' }>): void {
  const { lang } = run.session
  const { number, scope, kept, chatStays } = notice
  const at = formatDayHour(new Date(notice.at), lang)
  const what = scope === 'everything' && chatStays ? 'report' : scope
  say(run, 'text', `engine.erasure_planned.${what}`, { args: { number, at }, author: 'system' })
  if (kept > 0) say(run, 'text', 'engine.erasure_kept', { args: { n: kept }, author: 'system' })
  if (chatStays) say(run, 'text', 'engine.erasure_chat_kept', { author: 'system' })
}

function caseChanged(run: Run, notice: Extract<OfficeNotice, { type: 'case_changed' }>): void {
  const { lang, cases } = run.session
  const { number, kind, state, changedAt } = notice
  const known = cases.find((one) => one.number === number)
  const told = { number, kind, state, changedAt, ...(notice.note === undefined ? {} : { note: notice.note }) }
  if (known) Object.assign(known, told)
  else cases.push(told)
  const args = {
    number,
    kind: run.world.texts.format(`case.kind.${kind}`, lang, {}),
    state: run.world.texts.format(stateKey(kind, state), lang, {}),
    changed: formatDayHour(new Date(changedAt), lang),
    note: notice.note ?? '',
  }
  say(run, 'text', notice.note ? 'engine.case_changed_note' : 'engine.case_changed', {
    args,
    author: 'system',
  })
  run.session.news = true
}

/** The office has not answered in time: the timeout branch; what was written meanwhile is heard then. */
export function officeLate(run: Run, key: string): Content[] {
  const { stack, owner, hand } = run.session
  const frame = stack.find(({ waiting }) => waiting?.re === requestOf(key))
  const node = frame && nodeOf(run, frame)
  if (owner === 'queue' && hand?.re === requestOf(key) && node?.kind !== 'hand_over') {
    nobodyCame(run)
    return []
  }
  const mayEnd = owner === (node?.kind === 'hand_over' ? 'queue' : 'bot')
  if (!frame || !node || !mayEnd || !('timeout' in node) || typeof node.timeout !== 'string') {
    note(run, 'stale_event', { timer: key })
    return []
  }
  if (node.kind === 'hand_over') giveUpQueue(run)
  const kept = stopWaiting(run, frame)
  if (take(run, frame, { do: 'go', to: node.timeout }) && frame === topOf(run)) walkOn(run)
  return kept
}

/** No flow of its own waited for the person: it is said in the words of the flow that asks for one. */
function nobodyCame(run: Run): void {
  giveUpQueue(run)
  const nodes = Object.values(run.world.flows.get('staff')?.nodes ?? {})
  const road = nodes.find((node) => node.kind === 'hand_over')
  if (road?.kind === 'hand_over') startFlow(run, 'staff', { node: road.timeout })
}
