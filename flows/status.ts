/** @module How far a case is: those of this chat at once, others by number and code. Never says whose case it is. */

import { defineFlow } from './define.ts'

export const status = defineFlow({
  id: 'status',
  title: 'status.title',
  startedBy: ['accident_status'],
  slots: {
    number: 'case_number',
    code: { type: 'code', volunteer: false },
    found: { type: 'text', volunteer: false },
  },
  first: 'has_own',
  nodes: {
    has_own: { kind: 'decide', own: 'cases', then: 'mine', otherwise: 'none' },
    mine: { kind: 'say', text: 'status.mine', next: 'ask_next' },
    ask_next: {
      kind: 'choose',
      text: 'status.ask_next',
      policy: 'last',
      onlyAlone: true,
      to: { other: 'number_again', staff: 'staff', done: 'done' },
    },
    none: { kind: 'say', text: 'status.none', next: 'number' },
    number: {
      kind: 'ask',
      text: 'status.ask_number',
      retry: 'status.retry_number',
      into: 'number',
      next: 'code',
    },
    code: { kind: 'ask', text: 'status.ask_code', into: 'code', next: 'look_up' },
    look_up: {
      kind: 'look_up',
      number: 'number',
      code: 'code',
      into: 'found',
      to: { found: 'found', not_found: 'not_found', limited: 'limited' },
      timeout: 'later',
    },
    found: { kind: 'say', text: 'status.found', next: 'ask_next' },
    // Who mistyped writes the number again at once.
    // An unknown number, a wrong code and too many tries sound alike: nobody learns which numbers exist.
    not_found: { kind: 'say', text: 'status.not_found', next: 'number_again' },
    limited: { kind: 'say', text: 'status.limited', next: 'ask_retry' },
    ask_retry: {
      kind: 'choose',
      text: 'status.ask_retry',
      policy: 'last',
      to: { retry: 'number_again', staff: 'staff', done: 'done' },
    },
    number_again: {
      kind: 'ask',
      text: 'status.ask_number',
      retry: 'status.retry_number',
      into: 'number',
      again: true,
      next: 'code_again',
    },
    code_again: { kind: 'ask', text: 'status.ask_code', into: 'code', again: true, next: 'look_up' },
    staff: { kind: 'call', flow: 'staff' },
    later: { kind: 'end', text: 'status.later' },
    done: { kind: 'end', text: 'status.done' },
  },
})
