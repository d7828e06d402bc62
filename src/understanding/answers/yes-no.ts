/** @module Reads yes or no. */

import type { Utterance } from '../utterance.ts'
import { plainWords } from './words.ts'

const UNSURE =
  /\b(?:tidak|belum|kurang) (?:tahu|yakin|ingat|jelas|pasti|mengerti|paham|ngeh)\b|\blupa\b|\bentah\b|\bmungkin\b|\bterserah\b|\bnot sure\b|\bdon't know\b|\bdo not know\b/
const MIXED = /\b(?:ya|betul|benar|sudah)\b.*\b(?:tapi|tetapi|cuma|hanya|but)\b/
const FINE = /\btidak (?:apa(?:-apa)?|masalah|keberatan|salah)\b|\bjangan khawatir\b/

const YES = new Set(
  (
    'ya iya oke betul benar sip siap boleh setuju mau lanjut lanjutkan sudah pasti tentu jelas ada pernah bisa bersedia silakan cocok ' +
    'sesuai tepat yes yeah yep sure correct right agree okay ok baik baiklah mari gas simpan kirim konfirmasi punya memang leres'
  ).split(' '),
)
const NO = new Set(
  'tidak bukan belum jangan ogah salah no nope not never keliru males enggan batal'.split(' '),
)

// Alone or with a word or two they answer; in a longer sentence they mean something else ("sudah lama saya kerja").
const SHORT_ONLY = new Set(
  'sudah ada bisa mau pernah punya baik memang pasti jelas tepat right not kirim simpan batal boleh mari belum salah'.split(
    ' ',
  ),
)
const MAX_WORDS = 12

/**
 * Yes, no, or undefined when it is neither: "tidak tahu", "mungkin", a question, a sentence about something else.
 * "tidak apa-apa" and "tidak salah" are yes.
 */
export function parseYesNo(utterance: Utterance): boolean | undefined {
  if (utterance.raw.includes('👍') || utterance.raw.includes('✅')) return true
  if (utterance.raw.includes('👎') || utterance.raw.includes('❌')) return false
  const { normal } = utterance
  if (UNSURE.test(normal) || MIXED.test(normal)) return undefined
  if (FINE.test(normal)) return true
  const polite = plainWords(utterance)
  const words = polite.length > 0 ? polite : normal.split(' ')
  if (words.length > MAX_WORDS) return undefined
  // "Iya" is politeness in a sentence and the answer when it stands first or alone.
  const first = /^ya\b/.test(normal) && !NO.has(words[0] ?? '') ? 'ya' : (words[0] ?? '')
  if (first === 'ya' && words.length > 1 && /^ya (?:tidak|bukan|belum)\b/.test(normal)) return false
  if (!YES.has(first) && !NO.has(first)) return lastWord(words)
  if (SHORT_ONLY.has(first) && words.length > 3) return undefined
  return YES.has(first)
}

/** "datanya sudah benar", "itu salah", "saya setuju": a short sentence that ends in the answer. */
function lastWord(words: readonly string[]): boolean | undefined {
  if (words.length > 4 || words.length < 2) return undefined
  const last = words.at(-1) ?? ''
  const denied = words.some((word) => NO.has(word) && word !== 'salah' && word !== 'keliru')
  if (last === 'salah' || last === 'keliru') return denied
  const agrees = [
    'benar',
    'betul',
    'setuju',
    'sesuai',
    'bersedia',
    'mau',
    'cocok',
    'oke',
    'boleh',
    'correct',
    'agree',
  ]
  if (agrees.includes(last)) return !denied
  return denied ? false : undefined
}
