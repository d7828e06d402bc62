/** @module Look-up codes and case numbers: drawn from given randomness, read as people type them. Pure. */

import { formatCaseNumber, makeCaseNumber } from '../../core/case-number.ts'

// Crockford's base 32: no I, L, O, U. https://www.crockford.com/base32.html
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_BYTES = 10
const CODE_CHARS = 16
const GROUP_CHARS = 4

/** One in four hundred has no digit and looks like words; one in millions looks like a NIK and would be masked. */
const READABLE = /^(?=.*[0-9])(?=.*[A-HJKMNPR-Z])/
const DRAWS = 20

/**
 * 80 random bits as "7F3K-Q2MX-9TDA-0BWE", with a letter and a digit, so that a chat reads it as a code and as nothing else.
 * @throws when `random` never gives one
 */
export function makeCode(random: (bytes: number) => Uint8Array): string {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const code = drawCode(random)
    if (READABLE.test(code)) return code
  }
  throw new Error(`no readable code in ${DRAWS} draws: is random() really random?`)
}

function drawCode(random: (bytes: number) => Uint8Array): string {
  let bits = 0
  let held = 0
  let code = ''
  for (const byte of random(CODE_BYTES)) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      code += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return (code.match(new RegExp(`.{${GROUP_CHARS}}`, 'g')) ?? []).join('-')
}

/** The sixteen characters of what somebody typed: case, spaces and dashes do not count, O is 0, I and L are 1. */
export function readCode(typed: string): string {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return bare
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .slice(0, CODE_CHARS + 1)
}

/** A case number nobody can guess from the one before it; every number of seven digits is as likely. */
export function drawCaseNumber(random: (bytes: number) => Uint8Array): string {
  const most = 10_000_000
  const fair = Math.floor(2 ** 32 / most) * most
  for (;;) {
    const drawn = random(4).reduce((sum, byte) => sum * 256 + byte, 0)
    if (drawn < fair) return makeCaseNumber(String(drawn % most).padStart(7, '0'))
  }
}

/** The one way of writing a number, or the typed text cut short: what is no number must be counted and answered like one. */
export function readCaseNumber(typed: string): string {
  return formatCaseNumber(typed) ?? typed.trim().toUpperCase().slice(0, 40)
}

/** Takes the same time wherever two values of the same length differ. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}
