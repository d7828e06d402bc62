/** @module Rows of imported lists. Statements on the road of an import are prepared once; one row a statement. */

import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { ImportState, ListId } from '../../core/roster.ts'
import { type Db, limitOf } from '../db.ts'
import { rosterEditions, rosterFaults, rosterImports, rosterPeople, rosterPlaces } from './roster-schema.ts'

export type ImportRow = typeof rosterImports.$inferSelect
export type NewImport = Pick<ImportRow, 'id' | 'list' | 'fileName' | 'by' | 'at' | 'report'>
export type PersonRow = typeof rosterPeople.$inferSelect
export type PlaceRow = typeof rosterPlaces.$inferSelect
export type FaultRow = typeof rosterFaults.$inferSelect

export type RosterRows = ReturnType<typeof makeRosterRows>

export function makeRosterRows(db: Db) {
  return { imports: imports(db), people: people(db), places: places(db), faults: faults(db) }
}

function imports(db: Db) {
  const bySeq = db
    .select()
    .from(rosterImports)
    .where(eq(rosterImports.seq, sql.placeholder('seq')))
    .prepare()
  const byId = db
    .select()
    .from(rosterImports)
    .where(eq(rosterImports.id, sql.placeholder('id')))
    .prepare()
  const report = db
    .update(rosterImports)
    .set({ report: sql`${sql.placeholder('report')}` })
    .where(eq(rosterImports.seq, sql.placeholder('seq')))
    .returning({ seq: rosterImports.seq })
    .prepare()
  const current = db
    .select({ import: rosterEditions.import })
    .from(rosterEditions)
    .where(eq(rosterEditions.list, sql.placeholder('list')))
    .orderBy(desc(rosterEditions.seq))
    .limit(limitOf(1))
    .prepare()
  const inState = (states: readonly ImportState[]) =>
    db
      .select()
      .from(rosterImports)
      .where(inArray(rosterImports.state, [...states]))
      .orderBy(asc(rosterImports.seq))
      .all()
  return {
    get: (seq: number) => bySeq.get({ seq }),
    find: (id: string) => byId.get({ id }),
    inState,
    list: (list: ListId, limit: number) =>
      db
        .select()
        .from(rosterImports)
        .where(eq(rosterImports.list, list))
        .orderBy(desc(rosterImports.seq))
        .limit(limit)
        .all(),
    add: (row: NewImport, checkedAgainst: number | null) =>
      db
        .insert(rosterImports)
        .values({ ...row, state: 'waiting', isKept: true, checkedAgainst })
        .returning()
        .get(),
    report: (seq: number, text: string) => report.get({ seq, report: text }),
    change: (seq: number, set: Partial<Omit<ImportRow, 'seq' | 'id' | 'list'>>) =>
      db
        .update(rosterImports)
        .set(set)
        .where(eq(rosterImports.seq, seq))
        .returning({ seq: rosterImports.seq })
        .get(),
    /** Seq of the current import of a list. */
    current: (list: ListId): number | undefined => current.get({ list })?.import ?? undefined,
    makeCurrent: (row: { list: ListId; import: number | null; at: number; by: string }) =>
      db.insert(rosterEditions).values(row).returning({ seq: rosterEditions.seq }).get(),
  }
}

function people(db: Db) {
  const hold = sql.placeholder
  const add = db
    .insert(rosterPeople)
    .values({
      import: hold('import'),
      row: hold('row'),
      nikHash: hold('nikHash'),
      kkHash: hold('kkHash'),
      phoneHash: hold('phoneHash'),
      mask: hold('mask'),
      district: hold('district'),
      village: hold('village'),
      validFrom: hold('validFrom'),
      validTo: hold('validTo'),
      recordSealed: hold('recordSealed'),
    })
    .onConflictDoNothing()
    .returning({ row: rosterPeople.row })
    .prepare()
  const ofImport = eq(rosterPeople.import, hold('import'))
  const rowOf = db
    .select({ row: rosterPeople.row })
    .from(rosterPeople)
    .where(and(ofImport, eq(rosterPeople.nikHash, hold('nikHash'))))
    .prepare()
  const byNik = db
    .select()
    .from(rosterPeople)
    .where(and(ofImport, eq(rosterPeople.nikHash, hold('hash'))))
    .prepare()
  const byPhone = db
    .select()
    .from(rosterPeople)
    .where(and(ofImport, eq(rosterPeople.phoneHash, hold('hash'))))
    .orderBy(asc(rosterPeople.row))
    .limit(limitOf(20))
    .prepare()
  const get = db
    .select()
    .from(rosterPeople)
    .where(and(ofImport, eq(rosterPeople.row, hold('row'))))
    .prepare()
  return {
    /** False when this import has the same NIK in an earlier row. */
    add: (row: PersonRow) => add.get(row) !== undefined,
    /** The row of this import with this NIK. */
    rowOf: (seq: number, nikHash: Uint8Array) => rowOf.get({ import: seq, nikHash })?.row,
    byNik: (seq: number, hash: Uint8Array) => byNik.all({ import: seq, hash }),
    byPhone: (seq: number, hash: Uint8Array) => byPhone.all({ import: seq, hash }),
    get: (seq: number, row: number) => get.get({ import: seq, row }),
    clear: clearer(db),
  }
}

/** Deletes some rows of an import; how many. */
function clearer(db: Db) {
  return (seq: number, limit: number): number => {
    const rows = db
      .select({ row: rosterPeople.row })
      .from(rosterPeople)
      .where(eq(rosterPeople.import, seq))
      .orderBy(asc(rosterPeople.row))
      .limit(limit)
      .all()
    const last = rows.at(-1)
    if (last === undefined) return 0
    return db
      .delete(rosterPeople)
      .where(and(eq(rosterPeople.import, seq), lte(rosterPeople.row, last.row)))
      .returning({ row: rosterPeople.row })
      .all().length
  }
}

function places(db: Db) {
  return {
    /** False when this import has the same place in an earlier row. */
    add: (row: PlaceRow) =>
      db.insert(rosterPlaces).values(row).onConflictDoNothing().returning({ row: rosterPlaces.row }).get() !==
      undefined,
    rowOf: (seq: number, key: string) =>
      db
        .select({ row: rosterPlaces.row })
        .from(rosterPlaces)
        .where(and(eq(rosterPlaces.import, seq), eq(rosterPlaces.key, key)))
        .get()?.row,
    list: (seq: number, options: { after: number; limit: number }) =>
      db
        .select()
        .from(rosterPlaces)
        .where(eq(rosterPlaces.import, seq))
        .orderBy(asc(rosterPlaces.row))
        .limit(options.limit)
        .offset(options.after)
        .all(),
    clear: (seq: number) =>
      db.delete(rosterPlaces).where(eq(rosterPlaces.import, seq)).returning({ row: rosterPlaces.row }).all(),
  }
}

function faults(db: Db) {
  const hold = sql.placeholder
  const add = db
    .insert(rosterFaults)
    .values({
      import: hold('import'),
      n: hold('n'),
      row: hold('row'),
      column: hold('column'),
      code: hold('code'),
      mask: hold('mask'),
      other: hold('other'),
    })
    .returning({ n: rosterFaults.n })
    .prepare()
  return {
    add: (row: FaultRow) => add.get(row),
    list: (seq: number, { after, limit }: { after: number; limit: number }) =>
      db
        .select()
        .from(rosterFaults)
        .where(and(eq(rosterFaults.import, seq), gt(rosterFaults.n, after)))
        .orderBy(asc(rosterFaults.n))
        .limit(limit)
        .all(),
    clear: (seq: number) =>
      db.delete(rosterFaults).where(eq(rosterFaults.import, seq)).returning({ n: rosterFaults.n }).all(),
  }
}
