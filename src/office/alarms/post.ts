/** @module Alarms leave the house by every way that is set: several at once, again until they are through, never in the way of residents. */

import { ALARM_WAYS, type AlarmNote, type AlarmPost, type AlarmWay } from '../../core/alarm-post.ts'
import type { Desk } from '../desk.ts'

/** A storm of alarms is one message: what comes within this of the first goes with it. */
const GATHER_MS = 5_000
/** Told in one message; more go with the next. */
const AT_ONCE = 50
const RETRY_FIRST_MS = 30_000
const RETRY_MOST_MS = 60 * 60 * 1000
/** After about a day nobody is helped by it any more; it stands in the console all the same. */
const ATTEMPTS = 30

/** Inside a transaction: puts an alarm before the team; a repeat of its id only opens it again. */
export function raiseAlarm(desk: Desk, alarm: AlarmNote): void {
  if (!desk.alarms.add(alarm)) {
    desk.alarms.reopen(alarm.id)
    return
  }
  const ways = desk.deps.posts ?? {}
  for (const way of ALARM_WAYS) if (ways[way]) desk.posts.add(alarm.id, way, desk.now() + GATHER_MS)
}

/** Sends what is due, both ways side by side. Calls at the same time share one sending. */
export function makePosting(desk: Desk): () => Promise<void> {
  let running: Promise<void> | undefined
  const run = async () => {
    const ways = desk.deps.posts ?? {}
    await Promise.all(ALARM_WAYS.map((way) => sendDue(desk, way, ways[way])))
  }
  return () => {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}

/** A way that was switched off since drops its rows. */
async function sendDue(desk: Desk, way: AlarmWay, post: AlarmPost | undefined): Promise<void> {
  const due = claim(desk, way)
  if (due.length === 0) return
  try {
    await post?.(due.map(({ attempts: _attempts, ...note }) => note))
  } catch {
    // Whoever sends has told the log; the rows have their next time already.
    return
  }
  desk.deps.db.transaction(() => {
    for (const { id } of due) desk.posts.done(id, way)
  })
}

/** The next time is written before the try: a process that dies in it tries again, and nothing is due meanwhile. */
function claim(desk: Desk, way: AlarmWay) {
  return desk.deps.db.transaction(() => {
    const due = desk.posts.due(way, desk.now(), AT_ONCE)
    for (const { id, attempts } of due) {
      if (attempts >= ATTEMPTS) desk.posts.done(id, way)
      else desk.posts.again(id, way, desk.now() + Math.min(RETRY_FIRST_MS * 2 ** attempts, RETRY_MOST_MS))
    }
    return due.filter(({ attempts }) => attempts < ATTEMPTS)
  })
}
