/** @module The desk everything in the office works at: tables, seals and the way to tell a chat something. */

import type { Instant, OfficeNotice, Shown } from '../core/chat.ts'
import { hasHours, isOpen, nextOpening } from '../rules/calendar.ts'
import { makeCards } from '../store/office/cards.ts'
import { makeCases } from '../store/office/cases.ts'
import { makeAlarms, makeLookUps } from '../store/office/look-ups.ts'
import { makeMail, type OutboxRow } from '../store/office/mail.ts'
import { makeUnclear } from '../store/office/unclear.ts'
import type { Place } from '../vault/seal.ts'
import type { OfficeDeps } from './deps.ts'

export type Desk = ReturnType<typeof makeDesk>

/** Whose data key seals a value: words of a case fall with the case, all others with the chat. */
export type Subject = OutboxRow['subject']

export function makeDesk(deps: OfficeDeps) {
  const { db, vault } = deps
  const mail = makeMail(db)
  const sealJson = (subject: Subject, place: Place, value: unknown) =>
    vault.seal(subject, place, JSON.stringify(value))

  return {
    deps,
    mail,
    cases: makeCases(db),
    cards: makeCards(db),
    lookUps: makeLookUps(db),
    alarms: makeAlarms(db),
    unclear: makeUnclear(db),
    now: (): Instant => deps.now().getTime(),
    sealJson,
    /** Undefined when nothing was sealed or its key was erased. */
    openText(subject: Subject, place: Place, sealed: Uint8Array | null): string | undefined {
      if (sealed === null) return undefined
      try {
        return vault.open(subject, place, sealed)
      } catch {
        return undefined
      }
    },
    /** Inside a transaction: one notice on its way. `cause` makes a second writing of it a no-op. */
    notify(cause: string, chatId: string, notice: OfficeNotice, subject: Subject = `chat:${chatId}`): void {
      const at = deps.now().getTime()
      const noticeSealed = sealJson(subject, noticePlace(cause), notice)
      // Due at once, whatever a clock that is set back makes of `at`.
      mail.add({ cause, chatId, type: notice.type, at, subject, noticeSealed, dueAt: 0 })
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
