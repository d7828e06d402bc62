/** @module The desk for facts with what it borrows from the engine: the flow check, words as residents read them, where facts are used. */

import { createHash } from 'node:crypto'
import { FLOW_IDS, VERDICTS } from '../../flows/define.ts'
import type { EditionFault, FactUse } from '../core/editions.ts'
import { type Fault, faultLine } from '../engine/check/fault.ts'
import { rulesCheck } from '../engine/check/rules.ts'
import { usesOf } from '../engine/check/uses.ts'
import { saidOutside, textsNaming } from '../engine/said.ts'
import type { World } from '../engine/world.ts'
import type { EditionDeps } from '../office/editions/deps.ts'
import { type EditionService, makeEditions } from '../office/editions/editions.ts'
import { HOLIDAYS, OPENING_HOURS } from '../rules/calendar.ts'
import { REPORT_LIMIT } from '../rules/deadline.ts'
import type { Edition } from '../rules/edition.ts'
import { readAllMessages, readEdition } from './data.ts'

/** Of the facts that something else than words depends on. */
const KEPT: Record<string, FactUse['kind']> = {
  [OPENING_HOURS]: 'hours',
  [HOLIDAYS]: 'holidays',
  [REPORT_LIMIT]: 'deadline',
}

type Given = Pick<EditionDeps, 'db' | 'now' | 'first'> & {
  world: Pick<World, 'flows' | 'texts' | 'understand' | 'service'>
}

export function editionsOf({ db, now, first, world }: Given): EditionService {
  const borrowed = once(() => borrowOf(world, now()))
  const known = new Map<string, Promise<EditionFault[]>>()
  return makeEditions({
    db,
    now,
    first,
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 12),
    // What an edition is found to be stays so for the day: previews of one proposal are looked at again and again.
    check: (edition, at) => {
      const day = `${edition.id} ${at.toISOString().slice(0, 13)}`
      if (known.size > 200) known.clear()
      const { check, filled } = borrowed()
      const found = known.get(day) ?? check(measured(edition, filled), at).then((all) => all.map(faultOf))
      known.set(day, found)
      found.catch(() => known.delete(day))
      return found
    },
    textsWith: (fact) => textsNaming(world, fact, borrowed().uses),
    said: (key, rules, at, language) => saidOutside({ ...world, rules, now: at }, key, language),
    usesOf: (fact) => usesOfFact(world, first, fact),
  })
}

/** Only staff who change a fact need these: a start does without. */
function borrowOf({ flows, texts, understand }: Given['world'], now: Date) {
  // As `npm run check:flows` does: lengths are measured with the demo's values, which count as unknown.
  const filled = readEdition(true)
  const names = { flows: FLOW_IDS, verdicts: VERDICTS }
  const input = { flows, texts, raw: readAllMessages(), rules: filled, now, understand, names }
  const check = rulesCheck(input, () => new Promise((resolve) => setImmediate(resolve)))
  return { check, filled, uses: usesOf(input) }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function measured(edition: Edition, filled: Edition): Edition {
  const facts = [...edition.facts].map(([id, fact]) => {
    const demo = fact.status === 'missing' ? filled.facts.get(id) : undefined
    return [id, demo ?? fact] as const
  })
  return { ...edition, facts: new Map(facts) }
}

function faultOf(fault: Fault): EditionFault {
  return { rule: fault.rule, place: fault.key ?? fault.flow ?? '', message: faultLine(fault) }
}

function usesOfFact({ flows }: Given['world'], first: Edition, fact: string): FactUse[] {
  const kept = KEPT[fact]
  const ways = [...flows.values()].flatMap(({ title, nodes }) =>
    Object.values(nodes).flatMap((node): FactUse[] => {
      if (node.kind === 'say' && node.link?.fact === fact) return [{ kind: 'link', at: title }]
      return node.kind === 'decide' && 'fact' in node && node.fact === fact
        ? [{ kind: 'way', at: title }]
        : []
    }),
  )
  const rows = [...first.tables.values()].flatMap((table) =>
    table.rows
      .filter(({ facts }) => facts.includes(fact))
      .map(({ id }): FactUse => ({ kind: 'row', at: `${table.id} ${id}` })),
  )
  const all = [...(kept === undefined ? [] : [{ kind: kept, at: '' }]), ...ways, ...rows]
  return all.filter(
    ({ kind, at }, index) => all.findIndex((one) => one.kind === kind && one.at === at) === index,
  )
}
