/** @module The first words, and the choices every resident can come back to. */

import { defineFlow } from './define.ts'

export const menu = defineFlow({
  id: 'menu',
  title: 'menu.title',
  startedBy: ['menu', 'greet'],
  slots: {},
  first: 'visit',
  nodes: {
    visit: { kind: 'decide', first: 'visit', then: 'welcome', otherwise: 'choices' },
    welcome: { kind: 'say', text: 'menu.welcome', next: 'choices' },
    choices: {
      kind: 'choose',
      text: 'menu.ask',
      help: 'menu.help',
      policy: 'last',
      to: {
        eligibility: 'eligibility',
        accident: 'accident',
        status: 'status',
        dtsen: 'dtsen',
        questions: 'questions',
        offices: 'offices',
        staff: 'staff',
        privacy: 'other',
      },
    },
    other: {
      kind: 'choose',
      text: 'menu.other',
      policy: 'last',
      to: {
        privacy: 'privacy',
        erasure: 'erasure',
        complaint: 'complaint',
        genuine: 'genuine',
        menu: 'choices',
      },
    },
    eligibility: { kind: 'call', flow: 'eligibility' },
    accident: { kind: 'call', flow: 'accident' },
    status: { kind: 'call', flow: 'status' },
    dtsen: { kind: 'call', flow: 'dtsen' },
    questions: { kind: 'call', flow: 'questions' },
    offices: { kind: 'call', flow: 'offices' },
    staff: { kind: 'call', flow: 'staff' },
    privacy: { kind: 'call', flow: 'privacy' },
    erasure: { kind: 'call', flow: 'erasure' },
    complaint: { kind: 'call', flow: 'complaint' },
    genuine: { kind: 'call', flow: 'genuine' },
  },
})
