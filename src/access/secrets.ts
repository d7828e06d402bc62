/** @module Random words: tokens of cookies and links, recovery codes; and the form in which a typed code is compared. */

const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/
export const RECOVERY_CODES = 10
/** 60 bits each. Letters and digits that are not taken for each other (Crockford). */
const RECOVERY_SIGNS = 12
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

type Random = (bytes: number) => Uint8Array

/** 256 bits as base64url. */
export function newToken(random: Random): string {
  const text = btoa(String.fromCharCode(...random(TOKEN_BYTES)))
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** Such as "k7q2-m9xt-4bwd". */
export function newRecoveryCode(random: Random): string {
  const signs = Array.from(random(RECOVERY_SIGNS), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`
}

/** What was typed, without blanks and dashes, with the letters it means. */
export function typedCode(text: string): { app: string } | { recovery: string } | undefined {
  const signs = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-–—.]/g, '')
  if (/^\d{6}$/.test(signs)) return { app: signs }
  const recovery = signs.replace(/o/g, '0').replace(/[il]/g, '1')
  return recovery.length === RECOVERY_SIGNS ? { recovery } : undefined
}

/** The secret in fours, for who types it. */
export function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
