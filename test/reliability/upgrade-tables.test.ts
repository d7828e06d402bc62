/** @module T14. Databases of the last version under this one, and this one's under the last: rows stay, a migration that was killed runs again, and old code works on the new tables. */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Database, openStore, type Part } from '../../src/store/sqlite.ts'
import { figure, scale } from '../support/torture/figures.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PARTS = [
  'chat',
  'account',
  'office',
  'keys',
  'line',
  'access',
  'archive',
] as const satisfies readonly Part[]
const data = mkdtempSync(join(tmpdir(), 'upgrade-'))
afterAll(() => rmSync(data, { recursive: true }))

type Migration = { tag: string; when: number; hash: string; statements: string[] }
type Row = Record<string, unknown>

function migrationsOf(part: Part): Migration[] {
  const folder = join(ROOT, 'src/store', part, 'migrations')
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[]
  }
  return entries.map(({ tag, when }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), 'utf8')
    // As the migrator names it: the store refuses a database with a migration that is none of ours.
    const hash = createHash('sha256').update(text).digest('hex')
    return { tag, when, hash, statements: text.split('--> statement-breakpoint') }
  })
}

/** A database as the version with the first `count` migrations left it, with a row in each table. */
function oldDatabase(path: string, part: Part, count: number): void {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.exec(
    'create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
  )
  for (const { statements, when, hash } of migrationsOf(part).slice(0, count)) {
    for (const statement of statements) db.exec(statement)
    db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(hash, when)
  }
  db.pragma('foreign_keys = OFF')
  for (const table of tablesOf(db)) fill(db, table)
  db.close()
}

type Db = InstanceType<typeof Database>
const tablesOf = (db: Db): string[] =>
  (
    db
      .prepare(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'`,
      )
      .all() as { name: string }[]
  ).map(({ name }) => name)

/** One row of values that fit the columns' types; a table that refuses it (a check of its own) stays empty. */
function fill(db: Db, table: string): void {
  const columns = db.prepare(`select name, type from pragma_table_info(?)`).all(table) as {
    name: string
    type: string
  }[]
  const values = columns.map(({ name, type }, index) => {
    if (/int|numeric/i.test(type)) return 1_700_000_000 + index
    if (/blob/i.test(type)) return Buffer.from(`${table}.${name}`)
    return `${table}.${name}`
  })
  const holes = columns.map(() => '?').join(', ')
  db.prepare(`insert or ignore into "${table}" values (${holes})`).run(...values)
}

const rowsOf = (path: string): Map<string, Row[]> => {
  const db = new Database(path, { readonly: true })
  const rows = new Map(
    tablesOf(db).map((table) => [table, db.prepare(`select * from "${table}"`).all() as Row[]]),
  )
  db.close()
  return rows
}

/** Every row of before is there, with all it held. */
function expectKept(before: Map<string, Row[]>, after: Map<string, Row[]>): number {
  let rows = 0
  for (const [table, was] of before) {
    expect([table, (after.get(table) ?? []).length >= was.length]).toEqual([table, true])
    for (const [at, row] of was.entries()) {
      expect([table, after.get(table)?.[at]]).toEqual([table, expect.objectContaining(row)])
      rows += 1
    }
  }
  return rows
}

const steps = PARTS.flatMap((part) =>
  migrationsOf(part)
    .slice(1)
    .map((_, index) => ({ part, from: index + 1, to: migrationsOf(part).length })),
)

describe('a database of an earlier version', () => {
  it('is brought up with all its rows, and opens again after that', () => {
    let rows = 0
    for (const { part, from } of steps) {
      const path = join(data, `${part}-${from}.db`)
      oldDatabase(path, part, from)
      const before = rowsOf(path)
      expect([part, [...before.values()].flat().length > 0]).toEqual([part, true])
      for (let n = 0; n < 2; n++) openStore(path, part).close()
      rows += expectKept(before, rowsOf(path))
    }
    figure('T14', 'databases of earlier versions', { versions: steps.length, rows_kept: rows })
    expect(rows).toBeGreaterThan(15)
  })

  it('takes what the version before it writes, on the tables of this one', () => {
    for (const { part, from } of steps) {
      const [old, young] = [join(data, `${part}-${from}-old.db`), join(data, `${part}-${from}-new.db`)]
      oldDatabase(old, part, from)
      openStore(young, part).close()
      const db = new Database(young)
      db.pragma('foreign_keys = OFF')
      // The old code names its own columns in every statement.
      for (const [table, rows] of rowsOf(old))
        for (const row of rows) {
          const names = Object.keys(row)
          const sql = `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`
          db.prepare(sql).run(...(Object.values(row) as string[]))
        }
      db.close()
      expectKept(rowsOf(old), rowsOf(young))
    }
  })
})

/** Runs the migrations as the store does, in one transaction, and dies by kill -9 after `statements` of them. */
const KILLED = `
  const Database = require('better-sqlite3')
  const [path, statements, count] = [process.argv[1], JSON.parse(process.argv[2]), Number(process.argv[3])]
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('begin immediate')
  for (const statement of statements.slice(0, count)) db.exec(statement)
  // Small, so that pages of the open transaction are really written.
  db.pragma('cache_size = 1')
  process.kill(process.pid, 'SIGKILL')
`

it('comes through a kill in the middle of a migration: nothing of it stays, and the next start does it whole', () => {
  const most = scale({ short: 4, full: 100 })
  let kills = 0
  for (const { part, from } of steps) {
    const statements = migrationsOf(part)
      .slice(from)
      .flatMap((one) => one.statements)
    const every = Math.max(1, Math.ceil(statements.length / most))
    for (let count = 1; count <= statements.length; count += every) {
      const path = join(data, `${part}-${from}-killed-${count}.db`)
      oldDatabase(path, part, from)
      const before = rowsOf(path)
      const args = ['--eval', KILLED, '--', path, JSON.stringify(statements), `${count}`]
      const { signal } = spawnSync(process.execPath, args, { cwd: ROOT })
      expect(signal).toBe('SIGKILL')
      openStore(path, part).close()
      expectKept(before, rowsOf(path))
      kills += 1
    }
  }
  figure('T14', 'kill -9 inside a migration', { kills, rows_lost: 0 })
  expect(kills).toBeGreaterThanOrEqual(steps.length)
  // A program a kill: on a busy machine they are minutes.
}, 300_000)

it('knows every migration that has landed', () => {
  for (const part of PARTS) {
    const files = readdirSync(join(ROOT, 'src/store', part, 'migrations')).filter((name) =>
      name.endsWith('.sql'),
    )
    expect(files.map((name) => name.replace('.sql', '')).sort()).toEqual(
      migrationsOf(part)
        .map(({ tag }) => tag)
        .sort(),
    )
  }
})
