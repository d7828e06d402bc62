/** @module Baileys: loaded only once the line is switched on, and the few things of it that are used. */

import { EventEmitter } from 'node:events'
import type { UserFacingSocketConfig, WASocket } from '@whiskeysockets/baileys'

export type Library = typeof import('@whiskeysockets/baileys')

/** All that is used of a socket; version 8 will change its shape. */
export type Socket = Pick<
  WASocket,
  'ev' | 'ws' | 'end' | 'sendMessage' | 'assertSessions' | 'requestPairingCode'
>
export type MakeSocket = (config: UserFacingSocketConfig) => Socket

/** @throws Error with a remedy where the optional package was left out */
export async function loadLibrary(): Promise<Library> {
  try {
    return await import('@whiskeysockets/baileys')
  } catch (cause) {
    throw new Error(
      'WHATSAPP_WEB=on needs the package @whiskeysockets/baileys, which is not here: run `npm ci` without --omit=optional, or set WHATSAPP_WEB=off',
      { cause },
    )
  }
}

/**
 * The library listens with functions that promise, and looks at few of the promises: a stanza that comes while the line
 * is cut would end the whole process. Here a broken promise of a listener is told, and no more.
 */
export function withListenersCaught(makeSocket: MakeSocket, onBroken: (error: unknown) => void): MakeSocket {
  return (config) => {
    const before = EventEmitter.captureRejections
    // Counts for emitters that are made while it stands: those of this socket.
    EventEmitter.captureRejections = true
    try {
      const socket = makeSocket(config)
      Object.assign(socket.ws, { [EventEmitter.captureRejectionSymbol]: onBroken })
      // The library hides the emitter behind its events; there a broken promise is an event `error`.
      const events = socket.ev as unknown as Pick<EventEmitter, 'on'>
      events.on('error', onBroken)
      return socket
    } finally {
      EventEmitter.captureRejections = before
    }
  }
}
