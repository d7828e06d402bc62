/** @module Baileys: loaded only once the line is switched on, and the few things of it that are used. */

import type { UserFacingSocketConfig, WASocket } from '@whiskeysockets/baileys'

export type Library = typeof import('@whiskeysockets/baileys')

/** All that is used of a socket; version 8 will change its shape. */
export type Socket = Pick<
  WASocket,
  'ev' | 'ws' | 'end' | 'sendMessage' | 'assertSessions' | 'requestPairingCode' | 'updateMediaMessage'
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
