/** @module The outbox leaves: claim, send, mark. One row a lane at a time; marks and new claims share a commit. */

import type { Instant, OfficeRequest } from '../core/chat.ts'
import type { Outgoing } from '../core/message.ts'
import type { OutboxRow } from '../store/chat/outbox.ts'
import type { Destination } from '../store/chat/schema.ts'
import { SealBroken } from '../vault/seal.ts'
import { type Deps, LIMITS } from './deps.ts'
import { markOf, type Result } from './marks.ts'
import { canWork, pause } from './pause.ts'
import { report } from './report.ts'
import { makeSeals } from './sealed.ts'
import type { Lane, State } from './state.ts'

type Done = { row: OutboxRow; result: Result }

export type Delivery = {
  /** Starts it if it stands still; if it runs, it looks again. */
  run(): void
  /** Resolves when nothing is due and nothing on its way. */
  idle(): Promise<void>
  isBusy(): boolean
  /** After a start: rows that a dead process left between claim and mark. */
  recover(): void
}

/** `rest` is called each time it comes to a stop: what waits for a later time has to be woken for. */
export function makeDelivery(deps: Deps, state: State, rest: () => void): Delivery {
  const flying = new Map<Lane, OutboxRow>()
  let landed: Done[] = []
  let look = () => {}
  let running: Promise<void> | undefined

  const start = (row: OutboxRow) => {
    flying.set(laneOf(row), row)
    void send(deps, row).then((result) => {
      landed.push({ row, result })
      if (running === undefined) goOn()
      else look()
    })
  }
  /** What landed and is not marked yet counts as ready, or nobody would come back for it after a pause. */
  const goOn = () => {
    for (const { row } of landed) state.lanes.add(laneOf(row))
    if (canWork(deps, state) && state.lanes.hasReady(deps.now())) run()
    else rest()
  }
  const loop = async () => {
    for (;;) {
      const done = landed
      const claimed = round(deps, state, done, flying)
      // Not before: what could not be marked is marked by the next round.
      landed = landed.slice(done.length)
      for (const row of claimed) start(row)
      if (flying.size === 0 && landed.length === 0) return
      if (landed.length === 0) {
        await new Promise<void>((resolve) => {
          look = resolve
        })
      }
      // Those that were sent in the same breath land in the same breath: they share the next commit.
      await deps.breathe()
    }
  }
  const run = () => {
    look()
    running ??= loop()
      .catch((error: unknown) => pause(deps, state, error))
      .finally(() => {
        running = undefined
        goOn()
      })
  }
  return {
    run,
    idle: async () => {
      while (running !== undefined) await running
    },
    isBusy: () => running !== undefined,
    recover: () => recover(deps, state),
  }
}

/** Marks what landed and claims what may leave now, in one commit. */
function round(deps: Deps, state: State, done: readonly Done[], flying: Map<Lane, OutboxRow>): OutboxRow[] {
  const now = deps.now()
  const room = canWork(deps, state) ? LIMITS.sendsAtOnce - flying.size + done.length : 0
  const candidates = room > 0 ? state.lanes.take(now, room) : []
  if (done.length === 0 && candidates.length === 0) return []
  const lanes = [...new Set([...done.map(({ row }) => laneOf(row)), ...candidates])]
  const told = new Set<string>()
  const busy = new Set(flying.keys())
  for (const { row } of done) busy.delete(laneOf(row))
  try {
    const claimed = deps.store.commit(() => {
      for (const { row, result } of done) {
        deps.store.outbox.mark(markOf(deps, row, result, now))
        if (row.dest === 'channel') told.add(row.chatId)
      }
      if (room <= 0) return []
      return lanes.flatMap((lane) => (busy.has(lane) ? [] : claim(deps, state, lane, now, told)))
    })
    for (const { row } of done) flying.delete(laneOf(row))
    if (room <= 0) for (const { row } of done) state.lanes.add(laneOf(row))
    for (const chatId of told) state.followers.tell(chatId)
    return claimed
  } catch (error) {
    for (const lane of candidates) state.lanes.add(lane)
    throw error
  }
}

function claim(deps: Deps, state: State, lane: Lane, now: Instant, told: Set<string>): OutboxRow[] {
  const { outbox } = deps.store
  const [dest, chatId] = partsOf(lane)
  for (;;) {
    const head = outbox.head(chatId, dest)
    if (head === undefined) return []
    const { row, chatEpoch } = head
    if (row.author === 'bot' && row.dest === 'channel' && row.epoch < chatEpoch) {
      // Somebody else speaks now: the bot's older words never leave.
      outbox.mark({ ...row, state: 'cancelled' })
      told.add(chatId)
      continue
    }
    if (row.dueAt > now) {
      state.lanes.later(lane, row.dueAt)
      return []
    }
    const attempts = outbox.claim(row.ord)
    return attempts === undefined ? [] : [{ ...row, state: 'claimed', attempts }]
  }
}

async function send(deps: Deps, row: OutboxRow): Promise<Result> {
  try {
    if (row.dest === 'office') return await apply(deps, row)
    const message = outgoing(deps, row)
    const channel = message === undefined ? undefined : deps.channels[message.channel]
    if (message === undefined || channel === undefined)
      return { type: 'failed', error: new Error('no such channel') }
    const { externalId } = await channel.send(message)
    return { type: 'sent', externalId }
  } catch (error) {
    report(deps, 'send_failed', error, row.chatId)
    return { type: 'failed', error }
  }
}

async function apply(deps: Deps, row: OutboxRow): Promise<Result> {
  const chat = deps.store.chats.get(row.chatId)
  if (chat === undefined || row.bodySealed === null) throw new Error('a request without its chat or body')
  const request = requestOf(deps, row, row.bodySealed, chat.flow ?? 'request')
  await deps.office.apply({ chatId: row.chatId, channel: chat.channel }, row.id, request, row.createdAt)
  return { type: 'sent', externalId: undefined }
}

/** What can never be opened again becomes an alarm under its own id: people see it, and the requests behind it go on. */
function requestOf(deps: Deps, row: OutboxRow, sealed: Uint8Array, topic: string): OfficeRequest {
  try {
    return makeSeals(deps.vault).openRequest(row.chatId, row.id, sealed)
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    report(deps, 'request_lost', error, row.chatId)
    return { type: 'alarm', reason: 'poison', topic }
  }
}

/** The row as a channel gets it; undefined when its chat or line is gone. */
function outgoing(deps: Deps, row: OutboxRow): Outgoing | undefined {
  const chat = deps.store.chats.get(row.chatId)
  const line = deps.store.journal.get(row.chatId, row.seq)
  if (chat === undefined || line === undefined) return undefined
  const seals = makeSeals(deps.vault)
  const body = seals.openLine(row.chatId, row.seq, line.bodySealed)
  if (body.kind !== 'say') return undefined
  return {
    ...body.reply,
    ...(line.intent === null ? {} : { intent: line.intent }),
    ...(line.flow === null ? {} : { flow: line.flow }),
    ...(line.node === null ? {} : { node: line.node }),
    id: row.id,
    chatId: row.chatId,
    channel: chat.channel,
    address: seals.openAddress(chat),
    author: row.author,
    at: row.createdAt,
    seq: row.seq,
  }
}

function recover(deps: Deps, state: State): void {
  deps.store.commit(() => {
    for (const row of deps.store.outbox.claimed()) {
      const channel = deps.store.chats.get(row.chatId)?.channel
      const isHarmless = row.dest === 'office' || deps.channels[channel ?? 'web']?.unsure.do === 'repeat'
      // Elsewhere nobody knows whether it arrived: shown as such, not said twice.
      deps.store.outbox.mark({ ...row, state: isHarmless ? 'waiting' : 'unknown' })
      if (!isHarmless) deps.log.warn({ event: 'send_unknown', chatId: row.chatId })
    }
  })
  for (const { chatId, dest } of deps.store.outbox.lanes()) state.lanes.add(`${dest}|${chatId}`)
}

function laneOf(row: OutboxRow): Lane {
  return `${row.dest}|${row.chatId}`
}

function partsOf(lane: Lane): [Destination, string] {
  const cut = lane.indexOf('|')
  return [lane.slice(0, cut) as Destination, lane.slice(cut + 1)]
}
