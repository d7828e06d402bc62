/** @module The city's side: takes requests of chats once, keeps cases and queue, answers through its own outbox. Wired by main alone. */

import type { CaseDesk } from '../core/case-desk.ts'
import type { Instant } from '../core/chat.ts'
import type { ChatDesk } from '../core/desk.ts'
import type { ErasureDesk } from '../core/erasure.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { Figures } from '../core/figures.ts'
import type { IdentityDesk, SecureForms } from '../core/identity.ts'
import type { Office } from '../core/ports.ts'
import type { RetentionDesk } from '../core/retention.ts'
import { isUnavailable } from '../store/db.ts'
import { makePosting, raiseAlarm } from './alarms/post.ts'
import { makeApply } from './apply.ts'
import { makeCaseDesk } from './cases/case-desk.ts'
import { caseView, changeCase } from './cases/change.ts'
import { readCaseNumber } from './cases/code.ts'
import { type Erased, erase, eraseLeft } from './cases/erase.ts'
import { makeDelivery } from './deliver.ts'
import { LIMITS, type OfficeDeps } from './deps.ts'
import { type Desk, makeDesk } from './desk.ts'
import { makeErasureDesk } from './erasure/desk.ts'
import { keepHouse, makeRetentionDesk, roundAt } from './erasure/retention.ts'
import { eraseDue, warnOfRequests } from './erasure/run.ts'
import { makeFigures } from './figures/read.ts'
import { answerForms, formsDueAt } from './identity/answer.ts'
import { makeBindings, makeIdentityDesk } from './identity/bind.ts'
import { makeForms } from './identity/form.ts'
import { makeChatDesk } from './queue/desk.ts'
import { cardView, queueView, returnSilent } from './queue/queue.ts'

/** The port, and what its owner must call: `deliver` and `fireTimers` on each wake and when `dueAt` has come. */
export type OfficeService = Office & {
  /** What staff keep beside the chats. */
  chatDesk: ChatDesk
  /** For the pages of staff. */
  caseDesk: CaseDesk
  /** For the page behind a one-time link, and for the counter. */
  forms: SecureForms
  identityDesk: IdentityDesk
  /**
   * Hands out every notice that is due; resolves to how many were taken. Calls at the same time share one delivery.
   * @throws only when the office's own database does; what a chat refused is tried again later
   */
  deliver(): Promise<number>
  /** True when this chat has everything the office had to tell it. */
  settled(chatId: string): boolean
  /**
   * Crosses out the key of a case or a chat, and takes what else leads to it by name or mask. Again is a no-op.
   * @throws StoreUnavailable when nothing could be changed
   */
  erase(subject: Erased): void
  /** Takes again what a restored copy still holds of the forgotten; gives how many had anything left. */
  eraseLeft(subjects: readonly string[]): number
  /** Decisions on erasures, for the pages of staff. */
  erasures: ErasureDesk
  /** Carries out what is due; resolves to the numbers of the requests that are done. Call `deliver` after it. */
  eraseDue(): Promise<string[]>
  /** The daily round of what is too old; resolves to its day, or undefined when it was not due. */
  keepHouse(): Promise<string | undefined>
  retention: RetentionDesk
  /** What the dashboard counts. */
  figures: Figures
  /** When `deliver` or `fireTimers` next has something to do, in epoch ms; undefined: not before the next wake. */
  dueAt(): Instant | undefined
  /** Sends chats back whose member of staff is silent, lets notices go that were held; returns how many. Call `deliver` after it. */
  fireTimers(): number
  /** Sends alarms out of the house; resolves when they are through or have to be tried again. Never rejects for what a way refused. */
  postAlarms(): Promise<void>
}

/** Releases what a dead process had claimed; else nothing is read or written before the first call. */
export function makeOffice(deps: OfficeDeps): OfficeService {
  const desk = makeDesk(deps)
  desk.mail.release()
  const deliver = makeDelivery(desk)
  let restUntil = 0
  const rest = (error: unknown): never => {
    // Or whoever asks `dueAt` would come back at once, again and again, while the disk is full.
    restUntil = desk.now() + LIMITS.pauseMs
    if (isUnavailable(error)) throw new StoreUnavailable('the office cannot write now', error)
    throw error
  }
  const commit = <T>(work: () => T): T => {
    try {
      return deps.db.transaction(work)
    } catch (error) {
      return rest(error)
    }
  }
  const chatDesk = makeChatDesk(desk, commit)
  const wake = () => {
    chatDesk.changed()
    deps.wake()
  }
  return {
    ...reading(desk),
    chatDesk: chatDesk.port,
    figures: makeFigures(desk),
    apply: makeApply(desk, {
      commit: (work) => tried(() => deps.db.transaction(work), rest),
      part: (work) => deps.db.transaction(work),
      breathe: deps.breathe,
      wake,
    }),
    changeCase: async (key, number, state, note, staffId) => {
      const isChanged = commit(() => changeCase(desk, { key, number, state, note, staffId }))
      wake()
      return isChanged
    },
    raise: async (id, reason, channel) => {
      commit(() => raiseAlarm(desk, { id, at: desk.now(), chatId: '', reason, topic: channel }))
    },
    end: async (reasons, channel) => commit(() => desk.alarms.end(channel, reasons, desk.now())),
    erase: (subject) => {
      erase(desk, subject, commit)
      chatDesk.changed()
    },
    eraseLeft: (subjects) => eraseLeft(desk, subjects, commit),
    ...deskPorts(desk, commit, wake),
    eraseDue: async () => {
      const done = await eraseDue(desk, commit)
      if (done.length > 0) chatDesk.changed()
      return done
    },
    deliver: () => deliver().catch(rest),
    settled: (chatId) => !desk.mail.hasWaiting(chatId),
    dueAt: () => {
      const at = nextAt(desk)
      // No rest is longer than its limit, also when the clock was set back meanwhile.
      const isResting = restUntil - desk.now() <= LIMITS.pauseMs
      return at === undefined ? undefined : Math.max(at, isResting ? restUntil : 0)
    },
    postAlarms: makePosting(desk),
    fireTimers: () => {
      const answered = answerForms(desk, commit)
      return answered + commit(() => returnSilent(desk) + desk.mail.letGo(desk.now()) + warnOfRequests(desk))
    },
  }
}

/** A store that cannot write has to rest; what one request did wrong is its own, and no reason to. */
function tried<T>(work: () => T, rest: (error: unknown) => never): T {
  try {
    return work()
  } catch (error) {
    if (isUnavailable(error)) return rest(error)
    throw error
  }
}

/** What pages ask of the office, a desk each. */
function deskPorts(desk: Desk, commit: <T>(work: () => T) => T, wake: () => void) {
  return {
    caseDesk: makeCaseDesk(desk, commit, wake),
    erasures: makeErasureDesk(desk, commit, wake),
    keepHouse: () => keepHouse(desk, commit),
    retention: makeRetentionDesk(desk),
    forms: makeForms(desk, commit, wake),
    identityDesk: makeIdentityDesk(desk, commit),
    ...makeBindings(desk, commit),
  }
}

function nextAt(desk: Desk): Instant | undefined {
  const silentAt = desk.cards.silentFirst()
  const askedAt = desk.erasures.dueFirst()
  const times = [
    desk.mail.dueAt(),
    desk.posts.dueAt(),
    desk.mail.heldFirst(),
    formsDueAt(desk),
    silentAt === undefined ? undefined : silentAt + LIMITS.staffSilentMs,
    askedAt === undefined ? undefined : askedAt - LIMITS.dataWarnMs,
    desk.deps.eraser === undefined ? undefined : desk.erasures.runFirst(),
    roundAt(desk),
  ]
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function reading(desk: Desk): Pick<Office, 'queue' | 'cards' | 'cases' | 'case' | 'alarms'> {
  const upTo = (limit: number | undefined) =>
    Math.min(Math.max(1, Math.trunc(limit ?? LIMITS.listDefault) || 1), LIMITS.listMost)
  return {
    queue: async () => queueView(desk),
    cards: async ({ owner, limit } = {}) => {
      const rows = desk.cards.list({ ...(owner === undefined ? {} : { owner }), limit: upTo(limit) })
      return rows.map((row) => cardView(desk, row))
    },
    cases: async ({ state, limit } = {}) => {
      const rows = desk.cases.list({ ...(state === undefined ? {} : { state }), limit: upTo(limit) })
      return rows.map((row) => caseView(desk, row))
    },
    case: async (number) => {
      const row = desk.cases.get(readCaseNumber(number))
      return row && caseView(desk, row)
    },
    alarms: async ({ limit } = {}) =>
      desk.alarms
        .list(upTo(limit))
        .map(({ overAt, ...alarm }) => ({ ...alarm, ...(overAt === null ? {} : { overAt }) })),
  }
}
