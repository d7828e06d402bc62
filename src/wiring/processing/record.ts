/** @module The record of processing (UU 27/2022 art. 31), made from the schemas and their tags. */

import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { RETENTION, RETENTION_CLASSES, type RetentionClass } from '../../core/retention.ts'
import * as access from '../../store/access/schema.ts'
import * as account from '../../store/account/schema.ts'
import * as chat from '../../store/chat/schema.ts'
import * as keys from '../../store/keys/schema.ts'
import * as line from '../../store/line/schema.ts'
import * as editions from '../../store/office/editions-schema.ts'
import * as erasures from '../../store/office/erasures-schema.ts'
import * as figures from '../../store/office/figures-schema.ts'
import * as heard from '../../store/office/heard-schema.ts'
import * as posts from '../../store/office/posts-schema.ts'
import * as queue from '../../store/office/queue-schema.ts'
import * as rights from '../../store/office/rights-schema.ts'
import * as roster from '../../store/office/roster-schema.ts'
import * as office from '../../store/office/schema.ts'
import { TAGS } from './tags.ts'

const PARTS = {
  access: [access],
  account: [account],
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

/** Markdown. */
export function recordOfProcessing(): string {
  const rows = personalColumns().map((column) => {
    const tag = TAGS[column]
    return `| ${column} | ${tag?.class ?? '**untagged**'} | ${tag?.purpose ?? ''} | ${keepOf(tag?.keep ?? '')} |`
  })
  return `# Record of processing

Made by \`npm run processing\` from the schemas and \`src/wiring/processing/tags.ts\`; a test compares. UU 27/2022 art. 31; the city's legal unit confirms bases and times.

## Columns

Every column that is sealed, hashed or masked. Classes are those of art. 4: \`specific\` may tell of health, children or money; \`pseudonym\` leads to a person only with a key that lies outside the databases; \`key\` is no data of a person, but opens it.

| column | class | purpose | kept |
| --- | --- | --- | --- |
${rows.join('\n')}

Photos, voice and papers lie in \`media/<chat>/\`, sealed under the key of their chat, and are kept as it is.

## Times

All are proposals until the city's archive schedule decides. The daily round carries them out; what it would take stands at \`/console/simpan\`.

| class | what | days | from | then | why |
| --- | --- | --- | --- | --- | --- |
${RETENTION_CLASSES.map(lineOf).join('\n')}

## Who receives it

Staff of the service, by role (\`docs/console.md\`). What staff forward to the insurer leaves outside this service. WhatsApp and Telegram carry what is written there, under their own terms and abroad; whether residents are told more of that than the privacy words is the city's to decide. The web chat on the city's own machine needs neither.
`
}

function lineOf(one: RetentionClass): string {
  const { what, keepDays, from, action, why } = RETENTION[one]
  return `| ${one} | ${what} | ${keepDays} | ${from} | ${action.replace('_', ' ')} | ${why} |`
}

const keepOf = (keep: string): string =>
  keep in RETENTION ? `${RETENTION[keep as RetentionClass].keepDays} days (${keep})` : keep
