/** @module Reads an hour or a part of the day: "jam 7an", "14.30", "setengah 8 malam", "habis subuh". */

export type Part = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

/** `minutes` from midnight; `open`: morning or evening was not said; `about`: "7an", "sekitar". */
export type ToldHour = { minutes?: number; part?: Part; open: boolean; about: boolean }

const PARTS: [Part, RegExp][] = [
  ['dawn', /\b(?:subuh|dini hari|fajar|dawn)\b/],
  ['evening', /\b(?:magrib|petang|evening|buka puasa|surup)\b/],
  ['night', /\b(?:malam|isya|tengah malam|semalam|night)\b/],
  ['afternoon', /\b(?:sore|asar|afternoon)\b/],
  ['noon', /\b(?:siang|zuhur|noon|midday)\b/],
  ['morning', /\b(?:pagi|morning|duha)\b/],
]

const HOUR_WORDS = 'satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ')

/** The part of the day that is named; "malam jumat" is read by the day. */
export function readPart(text: string): Part | undefined {
  return PARTS.find(([, pattern]) => pattern.test(text))?.[0]
}

function toNumber(text: string): number {
  const word = HOUR_WORDS.indexOf(text)
  if (word >= 0) return word + 1
  return text === 'dua belas' ? 12 : Number(text)
}

const NUMBER = `(\\d{1,2}|dua belas|${HOUR_WORDS.join('|')})`
const CLOCK =
  /(?<![\d./-])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d/-]|[.:]\d)(?!\s*(?:ribu|rb|rupiah|juta|jt|km|kg))/
const HALF = new RegExp(`\\b(?:jam |pukul )?setengah ${NUMBER}(an)?\\b`)
const CUED = new RegExp(
  `\\b(?:jam|pukul|at)(?: (?:sekitar|kira-kira|kurang lebih|an))* ${NUMBER}(?: ?(an)\\b)?(?:[:. ]([0-5]\\d)(?!\\d))?(?: (kurang|lewat|lebih) ${NUMBER}(?: menit)?)?`,
)
const ENGLISH = /(?<!\d)(\d{1,2}) ?(am|pm)\b/

function find(text: string, raw: string, hasDay: boolean): { minutes: number; about: boolean } | undefined {
  const english = ENGLISH.exec(text)
  if (english)
    return { minutes: ((Number(english[1]) % 12) + (english[2] === 'pm' ? 12 : 0)) * 60, about: false }
  const half = HALF.exec(text)
  if (half) return { minutes: (toNumber(half[1] ?? '') - 1) * 60 + 30, about: half[2] !== undefined }
  const cued = CUED.exec(text)
  const clock = CLOCK.exec(raw)
  const cuedClock = cued && /^\d/.test(cued[1] ?? '') && clock
  if (clock && (cuedClock || hasDay || /^\s*\S+\s*(?:wib)?\s*$/i.test(raw) || /wib|jam|pukul/i.test(raw)))
    return { minutes: Number(clock[1]) * 60 + Number(clock[2]), about: false }
  if (!cued) return undefined
  const hour = toNumber(cued[1] ?? '')
  if (hour > 24) return undefined
  const extra = cued[5] ? toNumber(cued[5]) : 0
  const shift = cued[4] === 'kurang' ? -extra : extra
  const about = cued[2] !== undefined || /\b(?:sekitar|kira-kira|kurang lebih|about)\b/.test(text)
  return { minutes: hour * 60 + (cued[3] ? Number(cued[3]) : 0) + shift, about }
}

/** Noon and later parts move "jam 3" to 15.00; night moves 6 to 11 to the evening and leaves 12 to 3 small hours. */
function inPart(minutes: number, part: Part): number {
  const hour = Math.floor(minutes / 60)
  if (hour >= 13) return minutes
  if (part === 'dawn' || part === 'morning') return hour === 12 ? minutes - 720 : minutes
  if (part === 'noon') return hour >= 9 ? minutes : minutes + 720
  if (part === 'night') return hour >= 5 && hour < 12 ? minutes + 720 : hour === 12 ? minutes - 720 : minutes
  return hour === 12 ? minutes : minutes + 720
}

/** The hour told, or the part of the day alone; undefined when neither is. */
export function readHour(text: string, raw: string, hasDay: boolean): ToldHour | undefined {
  const part = readPart(text)
  const found = find(text, raw, hasDay)
  if (!found) return part ? { part, open: false, about: true } : undefined
  const { about } = found
  if (part) return { minutes: inPart(found.minutes, part), part, open: false, about }
  const hour = Math.floor(found.minutes / 60)
  const written24 = /(?<!\d)0\d[:.]\d\d/.test(raw)
  const open = hour <= 12 && hour >= 1 && !written24 && !ENGLISH.test(text)
  // Work is done by day: "jam 2" is likelier 14.00, "jam 7" 07.00.
  const minutes = open && hour < 6 ? found.minutes + 720 : found.minutes
  return { minutes, open, about }
}
