/** @module The city's side: takes requests of chats once, keeps cases and queue, answers through its own outbox. Wired by main alone. */

import type { ChatRef, Instant, OfficeRequest } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { Office } from '../core/ports.ts'
import { isUnavailable } from '../store/db.ts'
import { caseView, changeCase } from './cases.ts'
import { readCaseNumber } from './code.ts'
import { makeDelivery } from './deliver.ts'
import { LIMITS, type OfficeDeps } from './deps.ts'
import { type Desk, makeDesk } from './desk.ts'
import { fileCase } from './filing.ts'
import { lookUpCase } from './look-up.ts'
import {
  askPosition,
  cardView,
  keepCard,
  leaveQueue,
  markUrgent,
  queueView,
  requestStaff,
  returnSilent,
} from './queue.ts'
import { keepUnclear, unclearView } from './unclear.ts'

/** The port, and what its owner must call: `deliver` and `fireTimers` on each wake and when `dueAt` has come. */
export type OfficeService = Office & {
  /**
   * Hands out every notice that is due; resolves to how many were taken. Calls at the same time share one delivery.
   * @throws only when the office's own database does; what a chat refused is tried again later
   */
  deliver(): Promise<number>
  /** True when this chat has everything the office had to tell it. */
  settled(chatId: string): boolean
  /** When `deliver` or `fireTimers` next has something to do, in epoch ms; undefined: not before the next wake. */
  dueAt(): Instant | undefined
  /** Sends chats back whose member of staff is silent; returns how many. Call `deliver` after it. */
  fireTimers(): number
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
  return {
    ...reading(desk),
    apply: async (from, id, request, at) => {
      if (desk.mail.seen(id)) return
      commit(() => {
        const isNew = desk.mail.take({ id, chatId: from.chatId, type: request.type, at: desk.now() })
        if (isNew) carryOut(desk, from, id, request, at)
      })
      deps.wake()
    },
    changeCase: async (key, number, state, note, staffId) => {
      const isChanged = commit(() => changeCase(desk, { key, number, state, note, staffId }))
      deps.wake()
      return isChanged
    },
    raise: async (id, reason, channel) => {
      commit(() => desk.alarms.add({ id, at: desk.now(), chatId: '', reason, topic: channel }))
    },
    labelUnclear: async (id, label, staffId) =>
      commit(() => desk.unclear.label(id, label, staffId, desk.now())),
    deliver: () => deliver().catch(rest),
    settled: (chatId) => !desk.mail.hasWaiting(chatId),
    dueAt: () => {
      const at = nextAt(desk)
      // No rest is longer than its limit, also when the clock was set back meanwhile.
      const isResting = restUntil - desk.now() <= LIMITS.pauseMs
      return at === undefined ? undefined : Math.max(at, isResting ? restUntil : 0)
    },
    fireTimers: () => commit(() => returnSilent(desk)),
  }
}

function nextAt(desk: Desk): Instant | undefined {
  const silentAt = desk.cards.silentFirst()
  const times = [desk.mail.dueAt(), silentAt === undefined ? undefined : silentAt + LIMITS.staffSilentMs]
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function reading(desk: Desk): Pick<Office, 'queue' | 'cards' | 'cases' | 'case' | 'alarms' | 'unclear'> {
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
    alarms: async ({ limit } = {}) => desk.alarms.list(upTo(limit)),
    unclear: async ({ labelled = false, limit } = {}) => {
      const rows = labelled ? desk.unclear.listLabelled(upTo(limit)) : desk.unclear.list(upTo(limit))
      return rows.flatMap((row) => unclearView(desk, row) ?? [])
    },
  }
}

function carryOut(desk: Desk, from: ChatRef, id: string, request: OfficeRequest, at: Instant): void {
  switch (request.type) {
    case 'file_case':
      fileCase(desk, from, id, request, at)
      break
    case 'request_staff':
      requestStaff(desk, from, id, request, at)
      break
    case 'leave_queue':
      leaveQueue(desk, from, id)
      break
    case 'ask_position':
      askPosition(desk, from, id, at)
      break
    case 'look_up_case':
      lookUpCase(desk, from, id, request)
      break
    case 'alarm':
      desk.alarms.add({ id, at, chatId: from.chatId, reason: request.reason, topic: request.topic })
      if (request.reason === 'emergency') markUrgent(desk, from, at)
      break
    case 'unclear':
      keepUnclear(desk, from, id, request, at)
      break
    case 'card':
      keepCard(desk, from, request, at)
      break
    default:
      request satisfies never
  }
}
