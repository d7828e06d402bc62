/** @module News and answers from the office: to the node that waits for them, or to the resident. */

import type { OfficeNotice } from '../core/chat.ts'
import { formatDayHour } from '../rules/calendar.ts'
import { answered } from './nodes/registry.ts'
import { giveUpQueue, sayPosition } from './queue.ts'
import { isAnswerTo, nodeOf, note, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { backToQueue } from './staff.ts'
import { requestOf, stopWaiting } from './waiting.ts'
import { take, walkOn } from './walk.ts'

/** Takes a notice; gives what the resident wrote while a node waited, to be heard now. */
export function takeNotice(run: Run, notice: OfficeNotice): string[] {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  const re = 're' in notice ? notice.re : undefined
  if (frame?.waiting && node && isAnswerTo(re, frame.waiting.re) && run.session.owner === 'bot') {
    const step = answered(run, frame, node, notice)
    if (step) {
      const kept = stopWaiting(run, frame)
      if (take(run, frame, step)) walkOn(run)
      return kept
    }
  }
  if (notice.type === 'case_changed') caseChanged(run, notice)
  else if (notice.type === 'queue_position') position(run, notice)
  else if (notice.type === 'returned_to_queue') returned(run)
  else if (notice.type === 'case_filed') filedLate(run, notice)
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
function filedLate(run: Run, notice: Extract<OfficeNotice, { type: 'case_filed' }>): void {
  const { number, kind, code } = notice
  if (!run.session.cases.some((one) => one.number === number))
    run.session.cases.push({ number, kind, state: 'received', changedAt: run.event.at })
  say(run, 'text', 'engine.case_filed_late', { args: { number, code }, author: 'system' })
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
    state: run.world.texts.format(`case.state.${state}`, lang, {}),
    changed: formatDayHour(new Date(changedAt), lang),
    note: notice.note ?? '',
  }
  say(run, 'text', notice.note ? 'engine.case_changed_note' : 'engine.case_changed', {
    args,
    author: 'system',
  })
}

/** The office has not answered in time: the timeout branch; what was written meanwhile is heard then. */
export function officeLate(run: Run, key: string): string[] {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  const waits = frame?.waiting && frame.waiting.re === requestOf(key)
  if (!frame || !node || !waits || !('timeout' in node) || typeof node.timeout !== 'string') {
    note(run, 'stale_event', { timer: key })
    return []
  }
  if (node.kind === 'hand_over') {
    if (run.session.owner !== 'queue') {
      note(run, 'stale_event', { timer: key })
      return []
    }
    giveUpQueue(run)
  }
  const kept = stopWaiting(run, frame)
  if (take(run, frame, { do: 'go', to: node.timeout })) walkOn(run)
  return kept
}
