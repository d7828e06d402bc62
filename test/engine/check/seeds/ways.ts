/** @module Planted faults: ways that lead nowhere, questions without a word for what goes wrong, and beginnings. */

import { add, all, drop, edit, flowField, node, nodesOf, type Seed, startedBy } from '../plant.ts'

export const ways: readonly Seed[] = [
  {
    what: 'a node that nothing leads to',
    plant: all(add('death', 'again', { kind: 'say', text: 'death.sorry', next: 'end' })),
    finds: { rule: 'unreachable', flow: 'death', node: 'again' },
  },
  {
    what: 'a flow that nothing starts',
    plant: all(
      flowField('check', { startedBy: [] }),
      edit('menu', 'check', { flow: 'status' }),
      (service) => {
        startedBy(service, 'menu').push('eligibility_check')
      },
    ),
    finds: { rule: 'unstarted', flow: 'check' },
  },
  {
    what: 'a flow that cannot end',
    plant: all(
      edit('staff', 'hand_over', { next: 'about', timeout: 'about' }),
      (service) => {
        delete nodesOf(service, 'staff').end
      },
      edit('staff', 'about', { again: true }),
    ),
    finds: { rule: 'endless', flow: 'staff', says: 'cannot end' },
  },
  {
    what: 'a way into a corner of a flow without an end',
    plant: all(
      edit('status', 'retry', { to: { try: 'number', enough: 'corner' } }),
      add('status', 'corner', {
        kind: 'choose',
        text: 'status.ask_retry',
        to: { try: 'corner', enough: 'corner' },
      }),
    ),
    finds: { rule: 'endless', flow: 'status', node: 'corner' },
  },
  {
    what: 'a loop without a question',
    plant: edit('check', 'maybe', { next: 'verdict' }),
    finds: { rule: 'loop', flow: 'check', node: 'verdict', says: 'verdict → maybe → verdict' },
  },
  {
    what: 'a loop whose only question is passed over the second time',
    plant: all(
      edit('status', 'retry', { to: { try: 'number', enough: 'end' } }),
      edit('status', 'look_up', { to: { found: 'found', not_found: 'number', limited: 'retry' } }),
      edit('status', 'number', { again: false }),
      edit('status', 'code', { again: false }),
    ),
    finds: { rule: 'loop', flow: 'status', node: 'number' },
  },
  {
    what: 'flows that call each other without a question',
    plant: all(
      edit('death', 'sorry', { next: 'again' }),
      add('death', 'again', { kind: 'call', flow: 'staff', next: 'staff' }),
      edit('staff', 'about', { when: { slot: 'about', known: true } }),
      edit('staff', 'hand_over', { next: 'back' }),
      add('staff', 'back', { kind: 'call', flow: 'death', next: 'end' }),
    ),
    finds: { rule: 'loop', flow: 'death', says: 'death → staff → death', besides: ['never_set'] },
  },
  {
    what: 'a question without a retry text',
    plant: edit('accident', 'when', { retry: '' }),
    finds: { rule: 'no_retry', flow: 'accident', node: 'when', besides: ['text_missing'] },
  },
  {
    what: 'a question without help',
    plant: edit('accident', 'when', { help: '' }),
    finds: { rule: 'no_help', flow: 'accident', node: 'when', besides: ['text_missing'] },
  },
  {
    what: 'a question without a word to voice notes and stickers',
    plant: edit('accident', 'when', { media: '' }),
    finds: { rule: 'no_media', flow: 'accident', node: 'when', besides: ['text_missing'] },
  },
  {
    what: 'a question without a way after silence',
    plant: edit('accident', 'when', { timeout: '' }),
    finds: { rule: 'no_timeout', flow: 'accident', node: 'when', besides: ['missing_node'] },
  },
  {
    what: 'a question that never offers a person',
    plant: edit('accident', 'when', { tries: 99 }),
    finds: { rule: 'no_tries', flow: 'accident', node: 'when' },
  },
  {
    what: 'a case that is waited for without end',
    plant: (service) => {
      delete node(service, 'accident', 'file').timeout
      delete nodesOf(service, 'accident').waiting
      drop('accident.waiting')(service)
    },
    finds: { rule: 'no_timeout', flow: 'accident', node: 'file' },
  },
  {
    what: 'a hand-over that nobody ends',
    plant: (service) => {
      delete node(service, 'death', 'staff').timeout
    },
    finds: { rule: 'no_timeout', flow: 'death', node: 'staff' },
  },
  {
    what: 'a look-up that is waited for without end',
    plant: (service) => {
      delete node(service, 'status', 'look_up').timeout
      delete nodesOf(service, 'status').later
      drop('status.later')(service)
    },
    finds: { rule: 'no_timeout', flow: 'status', node: 'look_up' },
  },
  {
    what: 'an intent that starts nothing',
    plant: (service) => {
      const list = startedBy(service, 'menu')
      list.splice(list.indexOf('complaint'), 1)
    },
    finds: { rule: 'intent_unstarted', key: 'complaint' },
  },
  {
    what: 'two flows that one intent starts without topics',
    plant: flowField('check', { startedBy: ['eligibility_check', 'accident_report'] }),
    finds: { rule: 'intent_twice', flow: 'check', says: 'accident_report' },
  },
  {
    what: 'a topic that understanding never names',
    plant: flowField('smalltalk', { topics: { off_topic: 'off_topic', weather: 'off_topic' } }),
    finds: { rule: 'no_such_topic', flow: 'smalltalk', says: 'weather' },
  },
]
