/** @module Every text that a flow or the engine says: where, in what role, and which values it is given. */

import { LANGUAGES } from '../../core/lists.ts'
import { stretches, UNKNOWN } from '../../rules/table.ts'
import { answerType, optionsOf } from '../defaults.ts'
import type { AnyNode, LoadedFlow } from '../flow.ts'
import { ENGINE_BUBBLES, ENGINE_BUTTONS, ENGINE_WORDS } from '../texts.ts'
import type { CheckInput } from './input.ts'

/**
 * How a text is shown: a bubble of its own, a question with choices below, a line of a list, a reason of a verdict
 * (all four know the open flow), the label of a button or of a row in a list, words inside other texts.
 */
export type Role = 'bubble' | 'question' | 'line' | 'reason' | 'button' | 'row' | 'words'

export type Use = {
  key: string
  role: Role
  flow?: string
  node?: string
  /** Values it may name beyond those of its role. */
  gives: readonly string[]
  /** Said only if it exists; otherwise a text of the engine takes its place. */
  optional?: true
  /** It stands in for another text when a fact of that cannot be told. */
  twin?: true
  /** The keys of lines that may stand below. */
  lines?: readonly string[]
  /** An item under a condition on these slots is said only when they are known. */
  guards?: readonly string[]
}

/** Roles whose text may name facts and what the open flow knows. */
export const SPEAKS: readonly Role[] = ['bubble', 'question', 'line', 'reason']

export const TWIN = '.no_fact'

/** Where a fault of this text is. */
export function placeOf({ flow, node, key }: Use): { flow?: string; node?: string; key: string } {
  return { key, ...(flow === undefined ? {} : { flow }), ...(node === undefined ? {} : { node }) }
}

export function usesOf(input: CheckInput): Use[] {
  const said = [...[...input.flows.values()].flatMap((flow) => flowUses(input, flow)), ...engineUses(input)]
  return [...said, ...said.flatMap((use) => twinOf(input, use))]
}

/** What is said instead when a fact of the text cannot be told. */
function twinOf({ texts }: CheckInput, use: Use): Use[] {
  const key = `${use.key}${TWIN}`
  if (!SPEAKS.includes(use.role) || use.role === 'line') return []
  if (!LANGUAGES.some((language) => texts.has(key, language))) return []
  const { lines: _, ...rest } = use
  return [{ ...rest, key, optional: true, twin: true }]
}

function engineUses({ rules }: CheckInput): Use[] {
  const papers = [...rules.papers.values()].flatMap(({ papers }) => papers.map(({ id }) => `papers.${id}`))
  return [
    ...Object.entries(ENGINE_BUBBLES).map(([key, gives]) => ({ key, role: 'bubble' as const, gives })),
    ...Object.entries(ENGINE_WORDS).map(([key, gives]) => ({ key, role: 'words' as const, gives })),
    ...ENGINE_BUTTONS.map((key) => ({ key, role: 'button' as const, gives: [] })),
    ...[...new Set(papers)].map((key) => ({ key, role: 'line' as const, gives: [] })),
    ...tableWords(rules),
  ]
}

/** What a table's changes are told by: an input that were otherwise, and what would follow. */
function tableWords(rules: CheckInput['rules']): Use[] {
  return [...rules.tables.values()].flatMap((table) => {
    const changes = Object.keys(table.inputs).flatMap((input) =>
      stretches(table, input)
        .filter(({ value }) => value !== UNKNOWN)
        .map(({ name }) => `${table.id}.if.${input}.${name}`),
    )
    const results = table.outcomes.map((outcome) => `${table.id}.then.${outcome}`)
    return [...changes, ...results].map((key) => ({ key, role: 'words' as const, gives: [] }))
  })
}

function flowUses(input: CheckInput, flow: LoadedFlow): Use[] {
  const at = { flow: flow.id, gives: [] }
  const offered = flow.startedBy.length > 0 && flow.id !== 'menu' && flow.id !== 'smalltalk'
  const reviewed = new Set(
    Object.values(flow.nodes).flatMap((node) => (node.kind === 'review' ? node.slots : [])),
  )
  return [
    // "Did you mean" shows the title on a button; elsewhere it stands inside a sentence.
    { ...at, key: flow.title, role: offered ? 'button' : 'words' },
    ...(flow.reminder ? [{ ...at, key: flow.reminder.text, role: 'bubble' as const }] : []),
    ...Object.keys(flow.slots).map((slot) => ({
      ...at,
      key: `slot.${flow.id}.${slot}`,
      role: reviewed.has(slot) ? ('row' as const) : ('words' as const),
    })),
    ...Object.entries(flow.nodes).flatMap(([id, node]) => nodeUses(input, flow, id, node)),
  ]
}

function nodeUses(input: CheckInput, flow: LoadedFlow, id: string, node: AnyNode): Use[] {
  const at = { flow: flow.id, node: id, gives: [] }
  switch (node.kind) {
    case 'say': {
      const papers = input.rules.papers.get(node.papers ?? '')?.papers.map((one) => `papers.${one.id}`) ?? []
      const items = node.items ?? []
      const lines = [...items.map(({ text }) => text), ...papers]
      return [
        { ...at, key: node.text, role: 'bubble', lines },
        ...items.map(({ text, when }) => ({
          ...at,
          key: text,
          role: 'line' as const,
          guards: when && !('known' in when && !when.known) ? [when.slot] : [],
        })),
        ...(node.link ? [{ ...at, key: node.link.label, role: 'button' as const }] : []),
      ]
    }
    case 'ask':
    case 'choose':
    case 'review':
      return questionUses(flow, id, node)
    case 'decide':
      if (!('by' in node)) return []
      return reasonsOf(input, node.by).map((key) => ({ ...at, key, role: 'reason' }))
    case 'secure_form':
      return [
        { ...at, key: node.text, role: 'bubble', gives: ['until'] },
        { ...at, key: node.label, role: 'button' },
      ]
    case 'end':
      return node.text === undefined ? [] : [{ ...at, key: node.text, role: 'bubble' }]
    default:
      return []
  }
}

function reasonsOf({ rules }: CheckInput, id: string): string[] {
  const table = rules.tables.get(id)
  return table ? [...table.rows.map(({ reason }) => reason), table.otherwise.reason] : []
}

type QuestionNode = Extract<AnyNode, { kind: 'ask' | 'choose' | 'review' }>

function questionUses(flow: LoadedFlow, id: string, node: QuestionNode): Use[] {
  const at = { flow: flow.id, node: id, gives: [] }
  const asides = [
    { key: node.retry, gives: [] },
    { key: node.help, gives: ['choices'] },
    { key: node.media, gives: [] },
  ].flatMap(({ key, gives }) => (key === undefined ? [] : [{ ...at, key, gives, role: 'bubble' as const }]))
  return [
    { ...at, key: node.text, role: 'question', gives: node.kind === 'review' ? ['summary'] : [] },
    ...asides,
    ...labelsOf(flow, node).map((label) => ({ ...at, ...label, role: 'button' as const })),
  ]
}

/** The keys of a question's own labels; a yes/no question may do without. */
function labelsOf(flow: LoadedFlow, node: QuestionNode): { key: string; optional?: true }[] {
  if (node.kind === 'review') return []
  if (node.kind === 'choose') return Object.keys(node.to).map((word) => ({ key: `${node.text}.${word}` }))
  if (answerType(flow, node.into) === 'yes_no')
    return ['yes', 'no'].map((word) => ({ key: `${node.text}.${word}`, optional: true }))
  return optionsOf(flow, node.into).map((word) => ({ key: `${node.text}.${word}` }))
}
