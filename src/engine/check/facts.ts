/** @module Facts that texts rely on: they exist, may be told, and where one may not a twin without it stands ready. */

import { DAY_MS, startOfDay } from '../../core/jakarta.ts'
import type { Fact } from '../../rules/fact.ts'
import { tell } from '../../rules/tell.ts'
import type { LoadedFlow } from '../flow.ts'
import { type Fault, fault, warning } from './fault.ts'
import { buttonsOf, entriesOf, reach } from './graph.ts'
import { isText, type Scene } from './scene.ts'
import { placeOf, SPEAKS, TWIN, type Use } from './uses.ts'
import { FACT } from './values.ts'

/** A fact that ends sooner needs its twin now: flows are not edited every day. */
const SOON_DAYS = 60

export function checkFacts(scene: Scene): Fault[] {
  const told = new Set<string>()
  const speaking = scene.uses.filter(({ role }) => SPEAKS.includes(role))
  const texts = speaking.flatMap((use) => {
    const at = `${use.flow ?? ''} ${use.key}`
    if (told.has(at)) return []
    told.add(at)
    return use.twin ? twinFaults(scene, use) : textFaults(scene, use)
  })
  return [...texts, ...[...scene.flows.values()].flatMap((flow) => nodeFaults(scene, flow))]
}

/** What a text and the lines below it name. */
function factsIn({ texts }: Scene, keys: readonly string[]): string[] {
  const names = keys.flatMap((key) => texts.placeholders(key)).filter((name) => name.startsWith(FACT))
  return [...new Set(names)].map((name) => name.slice(FACT.length))
}

function textFaults(scene: Scene, use: Use): Fault[] {
  const facts = factsIn(scene, [use.key])
  const unsure = facts
    .filter((id) => scene.rules.facts.get(id)?.status === 'unsure')
    .map((id) =>
      fault(
        placeOf(use),
        'fact_unsure',
        `the fact ${id} is unsure and never told`,
        'find a source, or say it without',
      ),
    )
  // Lines are replaced together with the text above them.
  if (use.role === 'line') return unsure
  return [...unsure, ...twinWanted(scene, use)]
}

function twinWanted(scene: Scene, use: Use): Fault[] {
  if (isText(scene, `${use.key}${TWIN}`)) return []
  const doubts = factsIn(scene, [use.key, ...(use.lines ?? [])])
    .filter((id) => !isGuarded(scene, use, id))
    .flatMap((id) => doubtOf(scene, id))
  const [now] = doubts.filter(({ soon }) => !soon)
  const [first] = doubts
  if (!first) return []
  const lost = use.role === 'question' ? ', and the question with it' : ''
  const { id, why, soon } = now ?? first
  const say = soon ? warning : fault
  return [
    say(
      placeOf(use),
      'twin_missing',
      `the fact ${id} ${why}, so this text may not be told${lost}`,
      `write ${use.key}${TWIN} without it`,
    ),
  ]
}

type Doubt = { id: string; why: string; soon: boolean }

/** Why a fact cannot be told for certain, outside a demo; unsure and unknown ones are told elsewhere. */
function doubtOf({ rules, now }: Scene, id: string): Doubt[] {
  const fact = rules.facts.get(id)
  if (!fact || fact.status === 'unsure') return []
  if (fact.status === 'missing' || fact.status === 'demo') return [{ id, why: 'is missing', soon: false }]
  const told = tell(rules, id, now, 'id')
  if (!told.ok)
    return [
      { id, why: told.why === 'expired' ? `ended on ${fact.valid_to}` : 'does not hold yet', soon: false },
    ]
  return endsSoon(fact, now) ? [{ id, why: `ends on ${fact.valid_to}`, soon: true }] : []
}

const endsSoon = ({ valid_to: last }: Fact, now: Date) =>
  last !== undefined && startOfDay(last).getTime() + DAY_MS - now.getTime() < SOON_DAYS * DAY_MS

/** Whether every way here passes a `decide` that this fact can be told, or one that cannot be told now and is never taken. */
function isGuarded(scene: Scene, { flow: id, node }: Use, fact: string): boolean {
  const flow = id === undefined ? undefined : scene.flows.get(id)
  if (!flow || node === undefined) return false
  const isShut = (asked: string) => asked === fact || doubtOf(scene, asked).some(({ soon }) => !soon)
  const entries = [...entriesOf(flow), ...buttonsOf(flow)].map(({ to }) => to)
  const open = reach(
    flow,
    entries,
    (one, _, edge) => !(one.kind === 'decide' && 'fact' in one && edge.by === 'then' && isShut(one.fact)),
  )
  return !open.has(node)
}

/** A twin is said when a fact is missing: it may not need one that is missing too. */
function twinFaults(scene: Scene, use: Use): Fault[] {
  const base = use.key.slice(0, -TWIN.length)
  if (factsIn(scene, [base, ...(baseOf(scene, use)?.lines ?? [])]).length === 0)
    return [fault(placeOf(use), 'twin_unused', 'is the twin of a text without facts', 'take it out')]
  return factsIn(scene, [use.key])
    .flatMap((id) => doubtOf(scene, id))
    .map(({ id, why, soon }) =>
      (soon ? warning : fault)(
        placeOf(use),
        'twin_needs_fact',
        `the fact ${id} ${why}, and this text stands in for it`,
        'say it without',
      ),
    )
}

const baseOf = ({ uses }: Scene, use: Use) =>
  uses.find(
    ({ key, flow, node }) => key === use.key.slice(0, -TWIN.length) && flow === use.flow && node === use.node,
  )

/** Links and decisions name facts too. */
function nodeFaults({ rules }: Scene, flow: LoadedFlow): Fault[] {
  return Object.entries(flow.nodes).flatMap(([node, one]) => {
    const at = { flow: flow.id, node }
    const link = one.kind === 'say' ? one.link?.fact : undefined
    const asked = one.kind === 'decide' && 'fact' in one ? one.fact : undefined
    const id = link ?? asked
    if (id === undefined) return []
    const fact = rules.facts.get(id)
    if (!fact) return [fault_(at, id, 'is no fact of rules/facts.json')]
    if (fact.status === 'unsure') return [fault_(at, id, 'is unsure and never told')]
    return link !== undefined && fact.unit !== 'url' ? [fault_(at, id, `is a ${fact.unit}, not a link`)] : []
  })
}

const fault_ = (at: { flow: string; node: string }, id: string, why: string) =>
  fault(at, 'fact_unfit', `the fact ${id} ${why}`, 'name another fact')
