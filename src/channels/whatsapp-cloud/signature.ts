/** @module Whether a webhook is Meta's: signature and verify token, compared in constant time. Secrets go in, never out. */

const HEADER = /^sha256=([0-9a-f]{64})$/i
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** Checks `X-Hub-Signature-256` over the bytes as they came. */
export type Signature = (header: string | null, body: Uint8Array<ArrayBuffer>) => Promise<boolean>

/** @param secrets the app's, and during a rotation the old one beside it; an empty one fits nothing */
export function signatureOf(secrets: readonly string[]): Signature {
  // Made with the first webhook: a Worker may do no cryptography before a request.
  let keys: Promise<CryptoKey[]> | undefined
  return async (header, body) => {
    const hex = header === null ? undefined : HEADER.exec(header)?.[1]
    if (hex === undefined) return false
    keys ??= Promise.all(secrets.filter((secret) => secret !== '').map(keyOf))
    // `verify` compares in constant time, and each key is tried whichever fits.
    const mac = bytesOf(hex)
    const fits = await Promise.all((await keys).map((key) => crypto.subtle.verify(HMAC, key, mac, body)))
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

function keyOf(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, ['verify'])
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  )
}
