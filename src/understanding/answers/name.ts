/** @module Reads a person's name as it was written; capitals are put in where there are none. */

import type { Utterance } from '../utterance.ts'

const LEAD =
  /^\s*(?:(?:oh|eh|iya|ya|ini|dengan|atas)\s+)*(?:(?:\S+\s+){0,3}?(?:nama|nm)(?:nya|ku)?\s*(?:lengkap(?:nya)?)?\s*(?:saya|sy|gw|gue|aku|beliau|dia|suami(?:\s+saya)?|istri(?:\s+saya)?|bapak(?:\s+saya)?|ibu(?:\s+saya)?|anak(?:\s+saya)?)?(?:\s+(?:adalah|itu|ialah|yaitu))?|(?:panggil|sebut)\s+(?:saja|aja|saya)(?:\s+(?:saja|aja))?|saya|sy|gw|aku|my name is|i am|i'm)\s*[:=,-]?\s+/i
const HONORIFIC = /^(?:bapak|bpk|pak|ibu|bu|sdr\.?i?|saudara|mas|mbak|bang|kang|teh|h\.|hj\.)\s+(?=\p{L})/iu
const TAIL = /\s+(?:pak|bu|kak|min|bang|ya|yah|mas|mbak|om)[.!]*$/iu
const NAME = /^\p{L}[\p{L}\p{M}'’.-]*(?:\s+(?:\p{L}[\p{L}\p{M}'’.-]*|,)){0,6}(?:,\s*\p{L}[\p{L}.]*)*$/u
const MAX_CHARS = 60

// Words that no name holds: their sentence answers something else.
const NOT_NAMES = new Set(
  (
    'apa kenapa bagaimana berapa mana siapa kapan mau bisa tidak bukan belum jangan sudah ada yang untuk kalau karena ' +
    'tolong bantuan menu batal kembali petugas lapor kecelakaan daftar cek status desil bpjs sigap kerja tahu lupa ' +
    'iya oke makasih terima kasih halo permisi rahasia nanti ingin takut harus boleh what why how help cancel ' +
    'buat sendiri saya aku gue gua gw suami jatuh terjatuh patah luka terluka berdarah pingsan nabrak ketabrak ' +
    'tertabrak keserempet kepleset tangan kaki kepala tulang punggung'
  ).split(' '),
)

// Words of places, with or without the "di" that people write onto them.
const PLACES = new Set(
  (
    'di ke jalan jln jl gang gg rumah pasar pabrik proyek kantor gudang warung toko kios perempatan pertigaan simpang tikungan ' +
    'jembatan tol stasiun terminal halte depan belakang samping sebelah dekat seberang tempat lokasi kontrakan'
  ).split(' '),
)

// Words that are no name when they are all that is said.
const NOT_ALONE = new Set('ya y yes ok sip siap betul benar lanjut sama skip lewati'.split(' '))

function capitals(name: string): string {
  const mixed = name !== name.toLowerCase() && name !== name.toUpperCase()
  if (mixed) return name
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, edge: string, letter: string) => edge + letter.toUpperCase())
}

function isPlace(written: string): boolean {
  const word = written.replace(/\.$/, '')
  return PLACES.has(word) || PLACES.has(word.replace(/^di/, ''))
}

/** One to seven words of letters; undefined for questions, reserved words, numbers and sentences. */
export function parseName(utterance: Utterance): string | undefined {
  if (utterance.reserved || utterance.emergency || /[?\d]/.test(utterance.raw)) return undefined
  let name = utterance.raw.trim().replace(LEAD, '').replace(TAIL, '').trim()
  name = name
    .replace(HONORIFIC, '')
    .replace(/\s+/g, ' ')
    .replace(/[.!,]+$/, '')
  if (name.length < 2 || name.length > MAX_CHARS || !NAME.test(name)) return undefined
  const words = name.toLowerCase().split(' ')
  if (NOT_ALONE.has(name.toLowerCase())) return undefined
  if (words.some((word) => NOT_NAMES.has(word.replace(/nya$/, '')) || isPlace(word))) return undefined
  const normals = utterance.normal.split(' ')
  if (['tidak', 'bukan', 'belum', 'jangan'].some((word) => normals.includes(word))) return undefined
  return capitals(name)
}
