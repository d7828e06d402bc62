/** @module What the office is given, and its limits. It takes no clock, randomness or id from anywhere else. */

import type { AlarmPosts } from '../core/alarm-post.ts'
import type { CaseFile } from '../core/case-desk.ts'
import type { Instant, OfficeNotice } from '../core/chat.ts'
import type { Purpose } from '../core/consent.ts'
import type { ChatEraser } from '../core/erasure.ts'
import type { Language } from '../core/lists.ts'
import type { Edition } from '../rules/edition.ts'
import type { Db } from '../store/db.ts'
import type { Texts } from '../text/texts.ts'
import type { Vault } from '../vault/vault.ts'

export type OfficeDeps = {
  db: Db
  vault: Pick<Vault, 'seal' | 'open' | 'hash' | 'forget'>
  now(): Date
  newId(): string
  random(bytes: number): Uint8Array
  /** The edition in force. */
  rules(): Edition
  texts: Pick<Texts, 'format'>
  /** Draws the first-stage report of an accident as PDF. Given, since what draws it needs Node. */
  printForm(file: CaseFile): Promise<Uint8Array>
  /** Lets others have a turn in the middle of long work. */
  breathe(): Promise<void>
  /** `Chats.tell`: resolves once the chat has kept it; a repeat of `id` is a no-op there. */
  tell(chatId: string, id: string, at: Instant, notice: OfficeNotice): Promise<void>
  /** Where residents reach the secure form of this token; absent or undefined where no address is set that they could reach. */
  formUrl?(token: string): string | undefined
  /** Where alarms go besides the console; a way that is not set is absent. */
  posts?: AlarmPosts
  /** Names the words of a purpose as they stand now. */
  purposeVersion?: (purpose: Purpose, language: Language) => string
  /** Who of staff opened what these subjects name, by role, newest first. */
  lookedAt?: (subjects: readonly string[], most: number) => { role: string; at: Instant }[]
  /** True for a chat to which no address leads any more. Without it no case is opened again from another chat. */
  isLocked?: (chatId: string) => boolean
  /** What erases chats; without it an erasure can be planned and not decided. */
  eraser?: ChatEraser
  /** Called after each commit: something may be due now, or the next due time may have moved. */
  wake(): void
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export const LIMITS = {
  /** A chat that staff took goes back to the queue when its resident has waited this long for a word. */
  staffSilentMs: 15 * MINUTE_MS,
  /** How long an urgent case or an emergency puts a later request for staff of the same chat at the head. */
  urgentMarkMs: DAY_MS,
  /** How long the office rests after its own database could not be written. */
  pauseMs: 1_000,
  /** Tries to look a case up, in any 24 hours. */
  lookUpsPerChat: 5,
  lookUpsPerNumber: 20,
  lookUpWindowMs: DAY_MS,
  /** Draws of a case number before giving up: with a million cases one draw in ten hits a taken number. */
  numberDraws: 50,
  /** Notices handed out side by side; each belongs to another chat. */
  deliverAtOnce: 50,
  deliverAttempts: 20,
  claimMs: 30_000,
  retryFirstMs: 1_000,
  retryMostMs: MINUTE_MS,
  /** Characters kept of a message that was not understood. */
  heardChars: 500,
  heardPerChat: 100,
  heardWindowMs: DAY_MS,
  /** Messages without a label that are opened and grouped for one page. */
  heardSeen: 1_000,
  heardExported: 50_000,
  noteChars: 2_000,
  /** How long the notice of a step waits, so that the step can be taken back. */
  undoMs: MINUTE_MS,
  /** Between the word that something is erased and the erasing: time to read it, and to change one's mind. */
  eraseAfterMs: 60 * MINUTE_MS,
  /** How long an erasure waits for what has not left yet. */
  eraseWaitMs: DAY_MS,
  /** An erasure is over this long before the law's clock runs out. */
  eraseMarginMs: 30 * MINUTE_MS,
  eraseAgainMs: 5 * MINUTE_MS,
  /** The team is warned of a request about data this long before its time is over: at 48 of 72 hours. */
  dataWarnMs: DAY_MS,
  /** Characters of one field of a case. */
  shortChars: 300,
  fieldChars: 4_000,
  filesACase: 100,
  casesAPage: 50,
  /** Cases of an export opened before others have a turn. */
  casesAtOnce: 50,
  alikeMost: 5,
  listMost: 500,
  listDefault: 100,
} as const
