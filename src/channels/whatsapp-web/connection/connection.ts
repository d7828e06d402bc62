/** @module Keeps one live connection: dials, hears why it ended, waits, dials again or stops. Knows no library. */

import type { Instant } from '../../../core/chat.ts'
import type { ChannelAlarm } from '../../../core/lists.ts'
import type { ChannelDeps, Link } from '../../channel.ts'
import { reactionTo } from './disconnects.ts'
import { makePauses } from './pauses.ts'
import type { Timers } from './timers.ts'

/** What a connection says of itself. `code` is the library's reason for an end. */
export type News =
  | { type: 'qr'; qr: string }
  | { type: 'open' }
  | { type: 'closed'; code: number | undefined }

/** `end` resolves when the socket is closed; its news are not heard from the moment it is called. */
export type Live = { end(): Promise<void> }

export type ConnectionParts<T extends Live> = {
  /** Makes a socket, which tells its news. */
  dial(tell: (news: News) => void): T
  isPaired(): boolean
  /** The connection has ended, for whatever reason. */
  onEnd(): void
  timers: Timers
  /** 0 to 1. */
  random(): number
} & ChannelDeps

export type LinkState = { link: Link; why?: ChannelAlarm; connectedSince?: Instant; show?: string }

const ALARM_AFTER_MS = 5 * 60_000
/** An unpaired line offers itself for so long, then waits for a hand: nobody knocks at WhatsApp for weeks. Own choice. */
const OFFER_MS = 60 * 60_000
/** A connection that lasted this long was a good one: counting starts anew. */
const STABLE_MS = 60_000

/** What keeps a line from standing: it stands. */
const ENDED_BY_OPENING = [
  'not_paired',
  'logged_out',
  'banned',
  'replaced',
  'keys_unreadable',
  'keys_damaged',
  'phone_too_old',
  'link_down',
  'held_elsewhere',
  'store_unwritable',
] as const

export type Connection<T extends Live> = ReturnType<typeof makeConnection<T>>

export function makeConnection<T extends Live>(parts: ConnectionParts<T>) {
  const { timers, now, alarm, over, log } = parts
  const pauses = makePauses(parts.random)
  const outage = makeOutage(timers, () => {
    if (parts.isPaired()) alarm('link_down')
  })
  const line = makeLine(parts, (news) => hear(news))
  /** Why it stays down; `told` is an orderly end. */
  let stopped: ChannelAlarm | 'told' | undefined = 'told'
  let cancelPause = () => {}
  let startedAt = now()

  const stop = (why: ChannelAlarm | 'told'): Promise<void> => {
    stopped = why
    cancelPause()
    outage.end()
    if (why !== 'told') alarm(why)
    return line.drop()
  }
  const again = (ms: number) => {
    outage.begin()
    // Never two at once: the old one is closed before the pause begins.
    const stillMine = line.dropping()
    void line.drop().then(() => {
      if (stopped === undefined && stillMine()) cancelPause = timers.after(ms, line.dial)
    })
  }
  const hear = (news: News) => {
    if (news.type === 'open') {
      outage.end()
      over(ENDED_BY_OPENING)
      log('info', { event: 'whatsapp_web_open' })
    }
    if (news.type === 'closed') closed(news.code)
  }
  const closed = (code: number | undefined) => {
    log('info', { event: 'whatsapp_web_closed', ...(code === undefined ? {} : { code: String(code) }) })
    const { openSince } = line.state()
    if (openSince !== undefined && now() - openSince >= STABLE_MS) pauses.reset()
    if (!parts.isPaired() && now() - startedAt >= OFFER_MS) return void stop('not_paired')
    const reaction = reactionTo(code)
    if (reaction.do === 'at_once') return again(pauses.afterRestart())
    if (reaction.do === 'wait') return again(pauses.next())
    const pause = reaction.do === 'once_more' ? pauses.afterBadKeys() : undefined
    if (pause !== undefined) return again(pause)
    void stop(reaction.why)
  }
  return {
    start: () => {
      stopped = undefined
      startedAt = now()
      outage.begin()
      line.dial()
    },
    /** With an alarm it stays down until somebody looks. */
    stop,
    /** The present socket is deaf: as if the network had cut it. */
    cut: () => {
      if (line.state().live !== undefined) closed(undefined)
    },
    /** The open socket. */
    live: (): T | undefined => (line.state().openSince === undefined ? undefined : line.state().live),
    /** The present socket, open or not. */
    present: (): T | undefined => line.state().live,
    stopped: () => stopped,
    state: () => stateOf(line.state(), stopped, parts.isPaired()),
  }
}

type LineState<T> = { live: T | undefined; openSince: Instant | undefined; show: string | undefined }

function stateOf(
  line: LineState<unknown>,
  stopped: ChannelAlarm | 'told' | undefined,
  isPaired: boolean,
): LinkState {
  if (stopped !== undefined && stopped !== 'told') return { link: 'down', why: stopped }
  if (line.openSince !== undefined) return { link: 'connected', connectedSince: line.openSince }
  if (!isPaired)
    return { link: 'down', why: 'not_paired', ...(line.show === undefined ? {} : { show: line.show }) }
  return { link: stopped === 'told' ? 'down' : 'reconnecting' }
}

/** The present socket. Each has a number, and what an older one still says is not heard. */
function makeLine<T extends Live>(parts: ConnectionParts<T>, hear: (news: News) => void) {
  let generation = 0
  let state: LineState<T> = { live: undefined, openSince: undefined, show: undefined }
  return {
    state: () => state,
    dial: () => {
      const mine = ++generation
      const tell = (news: News) => {
        if (mine !== generation) return
        if (news.type === 'qr') state = { ...state, show: news.qr }
        if (news.type === 'open') state = { ...state, openSince: parts.now(), show: undefined }
        hear(news)
      }
      try {
        state = { live: parts.dial(tell), openSince: undefined, show: undefined }
      } catch {
        // It could not even begin: as if it had been cut at once.
        parts.log('error', { event: 'whatsapp_web_not_dialled' })
        tell({ type: 'closed', code: undefined })
      }
    },
    /** To be asked before `drop`: the answer is true as long as nobody else has dialled or dropped since. */
    dropping: () => {
      const next = generation + 1
      return () => generation === next
    },
    drop: async (): Promise<void> => {
      generation += 1
      const { live } = state
      state = { live: undefined, openSince: undefined, show: undefined }
      parts.onEnd()
      await live?.end()
    },
  }
}

/** From the first failure to the next success; told once when it lasts. */
function makeOutage(timers: Timers, lasting: () => void) {
  let cancel: (() => void) | undefined
  return {
    begin: () => {
      cancel ??= timers.after(ALARM_AFTER_MS, lasting)
    },
    end: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
