/** @module file: gives the office a case and waits for its number. */

import type { OfficeNotice, Value } from '../../core/chat.ts'
import type { Frame } from '../../core/session.ts'
import { recordOf } from '../answers/answer.ts'
import { isOnWay, summaryOf } from '../args.ts'
import { filesOf, filesShown } from '../files.ts'
import type { NodeOf } from '../flow.ts'
import { flowOf, type Run, request } from '../run.ts'
import { waitFor } from '../waiting.ts'
import { go, type NodeType, WAIT } from './node.ts'

export const fileNode: NodeType<'file'> = {
  kind: 'file',
  enter(run, frame, node) {
    const occurredAt = occurred(frame, node)
    const flow = flowOf(run, frame)
    const slots = node.fields.filter((slot) => flow === undefined || isOnWay(flow, frame, slot))
    const re = request(run, {
      type: 'file_case',
      kind: node.case,
      fields: fieldsOf(frame, slots),
      summary: [...summaryOf(run, slots), ...filesShown(run, frame)],
      language: run.session.lang,
      urgent: node.urgent === true,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    })
    waitFor(run, frame, re)
    return WAIT
  },
  answered(run, frame, node, notice) {
    if (notice.type !== 'case_filed') return undefined
    remember(run, notice)
    frame.slots[node.into] = caseOf(notice)
    return go(node.next)
  },
}

function fieldsOf(frame: Frame, slots: readonly string[]): Record<string, Value> {
  const fields: Record<string, Value> = {}
  for (const slot of slots) {
    const value = frame.slots[slot]
    if (value !== undefined && value !== null) fields[slot] = value
  }
  const files = filesOf(frame)
  return files.length === 0 ? fields : { ...fields, files }
}

/** The earliest plausible moment: the limit of two days counts from it. */
function occurred(frame: Frame, node: NodeOf<'file'>): number | undefined {
  const earliest = node.occurred ? recordOf(frame.slots[node.occurred])?.earliest : undefined
  return typeof earliest === 'number' ? earliest : undefined
}

function caseOf(notice: Extract<OfficeNotice, { type: 'case_filed' }>): Value {
  const { number, code, kind, deadlineAt, late } = notice
  return { number, code, kind, late: late === true, ...(deadlineAt === undefined ? {} : { deadlineAt }) }
}

function remember(run: Run, notice: Extract<OfficeNotice, { type: 'case_filed' }>): void {
  if (run.session.cases.some(({ number }) => number === notice.number)) return
  const { number, kind, deadlineAt } = notice
  run.session.cases.push({
    number,
    kind,
    state: 'received',
    changedAt: run.event.at,
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
  })
}
