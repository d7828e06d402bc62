/** @module Is somebody on the list: asked on the secure form behind a one-time link, never in the chat; the answer comes as news. */

import { defineFlow } from './define.ts'

export const registered = defineFlow({
  id: 'registered',
  title: 'registered.title',
  startedBy: ['eligibility_check'],
  topics: { registered: 'intro' },
  slots: {},
  first: 'intro',
  nodes: {
    intro: { kind: 'say', text: 'registered.intro', next: 'proof' },
    proof: { kind: 'say', text: 'registered.proof', next: 'which' },
    which: {
      kind: 'choose',
      text: 'registered.which',
      policy: 'last',
      to: { list: 'form', self_check: 'self_check', staff: 'staff', done: 'done' },
    },
    form: {
      kind: 'secure_form',
      text: 'registered.form',
      label: 'registered.form.label',
      next: 'over',
      refused: 'refused',
      timeout: 'later',
    },
    refused: { kind: 'end', text: 'registered.refused' },
    later: { kind: 'end', text: 'registered.later' },
    self_check: { kind: 'call', flow: 'eligibility' },
    staff: { kind: 'call', flow: 'staff' },
    over: { kind: 'end' },
    done: { kind: 'end', text: 'questions.bye' },
  },
})
