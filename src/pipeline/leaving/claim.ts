/** @module Which rows may leave now: owner, window, pauses and pace decide. Answers go before news. Inside a transaction. */

import type { Instant } from '../../core/chat.ts'
import type { Head, OutboxRow } from '../../store/chat/outbox.ts'
import type { Destination } from '../../store/chat/schema.ts'
import { accountOf } from '../arriving/place.ts'
import { type Deps, LIMITS } from '../deps.ts'
import type { Lane, Line, State } from '../state.ts'
import { park } from './park.ts'

/** With the line it takes a place of. */
export type Claimed = OutboxRow & { line: Line; claimedAt: Instant; chat: Head['chat'] }

/** Claims at most one row of each lane; what may not leave yet is put on the agenda. Adds to `told` whose lines changed. */
export function claimAll(
  deps: Deps,
  state: State,
  lanes: readonly Lane[],
  now: Instant,
  told: Set<string>,
  flying: readonly Claimed[],
): Claimed[] {
  const ready = lanes.flatMap((lane) => {
    const head = headOf(deps, state, lane, now, told)
    return head === undefined ? [] : [{ lane, head }]
  })
  // Both halves keep their order: whoever waited longer goes first.
  const inOrder = [
    ...ready.filter(({ head }) => !head.row.isNotice),
    ...ready.filter(({ head }) => head.row.isNotice),
  ]
  const places = new Map<Line, number>()
  const take = (line: Line) => places.set(line, (places.get(line) ?? 0) + 1)
  for (const { line } of flying) take(line)
  const all: Claimed[] = []
  for (const { lane, head } of inOrder) {
    const claimed = claim(deps, state, lane, head, now, places)
    if (claimed === undefined) continue
    take(claimed.line)
    all.push(claimed)
  }
  return all
}

/** The row that is next on this lane, when its time has come. */
function headOf(deps: Deps, state: State, lane: Lane, now: Instant, told: Set<string>): Head | undefined {
  const { outbox } = deps.store
  const [dest, chatId] = partsOf(lane)
  for (;;) {
    const head = outbox.head(chatId, dest)
    if (head === undefined || head.row.state === 'claimed') return undefined
    if (mayNeverLeave(deps, head, now)) {
      told.add(chatId)
      continue
    }
    if (head.row.dueAt <= now) return head
    state.lanes.later(lane, head.row.dueAt)
    return undefined
  }
}

/** Takes a row off the lane that must not leave, or not before the resident writes again. */
function mayNeverLeave(deps: Deps, { row, chat }: Head, now: Instant): boolean {
  if (row.dest !== 'channel') return false
  if (row.author === 'bot' && row.epoch < chat.epoch) {
    // Somebody else speaks now: the bot's older words never leave.
    deps.store.outbox.mark({ ...row, state: 'cancelled' })
    return true
  }
  if (chat.blockedAt !== 0) {
    if (row.author === 'bot') deps.store.outbox.mark({ ...row, state: 'failed', code: 'blocked' })
    else park(deps, row, 'blocked', now)
    return true
  }
  const windowMs = deps.channels[chat.channel]?.limits.windowMs
  const isOpen = windowMs === undefined || chat.heardAt === 0 || now < chat.heardAt + windowMs
  if (isOpen || row.isTemplate) return false
  park(deps, row, 'window_closed', now)
  return true
}

function claim(
  deps: Deps,
  state: State,
  lane: Lane,
  { row, chat }: Head,
  now: Instant,
  flying: ReadonlyMap<Line, number>,
): Claimed | undefined {
  const line = row.dest === 'channel' ? chat.channel : 'office'
  if (line !== 'office' && isFull(line, flying)) {
    state.full.set(line, (state.full.get(line) ?? new Set()).add(lane))
    // A line that hangs lands nothing: then whether there is a place is asked now and again.
    state.lanes.later(lane, now + LIMITS.fullLineMs)
    return undefined
  }
  const at = line === 'office' ? undefined : notBefore(deps, row, chat, now)
  if (at !== undefined) {
    state.lanes.later(lane, at)
    return undefined
  }
  const attempts = deps.store.outbox.claim(row)
  return attempts === undefined
    ? undefined
    : { ...row, state: 'claimed', attempts, line, claimedAt: now, chat }
}

function isFull(line: Line, flying: ReadonlyMap<Line, number>): boolean {
  return (flying.get(line) ?? 0) >= LIMITS.sendsOfOneLine
}

/** When the line may send this; undefined for now, and one of its tokens is taken then. */
function notBefore(deps: Deps, row: OutboxRow, chat: Head['chat'], now: Instant): Instant | undefined {
  const pace = deps.channels[chat.channel]?.pace
  const { pacing } = deps
  if (pace === undefined || pacing === undefined) return undefined
  const accountId = accountOf(chat)
  const pausedUntil = Math.min(pacing.pausedUntil(accountId), now + LIMITS.pauseMostMs)
  if (pausedUntil > now) return pausedUntil
  const { channel, chatId } = chat
  return pacing.take({ accountId, channel, chatId, ...pace, isNotice: row.isNotice }, now)
}

function partsOf(lane: Lane): [Destination, string] {
  const cut = lane.indexOf('|')
  return [lane.slice(0, cut) as Destination, lane.slice(cut + 1)]
}
