/** @module News of a death: condolence, the road of the heirs, a case of its own, and a person at the head of the queue. */

import { defineFlow } from './define.ts'

const MINUTE_MS = 60_000

const TOLD = ['heir', 'name', 'when', 'cause', 'where', 'contact', 'phone'] as const

export const death = defineFlow({
  id: 'death',
  title: 'death.title',
  // What the family gets is a question; that somebody died is news, and the engine starts this by it.
  startedBy: [],
  slots: {
    // Who died, seen from the reporter; the checklist of papers knows it by this name.
    heir: ['spouse', 'parent', 'child', 'family', 'other'],
    adult: { type: 'yes_no', volunteer: false },
    name: { type: 'name', cues: ['nama', 'bernama', 'almarhum', 'almarhumah', 'alm'] },
    when: 'moment',
    cause: { type: ['work', 'not_work', 'unknown'], volunteer: false },
    where: { type: ['traffic', 'other'], volunteer: false },
    contact: { type: 'name', volunteer: false },
    phone: { type: 'phone', cues: ['nomor', 'hp', 'wa', 'telepon'] },
    consent: { type: 'yes_no', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'intro',
  reminder: { afterMs: 60 * MINUTE_MS, text: 'death.reminder' },
  nodes: {
    intro: { kind: 'say', text: 'death.intro', next: 'heir' },
    heir: {
      kind: 'ask',
      text: 'death.ask_heir',
      help: 'death.help_heir',
      into: 'heir',
      policy: 'last',
      next: 'may_be_child',
    },

    // A son or daughter who writes may be a child: heard, asked nothing about itself, an adult is called.
    may_be_child: { kind: 'decide', on: 'heir', to: { parent: 'adult' }, otherwise: 'name' },
    adult: { kind: 'ask', text: 'death.ask_adult', into: 'adult', next: 'age' },
    age: { kind: 'decide', when: { slot: 'adult', is: false }, then: 'child', otherwise: 'name' },
    child: { kind: 'say', text: 'death.child', next: 'name' },

    name: { kind: 'ask', text: 'death.ask_name', into: 'name', next: 'when' },
    when: { kind: 'ask', text: 'death.ask_when', into: 'when', skippable: true, next: 'cause' },
    cause: { kind: 'ask', text: 'death.ask_cause', into: 'cause', policy: 'last', next: 'by_work' },
    by_work: { kind: 'decide', on: 'cause', to: { not_work: 'reporter' }, otherwise: 'where' },
    where: {
      kind: 'ask',
      text: 'death.ask_where',
      into: 'where',
      policy: 'last',
      skippable: true,
      next: 'reporter',
    },

    reporter: {
      kind: 'decide',
      when: { slot: 'adult', is: false },
      then: 'contact_child',
      otherwise: 'contact',
    },
    contact: { kind: 'ask', text: 'death.ask_contact', into: 'contact', next: 'phone' },
    contact_child: { kind: 'ask', text: 'death.ask_contact_child', into: 'contact', next: 'phone' },
    phone: { kind: 'ask', text: 'death.ask_phone', help: 'death.help_phone', into: 'phone', next: 'review' },
    review: { kind: 'review', text: 'death.review', slots: TOLD, next: 'who_agrees' },

    who_agrees: { kind: 'decide', when: { slot: 'adult', is: false }, then: 'file', otherwise: 'consent' },
    consent: { kind: 'ask', text: 'death.ask_consent', into: 'consent', next: 'agreed' },
    agreed: { kind: 'decide', when: { slot: 'consent', is: true }, then: 'file', otherwise: 'refused' },
    refused: { kind: 'say', text: 'death.refused', refuses: 'death', next: 'staff' },
    file: {
      kind: 'file',
      case: 'death',
      fields: [...TOLD, 'adult', 'consent'],
      occurred: 'when',
      urgent: true,
      into: 'filed',
      next: 'filed',
      timeout: 'waiting',
    },
    waiting: { kind: 'say', text: 'death.waiting', next: 'staff' },
    filed: { kind: 'say', text: 'death.filed', next: 'road' },
    road: { kind: 'decide', on: 'cause', to: { work: 'heirs_work' }, otherwise: 'heirs' },
    heirs: { kind: 'say', text: 'death.heirs', next: 'papers' },
    heirs_work: { kind: 'say', text: 'death.heirs_work', next: 'papers' },
    papers: { kind: 'say', text: 'death.papers', papers: 'death', next: 'staff' },

    staff: { kind: 'hand_over', reason: 'death', urgent: true, next: 'end', timeout: 'staff_later' },
    staff_later: { kind: 'end', text: 'death.staff_later' },
    end: { kind: 'end', text: 'death.end' },
  },
})
