/** @module decide: by a decision table, a slot, a condition, a fact, or what this chat already has. */

import type { Value } from '../../core/chat.ts'
import type { Frame } from '../../core/session.ts'
import { type Decision, decide } from '../../rules/table.ts'
import { tell } from '../../rules/tell.ts'
import { VERDICT } from '../args.ts'
import { holds, plainOf, plainSlots } from '../condition.ts'
import type { NodeOf } from '../flow.ts'
import { note, type Run } from '../run.ts'
import { sourceList, textOf } from '../say.ts'
import { BrokenFlow, go, type NodeType, type Step } from './node.ts'

/** Changes worth telling beside one verdict. */
const MAX_CHANGES = 2

export const decideNode: NodeType<'decide'> = {
  kind: 'decide',
  enter(run, frame, node) {
    if ('by' in node) return byTable(run, frame, node)
    if ('on' in node) {
      const value = String(plainOf(frame.slots[node.on]))
      return go((Object.hasOwn(node.to, value) ? node.to[value] : undefined) ?? node.otherwise)
    }
    return go(isSo(run, frame, node) ? node.then : node.otherwise)
  },
}

type Whether = Exclude<NodeOf<'decide'>, { by: string } | { on: string }>

function isSo(run: Run, frame: Frame, node: Whether): boolean {
  if ('when' in node) return holds(node.when, frame.slots)
  if ('fact' in node) return tell(run.world.rules, node.fact, run.world.now, run.session.lang).ok
  if ('own' in node) return run.session.cases.length > 0
  return run.session.turn <= 1
}

function byTable(run: Run, frame: Frame, node: Extract<NodeOf<'decide'>, { by: string }>): Step {
  const table = run.world.rules.tables.get(node.by)
  if (!table) throw new BrokenFlow(frame, `there is no table ${node.by}`)
  const decision = decide(table, plainSlots(frame.slots))
  const to = Object.hasOwn(node.to, decision.outcome) ? node.to[decision.outcome] : undefined
  if (to === undefined) throw new BrokenFlow(frame, `the verdict ${decision.outcome} leads nowhere`)
  frame.slots[VERDICT] = explained(run, frame, node.by, decision, table.outcomes)
  const { id } = run.world.rules
  note(run, 'verdict', {
    table: node.by,
    version: table.version,
    row: decision.row,
    outcome: decision.outcome,
    edition: id,
  })
  return go(to)
}

/** Why, from which source, and what would change it: in words, kept with the verdict. */
function explained(
  run: Run,
  frame: Frame,
  table: string,
  decision: Decision,
  outcomes: readonly string[],
): Value {
  const { lang } = run.session
  const { texts, rules, now } = run.world
  const rank = (outcome: string) => outcomes.indexOf(outcome)
  const better = decision.nearest.filter(({ outcome }) => rank(outcome) < rank(decision.outcome))
  const changes = (better.length > 0 ? better : decision.nearest)
    .map(
      ({ input, value, outcome }) => [`${table}.if.${input}.${value}`, `${table}.then.${outcome}`] as const,
    )
    .filter((keys) => keys.every((key) => texts.has(key, lang)))
    .slice(0, MAX_CHANGES)
    .map(([change, result]) =>
      texts.format('engine.change', lang, {
        change: texts.format(change, lang, {}),
        result: texts.format(result, lang, {}),
      }),
    )
  const sources = decision.facts
    .map((fact) => tell(rules, fact, now, lang))
    .flatMap((told) => (told.ok ? [told.source] : []))
  return {
    outcome: decision.outcome,
    row: decision.row,
    edition: rules.id,
    why: texts.has(decision.reason, lang) ? textOf(run, frame, decision.reason, {}, [], false) : '',
    source:
      sources.length > 0
        ? texts.format('engine.source', lang, { sources: sourceList([...new Set(sources)]) })
        : '',
    change: changes.join(' '),
  }
}
