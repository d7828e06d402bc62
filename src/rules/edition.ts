/** @module An edition of the rules: facts, decision tables, papers and places read and checked as one immutable value. Pure. */

import { z } from 'zod'
import { enumerate } from './enumerate.ts'
import { type Fact, factSchema } from './fact.ts'
import { type Checklist, checklistSchema } from './papers.ts'
import { type Places, placeFaults, placesSchema } from './places.ts'
import { type DecisionTable, tableSchema } from './table.ts'

export type Edition = {
  id: string
  facts: ReadonlyMap<string, Fact>
  tables: ReadonlyMap<string, DecisionTable>
  papers: ReadonlyMap<string, Checklist>
  places: Places
  /** What the city must still supply: records without a value, and those only a demo value fills. */
  missing(): Fact[]
}

const factsSchema = z.array(factSchema)
const demoSchema = z.array(
  z.strictObject({
    id: z.string(),
    value: z.unknown(),
    value_en: z.string().optional(),
    note: z.string().optional(),
  }),
)
const papersSchema = z.strictObject({ checklists: z.array(checklistSchema) })

export type RawEdition = {
  id: string
  /** Records keyed by id, so that the names of facts are types wherever the file is imported, or a list. */
  facts: unknown
  tables: unknown[]
  places: unknown
  papers?: unknown
  /** Values for records that are missing; each is marked `demo`. Never given outside a demo. */
  demo?: unknown
}

/** @throws Error naming every fault at once: shapes, repeated ids, tables that are not proven, facts nobody has. */
export function makeEdition(raw: RawEdition): Edition {
  const faults: string[] = []
  const read = <T>(what: string, schema: z.ZodType<T>, value: unknown): T | undefined => {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      const path = issue.path.map((key) => String(key)).join('.')
      faults.push(`${what} ${path}${nameOf(value, issue.path)}: ${issue.message}`)
    }
    return undefined
  }

  const facts = index(read('facts', factsSchema, withIds(raw.facts)) ?? [], 'fact', faults)
  const tables = index(
    raw.tables.flatMap((table) => read('table', tableSchema, table) ?? []),
    'table',
    faults,
  )
  const papers = index(
    raw.papers === undefined ? [] : (read('papers', papersSchema, raw.papers)?.checklists ?? []),
    'checklist',
    faults,
  )
  const places = read('places', placesSchema, raw.places)
  const demo = raw.demo === undefined ? undefined : read('demo', demoSchema, withIds(raw.demo))

  for (const one of demo ?? []) {
    const fact = facts.get(one.id)
    if (fact?.status !== 'missing') faults.push(`demo ${one.id}: fills no missing record`)
    else {
      const source = { title: 'data contoh (demo)' }
      const filled = read('demo', factSchema, { ...fact, ...one, source, status: 'demo' })
      if (filled) facts.set(one.id, filled)
    }
  }
  if (places) faults.push(...placeFaults(places))
  for (const table of tables.values()) {
    faults.push(...enumerate(table).faults)
    const named = [...table.rows.flatMap((row) => row.facts), ...table.otherwise.facts]
    for (const id of named) if (!facts.has(id)) faults.push(`table ${table.id}: names unknown fact ${id}`)
  }
  if (!places || faults.length > 0) throw new Error(`The rules have faults:\n- ${faults.join('\n- ')}`)

  return { id: raw.id, facts, tables, papers, places, missing: missingIn(facts) }
}

/** The same rules with these facts in place of their earlier versions; `first` itself stays as it was. */
export function editionWith(first: Edition, id: string, changed: Iterable<Fact>): Edition {
  const facts = new Map(first.facts)
  for (const fact of changed) if (facts.has(fact.id)) facts.set(fact.id, fact)
  return { ...first, id, facts, missing: missingIn(facts) }
}

const missingIn = (facts: ReadonlyMap<string, Fact>) => () =>
  [...facts.values()].filter(({ status }) => status === 'missing' || status === 'demo')

function withIds(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.entries(value).map(([id, record]) => ({ ...record, id }))
}

/** " (iuran_minimum)" when the fault lies inside a record that has an id: a position alone is hard to find. */
function nameOf(value: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = value
  let name = ''
  for (const key of path) {
    if (typeof at !== 'object' || at === null) break
    at = Reflect.get(at, key)
    if (typeof at === 'object' && at !== null && 'id' in at && typeof at.id === 'string') name = ` (${at.id})`
  }
  return name
}

function index<T extends { id: string }>(list: T[], what: string, faults: string[]): Map<string, T> {
  const byId = new Map<string, T>()
  for (const one of list) {
    if (byId.has(one.id)) faults.push(`${what} ${one.id} stands twice`)
    byId.set(one.id, one)
  }
  return byId
}
