/** @module When each bucket is empty again: in memory, and in the table once a second, since a commit for each send costs more than the send. */

import { and, eq, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { buckets } from './schema.ts'

type Bucket = { accountId: string; chatId: string; emptyAt: Instant }

/** So much of what was taken a kill may forget: less than a start takes, so that a line is full again by then. */
const WRITE_EVERY_MS = 1_000
/** From so many on, those that are empty again are forgotten: they are as if they had never been. */
const KEPT = 10_000
/** A chat's bucket is as good as empty then, and its row is taken away at start. */
const FORGET_MS = 24 * 60 * 60 * 1000

export function makeBuckets(db: Db) {
  const table = tableOf(db)
  const kept = new Map<string, Instant>()
  const unwritten = new Map<string, Bucket>()
  /** Of what is taken together. */
  let undo: (() => void)[] | undefined
  let [writtenAt, latest] = [Number.NEGATIVE_INFINITY, 0]
  const keep = (name: string, emptyAt: Instant) => {
    if (kept.size >= KEPT)
      for (const [one, at] of kept) if (at <= latest && !unwritten.has(one)) kept.delete(one)
    kept.set(name, emptyAt)
  }
  const hold = (bucket: Bucket) => {
    const name = nameOf(bucket.accountId, bucket.chatId)
    unwritten.set(name, bucket)
    keep(name, bucket.emptyAt)
  }
  const write = () => {
    const isDue = latest - writtenAt >= WRITE_EVERY_MS || latest < writtenAt
    if (undo !== undefined || !isDue || unwritten.size === 0) return
    table.write(unwritten.values())
    unwritten.clear()
    writtenAt = latest
  }
  return {
    /** 0 for one that was never filled. */
    emptyAt: (accountId: string, chatId: string): Instant => {
      const name = nameOf(accountId, chatId)
      const known = kept.get(name)
      if (known !== undefined) return known
      const read = table.read(accountId, chatId)
      keep(name, read)
      return read
    },
    set: (all: readonly Bucket[], now: Instant): void => {
      latest = now
      for (const bucket of all) {
        const before = kept.get(nameOf(bucket.accountId, bucket.chatId))
        if (before !== undefined) undo?.push(() => hold({ ...bucket, emptyAt: before }))
        hold(bucket)
      }
      write()
    },
    /** What is set in a `work` that throws is as it was. @throws whatever the database throws, after `work` was done */
    together: <T>(work: () => T): T => {
      undo = []
      let result: T
      try {
        result = work()
      } catch (error) {
        for (const giveBack of undo.reverse()) giveBack()
        throw error
      } finally {
        undo = undefined
      }
      write()
      return result
    },
    tidy: (now: Instant): void => table.dropBefore(now - FORGET_MS),
    forget: (chatId: string): void => {
      for (const names of [kept, unwritten])
        for (const name of names.keys()) if (name.endsWith(`|${chatId}`)) names.delete(name)
    },
  }
}

const nameOf = (accountId: string, chatId: string) => `${accountId}|${chatId}`

const hole = sql.placeholder

function tableOf(db: Db) {
  const get = db
    .select({ emptyAt: buckets.emptyAt })
    .from(buckets)
    .where(and(eq(buckets.accountId, hole('accountId')), eq(buckets.chatId, hole('chatId'))))
    .prepare()
  const put = db
    .insert(buckets)
    .values({ accountId: hole('accountId'), chatId: hole('chatId'), emptyAt: hole('emptyAt') })
    .onConflictDoUpdate({
      target: [buckets.accountId, buckets.chatId],
      set: { emptyAt: sql`excluded.empty_at` },
    })
    .prepare()
  const drop = db
    .delete(buckets)
    .where(lt(buckets.emptyAt, hole('before')))
    .prepare()
  return {
    read: (accountId: string, chatId: string): Instant => get.get({ accountId, chatId })?.emptyAt ?? 0,
    write: (rows: Iterable<Bucket>): void =>
      db.transaction(() => {
        for (const row of rows) put.run(row)
      }),
    dropBefore: (before: Instant): void => void drop.run({ before }),
  }
}
