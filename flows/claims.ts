/** @module Papers and times of a claim; what BPJS Ketenagakerjaan decides is not decided here. */

import { defineFlow } from './define.ts'

export const claims = defineFlow({
  id: 'claims',
  title: 'claims.title',
  // News of a death starts the flow of that name; a question about such a claim is answered here.
  startedBy: ['claim_documents', 'death_claim'],
  topics: {
    death: 'death',
    death_claim: 'death',
    funeral: 'death',
    scholarship: 'scholarship',
    treatment: 'where',
    hospital: 'where',
    stmb: 'where',
    disability: 'where',
    commute: 'where',
    deadline: 'deadline',
    card: 'card',
    scam: 'genuine',
  },
  // The names the checklists of papers read.
  slots: { where: { type: ['on_site', 'traffic', 'off_site'], volunteer: false } },
  first: 'ask',
  nodes: {
    ask: {
      kind: 'choose',
      text: 'claims.ask',
      policy: 'last',
      to: { accident: 'where', death: 'death', time: 'time', deadline: 'deadline', menu: 'menu' },
    },
    where: {
      kind: 'ask',
      text: 'claims.ask_where',
      help: 'claims.help_where',
      into: 'where',
      policy: 'last',
      skippable: true,
      next: 'accident',
    },
    accident: { kind: 'say', text: 'claims.accident', papers: 'accident', next: 'accident_road' },
    accident_road: { kind: 'say', text: 'claims.accident_road', next: 'next' },
    death: { kind: 'say', text: 'claims.death', papers: 'death', next: 'next' },
    scholarship: { kind: 'say', text: 'benefits.scholarship', next: 'next' },
    time: { kind: 'say', text: 'claims.time', next: 'next' },
    deadline: { kind: 'say', text: 'claims.deadline', next: 'next' },
    card: { kind: 'say', text: 'programme.card', next: 'next' },
    next: {
      kind: 'choose',
      text: 'claims.next',
      policy: 'last',
      onlyAlone: true,
      to: { report: 'report', family: 'family', time: 'time', staff: 'staff', menu: 'menu', done: 'done' },
    },
    report: { kind: 'call', flow: 'accident' },
    family: { kind: 'call', flow: 'death' },
    staff: { kind: 'call', flow: 'staff' },
    genuine: { kind: 'call', flow: 'genuine' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
  },
})
