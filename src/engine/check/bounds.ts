/** @module What fits, and how long each value can become. One table a kind; the check of lengths adds them up. */

import type { Language } from '../../core/lists.ts'
import { placeName } from '../../rules/places.ts'
import type { AnswerType } from '../flow.ts'
import { MAX_SHORT_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import type { Scene } from './scene.ts'

// The narrowest of the channels that are planned; read on 2026-11-22.
// https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages (text 4096)
// https://developers.facebook.com/docs/whatsapp/guides/interactive-messages (10 rows, button 20, row 24)
export const MAX_TEXT = 4096
export const MAX_BUTTON = 20
export const MAX_ROW = 24
export const MAX_CHOICES = 10
// What comes back with a tap. https://core.telegram.org/bots/api#inlinekeyboardbutton (1 to 64 bytes), by the copy in @telegraf/types 7.1.0
export const MAX_CHOICE_ID_BYTES = 64

/** Characters of a value: `usual` for what a bubble should hold, `most` for what it must survive. */
export type Bound = { usual: number; most: number }

const same = (chars: number): Bound => ({ usual: chars, most: chars })

/** By answer type, as `speak` says it: "Rabu, 30 September 2026 sekitar pukul 12.30" has 44 characters. */
export const ANSWERS: Readonly<Record<AnswerType, Bound>> = {
  yes_no: same(5),
  choice: same(MAX_BUTTON),
  text: { usual: 120, most: MAX_TEXT_CHARS },
  name: { usual: 40, most: MAX_SHORT_CHARS },
  moment: same(48),
  age: same(13),
  place: same(64),
  where: { usual: 80, most: MAX_SHORT_CHARS * 2 },
  phone: same(17),
  money: same(20),
  photo: same(24),
  location: { usual: 40, most: MAX_SHORT_CHARS },
  case_number: same(13),
  code: same(4),
}

/** Fields of a case: SGP-4821-9037, 7F3K-Q2MX-9TDA-0BWE, "Jumat 7 November pukul 14.30 WIB", a note of staff. */
export const FIELDS: Readonly<Record<string, Bound>> = {
  number: same(13),
  code: same(19),
  deadline: same(38),
  changed: same(38),
  note: { usual: 120, most: 2000 },
}

/** Values by name that are neither slots nor facts. */
const NAMED: Readonly<Record<string, Bound>> = {
  ...FIELDS,
  age: same(3),
  answers: { usual: 80, most: 600 },
  changes: { usual: 80, most: 600 },
  moment: ANSWERS.moment,
  opens: same(38),
  place: { usual: 30, most: MAX_SHORT_CHARS },
  position: same(4),
  media: same(8),
  why: same(12),
  queue_position: same(4),
  service_name: { usual: 30, most: 60 },
  sources: { usual: 80, most: 400 },
  time: same(5),
  year: same(4),
}

/** Lines that a list of own cases is expected to hold; a chat with more is split by its channel. */
export const MAX_OWN_CASES = 10

/** The bound of a value that every text of this name shares; undefined for slots, facts and what flows make. */
export const namedBound = (name: string): Bound | undefined => NAMED[name]

/** The longest of these texts as they stand. */
export function longestText({ texts }: Scene, language: Language, keys: readonly string[]): number {
  return Math.max(0, ...keys.map((key) => texts.format(key, language, {}).length))
}

/** The longest way to say a place of the city. */
export function longestPlace({ rules }: Scene): number {
  const names = rules.places.districts.flatMap(({ id, villages }) => [
    placeName(rules.places, { district: id }),
    ...villages.map((village) => placeName(rules.places, { village: village.id })),
  ])
  return Math.max(ANSWERS.place.most, ...names.map(({ length }) => length))
}
