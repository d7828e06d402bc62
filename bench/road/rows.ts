/** @module What a run left in the databases of chats and keys, in the order in which it came: the rows that the raw write has to match. */

import { join } from 'node:path'
import { Database } from '../../src/store/sqlite.ts'

export type Row = Record<string, unknown>
/** One row of one table. */
export type Write = { table: string; row: Row }
/** What one message left: on arrival, and by its turn. `session` is the chat row as the turn left it. */
export type Step = { arrival: Write[]; turn: Write[]; chatId: string; session: Row; isFirst: boolean }

/** Reads the databases of a closed data directory. */
export function readSteps(dir: string): { steps: Step[]; keys: Row[]; schema: string[] } {
  const db = new Database(join(dir, 'chats.db'), { readonly: true })
  const keysDb = new Database(join(dir, 'keys.db'), { readonly: true })
  try {
    const all = (table: string) => db.prepare(`select * from ${table}`).all() as Row[]
    const of = (row: Row) => `${row.chat_id}|${row.turn}`
    const chats = new Map(all('chats').map((row) => [row.chat_id, row]))
    const lines = new Map(all('journal').map((row) => [`${row.chat_id}|${row.seq}`, row]))
    const said = groupBy(
      all('journal').filter((row) => row.turn !== null),
      of,
    )
    const sent = groupBy(
      all('outbox'),
      (row) =>
        `${row.chat_id}|${
          String(row.id)
            .slice(String(row.chat_id).length + 1)
            .split('.')[0]
        }`,
    )
    const known = new Set<unknown>()
    const inbox = db.prepare(`select * from inbox where kind = 'message' order by rid`).all() as Row[]
    const steps = inbox.map((row): Step => {
      const { chat_id: chatId } = row
      const isFirst = !known.has(chatId)
      known.add(chatId)
      const line = lines.get(`${chatId}|${row.seq}`)
      const own = (table: string, rows: Row[] | undefined) => (rows ?? []).map((one) => ({ table, row: one }))
      return {
        arrival: [...own('inbox', [row]), ...own('journal', line === undefined ? [] : [line])],
        turn: [...own('journal', said.get(of(row))), ...own('outbox', sent.get(of(row)))],
        chatId: String(chatId),
        session: chats.get(chatId) ?? {},
        isFirst,
      }
    })
    const schema = db
      .prepare(
        `select sql from sqlite_master where sql is not null and name not like 'sqlite_%' and name not like '__drizzle%'`,
      )
      .all() as { sql: string }[]
    return {
      steps,
      keys: keysDb.prepare('select * from data_keys').all() as Row[],
      schema: schema.map(({ sql }) => sql),
    }
  } finally {
    db.close()
    keysDb.close()
  }
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
