/** @module WhatsApp Web as a channel: a pilot's line through the unofficial client, for people who write first. */

import { randomUUID } from 'node:crypto'
import { FetchError, SendError } from '../../core/errors.ts'
import type { ChannelAlarm } from '../../core/lists.ts'
import type { Channel, ChannelDeps, ChannelState, Receive } from '../channel.ts'
import type { Keep } from '../keep.ts'
import { requireLoopback } from './connection/guard.ts'
import { loadLibrary, type MakeSocket } from './connection/library.ts'
import { machineTimers, type Timers } from './connection/timers.ts'
import { isPhone, maskNumber, numberOf, personOf } from './incoming/jid.ts'
import { type Download, downloadWith, fetchMedia } from './incoming/media.ts'
import { KeysUnreadable, ownJid } from './kept/auth-state.ts'
import { faultOf } from './kept/faults.ts'
import { limits, pace } from './limits.ts'
import { type Line, type LineParts, openLine } from './line.ts'
import { sendMessage } from './sending/send.ts'

export type WhatsappWebOptions = {
  keep: Keep
  /** A server on this machine, for tests. */
  url?: string
  mode: 'demo' | 'pilot' | 'production'
  /** In tests: in place of the library's socket, its download, the machine's timer and its chance. */
  makeSocket?: MakeSocket
  download?: Download
  timers?: Timers
  random?: () => number
  holder?: string
}

/**
 * Nothing is loaded and nothing connects before `listen`.
 * @throws Error when `url` leads off this machine or is set in production
 */
export function whatsappWebChannel(options: WhatsappWebOptions, deps: ChannelDeps): Channel {
  const { keep, url, mode } = options
  requireLoopback(url, mode)
  const state: State = { line: undefined, fault: undefined, lastSentAt: undefined, number: undefined }
  return {
    id: 'whatsapp_web',
    limits,
    // The id on the wire is that of the outbox row: whoever shows it knows a repeat.
    unsure: { do: 'repeat' },
    pace,
    account: () => accountOf(state, keep),
    phoneOf: (address) => (isPhone(address) ? `+${numberOf(address)}` : undefined),
    listen: async (receive) => {
      if (state.line !== undefined)
        throw new Error('this line listens already: stop it before you listen again')
      state.line = await open(options, deps, state, receive)
      return async () => {
        const { line } = state
        await line?.stop()
        state.line = undefined
      }
    },
    send: async (message, signal) => {
      const { line } = state
      if (line === undefined) throw offline()
      const hasWritten = line.people.hasWritten
      const externalId = await sendMessage({ ...line, hasWritten, alarm: deps.alarm }, message, signal)
      state.lastSentAt = deps.now()
      deps.over(['restricted'])
      return { externalId }
    },
    fetchMedia: async (ref, maxBytes, signal) => {
      const { line } = state
      if (line === undefined) throw new FetchError('the line is not switched on', { code: 'network' })
      const download = options.download ?? downloadWith(await loadLibrary())
      return fetchMedia(line.media, download, ref, maxBytes, signal)
    },
    check: async () => check(state, keep),
  }
}

type State = {
  line: Line | undefined
  /** Why there is no line although it was asked for. */
  fault: ChannelAlarm | undefined
  lastSentAt: number | undefined
  number: string | undefined
}

async function open(
  options: WhatsappWebOptions,
  deps: ChannelDeps,
  state: State,
  receive: Receive,
): Promise<Line | undefined> {
  state.fault = undefined
  const parts = await partsOf(options, deps)
  try {
    return openLine(parts, receive)
  } catch (error) {
    // Nothing is begun anew in place of keys that are there.
    state.fault = error instanceof KeysUnreadable ? 'keys_unreadable' : faultOf(error)
    deps.alarm(state.fault)
    return undefined
  }
}

/** @throws Error with a remedy where the optional package was left out, or where `url` leads off this machine */
export async function partsOf(options: WhatsappWebOptions, deps: ChannelDeps): Promise<LineParts> {
  requireLoopback(options.url, options.mode)
  const library = await loadLibrary()
  return {
    ...deps,
    library,
    keep: options.keep,
    url: options.url,
    makeSocket: options.makeSocket ?? library.makeWASocket,
    timers: options.timers ?? machineTimers,
    random: options.random ?? Math.random,
    holder: options.holder ?? randomUUID(),
  }
}

function accountOf(state: State, keep: Keep): string | undefined {
  const own = state.line?.own().pn
  state.number = own === undefined ? (state.number ?? numberIn(keep)) : numberOf(own)
  return state.number
}

function numberIn(keep: Keep): string | undefined {
  const address = personOf(ownJid(keep))
  return address === undefined ? undefined : numberOf(address)
}

function check(state: State, keep: Keep): ChannelState {
  const { line, fault, lastSentAt } = state
  const number = accountOf(state, keep)
  const lastReceivedAt = line?.lastReceivedAt()
  return {
    set: true,
    missing: [],
    ...linkOf(line, fault, number),
    ...(number === undefined ? {} : { name: maskNumber(number) }),
    ...(lastReceivedAt === undefined ? {} : { lastReceivedAt }),
    ...(lastSentAt === undefined ? {} : { lastSentAt }),
  }
}

function linkOf(line: Line | undefined, fault: ChannelAlarm | undefined, number: string | undefined) {
  if (line?.heldElsewhere()) return { link: 'down', why: 'held_elsewhere' } as const
  if (line !== undefined) return line.connection.state()
  const why = fault ?? (number === undefined ? 'not_paired' : undefined)
  return { link: 'down', ...(why === undefined ? {} : { why }) } as const
}

function offline(): SendError {
  const detail = { code: 'offline', outcome: 'not_sent', retryable: true, scope: 'account' } as const
  return new SendError('the line is not switched on', detail)
}
