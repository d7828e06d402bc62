/** @module Makes a large data directory of a small one: every row of its chats again and again, under chat ids of others. Sizes are those of real rows; what is copied can be opened by nobody. */

import { join } from 'node:path'
import { Database } from '../../src/store/sqlite.ts'

type Db = InstanceType<typeof Database>
type Column = { name: string; type: string; pk: number }

const FILES = ['keys', 'accounts', 'office', 'chats'] as const

export type Filled = { chats: number; lines: number; bytes: number }

/**
 * @param times how often each chat is there afterwards
 * @param lines of journals, at least
 */
export function fill(dir: string, times: number, lines: number, tell: (done: string) => void): Filled {
  const filled: Filled = { chats: 0, lines: 0, bytes: 0 }
  for (const name of FILES) {
    const db = new Database(join(dir, `${name}.db`))
    // A fill that is killed is begun anew: nothing of it has to be safe.
    for (const pragma of [
      'journal_mode = OFF',
      'synchronous = OFF',
      'cache_size = -1000000',
      'secure_delete = OFF',
    ])
      db.pragma(pragma)
    db.pragma('foreign_keys = OFF')
    for (const table of tablesOf(db)) {
      multiply(db, table, times)
      tell(`${name}.${table}: ${countOf(db, table).toLocaleString('en')} rows`)
    }
    if (name === 'chats') {
      lengthen(db, lines)
      filled.chats = countOf(db, 'chats')
      filled.lines = countOf(db, 'journal')
    }
    filled.bytes +=
      Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
    db.pragma('journal_mode = WAL')
    db.close()
  }
  return filled
}

const tablesOf = (db: Db): string[] =>
  (
    db
      .prepare(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'`,
      )
      .all() as { name: string }[]
  ).map(({ name }) => name)

const countOf = (db: Db, table: string): number =>
  (db.prepare(`select count(*) as n from "${table}"`).get() as { n: number }).n

/** Each copy under ids of its own, in their order: random order would be hours of moving pages. */
function multiply(db: Db, table: string, times: number): void {
  const columns = db.pragma(`table_info("${table}")`) as Column[]
  const own = columns.find(({ name }) => name === 'chat_id') ?? columns.find(({ name }) => name === 'subject')
  if (own === undefined) return
  const isSubject = own.name === 'subject'
  const id = isSubject ? `substr("subject", 6)` : '"chat_id"'
  // Ids are random and as good as even: the copies stand between the real ones.
  const fresh = `(? || substr(${id}, 9))`
  const isCounted = (one: Column) => one.type.toLowerCase() === 'integer' && one.pk === 1
  const copied = columns.filter((one) => !(isCounted(one) && columns.filter(({ pk }) => pk > 0).length === 1))
  const sqlOf = ({ name, type }: Column): string => {
    if (name === own.name) return isSubject ? `'chat:' || ${fresh}` : fresh
    if (name === 'address_hash' || name === 'mask_hash') return 'randomblob(32)'
    return type.toLowerCase() === 'text' ? `replace("${name}", ${id}, ${fresh})` : `"${name}"`
  }
  const values = copied.map(sqlOf)
  const where = isSubject ? `where "subject" like 'chat:%'` : ''
  db.exec(`create temp table base as select * from "${table}" ${where} order by substr(${id}, 9), rowid`)
  const names = copied.map(({ name }) => `"${name}"`).join(', ')
  const insert = db.prepare(
    `insert or ignore into "${table}" (${names}) select ${values.join(', ')} from base`,
  )
  const holes = values.join('').split('?').length - 1
  db.transaction(() => {
    for (let n = 1; n < times; n++) {
      const prefix = Math.floor((n / times) * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
      insert.run(...Array.from({ length: holes }, () => prefix))
    }
  })()
  db.exec('drop table base')
}

/** Chats of the benchmark are short: their first lines again, behind the last, until there are enough. */
function lengthen(db: Db, lines: number): void {
  const [before, chats] = [countOf(db, 'journal'), countOf(db, 'chats')]
  const more = Math.ceil((lines - before) / chats)
  if (more <= 0) return
  const columns = (db.pragma(`table_info("journal")`) as Column[]).map(({ name }) => name)
  const values = columns.map((name) => (name === 'seq' ? 'seq + 1000' : `"${name}"`)).join(', ')
  db.exec(
    `insert into journal (${columns.map((name) => `"${name}"`).join(', ')})
     select ${values} from journal where seq <= ${more} and rowid <= ${before}`,
  )
}
