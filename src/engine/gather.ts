/** @module Messages sent in a burst: which of those that wait are one answer, by the policy of the open question. Pure. */

import type { ChatEvent } from '../core/chat.ts'
import type { Session } from '../core/session.ts'
import type { Policy } from './flow.ts'
import { readable } from './heal.ts'
import { JOIN_HOLD_MS, MAX_TEXT_CHARS } from './limits.ts'
import { cameAt, wordsIn } from './message.ts'
import { hear } from './nodes/registry.ts'
import { isGreeting } from './reaction.ts'
import { reservedOf } from './reserved.ts'
import { openQuestion, type Run } from './run.ts'
import type { World } from './world.ts'

export type MessageEvent = Extract<ChatEvent, { type: 'message' }>

export type Gathered =
  /** `take` of the waiting messages are one event. */
  | { take: number; event: MessageEvent }
  /** More may come that belongs to the first: look again then (epoch ms). */
  | { waitUntil: number }

/** How long the open question holds a text back for those that may follow; 0 for all but `join`. */
export function holdFor(world: World, session: Session): number {
  return policyOf(world, session) === 'join' ? JOIN_HOLD_MS : 0
}

/**
 * The next event out of the waiting messages, oldest first, at least one.
 * `holdOver` says that nothing more will come (a terminal whose line is over): nothing is held back then.
 */
export function gather(
  world: World,
  session: Session,
  waiting: readonly MessageEvent[],
  now: number,
  holdOver: boolean,
): Gathered {
  const [first] = waiting
  if (!first) return { waitUntil: now + JOIN_HOLD_MS }
  const policy = policyOf(world, session)
  if (policy === 'join') return join(world, waiting, first, now, holdOver)
  if (policy === 'last') return last(world, session, waiting, first)
  return isOpening(session) ? together(world, waiting, first) : taken(waiting, 1, first)
}

/** Nothing is open and nothing was offered: whoever writes now begins. */
function isOpening(session: Session): boolean {
  const { owner, offer, stack } = readable(session)
  return owner === 'bot' && !offer && stack.length === 0
}

/** "bang", "gw ojol", "kmrn ketabrak", "lapornya gmn": one wish in four bubbles, none of which says it alone. */
function together(world: World, waiting: readonly MessageEvent[], first: MessageEvent): Gathered {
  const texts: string[] = []
  let take = 0
  let chars = 0
  for (const { content } of waiting) {
    if (content.type !== 'text') break
    const said = world.understand(content.text)
    chars += content.text.length + 1
    // A cry for help and a word that always means the same stand alone; what is too long to be read is not joined.
    if (said.emergency || reservedOf(said) !== undefined || chars > MAX_TEXT_CHARS) break
    // "bang" calls us; in one line with "saya ojol" it would be a brother who drives.
    if (!isGreeting({ said })) texts.push(content.text)
    take += 1
  }
  if (take < 2) return taken(waiting, 1, first)
  const text = texts.length === 0 ? wordsIn(first.content) : texts.join('\n')
  return taken(waiting, take, { ...first, content: { type: 'text', text } })
}

function taken(waiting: readonly MessageEvent[], take: number, event: MessageEvent): Gathered {
  return { take, event: waiting.length > take ? { ...event, followed: true } : event }
}

function join(
  world: World,
  waiting: readonly MessageEvent[],
  first: MessageEvent,
  now: number,
  holdOver: boolean,
): Gathered {
  const texts: string[] = []
  let end = cameAt(first)
  let urgent = false
  for (const message of waiting) {
    const { content } = message
    const at = cameAt(message)
    const late = texts.length > 0 && at - end > JOIN_HOLD_MS
    if (content.type !== 'text' || late) break
    const said = world.understand(content.text)
    if (reservedOf(said) !== undefined) break
    texts.push(content.text)
    urgent ||= said.emergency && !said.sensed
    end = at
  }
  if (texts.length === 0) return taken(waiting, 1, first)
  // A reserved word ends the telling; a cry for help is part of it, but is answered at once.
  const ended = urgent || texts.length < waiting.length || holdOver
  // A clock ahead of ours holds nobody back.
  if (!ended && end <= now && now < end + JOIN_HOLD_MS) return { waitUntil: end + JOIN_HOLD_MS }
  return taken(waiting, texts.length, { ...first, content: { type: 'text', text: texts.join('\n') } })
}

/** Of several valid choices for one question the last counts. */
function last(
  world: World,
  session: Session,
  waiting: readonly MessageEvent[],
  first: MessageEvent,
): Gathered {
  let count = 0
  while (count < waiting.length && isAnswer(world, session, waiting[count])) count += 1
  const event = waiting[count - 1]
  return count > 1 && event ? taken(waiting, count, event) : taken(waiting, 1, first)
}

function isAnswer(world: World, session: Session, message: MessageEvent | undefined): boolean {
  if (!message) return false
  const run = trial(world, session, message)
  const open = openQuestion(run)
  if (!open) return false
  const { content } = message
  if (content.type === 'choice') return content.id.startsWith(`${open.frame.flow}.${open.frame.node}.`)
  if (content.type !== 'text') return false
  const said = world.understand(wordsIn(content))
  if (said.emergency || reservedOf(said)) return false
  const heard = { content, said, at: new Date(message.at), followed: false }
  return hear(run, open.frame, open.node, heard).is === 'answer'
}

/** A run on a copy, to ask the open question without moving anything. */
function trial(world: World, session: Session, event: ChatEvent): Run {
  return { world, session: readable(session), event, effects: [], steps: 0, quiet: true }
}

function policyOf(world: World, session: Session): Policy {
  const { owner, offer, stack } = readable(session)
  if (owner !== 'bot' || offer) return 'each'
  const frame = stack.at(-1)
  const node = frame && world.flows.get(frame.flow)?.nodes[frame.node]
  if (!frame || !node || frame.waiting || frame.partial !== undefined) return 'each'
  const asks = node.kind === 'ask' || node.kind === 'choose' || node.kind === 'review'
  return asks ? (node.policy ?? 'each') : 'each'
}
