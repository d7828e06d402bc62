/** @module Which passwords are taken: long ones that are not guessed first. Length counts, mixed signs are not asked for (NIST SP 800-63B). */

import type { PersonFault } from './access.ts'

/**
 * 6.2.1 of ASVS 5.0 asks for 8 and recommends 15
 * (https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x15-V6-Authentication.md, read in the released table 2026-11-30).
 */
export const MIN_CHARS = 15
/** Enough for a sentence; argon2 is given nothing endless. */
export const MAX_CHARS = 256
/** With fewer different signs it is a key held down. */
const MIN_DIFFERENT = 5

/**
 * A small list of our own: what people write when 15 characters are asked for. It stands for the long lists of leaked
 * passwords, which are megabytes; nearly all of those are shorter than 15.
 */
const COMMON = [
  // The example of the set-up page.
  'payungkeretasemutkopi',
  '123456789012345',
  '1234567890123456',
  '012345678901234',
  '987654321098765',
  '112233445566778',
  '1qaz2wsx3edc4rfv',
  'qwertyuiopasdfg',
  'qwertyuiopasdfgh',
  'qwertyuiop12345',
  'qwertyuiop1234567890',
  'asdfghjklqwerty',
  'abcdefghijklmno',
  'abcdefghijklmnop',
  'abcdefghijklmnopqrstuvwxyz',
  'abcdef1234567890',
  'password12345678',
  'passwordpassword',
  'password1234567',
  'mypasswordisgood',
  'thisismypassword',
  'iloveyouforever',
  'iloveyousomuch1',
  'letmeinletmein1',
  'administrator123',
  'administrator1234',
  'adminadminadmin',
  'changemechangeme',
  'welcometomyworld',
  'correcthorsebatterystaple',
  'trustno1trustno1',
  'katasandikatasandi',
  'katasandi123456',
  'katasandirahasia',
  'passwordrahasia',
  'rahasiarahasia1',
  'rahasiasekali123',
  'rahasianegara45',
  'sandirahasia123',
  'akucintaindonesia',
  'akusayangkamu123',
  'cintaku123456789',
  'indonesiamerdeka',
  'indonesiaraya45',
  'indonesiaraya1945',
  'indonesia123456',
  'indonesia1234567',
  'merdeka17081945',
  'bismillah123456',
  'bismillahirrahmanirrahim',
  'alhamdulillah123',
  'assalamualaikum',
  'assalamualaikum1',
  'kotabekasi12345',
  'bekasikotapatriot',
  'kotapatriot1234',
  'pemkotbekasi2024',
  'pemkotbekasi2025',
  'pemkotbekasi2026',
  'petugas12345678',
  'pelayananpublik',
  'pelayananpublik1',
  'selamatpagi1234',
  'selamatdatang123',
  'terimakasih1234',
]

/** Faults in the order they are told. `own` are the login and the words of the service's name. */
export function faultsOf(password: string, own: { login: string; service: string }): PersonFault[] {
  const { length } = [...password]
  if (length < MIN_CHARS) return ['password_short']
  if (length > MAX_CHARS) return ['password_long']
  const letters = bare(password)
  if (isCommon(letters)) return ['password_common']
  const words = [own.login, ...own.service.split(/\s+/), own.service].map(bare)
  if (words.some((word) => word.length >= 4 && letters.includes(word))) return ['password_own']
  return []
}

function isCommon(letters: string): boolean {
  // A list that is met with digits behind it, or written twice, is met all the same.
  const stem = letters.replace(/\d+$/, '')
  return (
    new Set(letters).size < MIN_DIFFERENT ||
    isRepeated(letters) ||
    COMMON.some((one) => letters === one || (stem.length > 7 && stem === one.replace(/\d+$/, '')))
  )
}

/** A word of up to half the length, again and again. */
function isRepeated(letters: string): boolean {
  for (let length = 1; length <= letters.length / 2; length++) {
    const unit = letters.slice(0, length)
    if (unit.repeat(Math.ceil(letters.length / length)).slice(0, letters.length) === letters) return true
  }
  return false
}

/** Small letters and digits alone. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
