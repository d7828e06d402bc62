/** @module Sends one message: to those who wrote first, under an id that stays, and done only when the server says so. */

import { SendError } from '../../../core/errors.ts'
import type { ChannelAlarm } from '../../../core/lists.ts'
import type { Outgoing } from '../../../core/message.ts'
import { render } from '../../../text/render.ts'
import type { Socket } from '../connection/library.ts'
import type { Pending } from '../connection/pending.ts'
import { messageIdOf } from '../kept/names.ts'
import type { Sent } from '../kept/sent.ts'
import { limits } from '../limits.ts'
import { type Acks, unknown, type Verdict } from './acks.ts'
import { refusalOf, STALE_SESSION } from './refusals.ts'

export type SendParts = {
  /** The open socket; undefined while there is none or another process holds the line. */
  socket(): Socket | undefined
  acks: Acks
  sent: Sent
  hasWritten(address: string): boolean
  pending: Pending
  alarm(what: ChannelAlarm): void
}

/** @throws SendError */
export async function sendMessage(
  parts: SendParts,
  message: Outgoing,
  signal?: AbortSignal,
): Promise<string> {
  const { address } = message
  if (signal?.aborted) throw notSent('told to stop', 'network')
  const { id, text } = prepare(parts, message)
  let { error } = await transmit(parts, address, id, text, signal)
  if (error === STALE_SESSION) {
    await renewSession(parts, address)
    ;({ error } = await transmit(parts, address, id, text, signal))
  }
  if (error === undefined) return id
  const refusal = refusalOf(error)
  if (refusal.alarm !== undefined) parts.alarm(refusal.alarm)
  throw refusal.error
}

/** All that is asked of the Keep. Where it fails nothing has left, and nothing may. */
function prepare(parts: SendParts, message: Outgoing): { id: string; text: string } {
  try {
    if (parts.socket() === undefined) throw notSent('the line is not connected', 'offline')
    if (!parts.hasWritten(message.address)) {
      // To write to strangers is what numbers are banned for.
      const detail = { code: 'rejected', outcome: 'not_sent', retryable: false } as const
      throw new SendError('nobody has written from this address', detail)
    }
    const id = messageIdOf(message.id)
    const { text } = render(message, limits)
    parts.sent.keep(id, text)
    return { id, text }
  } catch (cause) {
    throw cause instanceof SendError ? cause : notSent('the Keep of the line fails', 'offline', cause)
  }
}

async function transmit(
  parts: SendParts,
  address: string,
  id: string,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const { word, drop } = parts.acks.wait(id, signal)
  const failed = new Promise<never>((_, reject) => {
    // Once it is written out, the server's word alone counts.
    write(parts, address, id, text).catch(reject)
  })
  try {
    return await Promise.race([word, failed])
  } catch (cause) {
    throw cause instanceof SendError ? cause : unknown('the library could not send it', cause)
  } finally {
    drop()
  }
}

async function write(parts: SendParts, address: string, id: string, text: string): Promise<void> {
  const socket = parts.socket()
  if (socket === undefined) throw notSent('the line is not connected', 'offline')
  // No preview: the library would fetch what the link leads to.
  await parts.pending.add(socket.sendMessage(address, { text, linkPreview: null }, { messageId: id }))
}

async function renewSession(parts: SendParts, address: string): Promise<void> {
  try {
    await parts.socket()?.assertSessions([address], true)
  } catch (cause) {
    throw unknown('the session could not be fetched anew', cause)
  }
}

function notSent(message: string, code: 'network' | 'offline', cause?: unknown): SendError {
  const detail = { code, outcome: 'not_sent', retryable: true, scope: 'account' } as const
  return new SendError(message, { ...detail, ...(cause === undefined ? {} : { cause }) })
}
