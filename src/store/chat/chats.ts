/** @module The chat row: who owns it, which turn it is at, its sealed session. */

import { and, eq, sql } from 'drizzle-orm'
import type { Instant, Owner } from '../../core/chat.ts'
import type { ChannelId, Language } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { chats } from './schema.ts'

export type ChatRow = typeof chats.$inferSelect
export type NewChat = {
  chatId: string
  channel: ChannelId
  account: string
  addressSealed: Uint8Array
  lang: Language
  at: Instant
}
/** What a turn leaves behind. */
export type ChatTurn = {
  chatId: string
  owner: Owner
  epoch: number
  turn: number
  /** Of its last journal line. */
  seq: number
  lang: Language
  flow: string | null
  node: string | null
  sessionSealed: Uint8Array
}

const hole = sql.placeholder

export function makeChats(db: Db) {
  const mine = eq(chats.chatId, hole('chatId'))
  const get = db.select().from(chats).where(mine).prepare()
  const add = db
    .insert(chats)
    .values({
      chatId: hole('chatId'),
      channel: hole('channel'),
      account: hole('account'),
      addressSealed: hole('addressSealed'),
      owner: 'bot',
      epoch: 0,
      turn: 0,
      seq: 0,
      lang: hole('lang'),
      createdAt: hole('at'),
    })
    .onConflictDoNothing()
    .returning({ chatId: chats.chatId })
    .prepare()
  const nextSeq = db
    .update(chats)
    .set({ seq: sql`${chats.seq} + 1` })
    .where(mine)
    .returning({ seq: chats.seq })
    .prepare()
  const slowed = db
    .update(chats)
    .set({ slowedAt: sql`${hole('at')}` })
    .where(mine)
    .prepare()
  return {
    get: (chatId: string): ChatRow | undefined => get.get({ chatId }),
    /** False when it stood there before. */
    add: (row: NewChat): boolean => add.get(row) !== undefined,
    /** @throws Error when there is no such chat */
    nextSeq: (chatId: string): number => {
      const row = nextSeq.get({ chatId })
      if (row === undefined) throw new Error('a journal line needs its chat row first')
      return row.seq
    },
    slowed: (chatId: string, at: Instant) => void slowed.run({ chatId, at }),
    save: saver(db),
    ...lines(db),
  }
}

/** What becomes known of the line to the person. */
function lines(db: Db) {
  const mine = eq(chats.chatId, hole('chatId'))
  const heard = db
    .update(chats)
    .set({
      seq: sql`${chats.seq} + 1`,
      heardAt: sql`max(${chats.heardAt}, ${hole('at')})`,
      blockedAt: 0,
      recent: sql`${hole('recent')}`,
    })
    .where(mine)
    .prepare()
  const moved = db
    .update(chats)
    .set({ addressSealed: sql`${hole('addressSealed')}` })
    .where(mine)
    .prepare()
  const blocked = db
    .update(chats)
    .set({ blockedAt: sql`${hole('at')}` })
    .where(mine)
    .prepare()
  const knocked = db
    .update(chats)
    .set({ knockedAt: sql`${hole('at')}` })
    .where(mine)
    .prepare()
  return {
    /** They wrote, which is one line more: who writes has not blocked us. */
    heard: (chatId: string, at: Instant, recent: string) => void heard.run({ chatId, at, recent }),
    /** They write from another address of theirs now: replies go there. */
    moved: (chatId: string, addressSealed: Uint8Array) => void moved.run({ chatId, addressSealed }),
    /** 0 when they have us back. */
    blocked: (chatId: string, at: Instant) => void blocked.run({ chatId, at }),
    knocked: (chatId: string, at: Instant) => void knocked.run({ chatId, at }),
  }
}

function saver(db: Db) {
  const save = db
    .update(chats)
    .set({
      owner: sql`${hole('owner')}`,
      epoch: sql`${hole('epoch')}`,
      turn: sql`${hole('turn')}`,
      seq: sql`${hole('seq')}`,
      lang: sql`${hole('lang')}`,
      flow: sql`${hole('flow')}`,
      node: sql`${hole('node')}`,
      sessionSealed: sql`${hole('sessionSealed')}`,
    })
    .where(and(eq(chats.chatId, hole('chatId')), eq(chats.turn, sql`${hole('turn')} - 1`)))
    .returning({ chatId: chats.chatId })
    .prepare()
  /** @throws Error when somebody else has taken this turn; the transaction is lost with it */
  return (row: ChatTurn): void => {
    if (save.get(row) === undefined) throw new Error(`turn ${row.turn} was taken by somebody else`)
  }
}
