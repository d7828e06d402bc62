/** @module One turn under way: the world it is given, its own copy of the session, the effects so far. Lives for one turn. */

import type { ChatEvent, Content, OfficeRequest, Owner, TimerName, Value } from '../core/chat.ts'
import type { Effect, NoteKind } from '../core/effect.ts'
import type { Author } from '../core/lists.ts'
import type { Reply } from '../core/message.ts'
import type { Frame, Session } from '../core/session.ts'
import type { Utterance } from '../understanding/utterance.ts'
import type { AnyNode, LoadedFlow } from './flow.ts'
import type { World } from './world.ts'

export type Run = {
  world: World
  session: Session
  event: ChatEvent
  effects: Effect[]
  /** Nodes passed in this turn. */
  steps: number
  /** A correction walks the flow again without saying anew what was said. */
  quiet: boolean
  /** The intent that this turn acts on, for the record. */
  intent?: string
}

/** What the resident said, as the nodes hear it. */
export type Heard = {
  content: Content
  said: Utterance
  at: Date
  followed: boolean
  /** Words under a picture. */
  isCaption?: boolean
  /** It came before the open question was put. */
  isBlind?: boolean
}

export const topOf = (run: Run): Frame | undefined => run.session.stack.at(-1)

export const flowOf = (run: Run, frame: Frame): LoadedFlow | undefined => run.world.flows.get(frame.flow)

export function nodeOf(run: Run, frame: Frame): AnyNode | undefined {
  return flowOf(run, frame)?.nodes[frame.node]
}

/** The node that waits for an answer now, if it is a question. */
export function openQuestion(run: Run): { frame: Frame; node: QuestionNode } | undefined {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  if (!frame || !node || frame.waiting) return undefined
  return isQuestion(node) ? { frame, node } : undefined
}

export type QuestionNode = Extract<AnyNode, { kind: 'ask' | 'choose' | 'review' }>

export function isQuestion(node: AnyNode): node is QuestionNode {
  return node.kind === 'ask' || node.kind === 'choose' || node.kind === 'review'
}

/** Adds a bubble; the origin is the open node unless the author is not the bot. */
export function emit(
  run: Run,
  part: 'text' | 'question',
  reply: Reply,
  author: Author = 'bot',
  by?: string,
): void {
  const frame = topOf(run)
  if (part === 'question') {
    delete run.session.news
    const question = frame ? `${frame.flow}.${frame.node}` : ''
    // Put again, it was seen before.
    if (run.session.asked?.question !== question)
      run.session.asked = { question, at: run.world.now.getTime() }
  }
  run.effects.push({
    type: 'say',
    author,
    part,
    reply,
    ...(by === undefined ? {} : { by }),
    ...(run.intent === undefined ? {} : { intent: run.intent }),
    ...(frame ? { flow: frame.flow, node: frame.node } : {}),
  })
}

/** Asks the office; gives the local id that its answer will carry at its end. */
export function request(run: Run, asked: OfficeRequest): string {
  const count = run.effects.filter(({ type }) => type === 'office').length
  const id = `${run.session.turn}.o${count}`
  run.effects.push({ type: 'office', id, request: asked })
  return id
}

/** Whether an answer of the office belongs to the request with this local id. */
export function isAnswerTo(re: string | undefined, local: string): boolean {
  return re !== undefined && (re === local || re.endsWith(`.${local}`))
}

export function note(run: Run, kind: NoteKind, data: Record<string, Value> = {}): void {
  run.effects.push({ type: 'note', kind, data })
}

export function setTimer(run: Run, name: TimerName, key: string, afterMs: number): void {
  run.effects.push({ type: 'set_timer', name, key, dueAt: run.world.now.getTime() + afterMs })
}

export function cancelTimer(run: Run, key: string): void {
  run.effects.push({ type: 'cancel_timer', key })
}

/** Changes the owner: every change raises the epoch, so that older bot rows never leave. */
export function own(run: Run, owner: Owner): void {
  run.session.owner = owner
  run.session.epoch += 1
  run.effects.push({ type: 'own', owner, epoch: run.session.epoch })
}

/** Tells the office how this chat stands, for its lists. */
export function card(run: Run, unread: boolean, closed = false): void {
  const topic = run.session.hand?.topic ?? topOf(run)?.flow ?? run.session.ended?.flow ?? ''
  const { owner, lastAt } = run.session
  request(run, { type: 'card', owner, topic, lastMessageAt: lastAt, unread, ...(closed ? { closed } : {}) })
}
