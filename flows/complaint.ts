/** @module A complaint: a case of its own, with the national road beside it. Judges nobody. */

import { defineFlow } from './define.ts'

export const complaint = defineFlow({
  id: 'complaint',
  title: 'complaint.title',
  startedBy: ['complaint'],
  slots: {
    about: {
      type: ['hospital', 'bpjs', 'office', 'officer', 'money', 'chat', 'other'],
      volunteer: false,
    },
    now: { type: 'yes_no', volunteer: false },
    story: { type: 'text', volunteer: false },
    photo: { type: 'photo', volunteer: false },
    phone: { type: 'phone', cues: ['nomor', 'hp', 'wa', 'telepon'] },
    consent: { type: 'yes_no', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'intro',
  nodes: {
    intro: { kind: 'say', text: 'complaint.intro', next: 'about' },
    about: { kind: 'ask', text: 'complaint.ask_about', into: 'about', policy: 'last', next: 'at_hospital' },
    at_hospital: { kind: 'decide', on: 'about', to: { hospital: 'now' }, otherwise: 'story' },
    now: { kind: 'ask', text: 'complaint.ask_now', into: 'now', next: 'is_now' },
    is_now: { kind: 'decide', when: { slot: 'now', is: true }, then: 'help_now', otherwise: 'story' },
    help_now: { kind: 'say', text: 'complaint.now', next: 'story' },
    story: {
      kind: 'ask',
      text: 'complaint.ask_story',
      help: 'complaint.help_story',
      into: 'story',
      policy: 'join',
      next: 'photo',
    },
    photo: { kind: 'ask', text: 'complaint.ask_photo', into: 'photo', skippable: true, next: 'phone' },
    phone: { kind: 'ask', text: 'complaint.ask_phone', into: 'phone', skippable: true, next: 'review' },
    review: {
      kind: 'review',
      text: 'complaint.review',
      slots: ['about', 'now', 'story', 'photo', 'phone'],
      next: 'consent',
    },
    consent: { kind: 'ask', text: 'complaint.ask_consent', into: 'consent', next: 'agreed' },
    agreed: { kind: 'decide', when: { slot: 'consent', is: true }, then: 'file', otherwise: 'refused' },
    file: {
      kind: 'file',
      case: 'complaint',
      fields: ['about', 'now', 'story', 'photo', 'phone', 'consent'],
      into: 'filed',
      next: 'filed',
      timeout: 'waiting',
    },
    filed: { kind: 'say', text: 'complaint.filed', next: 'lapor' },
    lapor: {
      kind: 'say',
      text: 'complaint.lapor',
      link: { fact: 'tautan_lapor', label: 'complaint.lapor_label' },
      next: 'is_pressing',
    },
    // A patient turned away at the door waits for no working day.
    is_pressing: { kind: 'decide', when: { slot: 'now', is: true }, then: 'staff', otherwise: 'end' },
    staff: { kind: 'hand_over', reason: 'complaint', urgent: true, next: 'end', timeout: 'staff_later' },

    staff_later: { kind: 'end', text: 'complaint.staff_later' },
    waiting: { kind: 'end', text: 'complaint.waiting' },
    refused: { kind: 'end', text: 'complaint.refused', refuses: 'complaint' },
    end: { kind: 'end' },
  },
})
