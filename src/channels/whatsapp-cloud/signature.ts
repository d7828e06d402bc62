/** @module Whether a webhook is Meta's: signature and verify token, compared in constant time. Secrets go in, never out. */

import { createHmac, timingSafeEqual } from 'node:crypto'

const HEADER = /^sha256=([0-9a-f]{64})$/i
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** Checks `X-Hub-Signature-256` over the bytes as they came. */
export type Signature = (header: string | null, body: Uint8Array) => boolean

/**
 * At once and on this thread: a body of a message takes microseconds, the way to another thread ten times as much.
 * @param secrets the app's, and during a rotation the old one beside it; an empty one fits nothing
 */
export function signatureOf(secrets: readonly string[]): Signature {
  const keys = secrets.filter((secret) => secret !== '')
  return (header, body) => {
    const hex = header === null ? undefined : HEADER.exec(header)?.[1]
    if (hex === undefined) return false
    const mac = Buffer.from(hex, 'hex')
    // Compared in constant time, and each key is tried whichever fits.
    const fits = keys.map((key) => timingSafeEqual(createHmac('sha256', key).update(body).digest(), mac))
    return fits.includes(true)
  }
}

/** Whether two secrets are the same, in a time that tells neither. An empty one is like nothing. */
export async function isSame(expected: string, given: string): Promise<boolean> {
  const text = new TextEncoder()
  const random = crypto.getRandomValues(new Uint8Array(32))
  const once = await crypto.subtle.importKey('raw', random, HMAC, false, ['sign', 'verify'])
  const mac = await crypto.subtle.sign(HMAC, once, text.encode(expected))
  return (await crypto.subtle.verify(HMAC, once, mac, text.encode(given))) && expected !== ''
}
