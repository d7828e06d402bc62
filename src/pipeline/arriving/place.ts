/** @module Which chat a line writes in: found, or made with its key before any row needs it. Joins addresses only by what the platform proves. */

import type { Instant } from '../../core/chat.ts'
import type { Line } from '../../core/message.ts'
import type { Entry } from '../../store/account/directory.ts'
import type { Deps } from '../deps.ts'
import { makeSeals } from '../sealed.ts'

type DirectoryDeps = Pick<Deps, 'directory' | 'vault' | 'newId'>

/** A line with what else the same message proves to be the same person's. */
export type Writer = Line & { aliases?: readonly string[] }
export type Placed<T> = { one: T; chatId: string }

/**
 * The chat of each; who writes for the first time gets one. An address and an alias that lead to two chats join
 * nothing: the address decides, and `conflict` is called.
 */
export function place<T extends Writer>(
  deps: DirectoryDeps,
  writers: readonly T[],
  now: Instant,
  conflict: (line: Line) => void,
): Placed<T>[] {
  const fresh = new Map<string, string>()
  const entries: Entry[] = []
  const found = writers.map((one) => {
    const lines = [one, ...(one.aliases ?? []).map((address) => ({ ...lineOf(one), address }))]
    const known = lines.map((line) => fresh.get(nameOf(line)) ?? findChat(deps, line))
    const owners = new Set(known.filter((chatId) => chatId !== undefined))
    if (owners.size > 1) conflict(one)
    const chatId = known[0] ?? [...owners][0] ?? deps.newId()
    for (const [index, line] of lines.entries()) {
      if (known[index] !== undefined) continue
      fresh.set(nameOf(line), chatId)
      const evidence = index === 0 && owners.size === 0 ? 'wrote' : 'platform'
      entries.push(entryOf(deps, chatId, line, evidence, now))
    }
    return { one, chatId }
  })
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
