/** @module The desk everything in the office works at: tables, seals and the way to tell a chat something. */

import type { Instant, OfficeNotice, Shown } from '../core/chat.ts'
import type { Duty } from '../core/service-clock.ts'
import { hasHours, isOpen, nextOpening, openSince } from '../rules/calendar.ts'
import { placeName } from '../rules/places.ts'
import { makeCards } from '../store/office/cards.ts'
import { makeCaseLists } from '../store/office/case-lists.ts'
import { makeCases } from '../store/office/cases.ts'
import { makeConsents } from '../store/office/consents.ts'
import { makeDeskLists } from '../store/office/desk-chats.ts'
import { makeDeskTables } from '../store/office/desk-tools.ts'
import { makeErasures } from '../store/office/erasures.ts'
import { makeFigures } from '../store/office/figures.ts'
import { makeHeard } from '../store/office/heard.ts'
import { makeIdentityRows } from '../store/office/identity.ts'
import { makeAlarms, makeLookUps } from '../store/office/look-ups.ts'
import { makeMail, type OutboxRow } from '../store/office/mail.ts'
import { makePosts } from '../store/office/posts.ts'
import { makeRetention } from '../store/office/retention.ts'
import { makeRosterRows } from '../store/office/roster.ts'
import type { Place } from '../vault/seal.ts'
import type { OfficeDeps } from './deps.ts'

/** A kecamatan's code; a kelurahan's has four more. */
const DISTRICT_DIGITS = 6

export type Desk = ReturnType<typeof makeDesk>

/** Whose data key seals a value: words of a case fall with the case, all others with the chat. */
export type Subject = OutboxRow['subject']

export function makeDesk(deps: OfficeDeps) {
  const { db, vault } = deps
  const mail = makeMail(db)
  const sealJson = (subject: Subject, place: Place, value: unknown) =>
    vault.seal(subject, place, JSON.stringify(value))

  const written = (cause: string, chatId: string, notice: OfficeNotice, subject: Subject) => {
    const noticeSealed = sealJson(subject, noticePlace(cause), notice)
    return { cause, chatId, type: notice.type, at: deps.now().getTime(), subject, noticeSealed }
  }

  return {
    deps,
    mail,
    ...tablesOf(db),
    now: (): Instant => deps.now().getTime(),
    sealJson,
    /** Undefined when nothing was sealed or its key was erased. */
    openText(
      subject: Subject | `staff:${string}`,
      place: Place,
      sealed: Uint8Array | null,
    ): string | undefined {
      if (sealed === null) return undefined
      try {
        return vault.open(subject, place, sealed)
      } catch {
        return undefined
      }
    },
    /** Inside a transaction: one notice on its way. `cause` makes a second writing of it a no-op. */
    notify(cause: string, chatId: string, notice: OfficeNotice, subject: Subject = `chat:${chatId}`): void {
      // Due at once, whatever a clock that is set back makes of `at`.
      mail.add({ ...written(cause, chatId, notice, subject), dueAt: 0 })
    },
    /** The same, but it can be withdrawn until `dueAt`. */
    notifyLater(cause: string, chatId: string, notice: OfficeNotice, subject: Subject, dueAt: Instant): void {
      mail.hold({ ...written(cause, chatId, notice, subject), dueAt })
    },
    /** Of a kelurahan's or kecamatan's code; '' when it is none of ours. */
    placeName(code: string): string {
      const { places } = deps.rules()
      return placeName(places, code.length > DISTRICT_DIGITS ? { village: code } : { district: code })
    },
    /** Whether a wait counts now. */
    duty(): Duty {
      const now = deps.now()
      const edition = deps.rules()
      const since = openSince(edition, now)?.getTime()
      const isKnown = hasHours(edition, now)
      return {
        isOpen: since !== undefined,
        hoursKnown: isKnown,
        ...(since === undefined ? {} : { openSince: since }),
      }
    },
    /** Whether anybody is there now, and else when. */
    hours() {
      const now = deps.now()
      const edition = deps.rules()
      const open = isOpen(edition, now)
      const opensAt = open ? undefined : nextOpening(edition, now)?.getTime()
      return { open, hoursKnown: hasHours(edition, now), ...(opensAt === undefined ? {} : { opensAt }) }
    },
  }
}

const tablesOf = (db: OfficeDeps['db']) => ({
  cases: makeCases(db),
  caseLists: makeCaseLists(db),
  cards: makeCards(db),
  lists: makeDeskLists(db),
  tables: makeDeskTables(db),
  lookUps: makeLookUps(db),
  alarms: makeAlarms(db),
  posts: makePosts(db),
  erasures: makeErasures(db),
  consents: makeConsents(db),
  retention: makeRetention(db),
  figures: makeFigures(db),
  heard: makeHeard(db),
  identity: makeIdentityRows(db),
  /** The imported lists, to look one person up. */
  people: makeRosterRows(db),
})

export const noticePlace = (cause: string): Place => ['office_outbox', 'notice_sealed', cause]

/** The summary inside a sealed text; empty when there is none to open. */
export function readSummary(text: string | undefined): Shown[] {
  if (text === undefined) return []
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.filter(isShown) : []
}

function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && 'label' in value && 'value' in value
}
