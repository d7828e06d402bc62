/** @module An office with a clock that stands still, known randomness and a chat side that only listens. */

import type { ChatRef, Instant, OfficeNotice, OfficeRequest } from '../../src/core/chat.ts'
import { printForm } from '../../src/office/cases/print/form.ts'
import type { OfficeDeps } from '../../src/office/deps.ts'
import { makeOffice } from '../../src/office/office.ts'
import type { Db } from '../../src/store/db.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { makeKeyRing } from '../../src/vault/key-ring.ts'
import { type KeyShelf, openVault } from '../../src/vault/vault.ts'
import { readTexts } from '../../src/wiring/data.ts'
import { readFonts } from '../../src/wiring/fonts.ts'
import { editionOf } from '../rules/edition.ts'

/** Monday 2 November 2026, 09.00 in Jakarta: open. */
export const MONDAY_9 = Date.parse('2026-11-02T02:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export type Told = { chatId: string; id: string; at: Instant; notice: OfficeNotice }

const edition = editionOf({ id: 'jam_layanan', value: ['mon-fri 08:00-16:00'], unit: 'hours_of_week' })

const texts = readTexts()

/** Nobody has told the opening hours. */
export const noHours = editionOf()

export function officeWorld(overrides: Partial<OfficeDeps> & { db?: Db } = {}) {
  const db = overrides.db ?? openStore(':memory:', 'office').db
  const told: Told[] = []
  const keys = shelf()
  const vault = openVault(ring(), keys.shelf)
  let now = MONDAY_9
  let ids = 0
  let wakes = 0
  const office = makeOffice({
    db,
    vault,
    now: () => new Date(now),
    newId: () => `id${++ids}`,
    random: drawer(1),
    rules: () => edition,
    texts,
    printForm: (file) => printForm({ texts, fonts: readFonts }, file),
    breathe: async () => {},
    tell: async (chatId, id, at, notice) => {
      told.push({ chatId, id, at, notice })
    },
    wake: () => {
      wakes += 1
    },
    ...overrides,
  })
  let requests = 0
  return {
    office,
    db,
    told,
    vault,
    keys,
    wakes: () => wakes,
    now: () => now,
    pass: (ms: number) => {
      now += ms
    },
    /** Carries the request out, hands the answers over and gives those of this request. */
    ask: async (chatId: string, request: OfficeRequest, id = `${chatId}.${++requests}.0`) => {
      await office.apply(chat(chatId), id, request, now)
      await office.deliver()
      return told.filter(({ notice }) => 're' in notice && notice.re === id).map(({ notice }) => notice)
    },
  }
}

export const chat = (chatId: string): ChatRef => ({ chatId, channel: 'web' })

/** Repeats for a seed, and looks random enough to draw numbers from. */
export function drawer(seed: number): (bytes: number) => Uint8Array {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 255
  }
  return (bytes) => Uint8Array.from({ length: bytes }, next)
}

function shelf() {
  const wrapped = new Map<string, Uint8Array>()
  const gone = new Set<string>()
  const put: KeyShelf['put'] = (subject, key) => {
    const first = wrapped.get(subject) ?? key
    wrapped.set(subject, first)
    return first
  }
  const shelf: KeyShelf = {
    get: (subject) => wrapped.get(subject),
    put,
    remove: (subject) => {
      wrapped.delete(subject)
      gone.add(subject)
    },
    isForgotten: (subject) => gone.has(subject),
  }
  return { shelf, wrapped }
}

function ring() {
  const bytes = new Uint8Array(32).fill(7)
  return makeKeyRing((['master', 'pepper', 'audit'] as const).map((name) => ({ name, version: 1, bytes })))
}

/** A report of an accident an hour ago. */
export function accident(overrides: Partial<Extract<OfficeRequest, { type: 'file_case' }>> = {}) {
  return {
    type: 'file_case',
    kind: 'accident',
    fields: { where: { village: '3275011002' }, what: 'tertabrak motor di pasar' },
    summary: [{ label: 'Kejadian', value: 'tertabrak motor di pasar' }],
    language: 'id',
    urgent: false,
    occurredAt: MONDAY_9 - HOUR,
    ...overrides,
  } satisfies OfficeRequest
}

export function staffRequest(overrides: Partial<Extract<OfficeRequest, { type: 'request_staff' }>> = {}) {
  return {
    type: 'request_staff',
    reason: 'asked',
    topic: 'menu',
    summary: [{ label: 'Usia', value: '41' }],
    urgent: false,
    language: 'id',
    ...overrides,
  } satisfies OfficeRequest
}

export function card(overrides: Partial<Extract<OfficeRequest, { type: 'card' }>> = {}) {
  return {
    type: 'card',
    owner: 'bot',
    topic: 'menu',
    lastMessageAt: MONDAY_9,
    unread: false,
    ...overrides,
  } satisfies OfficeRequest
}
