/** @module Taking back the leave to work on a report: what it stops, confirmed, filed. From the filing on nobody works on it. */

import { defineFlow } from './define.ts'

export const withdrawal = defineFlow({
  id: 'withdrawal',
  title: 'withdrawal.title',
  startedBy: ['delete_data'],
  topics: { consent: 'has_case' },
  slots: {
    what: { type: ['accident', 'death', 'complaint', 'everything'], volunteer: false },
    sure: { type: 'yes_no', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'has_case',
  nodes: {
    has_case: { kind: 'decide', own: 'cases', then: 'what', otherwise: 'none' },
    none: { kind: 'end', text: 'withdrawal.none' },
    what: {
      kind: 'ask',
      text: 'withdrawal.ask_what',
      help: 'withdrawal.help_what',
      into: 'what',
      policy: 'last',
      next: 'means',
    },
    means: { kind: 'say', text: 'withdrawal.means', next: 'sure' },
    sure: { kind: 'ask', text: 'withdrawal.ask_sure', into: 'sure', next: 'is_sure' },
    is_sure: { kind: 'decide', when: { slot: 'sure', is: true }, then: 'file', otherwise: 'kept' },
    file: {
      kind: 'file',
      case: 'withdrawal',
      fields: ['what'],
      into: 'filed',
      next: 'filed',
      timeout: 'waiting',
    },
    filed: { kind: 'end', text: 'withdrawal.filed' },
    waiting: { kind: 'end', text: 'withdrawal.waiting' },
    kept: { kind: 'end', text: 'withdrawal.kept' },
  },
})
