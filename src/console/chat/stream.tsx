/** @module One chat as it changes: new lines, what became of earlier ones, how it stands. Sent again after a cut; a page shows each line once. */

import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { makeAlarm } from '../../pages/alarm.ts'
import type { StaffVisit } from '../deps.ts'
import { LIVE } from '../live.ts'
import { makeTeller } from '../queue/stream.tsx'
import { Line } from './line.tsx'
import { itemsOf, stampOf } from './lines.ts'
import { Panel } from './panel.tsx'
import { LINES_ALL, LINES_FIRST, type Room, readRoom } from './room.ts'
import { enter } from './viewers.ts'

export async function chatStream(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff } = visit
  const chatId = c.req.param('id') ?? ''
  const after = seqOf(c.req.header('last-event-id') ?? c.req.query('after'))
  // EventSource does not come back after 204.
  if ((await deps.chats.read(chatId, { limit: 1 })) === undefined) return c.body(null, 204)
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (sse) => {
    const alarm = makeAlarm()
    const stops = [
      deps.chats.follow(chatId, alarm.ring),
      deps.desk.follow(alarm.ring),
      enter(deps.desk, chatId, staff.id, alarm.ring),
    ]
    sse.onAbort(alarm.ring)
    try {
      await follow(sse, visit, chatId, after, alarm.wait)
    } catch (error) {
      // The answer has begun: onError is past. The browser comes back and resumes.
      if (!sse.aborted) deps.log({ event: 'chat_stream_failed', err: error })
    } finally {
      for (const stop of stops) stop()
    }
  })
}

async function follow(
  sse: SSEStreamingApi,
  visit: StaffVisit,
  chatId: string,
  after: number,
  wait: (ms: number) => Promise<unknown>,
): Promise<void> {
  const { deps } = visit
  const told = makeTold(after)
  const tell = makeTeller(visit)
  const endsAt = deps.now().getTime() + LIVE.streamMs
  for (let limit = LINES_ALL; !sse.aborted && deps.now().getTime() < endsAt; limit = LINES_FIRST) {
    const room = await readWhole(visit, chatId, told.last, limit)
    if (room === undefined) return
    await tellLines(sse, visit, room, told, after)
    await tellPanel(sse, visit, room, told)
    await tell(sse)
    await sse.sleep(LIVE.restMs)
    await wait(LIVE.lookMs)
    if (!(await LIVE.mayGoOn(visit))) return
  }
}

/** More than one look takes in may have come since the last one: then no line in between is left out. */
async function readWhole(
  visit: StaffVisit,
  chatId: string,
  last: number,
  limit: number,
): Promise<Room | undefined> {
  const room = await readRoom(visit, chatId, limit)
  const isWhole = room === undefined || room.view.lines.length < limit
  return isWhole || (room.view.lines[0]?.seq ?? 0) <= last + 1
    ? room
    : await readRoom(visit, chatId, LINES_ALL)
}

type Told = { stamps: Map<number, string>; panel: string; last: number }
const makeTold = (after: number): Told => ({ stamps: new Map(), panel: '', last: after })

/**
 * At first every line after the last one seen, and those shortly before it, whose fate may have changed meanwhile;
 * later only what changed.
 */
async function tellLines(
  sse: SSEStreamingApi,
  visit: StaffVisit,
  { view, names }: Room,
  told: Told,
  after: number,
): Promise<void> {
  const { words, staff } = visit
  const items = itemsOf(view.lines, words.language)
  const recent = view.lines.at(-LINES_FIRST)?.seq ?? 0
  for (const item of items) {
    const { seq } = item.line
    const stamp = stampOf(item.line)
    if (told.stamps.get(seq) === stamp || (seq <= after && seq < recent)) continue
    const html = <Line item={item} chatId={view.chatId} words={words} me={staff.id} names={names} />
    told.last = Math.max(told.last, seq)
    await sse.writeSSE({ id: String(told.last), event: 'line', data: String(await html) })
    told.stamps.set(seq, stamp)
  }
}

async function tellPanel(sse: SSEStreamingApi, visit: StaffVisit, room: Room, told: Told): Promise<void> {
  const html = String(await (<Panel visit={visit} room={room} />))
  if (html === told.panel) return
  await sse.writeSSE({ event: 'panel', data: html })
  told.panel = html
}

function seqOf(text: string | undefined): number {
  const seq = Number(text ?? 0)
  return Number.isSafeInteger(seq) && seq > 0 ? seq : 0
}
