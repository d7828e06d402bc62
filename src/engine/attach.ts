/** @module Gives a file that no question asked for to the report it belongs to: the one being told, or one that was filed. */

import { takesFiles } from '../core/case-fields.ts'
import { isOver } from '../core/case-ladder.ts'
import type { Content } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { recordOf } from './answers/answer.ts'
import { addFile, type FileValue, fileIn, filesOf } from './files.ts'
import type { NodeOf } from './flow.ts'
import { isIdle } from './idle.ts'
import { MAX_FILES } from './limits.ts'
import { flowOf, openQuestion, type Run, request, topOf } from './run.ts'
import { say } from './say.ts'

/** Where a file went: `isTold` once the report was read back, so that nothing is left to be written. */
export type Attached = { to: 'report'; isTold: boolean } | { to: 'case'; number: string }

/** Undefined for what is no file, and where no report of this chat takes it: it is kept with the chat all the same. */
export function attach(run: Run, content: Content): Attached | undefined {
  const file = fileIn(content)
  if (!file) return undefined
  const frame = run.session.stack.findLast((one) => isTelling(run, one))
  if (frame) return filesOf(frame).length < MAX_FILES ? toReport(run, frame, file) : undefined
  const number = filedNumber(run) ?? (isAtRest(run) ? newestOpen(run) : undefined)
  if (number === undefined) return undefined
  request(run, { type: 'add_files', number, files: [file] })
  return { to: 'case', number }
}

/** Attaches the file and says where it went; `otherwise` where the question still wants words, or nothing took it. */
export function sayAttached(run: Run, content: Content, otherwise: string): void {
  const attached = attach(run, content)
  const args = { media: content.type }
  if (attached?.to === 'case')
    say(run, 'text', 'media.joined_case', { args: { ...args, number: attached.number } })
  else if (attached?.isTold) say(run, 'text', 'media.joined', { args })
  else say(run, 'text', otherwise)
}

function toReport(run: Run, frame: Frame, file: FileValue): Attached {
  addFile(frame, file)
  const nodes = flowOf(run, frame)?.nodes ?? {}
  return { to: 'report', isTold: [...frame.trail, frame.node].some((id) => nodes[id]?.kind === 'review') }
}

/** A case will come of this conversation, and the office does not have it yet. */
function isTelling(run: Run, frame: Frame): boolean {
  const node = filingOf(run, frame)
  return node !== undefined && !frame.waiting && takesFiles(node.case) && !isFiled(run, frame)
}

function filingOf(run: Run, frame: Frame): NodeOf<'file'> | undefined {
  return Object.values(flowOf(run, frame)?.nodes ?? {}).find((node) => node.kind === 'file')
}

const isFiled = (run: Run, { flow, trail }: Frame) =>
  trail.some((id) => run.world.flows.get(flow)?.nodes[id]?.kind === 'file')

/** The case that the open conversation has filed. */
function filedNumber(run: Run): string | undefined {
  const frame = topOf(run)
  const node = frame && filingOf(run, frame)
  const number = node && recordOf(frame.slots[node.into])?.number
  return node && takesFiles(node.case) && typeof number === 'string' ? number : undefined
}

/** No question stands that the file could be meant for: nothing is open, a menu, or the wait for a person. */
function isAtRest(run: Run): boolean {
  const open = openQuestion(run)
  return run.session.owner === 'queue' || !open || isIdle(run, open.frame)
}

function newestOpen(run: Run): string | undefined {
  return run.session.cases.findLast(
    ({ kind, state, isBack }) => takesFiles(kind) && !isOver(state) && !isBack,
  )?.number
}
