/** @module look_up: asks the office for a case by number and code; unknown and wrong are one answer. */

import type { OfficeNotice } from '../../core/chat.ts'
import type { Frame } from '../../core/session.ts'
import { wordsOf } from '../answers/answer.ts'
import type { NodeOf } from '../flow.ts'
import { type Run, request } from '../run.ts'
import { say } from '../say.ts'
import { waitFor } from '../waiting.ts'
import { go, type NodeType, type Step, WAIT } from './node.ts'

export const lookUpNode: NodeType<'look_up'> = {
  kind: 'look_up',
  enter(run, frame, node) {
    const number = wordsOf(frame.slots[node.number] ?? '')
    const code = wordsOf(frame.slots[node.code] ?? '')
    waitFor(run, frame, request(run, { type: 'look_up_case', number, code }))
    return WAIT
  },
  answered(run, frame, node, notice) {
    if (notice.type === 'case_found' && notice.isBack) comesBack(run, notice)
    const step = outcome(frame, node, notice)
    // A code is a key: it does not stay in the session longer than the question needs it.
    if (step) delete frame.slots[node.code]
    return step
  },
}

/** The chat that filed it is locked, and this one has shown number and code: it is this chat's own from now on. */
function comesBack(run: Run, notice: Extract<OfficeNotice, { type: 'case_found' }>): void {
  const { number, kind, state, changedAt, note } = notice
  const told = { number, kind, state, changedAt, ...(note === undefined ? {} : { note }) }
  run.session.cases.push({ ...told, isBack: true })
  say(run, 'text', 'engine.case_back', { args: { number } })
}

function outcome(frame: Frame, node: NodeOf<'look_up'>, notice: OfficeNotice): Step | undefined {
  if (notice.type === 'case_not_found') return go(node.to.not_found)
  if (notice.type === 'look_up_limited') return go(node.to.limited)
  if (notice.type !== 'case_found') return undefined
  const { number, kind, state, changedAt, note } = notice
  frame.slots[node.into] = { number, kind, state, changedAt, note: note ?? '' }
  return go(node.to.found)
}
