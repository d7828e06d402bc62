/** @module Which passwords are taken: long ones that are not guessed first. Length counts, mixed signs are not asked for (NIST SP 800-63B). */

import type { PersonFault } from './access.ts'

/** How hard a password is to guess. `isKnown`: it stands in a dictionary as it is; `isFewWords`: one or two of its words, with or without digits. */
export type Strength = { guesses: number; isKnown: boolean; isFewWords: boolean }
/** `own` are words that whoever knows the person tries first. `busy`: it was not weighed. */
export type Weigh = (password: string, own: readonly string[]) => Promise<Strength | 'busy'>

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
 * Fewer guesses than this are too few. Whoever has the database and tries 10,000 a second (what zxcvbn assumes for slow
 * hashes; each costs 46 MiB here, password-hash.ts) needs three years for 10^12; through the login page it is five a minute.
 * Four unrelated words of everyday Indonesian, written without spaces, lie above it, three everyday ones below.
 */
const MIN_GUESSES = 1e12

/** Words of the city and of this work, which stand in no dictionary of leaked passwords and are tried first here. */
const OF_THE_PLACE = `
  bekasi kotabekasi patriot pemkot pemkotbekasi jawabarat jabar sigap tanyasigap petugas
  pelayanan layanan publik dinas disnaker ketenagakerjaan bpjs bpjamsostek pekerja rentan
  santunan konsol admin supervisor katasandi rahasia
`
  .trim()
  .split(/\s+/)

/** A list of our own beside the dictionaries of leaked passwords: what people here write when 15 characters are asked for. */
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

/** The list and the words above, as a dictionary. */
export const OWN_WORDS: readonly string[] = [...COMMON, ...OF_THE_PLACE]

/** The first fault there is. `own` are the login, the person's name and the name of the service. */
export async function faultsOf(
  password: string,
  own: { login: string; name: string; service: string },
  weigh: Weigh,
): Promise<PersonFault[] | 'busy'> {
  const seen = faultsSeen(password, own)
  if (seen.length > 0) return seen
  const words = [own.login, ...own.name.split(/\s+/), ...own.service.split(/\s+/)].filter(
    (word) => word !== '',
  )
  const strength = await weigh(password.normalize('NFKC'), [...words, ...OF_THE_PLACE])
  if (strength === 'busy') return 'busy'
  if (strength.isKnown) return ['password_common']
  return strength.isFewWords || strength.guesses < MIN_GUESSES ? ['password_weak'] : []
}

/** What is seen without dictionaries. */
function faultsSeen(password: string, own: { login: string; service: string }): PersonFault[] {
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
