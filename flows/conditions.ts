/** @module Who SIGAP is for, in general: the short rules with their source, then the self-check is offered. */

import { defineFlow } from './define.ts'

export const conditions = defineFlow({
  id: 'conditions',
  title: 'conditions.title',
  startedBy: ['eligibility_rules'],
  topics: {
    age: 'age',
    papers: 'who_and_papers',
    quota: 'quota',
    dinsos: 'no_form',
    disnaker: 'no_form',
    kelurahan: 'no_form',
    cek_bansos: 'no_form',
    scam: 'genuine',
  },
  slots: {},
  first: 'who',
  nodes: {
    who: { kind: 'say', text: 'conditions.who', next: 'no_form' },
    no_form: { kind: 'say', text: 'conditions.no_form', next: 'next' },
    age: { kind: 'say', text: 'conditions.age', next: 'next' },
    who_and_papers: { kind: 'say', text: 'conditions.who', next: 'papers' },
    papers: { kind: 'say', text: 'conditions.papers', next: 'next' },
    quota: { kind: 'say', text: 'programme.quota', next: 'next' },
    next: {
      kind: 'choose',
      text: 'conditions.next',
      policy: 'last',
      onlyAlone: true,
      to: { eligibility: 'eligibility', dtsen: 'dtsen', staff: 'staff', menu: 'menu', done: 'done' },
    },
    eligibility: { kind: 'call', flow: 'eligibility' },
    dtsen: { kind: 'call', flow: 'dtsen' },
    staff: { kind: 'call', flow: 'staff' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
    genuine: { kind: 'call', flow: 'genuine' },
  },
})
