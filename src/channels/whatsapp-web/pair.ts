/** @module Pairs the line with a phone: shows what is to be scanned or typed, and waits until the phone has signed. */

import type { ChannelAlarm } from '../../core/lists.ts'
import type { ChannelDeps } from '../channel.ts'
import { every } from './connection/timers.ts'
import { numberOf } from './incoming/jid.ts'
import { KeysUnreadable, ownJid, wipeKeys } from './kept/auth-state.ts'
import { faultOf } from './kept/faults.ts'
import { type Line, openLine } from './line.ts'
import { partsOf, type WhatsappWebOptions } from './whatsapp-web.ts'

export type PairOptions = WhatsappWebOptions & {
  /** A code to type on the phone with this number, in place of one to scan. Digits, country code first. */
  phone?: string
  /** Throws away the keys that are there. */
  again?: boolean
  signal?: AbortSignal
}

export type PairNews =
  | { type: 'scan'; qr: string }
  | { type: 'enter'; code: string }
  /** Nobody has answered for a while; it goes on trying. */
  | { type: 'no_answer' }

export type PairOutcome =
  | { type: 'paired'; number: string }
  /** Nothing was done. */
  | { type: 'already'; number: string }
  | { type: 'failed'; why: ChannelAlarm }
  | { type: 'timed_out' }
  | { type: 'stopped' }

const LOOK_MS = 200
/** Longer than WhatsApp takes to offer the first code. */
const SILENT_MS = 15_000
/** As long as the server offers codes, about. */
const WAIT_MS = 5 * 60_000

/**
 * Nobody else may hold the line meanwhile. What is received already stays kept for the server.
 * @param tell called for each new code
 * @throws Error as `whatsappWebChannel` does
 */
export async function pairLine(
  options: PairOptions,
  deps: ChannelDeps,
  tell: (news: PairNews) => void,
): Promise<PairOutcome> {
  let isOtherAlive = false
  const alarm = (what: ChannelAlarm) => {
    // A lease alone may be that of a process which died a moment ago: it is waited for.
    if (what === 'held_elsewhere') isOtherAlive = true
    deps.alarm(what)
  }
  const parts = await partsOf(options, { ...deps, alarm })
  const jid = ownJid(options.keep)
  if (jid !== undefined && options.again !== true) return { type: 'already', number: numberOf(jid) }
  if (options.again === true) wipeKeys(options.keep)
  let line: Line
  try {
    line = openLine(parts, () => Promise.reject(new Error('the server takes it up')))
  } catch (error) {
    return { type: 'failed', why: error instanceof KeysUnreadable ? 'keys_unreadable' : faultOf(error) }
  }
  const { timers } = parts
  const outcome = await new Promise<PairOutcome>((resolve) => {
    const done = (what: PairOutcome) => {
      endLook()
      endWait()
      endSilence()
      options.signal?.removeEventListener('abort', stop)
      resolve(what)
    }
    const stop = () => done({ type: 'stopped' })
    const endLook = every(
      timers,
      LOOK_MS,
      looker(line, () => isOtherAlive, options.phone, tell, done),
    )
    const endWait = timers.after(WAIT_MS, () => done({ type: 'timed_out' }))
    const endSilence = timers.after(SILENT_MS, () => {
      if (line.connection.state().show === undefined) tell({ type: 'no_answer' })
    })
    options.signal?.addEventListener('abort', stop)
  })
  await line.stop()
  return outcome
}

/** Each new code once; the end once. */
function looker(
  line: Line,
  isOtherAlive: () => boolean,
  phone: string | undefined,
  tell: (news: PairNews) => void,
  done: (outcome: PairOutcome) => void,
): () => void {
  let shown: string | undefined
  return () => {
    const { link, why, show } = line.connection.state()
    const { pn } = line.own()
    if (link === 'connected' && pn !== undefined) return done({ type: 'paired', number: numberOf(pn) })
    if (isOtherAlive()) return done({ type: 'failed', why: 'held_elsewhere' })
    if (why !== undefined && why !== 'not_paired') return done({ type: 'failed', why })
    if (show === undefined || show === shown) return
    const isFirst = shown === undefined
    shown = show
    if (phone === undefined) tell({ type: 'scan', qr: show })
    else if (isFirst) void askCode(line, phone, tell)
  }
}

/** The line is ready for it once it has been offered something to scan. One code holds as long as the connection. */
async function askCode(line: Line, phone: string, tell: (news: PairNews) => void): Promise<void> {
  const socket = line.connection.present()?.socket
  const code = await socket?.requestPairingCode(phone).catch(() => undefined)
  if (code !== undefined) tell({ type: 'enter', code })
}
