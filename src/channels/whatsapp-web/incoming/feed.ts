/** @module Passes on what is kept, in order, again until it is taken. One batch at a time. */

import type { Incoming } from '../../../core/message.ts'
import type { ChannelDeps, Receive } from '../../channel.ts'
import type { Timers } from '../connection/timers.ts'
import type { Inbox, Row } from '../kept/inbox.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** So that one refusal does not hold up a whole backlog, and one commit of the road stays small. */
const BATCH = 50

export type FeedParts = {
  inbox: Inbox
  /** What a row is to the road; undefined when nobody said anything. */
  read(row: Row): Incoming | undefined
  receive: Receive
  timers: Timers
  log: ChannelDeps['log']
  /** The Keep itself failed. */
  onFault(error: unknown): void
}

export type Feed = { stop(): Promise<void> }

export function startFeed({ inbox, read, receive, timers, log, onFault }: FeedParts): Feed {
  let isStopped = false
  let running: Promise<void> | undefined
  let isDue = false
  let endPause = () => {}

  /** Takes what waits. Only what the Keep itself cannot do is thrown. */
  const round = async (): Promise<'empty' | 'taken' | 'refused'> => {
    const rows = inbox.waiting().slice(0, BATCH)
    if (rows.length === 0) return 'empty'
    const incoming = rows.map(read).filter((one) => one !== undefined)
    try {
      if (incoming.length > 0) await receive(incoming)
    } catch {
      // The road has told why; here it only counts that it was not taken.
      return 'refused'
    }
    inbox.done(rows)
    return 'taken'
  }
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = timers.after(ms, resolve)
      endPause = () => {
        cancel()
        resolve()
      }
    })
  const loop = async () => {
    for (let wait = FIRST_PAUSE_MS; !isStopped; ) {
      isDue = false
      const outcome = await round().catch((error: unknown) => {
        onFault(error)
        return 'refused' as const
      })
      if (outcome === 'empty' && !isDue) return
      if (outcome !== 'refused') {
        wait = FIRST_PAUSE_MS
      } else if (!isStopped) {
        log('warn', { event: 'whatsapp_web_not_taken', ms: wait })
        await pause(wait)
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
      }
    }
  }
  const run = () => {
    isDue = true
    if (isStopped) return
    running ??= loop().finally(() => {
      running = undefined
      if (isDue) run()
    })
  }
  // A row is seen while its transaction is open: the round begins when that has ended.
  inbox.onNew(() => queueMicrotask(run))
  run()
  return {
    stop: async () => {
      isStopped = true
      isDue = false
      endPause()
      await running
    },
  }
}
