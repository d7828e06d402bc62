/** @module A session store on better-sqlite3 at FULL, as each peer's own documentation would have it: read before, written after. */

import { createRequire } from 'node:module'
import { join } from 'node:path'

const Database = createRequire(new URL('../../package.json', import.meta.url))('better-sqlite3')

export function openSessions(dir) {
  const db = new Database(join(dir, 'sessions.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table if not exists sessions (key text primary key, value text not null)')
  const read = db.prepare('select value from sessions where key = ?')
  const write = db.prepare(
    'insert into sessions values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  const remove = db.prepare('delete from sessions where key = ?')
  return {
    get: (key) => {
      const row = read.get(String(key))
      return row === undefined ? undefined : JSON.parse(row.value)
    },
    set: (key, value) => void write.run(String(key), JSON.stringify(value)),
    delete: (key) => void remove.run(String(key)),
  }
}

export function memorySessions() {
  const values = new Map()
  return {
    get: (key) => {
      const value = values.get(String(key))
      return value === undefined ? undefined : JSON.parse(value)
    },
    set: (key, value) => void values.set(String(key), JSON.stringify(value)),
    delete: (key) => void values.delete(String(key)),
  }
}
