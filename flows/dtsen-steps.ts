/** @module Correcting DTSEN step by step; each step waits for "sudah", today or another day. */

import { defineFlow } from './define.ts'

export const dtsenSteps = defineFlow({
  id: 'dtsen_steps',
  title: 'dtsen_steps.title',
  startedBy: [],
  slots: {},
  first: 'intro',
  nodes: {
    intro: { kind: 'say', text: 'dtsen_steps.intro', next: 'identity' },

    identity: {
      kind: 'choose',
      text: 'dtsen_steps.identity',
      help: 'dtsen_steps.identity_help',
      policy: 'last',
      to: { done: 'papers', not_yet: 'identity_how' },
    },
    identity_how: { kind: 'say', text: 'dtsen_steps.identity_how', next: 'identity_wait' },
    identity_wait: {
      kind: 'choose',
      text: 'dtsen_steps.wait',
      policy: 'last',
      to: { done: 'papers', not_yet: 'identity_how' },
    },

    papers: {
      kind: 'choose',
      text: 'dtsen_steps.papers',
      policy: 'last',
      to: { done: 'kelurahan', not_yet: 'papers_how' },
    },
    papers_how: { kind: 'say', text: 'dtsen_steps.papers_how', papers: 'dtsen', next: 'papers_wait' },
    papers_wait: {
      kind: 'choose',
      text: 'dtsen_steps.wait',
      policy: 'last',
      to: { done: 'kelurahan', not_yet: 'papers_how' },
    },

    kelurahan: {
      kind: 'choose',
      text: 'dtsen_steps.kelurahan',
      policy: 'last',
      to: { done: 'visit', kelurahan: 'kelurahan_how', online: 'online_how' },
    },
    kelurahan_how: { kind: 'say', text: 'dtsen.kelurahan', next: 'kelurahan_wait' },
    kelurahan_wait: {
      kind: 'choose',
      text: 'dtsen_steps.wait',
      policy: 'last',
      to: { done: 'visit', not_yet: 'kelurahan' },
    },
    online_how: {
      kind: 'say',
      text: 'dtsen.online',
      link: { fact: 'tautan_cekbansos', label: 'dtsen.open_cekbansos' },
      next: 'kelurahan_wait',
    },

    visit: {
      kind: 'choose',
      text: 'dtsen_steps.visit',
      policy: 'last',
      to: { done: 'finished', not_yet: 'visit_how' },
    },
    visit_how: { kind: 'say', text: 'dtsen_steps.visit_how', next: 'visit_wait' },
    visit_wait: {
      kind: 'choose',
      text: 'dtsen_steps.wait',
      policy: 'last',
      to: { done: 'finished', not_yet: 'visit_how' },
    },

    finished: { kind: 'say', text: 'dtsen_steps.finished', next: 'no_promise' },
    no_promise: { kind: 'say', text: 'dtsen.no_promise', next: 'next' },
    next: {
      kind: 'choose',
      text: 'dtsen_steps.next',
      policy: 'last',
      onlyAlone: true,
      to: { decile: 'decile', eligibility: 'eligibility', staff: 'staff', menu: 'menu', done: 'done' },
    },
    decile: { kind: 'call', flow: 'decile' },
    eligibility: { kind: 'call', flow: 'eligibility' },
    staff: { kind: 'call', flow: 'staff' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
  },
})
