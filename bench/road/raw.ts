/** @module better-sqlite3 by hand: the rows of a real run, sealed anew and written with the same bytes, the same keys and indexes, in groups as large, at FULL. */

import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../../src/store/sqlite.ts'
import type { Row, readSteps, Step, Write } from './rows.ts'

/** Format, key version, nonce and tag around each sealed value. */
const SEAL_BYTES = 31
/** Columns of a turn that change a chat row. */
const CHAT_COLUMNS = ['owner', 'epoch', 'turn', 'seq', 'lang', 'flow', 'node', 'session_sealed']

type Data = ReturnType<typeof readSteps>

/** Milliseconds for all of it. `sealed: false` writes the same number of bytes as they are. */
export function writeRaw({ steps, keys, schema }: Data, groupSize: number, sealed: boolean): number {
  const dir = mkdtempSync(join(tmpdir(), 'bench-raw-'))
  const db = open(join(dir, 'chats.db'), schema)
  const keysDb = open(join(dir, 'keys.db'), [
    'create table data_keys (subject text primary key not null, wrapped blob not null)',
  ])
  const seals = makeSeals(sealed)
  const insert = makeInsert(db, seals)
  const insertKey = makeInsert(keysDb, seals)
  const save = db.prepare(
    `update chats set ${CHAT_COLUMNS.map((name) => `${name} = ?`).join(', ')} where chat_id = ?`,
  )
  const keyOf = new Map(keys.map((row) => [String(row.subject).slice('chat:'.length), row]))
  const from = performance.now()
  for (let at = 0; at < steps.length; at += groupSize) {
    const group = steps.slice(at, at + groupSize)
    const strangers = group.filter((step) => step.isFirst)
    if (strangers.length > 0) {
      keysDb.transaction(() => {
        for (const { chatId } of strangers) {
          const row = keyOf.get(chatId)
          if (row !== undefined) insertKey({ table: 'data_keys', row }, chatId)
        }
      })()
    }
    db.transaction(() => arrive(group, insert))()
    db.transaction(() => {
      for (const step of group) {
        for (const write of step.turn) insert(write, step.chatId)
        save.run(...CHAT_COLUMNS.map((name) => seals(name, step.session[name], step.chatId)), step.chatId)
      }
    })()
  }
  const ms = performance.now() - from
  db.close()
  keysDb.close()
  rmSync(dir, { recursive: true })
  return ms
}

function arrive(group: readonly Step[], insert: (write: Write, chatId: string) => void): void {
  for (const step of group) {
    if (step.isFirst) insert({ table: 'chats', row: step.session }, step.chatId)
    for (const write of step.arrival) insert(write, step.chatId)
  }
}

function open(path: string, schema: readonly string[]) {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -65536')
  db.pragma('wal_autocheckpoint = 4000')
  for (const sql of schema) db.exec(sql)
  return db
}

/** A value as it is bound: of a sealed column the same number of bytes, sealed now under the key of its chat. */
function makeSeals(sealed: boolean) {
  const keys = new Map<string, Buffer>()
  return (column: string, value: unknown, chatId: string): unknown => {
    if (!sealed || !(value instanceof Uint8Array) || !/sealed|wrapped/.test(column)) return value
    let key = keys.get(chatId)
    if (key === undefined) {
      key = randomBytes(32)
      keys.set(chatId, key)
    }
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(Buffer.from(`${column}|${chatId}`))
    const body = cipher.update(value.subarray(SEAL_BYTES))
    cipher.final()
    return Buffer.concat([Buffer.alloc(3), nonce, body, cipher.getAuthTag()])
  }
}

function makeInsert(db: ReturnType<typeof open>, seals: ReturnType<typeof makeSeals>) {
  const known = new Map<string, { run(...values: unknown[]): unknown; columns: string[] }>()
  return ({ table, row }: Write, chatId: string): void => {
    let insert = known.get(table)
    if (insert === undefined) {
      const columns = Object.keys(row as Row)
      const statement = db.prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      )
      insert = { run: (...values) => statement.run(...values), columns }
      known.set(table, insert)
    }
    insert.run(...insert.columns.map((name) => seals(name, row[name], chatId)))
  }
}
