/** @module Tells a message that says when, or who, and nothing else: an answer to some question, never a topic of its own. */

import { LONE_PERSON } from './reserved.ts'

const DAY =
  'kemarin|lusa|tadi|barusan|hari|senin|selasa|rabu|kamis|jumat|sabtu|ahad|minggu|pekan|tanggal|bulan|tahun|jam|pukul|menit|' +
  'januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|yesterday|today|hours?|minutes?|days?|weeks?|' +
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const ROUND =
  'pagi|siang|sore|petang|malam|subuh|zuhur|dzuhur|asar|ashar|magrib|maghrib|isya|setelah|habis|sebelum|sekitar|kira-kira|kurang lebih|' +
  'baru|saja|yang|lalu|ini|itu|dini|setengah|lewat|wib|ya|sih|an|se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|' +
  'last|ago|at|about|on|in the|morning|afternoon|evening|night|am|pm|noon'

const NAMES_A_DAY = new RegExp(`(?:^|[\\s\\d])(?:${DAY})\\b`)
const NOTHING_ELSE = new RegExp(`^(?:(?:${DAY}|${ROUND}|\\d{1,4})(?:[\\s.,:/-]+|(?<=\\d)|$))+$`)

const CALLED_BY = /\s+(?:kakak|bapak|ibu|abang|admin|mas|mbak|pak|bu)$/

const KIN =
  'suami|istri|ayah|anak|adik|mertua|paman|bibi|kakek|nenek|orang tua|saudara|keluarga|teman|tetangga|menantu|ipar|keponakan|sepupu|' +
  'husband|wife|father|mother|son|daughter|brother|sister|friend|neighbou?r'
// "bapak" alone calls somebody; "bapak saya" is one.
const PERSON = new RegExp(
  `^(?:my )?(?:(?:${KIN})(?: (?:laki-laki|perempuan|ipar|kandung))?(?: (?:saya|aku|kami|kita|gue))?|(?:bapak|ibu|kakak|abang|mas|mbak|om|tante) (?:saya|aku|kami|gue))$`,
)

/** "kemarin jam 3 sore", "barusan", "suami saya"; not "pagi kak", which is a greeting, nor "jam berapa". */
export function isBareAnswer(normal: string): boolean {
  const said = normal.replace(CALLED_BY, '')
  return (NAMES_A_DAY.test(said) && NOTHING_ELSE.test(said)) || PERSON.test(said) || normal === LONE_PERSON
}

const CALL =
  /^(?:(?:halo|hai|eh|woi|oi|permisi) )?(?:kakak|bapak|ibu|abang|bang|admin|mas|mbak|pak|bu|kang|akang|teh|teteh|neng|mang|mpok|bunda|om|gan|bro|bos)$/

/** "bang", "mbak": somebody is called, and nothing is said yet. */
export function isBareCall(normal: string): boolean {
  return CALL.test(normal)
}
