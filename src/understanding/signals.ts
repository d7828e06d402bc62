/** @module Marks that a message carries beside its intent: correction, negation, language, who is meant. By rule. */

import type { Language } from '../core/lists.ts'
import type { Utterance } from './utterance.ts'

const CORRECTION =
  /\b(ralat|koreksi|eh salah|salah ketik|salah tulis|salah (?:tadi|maksud|jawab|pencet|pilih|isi|input)|maaf salah|salah maaf|tadi salah|yang (?:benar|betul) |maksud saya|maksudnya bukan|eh bukan|bukan (?:\S+ ){1,4}(?:tapi|tetapi|melainkan)|ganti jadi|ubah jadi|harusnya|seharusnya|i mean|correction|typo)\b/
const NEGATED = /\b(tidak|bukan|belum|jangan|tanpa|tak|not|never|don't|isn't)\b/

const ENGLISH = new Set(
  (
    'the is are am was were i my me you your we they he she it this that what how who where when why which can could do does did ' +
    'have has had will would should want need help please report accident check status for from with of in on at to a an and or not ' +
    'yes no hello hi thanks thank eligible worker city money pay paid free insurance claim covered apply register died hurt husband wife ' +
    'good morning afternoon evening night hey hi there anybody somebody sir madam fell had yesterday today who whom documents father mother friend was were ' +
    'excuse sorry understand explain again tell me show covered join requirements decile scam real happened happen construction motorbike driver ' +
    'english talk speak human officer office open opening hours data delete privacy safe injured hospital work working about there any much'
  ).split(' '),
)
const INDONESIAN_TOO = new Set('a an do me no am data status report on at it he'.split(' '))

/** English only when most of at least two words, or the one word, are English ones. */
export function findLanguage(plain: string): Language {
  const words = plain.split(' ').filter((word) => /^[a-z']+$/.test(word))
  if (words.length === 0) return 'id'
  let english = 0
  let sure = 0
  for (const word of words)
    if (ENGLISH.has(word)) {
      english++
      if (!INDONESIAN_TOO.has(word)) sure++
    }
  return sure > 0 && english * 2 >= words.length ? 'en' : 'id'
}

const KIN =
  'suami|istri|bapak saya|ayah|ibu saya|ibunya|bapaknya|anak|kakak saya|adik|orang tua|mertua|paman|bibi|kakek|nenek|teman|tetangga|saudara|keponakan|sepupu|menantu|ipar|rekan|karyawan saya|pekerja saya|warga saya|almarhum|almarhumah|husband|wife|father|mother|brother|sister|friend|neighbour|neighbor|son|daughter'
const OTHER = new RegExp(
  `\\b(?:${KIN})\\b|\\b(?:bapak|ibu|abang|kakak|mas|om) (?:saya|aku|kami|gue)\\b|\\bbukan saya (?:yang|tapi|tetapi)\\b`,
)
const SELF = /\b(saya|aku|kami|i|my|me)\b/

/** "Suami saya jatuh" is about somebody else although it says "saya". */
export function findAbout(normal: string): Utterance['about'] {
  if (OTHER.test(normal)) return 'other'
  return SELF.test(normal) ? 'self' : 'unknown'
}

export function isCorrection(normal: string): boolean {
  return CORRECTION.test(normal)
}

export function isNegated(normal: string): boolean {
  return NEGATED.test(normal)
}
