/** @module The directory: which chat an address writes in. Sees hashes and sealed bytes alone. */

import { and, count, eq, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { accounts, buckets, directory } from './schema.ts'

export type Entry = {
  accountId: string
  channel: ChannelId
  addressHash: Uint8Array
  chatId: string
  addressSealed: Uint8Array
  at: Instant
  evidence: 'wrote' | 'platform'
}

export type Directory = ReturnType<typeof makeDirectory>

export function makeDirectory(db: Db) {
  const accountId = sql.placeholder('accountId')
  const addressHash = sql.placeholder('addressHash')
  const find = db
    .select({ chatId: directory.chatId })
    .from(directory)
    .where(and(eq(directory.accountId, accountId), eq(directory.addressHash, addressHash)))
    .prepare()
  const addAccount = db
    .insert(accounts)
    .values({ id: accountId, channel: sql.placeholder('channel'), createdAt: sql.placeholder('at') })
    .onConflictDoNothing()
    .prepare()
  const add = db
    .insert(directory)
    .values({
      accountId,
      addressHash,
      chatId: sql.placeholder('chatId'),
      addressSealed: sql.placeholder('addressSealed'),
      evidence: sql.placeholder('evidence'),
      createdAt: sql.placeholder('at'),
    })
    .onConflictDoNothing()
    .returning({ chatId: directory.chatId })
    .prepare()
  const size = db
    .select({ n: count() })
    .from(directory)
    .where(eq(directory.chatId, sql.placeholder('chatId')))
    .prepare()
  const chatOf = (account: string, hash: Uint8Array): string | undefined =>
    find.get({ accountId: account, addressHash: hash })?.chatId
  return {
    chatOf,
    /** All that `work` looks for, in one look at the file. */
    together: <T>(work: () => T): T => db.transaction(work),
    /** How many addresses lead to this chat. */
    sizeOf: (chatId: string): number => size.get({ chatId })?.n ?? 0,
    /** No address leads to this chat any more: who writes from one of them again is a stranger. Gives how many there were. */
    drop: (chatId: string): number =>
      db.transaction(
        () => {
          db.delete(buckets).where(eq(buckets.chatId, chatId)).run()
          return db
            .delete(directory)
            .where(eq(directory.chatId, chatId))
            .returning({ chatId: directory.chatId })
            .all().length
        },
        { behavior: 'immediate' },
      ),
    /** Gives the chat that stands afterwards: an address that was known keeps its own. */
    enter: (entries: readonly Entry[]): string[] =>
      db.transaction(
        () =>
          entries.map((entry) => {
            addAccount.run({ accountId: entry.accountId, channel: entry.channel, at: entry.at })
            const row = add.get(entry)
            return row?.chatId ?? chatOf(entry.accountId, entry.addressHash) ?? entry.chatId
          }),
        { behavior: 'immediate' },
      ),
  }
}
