/** @module The queue as it changes: counts, lists and emergencies on one stream. */

import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { makeAlarm } from '../../pages/alarm.ts'
import type { StaffVisit } from '../deps.ts'
import { LIVE } from '../live.ts'
import { type Asked, askedOf } from './query.ts'
import { countWords, Lists } from './queue-page.tsx'
import { readLists } from './read.ts'

export async function queueStream(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const asked = askedOf(visit)
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (sse) => {
    const alarm = makeAlarm()
    const stop = deps.desk.follow(alarm.ring)
    sse.onAbort(alarm.ring)
    const tell = makeTeller(visit)
    const endsAt = deps.now().getTime() + LIVE.streamMs
    try {
      while (!sse.aborted && deps.now().getTime() < endsAt) {
        await tell(sse)
        await tellLists(sse, visit, asked)
        // Many changes within a moment are shown together.
        await sse.sleep(LIVE.restMs)
        // Waits grow although nothing changes.
        await alarm.wait(LIVE.lookMs)
        if (!(await LIVE.mayGoOn(visit))) return
      }
    } catch (error) {
      // The answer has begun: onError is past. The browser comes back and resumes.
      if (!sse.aborted) deps.log({ event: 'queue_stream_failed', err: error })
    } finally {
      stop()
    }
  })
}

async function tellLists(sse: SSEStreamingApi, visit: StaffVisit, asked: Asked): Promise<void> {
  const read = await readLists(visit, asked)
  const html = <Lists visit={visit} asked={asked} {...read} now={visit.deps.now().getTime()} />
  await sse.writeSSE({ event: 'lists', data: String(await html) })
}

/** Tells counts when they changed, and each emergency once; for any page of the area. */
export function makeTeller(visit: StaffVisit): (sse: SSEStreamingApi) => Promise<void> {
  const { deps, staff, words } = visit
  let before = ''
  let known: Set<string> | undefined
  return async (sse) => {
    const [counts, alarms] = await Promise.all([
      deps.desk.counts(staff.id),
      deps.office.alarms({ limit: LIVE.alarms }),
    ])
    const data = JSON.stringify({
      waiting: counts.waiting,
      grave: counts.grave,
      say: countWords(visit, counts),
    })
    if (data !== before) await sse.writeSSE({ event: 'counts', data })
    before = data
    const grave = alarms.filter(({ reason, chatId }) => reason === 'emergency' && chatId !== '')
    for (const { id, chatId } of known === undefined ? [] : grave.filter((one) => !known?.has(one.id))) {
      const told = {
        id,
        href: `/console/chat/${encodeURIComponent(chatId)}`,
        say: words.say('queue.emergency'),
      }
      await sse.writeSSE({ event: 'alarm', data: JSON.stringify(told) })
    }
    known = new Set(grave.map(({ id }) => id))
  }
}
