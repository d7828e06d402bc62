/** @module A line behind which somebody else may sit now: its old chat is locked, and who writes from it begins anew. Inside a transaction. */

import type { Instant } from '../../core/chat.ts'
import type { Line } from '../../core/message.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { makeSeals } from '../sealed.ts'
import { enter, type Finder } from './place.ts'

/** As the journal calls it; the first turn of such a chat says why it knows nobody. */
export const PARTED = 'parted'

/**
 * No address leads to the old chat any more, and nothing of it leaves: news of its reports stay with staff until the
 * person proves themselves anew (number and code of a report, or at the counter). Gives the new chat; `why` names the
 * news that did it, so that the same news again does nothing.
 */
export function part(deps: Deps, chatId: string, line: Line, now: Instant, why: string): string {
  const { store, directory, vault } = deps
  const lang = store.chats.get(chatId)?.lang ?? 'id'
  directory.drop(chatId)
  const { channel, account, address } = line
  const fresh = enter(deps, [{ channel, account, address }], now)[0] ?? deps.newId()
  store.chats.blocked(chatId, now)
  const seals = makeSeals(vault)
  const addressSealed = seals.address(fresh, address)
  store.chats.add({ chatId: fresh, channel, account, addressSealed, lang, at: now })
  const seq = store.chats.nextSeq(fresh)
  store.journal.add({
    chatId: fresh,
    seq,
    at: now,
    author: 'note',
    kind: PARTED,
    ref: why,
    turn: null,
    intent: null,
    flow: null,
    node: null,
    bodySealed: seals.line(fresh, seq, { kind: 'note', note: PARTED }),
  })
  return fresh
}

/** Who was silent for so long may have given the number up. `find` is asked for each message; after a part it has to look anew. */
export function partSilent(deps: Deps, lines: readonly Line[], find: Finder, now: Instant): void {
  for (const line of lines) {
    const chatId = find(line)
    const heardAt = chatId === undefined ? 0 : (deps.store.chats.get(chatId)?.heardAt ?? 0)
    if (chatId === undefined || heardAt === 0 || now - heardAt <= LIMITS.silentMs) continue
    deps.store.commit(() => part(deps, chatId, line, now, 'silent'))
    find.anew()
  }
}

/** True for the first turn of a chat that was parted from another. */
export function isParted({ store }: Pick<Deps, 'store'>, chatId: string): boolean {
  return store.journal.get(chatId, 1)?.kind === PARTED
}

export function isPartedBy({ store }: Pick<Deps, 'store'>, chatId: string, why: string): boolean {
  const first = store.journal.get(chatId, 1)
  return first?.kind === PARTED && first.ref === why
}
