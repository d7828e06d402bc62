/** @module Walks a flow along all its ways with one slot in mind: where can it still be empty, and how does one get there? */

import { VERDICT } from '../args.ts'
import { holds, plainOf } from '../condition.ts'
import type { AnyNode, LoadedFlow } from '../flow.ts'
import { buttonsOf, type Edge, edgesOf, entriesOf } from './graph.ts'
import { valuesOf } from './targets.ts'

/** `unset`: never asked on this way; `skipped`: asked and left empty. */
export type Empty = 'unset' | 'skipped'
export type Way = { empty: Empty; way: readonly string[] }

/** What is known on a way of the slots that branches look at; a slot that is not there was never asked. */
type Known = Readonly<Record<string, string | null>>
type State = { node: string; empty: Empty; known: Known; from: State | undefined; entry: string }

/** More states than any flow written by hand has; beyond it the check says that it did not look at all. */
const MAX_STATES = 100_000
/** A value that branches cannot tell from another. */
const SOME = '*'

/**
 * For every node the ways on which `slot` is still empty when it is entered, at most one of each kind.
 * `tooMany` is true when the flow has more ways than are looked at.
 */
export function emptyAt(
  flow: LoadedFlow,
  slot: string,
): { at: ReadonlyMap<string, readonly Way[]>; tooMany: boolean } {
  const looksAt = lookedAt(flow)
  const at = new Map<string, Way[]>()
  const seen = new Set<string>()
  const open: State[] = starts(flow, slot).map((edge) => ({
    node: edge.to,
    empty: 'unset',
    known: {},
    from: undefined,
    entry: edge.by,
  }))
  for (let next = 0; next < open.length; next += 1) {
    const state = open[next]
    const node = state && flow.nodes[state.node]
    if (!state || !node) continue
    const key = keyOf(state, looksAt.get(state.node) ?? [])
    if (seen.has(key)) continue
    seen.add(key)
    if (seen.size > MAX_STATES) return { at, tooMany: true }
    const ways = at.get(state.node) ?? []
    if (!ways.some(({ empty }) => empty === state.empty))
      at.set(state.node, [...ways, { empty: state.empty, way: wayOf(state) }])
    open.push(...after(flow, slot, state, node))
  }
  return { at, tooMany: false }
}

/** Entries, and what follows a look-up for the code it forgets. */
function starts(flow: LoadedFlow, slot: string): Edge[] {
  const forgotten = Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.kind === 'look_up' && node.code === slot
      ? edgesOf(node)
          .filter(({ by }) => by !== 'timeout')
          .map(({ to }) => ({ by: `${id}, which forgets the code`, to }))
      : [],
  )
  return [...entriesOf(flow), ...buttonsOf(flow), ...forgotten]
}

/** The slots that branches from a node on can still look at: others need not be told apart. */
function lookedAt(flow: LoadedFlow): ReadonlyMap<string, readonly string[]> {
  const own = (node: AnyNode): string[] => {
    if (node.kind === 'ask') return [...(node.when ? [node.when.slot] : []), node.into]
    if (node.kind !== 'decide') return []
    if ('on' in node) return [node.on]
    return 'when' in node ? [node.when.slot] : []
  }
  const branching = new Set(
    Object.values(flow.nodes).flatMap((node) => (node.kind === 'ask' ? own(node).slice(0, -1) : own(node))),
  )
  const found = new Map(
    Object.entries(flow.nodes).map(([id, node]) => [
      id,
      new Set(own(node).filter((slot) => branching.has(slot))),
    ]),
  )
  for (let grew = true; grew; ) {
    grew = false
    for (const [id, node] of Object.entries(flow.nodes)) {
      const slots = found.get(id)
      for (const slot of edgesOf(node).flatMap(({ to }) => [...(found.get(to) ?? [])]))
        if (slots && !slots.has(slot)) {
          slots.add(slot)
          grew = true
        }
    }
  }
  return new Map([...found].map(([id, slots]) => [id, [...slots].sort()]))
}

function keyOf({ node, empty, known }: State, slots: readonly string[]): string {
  const values = slots.map((slot) => (Object.hasOwn(known, slot) ? `${slot}=${known[slot] ?? ''}` : ''))
  return [node, empty, ...values].join(' ')
}

function after(flow: LoadedFlow, slot: string, state: State, node: AnyNode): State[] {
  const go = (to: string, change: Partial<Pick<State, 'empty' | 'known'>> = {}): State => ({
    ...state,
    ...change,
    node: to,
    from: state,
  })
  if (node.kind === 'ask') return afterAsk(flow, slot, state, node, go)
  if (node.kind === 'decide') return afterDecide(flow, slot, state, node, go)
  return edgesOf(node)
    .filter(({ by }) => !('into' in node && node.into === slot && fills(node, by)))
    .map(({ to }) => go(to))
}

/** A case is there only when the office answered. */
const fills = (node: AnyNode, by: string) =>
  (node.kind === 'file' && by === 'next') || (node.kind === 'look_up' && by === 'to.found')

type Go = (to: string, change?: Partial<Pick<State, 'empty' | 'known'>>) => State

function afterAsk(
  flow: LoadedFlow,
  slot: string,
  { known, empty }: State,
  node: Extract<AnyNode, { kind: 'ask' }>,
  go: Go,
): State[] {
  if (node.when && !holds(node.when, slotsOf(known))) return [go(node.next)]
  const { into } = node
  const isKnown = into === slot ? empty === 'skipped' : Object.hasOwn(known, into)
  if (isKnown && node.again !== true) return [go(node.next)]
  const silence = edgesOf(node)
    .filter(({ by }) => by === 'timeout')
    .map(({ to }) => go(to))
  const values = into === slot ? [] : (valuesOf(flow, into) ?? [SOME])
  const answered = [...values, ...(node.skippable ? [null] : [])].map((value) =>
    go(node.next, {
      known: { ...known, [into]: value },
      ...(into === slot ? { empty: 'skipped' as const } : {}),
    }),
  )
  return [...answered, ...silence]
}

function afterDecide(
  flow: LoadedFlow,
  slot: string,
  { known }: State,
  node: Extract<AnyNode, { kind: 'decide' }>,
  go: Go,
): State[] {
  if ('by' in node) return slot === VERDICT ? [] : edgesOf(node).map(({ to }) => go(to))
  const asked = 'on' in node ? node.on : 'when' in node ? node.when.slot : undefined
  if (asked === undefined) return edgesOf(node).map(({ to }) => go(to))
  return possible(flow, slot, asked, known).flatMap((one) => {
    const value = slotsOf(one)[asked]
    if (value === SOME && !('when' in node && 'known' in node.when))
      return edgesOf(node).map(({ to }) => go(to))
    if ('when' in node)
      return [go(holds(node.when, slotsOf(one)) ? node.then : node.otherwise, { known: one })]
    if (!('on' in node)) return []
    const word = String(plainOf(value))
    const to = Object.hasOwn(node.to, word) ? node.to[word] : undefined
    return [go(to ?? node.otherwise, { known: one })]
  })
}

/** A slot that was not asked may still have been told in passing; the slot in mind was not, or it would be filled. */
function possible(flow: LoadedFlow, slot: string, asked: string, known: Known): Known[] {
  if (Object.hasOwn(known, asked) || asked === slot || !mayBeTold(flow, asked)) return [known]
  return [known, ...(valuesOf(flow, asked) ?? [SOME]).map((value) => ({ ...known, [asked]: value }))]
}

export function mayBeTold(flow: LoadedFlow, slot: string): boolean {
  const declared = flow.slots[slot]
  return (
    declared !== undefined &&
    !(typeof declared === 'object' && 'type' in declared && declared.volunteer === false)
  )
}

/** As the engine's conditions read them: yes and no are booleans there and words here, which they take alike. */
const slotsOf = (known: Known): Record<string, string | null> => ({ ...known })

function wayOf(state: State): string[] {
  const way: string[] = []
  for (let one: State | undefined = state; one; one = one.from) {
    way.unshift(one.node)
    if (!one.from && one.entry !== 'first') way.unshift(one.entry)
  }
  return way
}
