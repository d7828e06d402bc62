/** @module What of the office's needs stands before chats and office know each other. */

import { setMaxListeners } from 'node:events'
import type { CaseFile } from '../core/case-desk.ts'
import type { OfficeRequest } from '../core/chat.ts'
import type { Office } from '../core/ports.ts'
import { printForm } from '../office/cases/print/form.ts'
import type { OfficeDeps } from '../office/deps.ts'
import type { Deps } from '../pipeline/deps.ts'
import { makeDirectory } from '../store/account/directory.ts'
import { makeAlarmPosts } from './alarm-posts.ts'
import { readFonts } from './fonts.ts'
import type { Overrides, Parts } from './parts.ts'
import { makePurposeVersions } from './purposes.ts'

export function officeDeps(parts: Parts): Omit<OfficeDeps, 'tell' | 'wake'> {
  const { config, log, now, newId, service, stores, texts, vault } = parts
  const directory = makeDirectory(stores.accounts.db)
  return {
    db: stores.office.db,
    vault,
    now: () => new Date(now()),
    newId,
    random: parts.random,
    rules: () => parts.editions.at(parts.now()),
    formUrl: (token) => formUrl(config, token),
    posts: makeAlarmPosts(config, { texts, log, serviceName: service.name }),
    texts,
    printForm: (file: CaseFile) => printForm({ texts, fonts: readFonts }, file),
    breathe,
    purposeVersion: makePurposeVersions(),
    isLocked: (chatId) => directory.sizeOf(chatId) === 0,
    lookedAt: (subjects, most) => parts.access.openings(subjects, most),
  }
}

/** Of this machine in a demo alone: anybody else's telephone would find nothing there. */
function formUrl({ publicUrl, mode, port }: Parts['config'], token: string): string | undefined {
  const own = mode === 'demo' ? `http://127.0.0.1:${port}` : undefined
  const base = publicUrl ?? own
  return base === undefined ? undefined : new URL(`/f/${token}`, base).href
}

/** What is asked for within a second shares a signal, and so a timer: each aborts by as much early at most. */
const SHARED_MS = 1_000

export function makeTimeout(): (ms: number) => AbortSignal {
  const made = new Map<number, { at: number; signal: AbortSignal }>()
  return (ms) => {
    const before = made.get(ms)
    const at = performance.now()
    if (before !== undefined && at - before.at < SHARED_MS) return before.signal
    const signal = AbortSignal.timeout(ms)
    // As many as are on their way listen to it, and that is no leak.
    setMaxListeners(0, signal)
    made.set(ms, { at, signal })
    return signal
  }
}

/** Lets whatever else waits have its turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** As many callers may knock in one breath. */
const MOST_CALLERS = 256

/**
 * Node takes one new connection in each round of its loop (https://github.com/libuv/libuv/pull/3696, read 2026-11-30): with a batch of work in each round, hundreds
 * of callers would wait for as many batches. So rounds go by until one brings nobody new.
 * @param callers how many connections were taken so far
 */
export function breatheWith(callers: () => number): () => Promise<void> {
  return async () => {
    // The first may be the rest of a round that has looked at the door already.
    await breathe()
    for (let round = 0; round < MOST_CALLERS; round++) {
      const before = callers()
      await breathe()
      if (callers() === before) return
    }
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** How the road makes room for others: on the server with its door in view and in beats, elsewhere without. */
export function rhythmOf({
  callers,
  beatMs,
}: Pick<Overrides, 'callers' | 'beatMs'>): Pick<Deps, 'breathe' | 'beat'> {
  return {
    breathe: callers === undefined ? breathe : breatheWith(callers),
    ...(beatMs === undefined ? {} : { beat: { ms: beatMs, wait } }),
  }
}

/** `told` once the office has it. */
export function applyTo(
  office: Pick<Office, 'apply'>,
  told: (id: string, request: OfficeRequest) => void,
  endIfBroken: (error: unknown) => void,
): Office['apply'] {
  return async (from, id, request, at) => {
    try {
      await office.apply(from, id, request, at)
    } catch (error) {
      endIfBroken(error)
      throw error
    }
    told(id, request)
  }
}
