/** @module One turn of one chat: load, ask the engine, commit. Runs inside a transaction of the caller. */

import type { ChatEvent, Instant } from '../../core/chat.ts'
import { newSession, type Session } from '../../core/session.ts'
import type { World } from '../../engine/world.ts'
import type { ChatRow } from '../../store/chat/chats.ts'
import type { Waiting } from '../../store/chat/inbox.ts'
import { isParted } from '../arriving/part.ts'
import { type Deps, LIMITS, type MessageEvent } from '../deps.ts'
import { isTooFast } from '../rate.ts'
import { report } from '../report.ts'
import { eventOf, makeSeals, type Seals } from '../sealed.ts'
import type { Lane, Try } from '../state.ts'
import type { Placed } from './bubbles.ts'
import { commitTurn, isNotice } from './commit.ts'

export type Outcome =
  | {
      type: 'turned'
      chatId: string
      lanes: ReadonlySet<Lane>
      taken: readonly Waiting[]
      result: string | null
    }
  | { type: 'held'; chatId: string; until: Instant }
  | { type: 'failed'; tried: Try; error: unknown }
  | { type: 'overtaken'; chatId: string }
  | { type: 'nothing' }

/** @throws whatever the engine or the database throws; nothing of the turn may stay then */
export function turnOf(deps: Deps, tried: Try, now: Instant): Outcome {
  const { chatId } = tried
  const chat = deps.store.chats.get(chatId)
  const rows = deps.store.inbox.head(chatId, LIMITS.waitingShown)
  const head = rows[0]
  if (chat === undefined || head === undefined) return { type: 'nothing' }
  if (head.rid !== tried.rid) {
    // Something written earlier came meanwhile, and goes first: that was no attempt.
    deps.store.inbox.untried(tried)
    return { type: 'overtaken', chatId }
  }
  const world = deps.world(new Date(now))
  const session = sessionOf(deps, chat)
  if (tried.attempts > LIMITS.attempts) return setAside(deps, world, chat, session, head, now)
  const next = nextEvent(deps, world, session, rows, now)
  if ('waitUntil' in next) {
    deps.store.inbox.untried(head)
    return { type: 'held', chatId, until: next.waitUntil }
  }
  const event = withParted(deps, chat, withHeard(deps, chatId, next.event))
  const { session: after, effects } = deps.engine.takeTurn(world, session, event)
  const placed = effects.map((effect, index): Placed => ({ index, effect }))
  const isMessage = next.event.type === 'message'
  const slow = isMessage ? slowDown(deps, world, chat, after, now, effects.length) : []
  const taken = rows.slice(0, next.take)
  const edition = world.rules.id
  // The polite word is said first but numbered last: the engine knows its own effects by their index.
  const notice = isNotice(next.event)
  const turn = { chat, session: after, effects: [...slow, ...placed], taken, now, edition, isNotice: notice }
  return { type: 'turned', chatId, taken, ...commitTurn(deps, { ...turn, state: 'done' }) }
}

/** A session that does not open strands nobody: the chat begins anew, and the log says so. */
function sessionOf(deps: Deps, chat: ChatRow): Session {
  try {
    return makeSeals(deps.vault).openSession(chat)
  } catch (error) {
    report(deps, 'session_lost', error, chat.chatId)
    const { owner, epoch, turn, lang } = chat
    return { ...newSession(lang), owner, epoch, turn }
  }
}

type Next = { take: number; event: ChatEvent } | { waitUntil: Instant }

function nextEvent(deps: Deps, world: World, session: Session, rows: readonly Waiting[], now: Instant): Next {
  const seals = makeSeals(deps.vault)
  const messages: MessageEvent[] = []
  for (const row of rows) {
    const event = messages.length === 0 ? openEvent(seals, row) : eventBehind(seals, row)
    if (event?.type === 'message') messages.push(event)
    else if (event === undefined) break
    else if (messages.length === 0) return { take: 1, event }
    else break
  }
  // Nobody waits for more texts once staff, the office or a timer stand behind them.
  const holdOver = deps.holdOver || messages.length < rows.length
  return deps.engine.gather(world, session, messages, now, holdOver)
}

/** Looked up in the transaction that also says the reply: nothing the resident writes can come between the two. */
function withHeard(deps: Deps, chatId: string, event: ChatEvent): ChatEvent {
  if (event.type !== 'staff' || event.act.act !== 'reply' || event.act.seen === undefined) return event
  return { ...event, heard: deps.store.journal.lastHeard(chatId) }
}

/** The first words of who begins anew where another chat was locked. */
function withParted(deps: Deps, chat: ChatRow, event: ChatEvent): ChatEvent {
  if (event.type !== 'message' || chat.turn > 0 || !isParted(deps, chat.chatId)) return event
  return { ...event, parted: true }
}

function openEvent(seals: Seals, row: Waiting): ChatEvent {
  return eventOf(row, seals.openLine(row.chatId, row.seq, row.bodySealed))
}

/** What stands behind and does not open has its own turn, and its own attempts. */
function eventBehind(seals: Seals, row: Waiting): ChatEvent | undefined {
  try {
    return openEvent(seals, row)
  } catch {
    return undefined
  }
}

/** More messages than people type get one polite word a minute; all of them are kept and answered all the same. */
function slowDown(
  deps: Deps,
  world: World,
  chat: ChatRow,
  session: Session,
  now: Instant,
  index: number,
): Placed[] {
  const minuteAgo = now - 60_000
  if (chat.slowedAt > minuteAgo || session.owner.startsWith('staff:')) return []
  if (!isTooFast(chat.recent, now)) return []
  deps.store.chats.slowed(chat.chatId, now)
  return wordOf(world, session, 'limit.too_fast', index)
}

/** What nobody could handle is kept for people to look at; the chat goes on with the next message. */
function setAside(
  deps: Deps,
  world: World,
  chat: ChatRow,
  before: Session,
  head: Waiting,
  now: Instant,
): Outcome {
  const { chatId } = chat
  deps.log.error({ event: 'set_aside', chatId, code: head.kind })
  const session = { ...before, turn: before.turn + 1 }
  const request = { type: 'alarm' as const, reason: 'poison' as const, topic: chat.flow ?? head.kind }
  const isHeard = head.kind === 'message' && !session.owner.startsWith('staff:')
  const effects: Placed[] = [
    { index: 0, effect: { type: 'office', id: `${session.turn}.o0`, request } },
    ...(isHeard ? wordOf(world, session, 'limit.set_aside', 1) : []),
  ]
  const taken = [head]
  const turn = { chat, session, effects, taken, now, edition: world.rules.id, isNotice: false }
  return { type: 'turned', chatId, taken, ...commitTurn(deps, { ...turn, state: 'quarantined' }) }
}

function wordOf(world: World, session: Session, key: string, index: number): Placed[] {
  if (!world.texts.has(key, 'id')) return []
  const reply = { text: world.texts.format(key, session.lang, {}) }
  return [{ index, effect: { type: 'say', author: 'system', part: 'text', reply } }]
}
