/** @module The list of things one can ask about, for those who come by the menu. */

import { defineFlow } from './define.ts'

export const questions = defineFlow({
  id: 'questions',
  title: 'questions.title',
  startedBy: [],
  slots: {},
  first: 'ask',
  nodes: {
    ask: {
      kind: 'choose',
      text: 'questions.ask',
      help: 'questions.help',
      policy: 'last',
      to: {
        benefits: 'benefits',
        contribution: 'contribution',
        claims: 'claims',
        conditions: 'conditions',
        programme: 'programme',
        genuine: 'genuine',
        menu: 'menu',
      },
    },
    benefits: { kind: 'call', flow: 'benefits' },
    contribution: { kind: 'call', flow: 'contribution' },
    claims: { kind: 'call', flow: 'claims' },
    conditions: { kind: 'call', flow: 'conditions' },
    programme: { kind: 'call', flow: 'programme' },
    genuine: { kind: 'call', flow: 'genuine' },
    menu: { kind: 'call', flow: 'menu' },
  },
})
