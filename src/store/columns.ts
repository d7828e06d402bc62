/** @module Which columns of all parts hold or stand for personal data: read from the schemas, for the record of processing. Opens no database. */

import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as access from './access/schema.ts'
import * as account from './account/schema.ts'
import * as archive from './archive/schema.ts'
import * as chat from './chat/schema.ts'
import * as keys from './keys/schema.ts'
import * as line from './line/schema.ts'
import * as editions from './office/editions-schema.ts'
import * as erasures from './office/erasures-schema.ts'
import * as figures from './office/figures-schema.ts'
import * as heard from './office/heard-schema.ts'
import * as posts from './office/posts-schema.ts'
import * as queue from './office/queue-schema.ts'
import * as rights from './office/rights-schema.ts'
import * as roster from './office/roster-schema.ts'
import * as office from './office/schema.ts'

const PARTS = {
  access: [access],
  account: [account],
  archive: [archive],
  chat: [chat],
  keys: [keys],
  line: [line],
  office: [office, queue, heard, figures, roster, posts, editions, rights, erasures],
} as const

/** Bytes are sealed values, hashes or keys; masks and hashes of passwords are text. */
const IS_PERSONAL = /(_sealed|_hash|^mask|^key_hash)$/

/** `part.table.column` of every column that must have a tag, in order. */
export function personalColumns(): string[] {
  return Object.entries(PARTS)
    .flatMap(([part, modules]) =>
      modules.flatMap((module) =>
        Object.values(module)
          .filter((value): value is SQLiteTable => is(value, SQLiteTable))
          .flatMap((table) =>
            getTableConfig(table)
              .columns.filter(
                ({ name, dataType, columnType }) => isBytes(dataType, columnType) || IS_PERSONAL.test(name),
              )
              .map(({ name }) => `${part}.${getTableName(table)}.${name}`),
          ),
      ),
    )
    .sort()
}

const isBytes = (dataType: string, columnType: string): boolean =>
  dataType === 'buffer' || dataType === 'custom' || columnType.includes('Blob')
