/** @module "Is this a scam?": what is true, what we never ask for, how to check. Other flows call it. */

import { defineFlow } from './define.ts'

export const genuine = defineFlow({
  id: 'genuine',
  title: 'genuine.title',
  startedBy: [],
  slots: {},
  first: 'programme',
  nodes: {
    programme: { kind: 'say', text: 'genuine.programme', next: 'check' },
    check: { kind: 'say', text: 'genuine.check', next: 'next' },
    next: {
      kind: 'choose',
      text: 'genuine.next',
      policy: 'last',
      onlyAlone: true,
      to: { staff: 'staff', complaint: 'complaint', privacy: 'privacy', menu: 'menu', done: 'done' },
    },
    staff: { kind: 'call', flow: 'staff' },
    complaint: { kind: 'call', flow: 'complaint' },
    privacy: { kind: 'call', flow: 'privacy' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
  },
})
