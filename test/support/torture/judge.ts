/** @module What is left on the disk after a server was hurt, held against what its visitors were told. */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../../src/config.ts'
import { build } from '../../../src/main.ts'
import { Database } from '../../../src/store/sqlite.ts'
import { addressOf, type Visitor } from './visitors.ts'

export type Account = {
  acknowledged: number
  /** Acknowledged and not there. */
  lost: number
  /** There more than once. */
  twice: number
  /** People whose messages stand in another order than they were written. */
  out_of_order: number
  /** Replies that never left, or left more than once. */
  replies_unsent: number
  replies_twice: number
  /** Chats in which something is left undone. */
  unsettled: number
  /** Messages that were taken without a turn, or the other way. */
  orphans: number
  /** Files whose pages do not fit together. */
  corrupt: string[]
}

/** What must be so after any fault, and where counting begins. */
export const WHOLE = {
  lost: 0,
  twice: 0,
  out_of_order: 0,
  replies_unsent: 0,
  replies_twice: 0,
  unsettled: 0,
  orphans: 0,
  corrupt: [],
} satisfies Omit<Account, 'acknowledged'>

/** Lets a service take up what the last one left, in this process, and reads every chat. The server must be gone. */
export async function judge(dataDir: string, visitors: readonly Visitor[]): Promise<Account> {
  const service = await build(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }))
  service.start()
  await service.quiet()
  const account: Account = { acknowledged: 0, ...WHOLE, corrupt: [] }
  for (const visitor of visitors) {
    account.acknowledged += visitor.acknowledged
    if (visitor.acknowledged + visitor.unanswered === 0) continue
    const line = { channel: 'web', account: 'web', address: addressOf(visitor) } as const
    const chatId = (await service.chats.find(line)) ?? ''
    const view = await service.chats.read(chatId, { limit: 100_000 })
    const asked = (view?.lines ?? []).filter(({ from }) => from === 'resident').map(({ text }) => text)
    const numbers = asked.map((text) => Number(text.replace('pesan ', '')))
    const known = new Set(numbers)
    for (let n = 0; n < visitor.acknowledged; n++) if (!known.has(n)) account.lost += 1
    account.twice += numbers.length - known.size
    if (numbers.some((number, at) => number !== at)) account.out_of_order += 1
    const said = (view?.lines ?? []).filter(({ from }) => from !== 'resident')
    account.replies_unsent += said.filter(({ status }) => status !== 'sent').length
    account.replies_twice += said.length - new Set(said.map(({ id }) => id)).size
    if (chatId !== '' && !service.settled(chatId)) account.unsettled += 1
  }
  await service.stop()
  account.orphans = orphansOf(dataDir)
  account.corrupt = corruptIn(dataDir)
  return account
}

/**
 * Inbox rows that no turn stands for, and people whose last message set nothing off. (One that another followed at once
 * may be answered with it.)
 */
function orphansOf(dataDir: string): number {
  const db = new Database(join(dataDir, 'chats.db'), { readonly: true })
  const query = `
    select (select count(*) from inbox where state = 'waiting')
         + (select count(*) from inbox join chats on chats.chat_id = inbox.chat_id where inbox.turn > chats.turn)
         + (select count(*) from inbox where kind = 'message' and state = 'done' and not exists
             (select 1 from outbox where outbox.chat_id = inbox.chat_id and outbox.id like inbox.chat_id || '.' || inbox.turn || '.%')
             and not exists (select 1 from inbox as later where later.chat_id = inbox.chat_id
               and later.kind = 'message' and later.rid > inbox.rid)) as n`
  const { n } = db.prepare(query).get() as { n: number }
  db.close()
  return n
}

/** Names of the databases in a folder that do not pass SQLite's own checks. */
export function corruptIn(dataDir: string): string[] {
  const files = readdirSync(dataDir).filter((name) => name.endsWith('.db'))
  return files.filter((name) => {
    const db = new Database(join(dataDir, name))
    try {
      const isWhole = db.pragma('integrity_check', { simple: true }) === 'ok'
      return !isWhole || (db.pragma('foreign_key_check') as unknown[]).length > 0
    } finally {
      db.close()
    }
  })
}
