/** @module A request to erase data: explained, confirmed, filed for an officer. Erases nothing itself. */

import { defineFlow } from './define.ts'

export const erasure = defineFlow({
  id: 'erasure',
  title: 'erasure.title',
  startedBy: ['delete_data'],
  slots: {
    scope: { type: ['everything', 'chat', 'report'], volunteer: false },
    sure: { type: 'yes_no', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'intro',
  nodes: {
    intro: { kind: 'say', text: 'erasure.intro', next: 'scope' },
    scope: {
      kind: 'ask',
      text: 'erasure.ask_scope',
      help: 'erasure.help_scope',
      into: 'scope',
      policy: 'last',
      next: 'sure',
    },
    sure: { kind: 'ask', text: 'erasure.ask_sure', into: 'sure', next: 'is_sure' },
    is_sure: { kind: 'decide', when: { slot: 'sure', is: true }, then: 'holds', otherwise: 'kept' },

    // Asked before filing: afterwards the request itself is a case of this chat.
    holds: { kind: 'decide', own: 'cases', then: 'file_and_talk', otherwise: 'file' },
    file: {
      kind: 'file',
      case: 'erasure',
      fields: ['scope'],
      into: 'filed',
      next: 'filed',
      timeout: 'waiting',
    },
    filed: { kind: 'say', text: 'erasure.filed', next: 'end' },
    file_and_talk: {
      kind: 'file',
      case: 'erasure',
      fields: ['scope'],
      into: 'filed',
      next: 'filed_open',
      timeout: 'waiting',
    },
    filed_open: { kind: 'say', text: 'erasure.filed', next: 'open_case' },
    open_case: { kind: 'say', text: 'erasure.open_case', next: 'staff' },
    waiting: { kind: 'say', text: 'erasure.waiting', next: 'staff' },
    staff: { kind: 'hand_over', reason: 'erasure', next: 'end', timeout: 'staff_later' },

    staff_later: { kind: 'end', text: 'erasure.staff_later' },
    kept: { kind: 'end', text: 'erasure.kept' },
    end: { kind: 'end' },
  },
})
