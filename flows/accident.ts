/** @module Reporting a work accident: 112 first, then what an officer needs. Never says whether it was work-related. */

import { defineFlow } from './define.ts'

const MINUTE_MS = 60_000

export const accident = defineFlow({
  id: 'accident',
  title: 'accident.title',
  startedBy: ['accident_report', 'accident_emergency'],
  slots: {
    who: ['self', 'spouse', 'parent', 'child', 'family', 'friend'],
    name: { type: 'name', cues: ['nama'] },
    where: ['traffic', 'on_site', 'off_site', 'disease'],
    when: 'moment',
    place: 'where',
    story: { type: 'text', volunteer: false },
    injury: { type: 'text', volunteer: false },
    treated: ['none', 'partner', 'other', 'unknown'],
    phone: 'phone',
    consent: { type: 'yes_no', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'intro',
  reminder: { afterMs: 60 * MINUTE_MS, text: 'accident.reminder' },
  nodes: {
    intro: { kind: 'say', text: 'accident.intro', next: 'who' },
    who: { kind: 'ask', text: 'accident.ask_who', into: 'who', next: 'whose_name' },
    whose_name: {
      kind: 'decide',
      when: { slot: 'who', is: 'self' },
      then: 'name_self',
      otherwise: 'name_other',
    },
    name_self: { kind: 'ask', text: 'accident.ask_name_self', into: 'name', next: 'where' },
    name_other: { kind: 'ask', text: 'accident.ask_name_other', into: 'name', next: 'where' },
    where: { kind: 'ask', text: 'accident.ask_where', into: 'where', policy: 'last', next: 'when' },
    when: { kind: 'ask', text: 'accident.ask_when', into: 'when', next: 'place' },
    place: { kind: 'ask', text: 'accident.ask_place', into: 'place', next: 'story' },
    story: { kind: 'ask', text: 'accident.ask_story', into: 'story', policy: 'join', next: 'injury' },
    injury: { kind: 'ask', text: 'accident.ask_injury', into: 'injury', next: 'treated' },
    treated: { kind: 'ask', text: 'accident.ask_treated', into: 'treated', policy: 'last', next: 'phone' },
    phone: { kind: 'ask', text: 'accident.ask_phone', into: 'phone', next: 'review' },
    review: {
      kind: 'review',
      text: 'accident.review',
      slots: ['who', 'name', 'where', 'when', 'place', 'story', 'injury', 'treated', 'phone'],
      next: 'consent',
    },
    consent: { kind: 'ask', text: 'accident.ask_consent', into: 'consent', next: 'agreed' },
    agreed: { kind: 'decide', when: { slot: 'consent', is: true }, then: 'file', otherwise: 'refused' },
    file: {
      kind: 'file',
      case: 'accident',
      fields: ['who', 'name', 'where', 'when', 'place', 'story', 'injury', 'treated', 'phone', 'consent'],
      occurred: 'when',
      into: 'filed',
      next: 'filed',
      timeout: 'waiting',
    },
    filed: { kind: 'say', text: 'accident.filed', next: 'deadline' },
    deadline: { kind: 'say', text: 'accident.deadline', next: 'papers' },
    papers: { kind: 'say', text: 'accident.papers', papers: 'accident', next: 'end' },
    waiting: { kind: 'end', text: 'accident.waiting' },
    refused: { kind: 'end', text: 'accident.refused' },
    end: { kind: 'end' },
  },
})
