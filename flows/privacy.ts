/** @module What is kept, for how long, and what a resident may ask of it. Shows nothing beyond this chat. */

import { defineFlow } from './define.ts'

export const privacy = defineFlow({
  id: 'privacy',
  title: 'privacy.title',
  startedBy: ['privacy'],
  topics: { scam: 'genuine' },
  slots: {
    story: { type: 'text', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'kept',
  nodes: {
    kept: {
      kind: 'say',
      text: 'privacy.kept',
      items: [
        { text: 'privacy.kept_chat' },
        { text: 'privacy.kept_case' },
        { text: 'privacy.kept_check' },
        { text: 'privacy.kept_nik' },
      ],
      next: 'rights',
    },
    rights: { kind: 'say', text: 'privacy.rights', next: 'ask_next' },
    ask_next: {
      kind: 'choose',
      text: 'privacy.ask_next',
      policy: 'last',
      onlyAlone: true,
      to: {
        mine: 'has_own',
        fix: 'story',
        nik: 'nik',
        genuine: 'genuine',
        withdrawal: 'withdrawal',
        erasure: 'erasure',
        done: 'done',
      },
    },
    has_own: { kind: 'decide', own: 'cases', then: 'mine', otherwise: 'mine_none' },
    mine: { kind: 'say', text: 'privacy.mine', asks: 'own_data', next: 'ask_next' },
    mine_none: { kind: 'say', text: 'privacy.mine_none', asks: 'own_data', next: 'ask_next' },
    story: { kind: 'ask', text: 'privacy.ask_story', into: 'story', again: true, next: 'file_fix' },
    file_fix: {
      kind: 'file',
      case: 'correction',
      fields: ['story'],
      into: 'filed',
      next: 'fixed',
      timeout: 'fix_waiting',
    },
    fixed: { kind: 'say', text: 'privacy.fixed', next: 'ask_next' },
    fix_waiting: { kind: 'say', text: 'privacy.fix_waiting', next: 'ask_next' },
    nik: { kind: 'say', text: 'privacy.nik', next: 'ask_next' },
    genuine: { kind: 'call', flow: 'genuine' },
    withdrawal: { kind: 'call', flow: 'withdrawal' },
    erasure: { kind: 'call', flow: 'erasure' },
    done: { kind: 'end', text: 'privacy.done' },
  },
})
