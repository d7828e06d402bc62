/** @module Which chat a line writes in: found, or made with its key before any row needs it. Joins addresses only by what the platform proves. */

import type { Instant } from '../../core/chat.ts'
import type { Line } from '../../core/message.ts'
import type { Entry } from '../../store/account/directory.ts'
import { isUnavailable } from '../../store/db.ts'
import type { Deps } from '../deps.ts'
import { makeSeals } from '../sealed.ts'

type DirectoryDeps = Pick<Deps, 'directory' | 'vault' | 'newId'>

/** A line with what else the same message proves to be the same person's. */
export type Writer = Line & { aliases?: readonly string[] }
export type Placed<T> = { one: T; chatId: string }

/** A phone number and an id. */
const ADDRESSES_OF_ONE = 2

/**
 * The chat of each; who writes for the first time gets one. An address and an alias that lead to two chats, or one
 * more address for somebody who has both of theirs, join nothing: the address decides, and `conflict` is called.
 */
export function place<T extends Writer>(
  deps: DirectoryDeps,
  writers: readonly T[],
  find: Finder,
  now: Instant,
  conflict: (line: Line) => void,
): Placed<T>[] {
  const fresh = new Map<string, string>()
  const entries: Entry[] = []
  const sizes = new Map<string, number>()
  const sizeOf = (chatId: string) => sizes.get(chatId) ?? deps.directory.sizeOf(chatId)
  const placeOne = (one: T): Placed<T> => {
    const lines = [one, ...(one.aliases ?? []).map((address) => ({ ...lineOf(one), address }))]
    const known = lines.map((line) => fresh.get(nameOf(line)) ?? find(line))
    const owners = new Set(known.filter((chatId) => chatId !== undefined))
    const [owner] = owners
    const news = known.filter((chatId) => chatId === undefined).length
    // A phone number that has another id now (or the other way) may have gone to somebody else.
    const isThird = news > 0 && owner !== undefined && sizeOf(owner) + news > ADDRESSES_OF_ONE
    const isConflict = owners.size > 1 || isThird
    if (isConflict) conflict(one)
    const chatId = known[0] ?? (isConflict ? undefined : owner) ?? deps.newId()
    for (const [index, line] of lines.entries()) {
      if (known[index] !== undefined || (isConflict && index > 0)) continue
      const evidence = index === 0 && chatId !== owner ? 'wrote' : 'platform'
      const entry = tryEntry(deps, chatId, line, evidence, now)
      if (entry === undefined) continue
      sizes.set(chatId, sizeOf(chatId) + 1)
      fresh.set(nameOf(line), chatId)
      entries.push(entry)
    }
    return { one, chatId }
  }
  // The keys of all who are new are kept with one commit.
  const found = deps.vault.together(() => writers.map(placeOne))
  if (entries.length === 0) return found
  const standing = deps.directory.enter(entries)
  const moved = new Map(entries.map(({ chatId }, index) => [chatId, standing[index] ?? chatId]))
  return found.map(({ one, chatId }) => ({ one, chatId: moved.get(chatId) ?? chatId }))
}

/** Gives each line a chat of its own, and keeps it; a line that was known keeps the chat it has. */
export function enter(deps: DirectoryDeps, lines: readonly Line[], now: Instant): string[] {
  return deps.directory.enter(lines.map((line) => entryOf(deps, deps.newId(), line, 'wrote', now)))
}

/** Seals before it writes: the key of a new chat is made here. */
function entryOf(
  deps: Pick<Deps, 'vault'>,
  chatId: string,
  line: Line,
  evidence: Entry['evidence'],
  at: Instant,
): Entry {
  return {
    accountId: accountOf(line),
    channel: line.channel,
    addressHash: hashOf(deps, line),
    chatId,
    addressSealed: makeSeals(deps.vault).entry(chatId, line.address),
    at,
    evidence,
  }
}

/** Undefined where a chat of before can no longer be sealed: nothing is joined to it, and the others of the batch go on. */
function tryEntry(...[deps, chatId, line, evidence, at]: Parameters<typeof entryOf>): Entry | undefined {
  try {
    return entryOf(deps, chatId, line, evidence, at)
  } catch (error) {
    if (evidence === 'wrote' || isUnavailable(error)) throw error
    return undefined
  }
}

/** Looks for the chat of a line, and for the same line once. */
export type Finder = ((line: Line) => string | undefined) & { anew(): void }

export function makeFinder(deps: Pick<Deps, 'directory' | 'vault'>): Finder {
  const found = new Map<string, string | undefined>()
  const find = (line: Line): string | undefined => {
    const name = nameOf(line)
    if (!found.has(name)) found.set(name, findChat(deps, line))
    return found.get(name)
  }
  return Object.assign(find, { anew: () => found.clear() })
}

export function findChat(deps: Pick<Deps, 'directory' | 'vault'>, line: Line): string | undefined {
  return deps.directory.chatOf(accountOf(line), hashOf(deps, line))
}

/** How the line is called in the account tables. */
export function accountOf(line: Pick<Line, 'channel' | 'account'>): string {
  return `${line.channel}:${line.account}`
}

function lineOf({ channel, account, address }: Line): Line {
  return { channel, account, address }
}

export function nameOf({ channel, account, address }: Line): string {
  return JSON.stringify([channel, account, address])
}

function hashOf(deps: Pick<Deps, 'vault'>, line: Line): Uint8Array {
  return deps.vault.hash('address', nameOf(line))
}
