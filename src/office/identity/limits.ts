/** @module How often, how long, how many: all limits of the secure form and of the counter's codes. Each is kept in rows and fails closed. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export const IDENTITY = {
  /** How long a link to the form, and a code of the counter, can be used. */
  formMs: 15 * MINUTE_MS,
  codeMs: 15 * MINUTE_MS,
  /** Links a chat may ask for in a day: each costs a row. */
  formsADay: 20,
  /** Answers leave at whole multiples of this, hit or miss. */
  tickMs: 5_000,
  /** Forms answered at one tick; more are answered right after. */
  answersAtOnce: 200,
  /** Codes that fitted nothing: of one chat, then it must wait; of all, then staff are told. */
  codeTries: 3,
  codeTriesAll: 30,
  codeTriesMs: HOUR_MS,
  dayMs: DAY_MS,
  hourMs: HOUR_MS,
  asksADay: 5,
  /** A chat younger than a day. */
  asksYoung: 1,
  youngMs: DAY_MS,
  /** Different people a chat may ask about besides its own. */
  others: 3,
  othersMs: 30 * DAY_MS,
  /** Asks about one person, from whatever chats; one more, and nobody is answered about them for a while. */
  asksOfPerson: 5,
  silenceMs: DAY_MS,
  /** Different people whose numbers begin alike, in an hour: more is somebody who counts up. */
  alike: 10,
  stopMs: HOUR_MS,
  /** Of the whole service in an hour: at least these, or so many times what was usual at this hour in the last weeks. */
  alarmAnHour: 200,
  alarmTimes: 3,
  stopAnHour: 2_000,
  stopTimes: 10,
  weeks: 4,
  /** After so long a silence the number may be somebody else's. */
  silentMs: 180 * DAY_MS,
  /** Links and codes that are over, and what was asked, are dropped after these. */
  overMs: 2 * DAY_MS,
  askedMs: 30 * DAY_MS,
} as const

/** The next whole tick after this moment. */
export const nextTick = (now: number): number => (Math.floor(now / IDENTITY.tickMs) + 1) * IDENTITY.tickMs
