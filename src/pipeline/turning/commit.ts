/** @module Effects become rows: journal, outbox, timers and the chat row. Runs inside the turn's transaction; nobody else acts on effects. */

import type { ChatEvent, Instant } from '../../core/chat.ts'
import type { Effect } from '../../core/effect.ts'
import type { Reply } from '../../core/message.ts'
import type { Session } from '../../core/session.ts'
import type { ChatRow } from '../../store/chat/chats.ts'
import type { Waiting } from '../../store/chat/inbox.ts'
import { partsOf } from '../../text/render.ts'
import { toHex } from '../../vault/bytes.ts'
import type { Deps } from '../deps.ts'
import { type Body, makeSeals, type Seals } from '../sealed.ts'
import type { Lane } from '../state.ts'
import { joinBubbles, type Placed } from './bubbles.ts'

export type Turn = {
  chat: ChatRow
  /** The session after the turn. */
  session: Session
  /** With the index that makes each one's id. */
  effects: readonly Placed[]
  /** Inbox rows this turn stands for. */
  taken: readonly Waiting[]
  state: 'done' | 'quarantined'
  now: Instant
  edition: string
  /** News and reminders, that answers go before. */
  isNotice: boolean
}

/** What nobody waits for: a time that fell due, news of the office that answers nothing. */
export function isNotice(event: ChatEvent): boolean {
  if (event.type === 'office') return !('re' in event.notice) || event.notice.re === undefined
  return event.type === 'timer'
}

/** `seq` is that of the last line written: the chat row takes it over at the end. */
type Writing = { deps: Deps; seals: Seals; turn: Turn; chatId: string; lanes: Set<Lane>; seq: number }

/**
 * Gives the lanes that now have something to send, and the result of a staff act as JSON.
 * @throws when somebody else took this turn; nothing of it may stay then
 */
export function commitTurn(deps: Deps, turn: Turn): { lanes: Set<Lane>; result: string | null } {
  const { chat, session } = turn
  const { chatId } = chat
  const { store } = deps
  const seals = makeSeals(deps.vault)
  const writing: Writing = { deps, seals, turn, chatId, lanes: new Set(), seq: chat.seq }
  const result = resultOf(turn.effects)
  for (const row of turn.taken) {
    const { state, edition } = turn
    store.inbox.done({ chatId, rid: row.rid, turn: session.turn, state, edition, result })
  }
  // Rows of this turn carry the epoch it ends with, so earlier rows are settled first.
  for (const { effect } of turn.effects) if (effect.type === 'own') changeOwner(writing, effect)
  const limits = deps.channels[chat.channel]?.limits
  for (const { index, effect } of joinBubbles(turn.effects, limits)) write(writing, index, effect)
  const top = session.stack.at(-1)
  store.chats.save({
    chatId,
    owner: session.owner,
    epoch: session.epoch,
    turn: session.turn,
    seq: writing.seq,
    lang: session.lang,
    flow: top?.flow ?? null,
    node: top?.node ?? null,
    sessionSealed: writing.seals.session(chatId, session),
  })
  return { lanes: writing.lanes, result }
}

function resultOf(effects: readonly Placed[]): string | null {
  const found = effects.map(({ effect }) => effect).find((effect) => effect.type === 'act_result')
  if (found === undefined) return null
  const { type: _, ...result } = found
  return JSON.stringify(result)
}

function changeOwner({ deps, chatId }: Writing, effect: Extract<Effect, { type: 'own' }>): void {
  const { outbox } = deps.store
  if (effect.owner.startsWith('staff:')) outbox.cancelBot(chatId)
  else outbox.carryBot(chatId, effect.epoch)
}

function write(writing: Writing, index: number, effect: Effect): void {
  const { deps, chatId, turn } = writing
  const id = `${chatId}.${turn.session.turn}.${index}`
  switch (effect.type) {
    case 'say':
      say(writing, id, effect)
      break
    case 'said':
      append(writing, id, effect.author, { kind: 'say', part: 'text', reply: effect.reply, ...byOf(effect) })
      break
    case 'office': {
      const officeId = `${chatId}.${effect.id}`
      send(writing, officeId, 'office', 'system', 0, writing.seals.request(chatId, officeId, effect.request))
      break
    }
    case 'set_timer': {
      const { key, name, dueAt } = effect
      deps.store.timers.set({ chatId, key, name, dueAt, turn: turn.session.turn })
      break
    }
    case 'cancel_timer':
      deps.store.timers.cancel(chatId, effect.key)
      break
    case 'own':
      append(writing, id, 'note', { kind: 'own', owner: effect.owner, epoch: effect.epoch })
      break
    case 'note': {
      const data = effect.data === undefined ? {} : { data: effect.data }
      append(writing, id, 'note', { kind: 'note', note: effect.kind, ...data })
      break
    }
    case 'act_result':
      break
    default:
      effect satisfies never
  }
}

function say(writing: Writing, id: string, effect: Extract<Effect, { type: 'say' }>): void {
  const { author, part, intent, flow, node } = effect
  for (const [n, reply] of partsFor(writing, effect.reply).entries()) {
    const own = n === 0 ? id : `${id}.${n}`
    const seq = append(
      writing,
      own,
      author,
      { kind: 'say', part, reply, ...byOf(effect), ...(effect.waits ? { waits: true } : {}) },
      { intent, flow, node },
    )
    send(writing, own, 'channel', author, seq, null, reply.template !== undefined)
  }
  if (effect.reply.template !== undefined) knocked(writing)
}

/** They were asked to write now: nothing else asks them again while they are silent. */
function knocked({ deps, turn, chatId }: Writing): void {
  deps.store.chats.knocked(chatId, Math.max(turn.now, turn.chat.heardAt + 1))
}

const byOf = ({ by }: { by?: string }) => (by === undefined ? {} : { by })

/** Each fits one bubble of the platform, and is sent, marked and repeated for itself. */
function partsFor({ deps, turn }: Writing, reply: Reply): Reply[] {
  const limits = deps.channels[turn.chat.channel]?.limits
  return limits === undefined ? [reply] : partsOf(reply, limits)
}

type From = { intent?: string | undefined; flow?: string | undefined; node?: string | undefined }

function append(
  writing: Writing,
  ref: string,
  author: 'bot' | 'staff' | 'system' | 'note',
  body: Body,
  from: From = {},
): number {
  const { deps, seals, turn, chatId } = writing
  writing.seq += 1
  const { seq } = writing
  deps.store.journal.add({
    chatId,
    seq,
    at: turn.now,
    author,
    kind: body.kind === 'note' ? body.note : body.kind,
    ref,
    turn: turn.session.turn,
    intent: from.intent ?? null,
    flow: from.flow ?? null,
    node: from.node ?? null,
    bodySealed: seals.line(chatId, seq, body),
  })
  return seq
}

function send(
  { deps, turn, chatId, lanes }: Writing,
  id: string,
  dest: 'channel' | 'office',
  author: 'bot' | 'staff' | 'system',
  seq: number,
  bodySealed: Uint8Array | null,
  isTemplate = false,
): void {
  const { epoch } = turn.session
  const { isNotice } = turn
  const row = { id, chatId, dest, author, epoch, seq, at: turn.now, bodySealed, isNotice, isTemplate }
  deps.store.outbox.add(row)
  if (dest === 'channel' && isOfOld(deps, turn)) deps.store.outbox.review(id, chatId)
  else lanes.add(`${dest}|${chatId}`)
}

/** All that this turn answers stood in a backup, or fell due before it was restored. */
function isOfOld({ restoredAt }: Deps, { taken }: Turn): boolean {
  if (restoredAt === undefined) return false
  return taken.every(({ kind, at, receivedAt }) => (kind === 'message' ? receivedAt : at) <= restoredAt)
}

/** Names a staff act whose caller waits for its result. */
export function actName(chatId: string, key: Uint8Array): string {
  return `${chatId}|${toHex(key)}`
}
