/** @module The one-time code of the counter: drawn from given randomness, read as people type it. Pure. */

// Crockford's base 32: no I, L, O, U. https://www.crockford.com/base32.html
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHARS = 10
const HALF = CHARS / 2

/** "7F3KQ-2MX9T": letters and digits in both halves, so that no word and no telephone number looks like one. 49 random bits. */
export function drawCode(random: (bytes: number) => Uint8Array): string {
  for (;;) {
    // 256 is a multiple of 32: each character is as likely.
    const code = [...random(CHARS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
    const halves = [code.slice(0, HALF), code.slice(HALF)]
    if (halves.every((half) => /\d/.test(half) && /[A-Z]/.test(half))) return halves.join('-')
  }
}

/** The ten characters: case, spaces and dashes do not count, O is 0, I and L are 1. */
export function bareCode(typed: string): string {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return bare
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .slice(0, CHARS + 1)
}
