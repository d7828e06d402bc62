/** @module The list that closes a backup: what is in it, counted and hashed. Whoever has the public key can make a backup, so it is read with suspicion. */

import { z } from 'zod'
import type { Database } from '../../store/sqlite.ts'
import { COPIED, isEntry } from './names.ts'

type Client = InstanceType<typeof Database>

const count = z.number().int().nonnegative()
const database = z.strictObject({
  /** How many migrations it has had, and the hash of the last: which version can open it. */
  migrations: count,
  schema: z.string(),
  /** Rows of each table. */
  tables: z.record(z.string(), count),
})
const schema = z.strictObject({
  format: z.literal(1),
  /** ISO, the one moment that all databases show. */
  at: z.iso.datetime(),
  /** Of the service that made it. */
  version: z.string(),
  databases: z.strictObject({
    accounts: database,
    chats: database,
    office: database,
    staff: database,
    keys: database,
  }),
  files: z.array(
    z.strictObject({
      name: z.string().refine(isEntry),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** A number was paired: it has to be paired again, its keys are in no backup. */
  hadWhatsAppWeb: z.boolean(),
})

export type Manifest = z.infer<typeof schema>
export type DatabaseFacts = z.infer<typeof database>

/** Undefined when it is no list of ours, or a database is missing from it. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    const names = parsed.success ? parsed.data.files.map(({ name }) => name) : []
    return COPIED.every((name) => names.includes(`${name}.db`)) ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Counted in the copy, so that the copy itself was read once. */
export function factsOf(client: Client): DatabaseFacts {
  const all = <T>(sql: string) => client.prepare<[], T>(sql).all()
  const names = all<{ name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
  ).map(({ name }) => name)
  const tables = names.map((name): [string, number] => {
    const [row] = all<{ n: number }>(`select count(*) as n from "${name.replaceAll('"', '""')}"`)
    return [name, row?.n ?? 0]
  })
  const applied = all<{ hash: string }>('select hash from __drizzle_migrations order by created_at')
  return {
    migrations: applied.length,
    schema: applied.at(-1)?.hash ?? '',
    tables: Object.fromEntries(tables),
  }
}
