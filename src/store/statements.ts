/** @module Drizzle's session for better-sqlite3 that works out once for each statement what drizzle works out at every call. For sqlite.ts alone. */

import { Column, is, Param, Placeholder, SQL, Subquery } from 'drizzle-orm'
import { BetterSQLite3Database, BetterSQLiteSession, PreparedQuery } from 'drizzle-orm/better-sqlite3'
import { NoopCache } from 'drizzle-orm/cache/core'
import { NoopLogger } from 'drizzle-orm/logger'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'

type Values = Record<string, unknown>
type PreparedArgs = ConstructorParameters<typeof PreparedQuery>
type Statement = PreparedArgs[0]
type Fields = NonNullable<PreparedArgs[6]>
type Client = ConstructorParameters<typeof BetterSQLiteSession>[0]
type PrepareArgs = Parameters<BetterSQLiteSession<Values, never>['prepareQuery']>

const silent = new NoopLogger()
const noCache = new NoopCache()

/** As drizzle's own maker, which has no place for another session. */
export function openDrizzle(client: Client): BetterSQLite3Database {
  const dialect = new SQLiteSyncDialect()
  const session = new Session(client, dialect, undefined)
  return new BetterSQLite3Database('sync', dialect, session as never, undefined)
}

/** Statements that are built anew at each call are kept by their text; those with lists have many texts. */
const KEPT = 300

class Session extends BetterSQLiteSession<Values, never> {
  readonly #client: Client
  readonly #kept = new Map<string, Statement>()

  constructor(client: Client, dialect: SQLiteSyncDialect, schema: undefined) {
    super(client, dialect, schema)
    this.#client = client
  }

  override prepareQuery(...args: PrepareArgs) {
    return quick(this.#client.prepare(args[0].sql), args)
  }

  override prepareOneTimeQuery(...args: PrepareArgs) {
    const [{ sql }, fields, , , , tables] = args
    // What names no tables was written by hand and may be asked in more than one way.
    if (tables === undefined) return this.prepareQuery(...args)
    // A statement gives rows in one way alone.
    const name = fields === undefined ? sql : `rows ${sql}`
    const kept = this.#kept.get(name)
    if (kept !== undefined) return quick(kept, args)
    if (this.#kept.size >= KEPT) this.#kept.clear()
    const statement = this.#client.prepare(sql)
    this.#kept.set(name, statement)
    return quick(statement, args)
  }
}

function quick(
  statement: Statement,
  [query, fields, method, inArrays, mapper, tables, caching]: PrepareArgs,
) {
  return new Quick(statement, query, silent, noCache, tables, caching, fields, method, inArrays, mapper)
}

/** Asks the same of SQLite and gives the same as the class it extends. */
class Quick extends PreparedQuery<never> {
  readonly #statement: Statement
  readonly #holes: readonly Hole[]
  readonly #places: readonly RowPlace[] | undefined

  constructor(...args: PreparedArgs) {
    super(...args)
    const [statement, query, , , , , fields, , , mapper] = args
    this.#statement = statement
    this.#holes = query.params.map(holeOf)
    this.#places = fields === undefined || mapper !== undefined ? undefined : fields.map(placeOf)
    if (this.#places !== undefined) statement.raw()
  }

  override run(values?: Values) {
    return this.#statement.run(...bind(this.#holes, values))
  }

  override get(values?: Values): never {
    if (this.#places === undefined || mayBeMissing(this)) return super.get(values)
    const row = this.#statement.get(...bind(this.#holes, values))
    return (row === undefined ? undefined : rowOf(this.#places, row as unknown[])) as never
  }

  override all(values?: Values): never {
    if (this.#places === undefined || mayBeMissing(this)) return super.all(values)
    const places = this.#places
    const rows = this.#statement.all(...bind(this.#holes, values)) as unknown[][]
    return rows.map((row) => rowOf(places, row)) as never
  }
}

/** A join that need not find anything gives null for a whole table: drizzle itself maps that. */
function mayBeMissing(query: object): boolean {
  const { joinsNotNullableMap: joins } = query as { joinsNotNullableMap?: Record<string, boolean> }
  return joins !== undefined && Object.values(joins).includes(false)
}

type Hole = { name?: string; encode?: (value: unknown) => unknown; value?: unknown }

function holeOf(param: unknown): Hole {
  if (is(param, Placeholder)) return { name: param.name }
  if (!is(param, Param) || !is(param.value, Placeholder)) return { value: param }
  const { encoder } = param
  const isPlain = encoder.mapToDriverValue === Column.prototype.mapToDriverValue
  const encode = isPlain ? {} : { encode: (value: unknown) => encoder.mapToDriverValue(value) }
  return { name: param.value.name, ...encode }
}

function bind(holes: readonly Hole[], values: Values = {}): unknown[] {
  return holes.map(({ name, encode, value }) => {
    if (name === undefined) return value
    const given = values[name]
    if (given === undefined && !(name in values)) throw new Error(`no value for ${name}`)
    return encode === undefined ? given : encode(given)
  })
}

type RowPlace = { table?: string; name: string; decode?: (value: unknown) => unknown }

function placeOf({ path, field }: Fields[number]): RowPlace {
  const decoder = decoderOf(field)
  const isPlain = decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue
  const [name = '', table] = path.toReversed()
  return {
    name,
    ...(table === undefined ? {} : { table }),
    ...(isPlain ? {} : { decode: (value: unknown) => decoder.mapFromDriverValue(value) }),
  }
}

type Decoder = Pick<Column, 'mapFromDriverValue'>

/** Drizzle keeps it where its types do not show it. */
function decoderOf(field: Fields[number]['field']): Decoder {
  if (is(field, Column)) return field
  const owner: unknown = is(field, Subquery) ? field._ : field
  const sql: unknown = is(field, SQL) ? field : (owner as { sql: unknown }).sql
  return (sql as { decoder: Decoder }).decoder
}

function rowOf(places: readonly RowPlace[], row: readonly unknown[]): Values {
  const result: Values = {}
  // By index: this runs for every row that is read.
  for (let index = 0; index < places.length; index++) {
    const { table, name, decode } = places[index] as RowPlace
    const raw = row[index]
    const value = raw === null || decode === undefined ? raw : decode(raw)
    if (table === undefined) {
      result[name] = value
      continue
    }
    const part = (result[table] ?? {}) as Values
    part[name] = value
    result[table] = part
  }
  return result
}
