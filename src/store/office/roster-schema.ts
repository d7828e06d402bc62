/** @module Tables of imported lists. A list is all rows of one import; which import is current is the last row of `roster_editions`. */

import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Column, Day, ImportState, ListId, PlaceRecord, RowFaultCode } from '../../core/roster.ts'
import { bytes } from '../db.ts'

/** One a file that was handed in. */
export const rosterImports = sqliteTable(
  'roster_imports',
  {
    /** Its rows name it by this, which is short. */
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    list: text('list').$type<ListId>().notNull(),
    state: text('state').$type<ImportState>().notNull(),
    fileName: text('file_name').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
    /** What the check has found so far, as JSON: numbers, names of columns, codes. Written with each batch of rows. */
    report: text('report').notNull(),
    /** Its rows are still in the tables. */
    isKept: integer('is_kept', { mode: 'boolean' }).notNull(),
    /** The import that was current when the check began, and the one before it when it became current itself. */
    checkedAgainst: integer('checked_against'),
    before: integer('before'),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
  },
  (table) => [index('roster_imports_list').on(table.list, table.seq)],
)

/** Only added to. `import` is empty where nothing is current any more. */
export const rosterEditions = sqliteTable(
  'roster_editions',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    list: text('list').$type<ListId>().notNull(),
    import: integer('import'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (table) => [index('roster_editions_list').on(table.list, table.seq)],
)

/** One a person and import. In clear: mask, place and days of cover. */
export const rosterPeople = sqliteTable(
  'roster_people',
  {
    import: integer('import').notNull(),
    row: integer('row').notNull(),
    /** Keyed hashes: look-ups by a number need the pepper. */
    nikHash: bytes('nik_hash').notNull(),
    kkHash: bytes('kk_hash'),
    phoneHash: bytes('phone_hash'),
    /** 3275••••••••0001: hides the day of birth. */
    mask: text('mask').notNull(),
    district: text('district'),
    village: text('village'),
    /** ISO days. */
    validFrom: text('valid_from'),
    validTo: text('valid_to'),
    /** The whole record, under the data key of its import. */
    recordSealed: bytes('record_sealed').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.import, table.row] }),
    uniqueIndex('roster_people_nik').on(table.import, table.nikHash),
    index('roster_people_phone').on(table.import, table.phoneHash),
  ],
)

/** Offices and hospitals: what everybody may know. */
export const rosterPlaces = sqliteTable(
  'roster_places',
  {
    import: integer('import').notNull(),
    row: integer('row').notNull(),
    /** Name and address without spaces and capitals. */
    key: text('key').notNull(),
    record: text('record', { mode: 'json' }).$type<PlaceRecord>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.import, table.row] }),
    uniqueIndex('roster_places_key').on(table.import, table.key),
  ],
)

/** The first some thousand faults of an import; all are counted in its report. */
export const rosterFaults = sqliteTable(
  'roster_faults',
  {
    import: integer('import').notNull(),
    n: integer('n').notNull(),
    row: integer('row').notNull(),
    column: text('column').$type<Column | Day>().notNull(),
    code: text('code').$type<RowFaultCode>().notNull(),
    mask: text('mask').notNull(),
    other: integer('other'),
  },
  (table) => [primaryKey({ columns: [table.import, table.n] })],
)
