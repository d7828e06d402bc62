/** @module The road to a person: what it is about travels along, so that nobody has to tell it twice. */

import { defineFlow } from './define.ts'

export const staff = defineFlow({
  id: 'staff',
  title: 'staff.title',
  startedBy: ['human_handoff'],
  slots: { about: { type: 'text', volunteer: false } },
  first: 'about',
  nodes: {
    about: {
      kind: 'ask',
      text: 'staff.ask_about',
      help: 'staff.help_about',
      into: 'about',
      policy: 'join',
      skippable: true,
      next: 'hand_over',
    },
    hand_over: { kind: 'hand_over', reason: 'asked', next: 'end', timeout: 'later' },
    later: { kind: 'end', text: 'staff.later' },
    end: { kind: 'end', text: 'staff.end' },
  },
})
