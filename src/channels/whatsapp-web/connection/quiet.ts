/** @module Keeps stanzas and session keys out of every log. */

import type { UserFacingSocketConfig } from '@whiskeysockets/baileys'
import type { ChannelLog } from '../../channel.ts'

type Logger = NonNullable<UserFacingSocketConfig['logger']>

/** A sentence of the library without any number in it: not an address, not an id. */
const HARMLESS = /^[A-Za-z][A-Za-z ,.'()-]{3,80}$/

/** The library writes whole stanzas, numbers and all; of its errors only the bare sentence is told. */
export function quietLogger(log: ChannelLog): Logger {
  const silent = () => {}
  const tell = (_details: unknown, sentence?: unknown) => {
    const isHarmless = typeof sentence === 'string' && HARMLESS.test(sentence)
    log('warn', { event: 'whatsapp_web_library', ...(isHarmless ? { code: sentence } : {}) })
  }
  const logger: Logger = {
    level: 'silent',
    child: () => logger,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: tell,
  }
  return logger
}

// libsignal 6.0.0 (src/session_record.js, session_builder.js, session_cipher.js) prints sessions with their private
// keys to the console, without a way to stop it. Read 2026-11-25.
const SENTENCES = [
  'Closing session:',
  'Opening session:',
  'Removing old closed session:',
  'Session already closed',
  'Session already open',
  'Migrating session to:',
  'V1 session storage migration error',
  'Closing open session in favor of',
  'Decrypted message with closed session',
  'Failed to decrypt message with any known session',
  'Session error:',
  'Unhandled bucket type',
  'WARNING: Expected pubkey of length 33',
]
const quieted = new WeakSet<object>()

/** Takes the words of libsignal off the console; all else passes. Again before each connection: others may have replaced it. */
export function quietSignal(): void {
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[level]
    if (quieted.has(print)) continue
    const quiet = (...args: unknown[]) => {
      const [first] = args
      const isSignal = typeof first === 'string' && SENTENCES.some((sentence) => first.startsWith(sentence))
      if (!isSignal) print.apply(console, args)
    }
    quieted.add(quiet)
    console[level] = quiet
  }
}
