/** @module Planted faults: names that lead nowhere, and values nobody can have. */

import { add, all, edit, flowField, nodesOf, type Seed, slots, write } from '../plant.ts'
import type { Loose } from '../service.ts'

export const targets: readonly Seed[] = [
  {
    what: 'a node that leads nowhere',
    plant: edit('death', 'sorry', { next: 'nowhere' }),
    finds: {
      rule: 'missing_node',
      flow: 'death',
      node: 'sorry',
      says: 'nowhere',
      besides: ['unreachable', 'unreachable', 'endless'],
    },
  },
  {
    what: 'a branch of a decision that leads nowhere',
    plant: edit('accident', 'is_other', { to: { other: 'nama' } }),
    finds: {
      rule: 'missing_node',
      flow: 'accident',
      node: 'is_other',
      says: 'to.other',
      besides: ['unreachable'],
    },
  },
  {
    what: 'a topic that leads nowhere',
    plant: flowField('smalltalk', { topics: { off_topic: 'off_topic', thanks: 'welcome' } }),
    finds: { rule: 'missing_node', flow: 'smalltalk', says: 'topics.thanks' },
  },
  {
    what: 'a successor of a removed node that does not exist',
    plant: flowField('accident', { moved: { whom: 'whose' } }),
    finds: { rule: 'missing_node', flow: 'accident', says: 'moved.whom' },
  },
  {
    what: 'a call of a flow that does not exist',
    plant: edit('menu', 'check', { flow: 'checks' }),
    finds: { rule: 'missing_flow', flow: 'menu', node: 'check', says: 'checks' },
  },
  {
    what: 'a flow that is announced and not there',
    plant: ({ names }) => names.flows.push('privacy'),
    finds: { rule: 'missing_flow', flow: 'privacy' },
  },
  {
    what: 'a node that the engine enters and that is gone',
    plant: (service) => {
      const nodes = nodesOf(service, 'menu')
      nodes.pick = nodes.choices as Loose
      delete nodes.choices
      Object.assign(nodes.welcome ?? {}, { next: 'pick' })
    },
    finds: { rule: 'missing_node', flow: 'menu', node: 'choices', says: 'engine' },
  },
  {
    what: 'a decision table that does not exist',
    plant: edit('check', 'verdict', { by: 'covers' }),
    finds: {
      rule: 'missing_table',
      flow: 'check',
      node: 'verdict',
      besides: ['text_unused', 'text_unused', 'text_unused'],
    },
  },
  {
    what: 'a verdict that leads nowhere',
    plant: all(edit('check', 'verdict', { to: { yes: 'yes' } }), edit('check', 'yes', { next: 'maybe' })),
    finds: { rule: 'verdict_open', flow: 'check', node: 'verdict', says: 'maybe' },
  },
  {
    what: 'verdicts that differ from those of the tables',
    plant: ({ names }) => names.verdicts.push('never'),
    finds: { rule: 'verdicts_differ', key: 'VERDICTS', says: 'never' },
  },
  {
    what: 'a checklist that does not exist',
    plant: edit('accident', 'papers', { papers: 'accidents' }),
    finds: { rule: 'missing_papers', flow: 'accident', node: 'papers' },
  },
  {
    what: 'a question that fills a slot nobody declared',
    plant: edit('staff', 'about', { into: 'what' }),
    finds: { rule: 'missing_slot', flow: 'staff', node: 'about', says: 'what', besides: ['slot_unfilled'] },
  },
  {
    what: 'a branch on a word that the slot never holds',
    plant: edit('accident', 'is_other', { to: { others: 'name', other: 'name' } }),
    finds: { rule: 'no_such_value', flow: 'accident', node: 'is_other', says: 'others' },
  },
  {
    what: 'a text that waits for a word that the slot never holds',
    plant: write(
      'check.maybe',
      '{verdict_why} {slot_decile_raw, select, lowest {Rendah.} other {Belum jelas.}}',
    ),
    finds: { rule: 'no_such_value', flow: 'check', node: 'maybe', key: 'check.maybe', says: 'lowest' },
  },
  {
    what: 'an answer that the decision table does not know',
    plant: all(
      slots('check', { decile: ['low', 'high', 'unknown', 'middle'] }),
      write('check.ask_decile.middle', 'Desil tengah'),
    ),
    finds: { rule: 'no_such_value', flow: 'check', node: 'verdict', says: 'middle' },
  },
  {
    what: 'a removed node that is still there',
    plant: flowField('accident', { moved: { whom: 'who', who: 'name' } }),
    finds: { rule: 'moved_exists', flow: 'accident', node: 'who' },
  },
  {
    what: 'a question without choices',
    plant: all(
      edit('status', 'look_up', { to: { found: 'found', not_found: 'retry', limited: 'none' } }),
      add('status', 'none', { kind: 'choose', text: 'status.ask_retry', to: {}, timeout: 'later' }),
    ),
    finds: { rule: 'no_choices', flow: 'status', node: 'none' },
  },
  {
    what: 'a verdict that the table never gives',
    plant: edit('check', 'verdict', { to: { yes: 'yes', maybe: 'maybe', never: 'maybe' } }),
    finds: { rule: 'verdict_unknown', flow: 'check', node: 'verdict', says: 'never' },
  },
  {
    what: 'a decision table that asks for what nobody is asked',
    plant: (service) => {
      Object.assign(service.table.inputs ?? {}, { age: { type: 'number', min: 0, max: 120 } })
      write('cover.if.age.0-120', 'umurnya lain')(service)
    },
    finds: { rule: 'missing_input', flow: 'check', node: 'verdict', says: 'age' },
  },
]
