/** @module How a family sees its decile; the service itself cannot look it up. */

import { defineFlow } from './define.ts'

export const decile = defineFlow({
  id: 'decile',
  title: 'decile.title',
  startedBy: ['dtsen_check_decile'],
  topics: {
    kelurahan: 'failed',
    dinsos: 'failed',
    command_center: 'failed',
    scam: 'genuine',
    meaning: 'about',
    dtsen_meaning: 'about_dtsen',
  },
  slots: {},
  first: 'how',
  nodes: {
    how: {
      kind: 'say',
      text: 'decile.how',
      link: { fact: 'tautan_cekbansos', label: 'dtsen.open_cekbansos' },
      next: 'limits',
    },
    limits: { kind: 'say', text: 'decile.limits', next: 'next' },
    next: {
      kind: 'choose',
      text: 'decile.next',
      policy: 'last',
      onlyAlone: true,
      to: {
        known: 'eligibility',
        wrong: 'steps',
        failed: 'failed',
        about: 'about',
        menu: 'menu',
        done: 'done',
      },
    },
    failed: { kind: 'say', text: 'decile.failed', next: 'more' },
    about_dtsen: { kind: 'say', text: 'dtsen.about', next: 'about' },
    about: { kind: 'say', text: 'dtsen.about_decile', next: 'more' },
    more: {
      kind: 'choose',
      text: 'decile.more',
      policy: 'last',
      onlyAlone: true,
      to: {
        known: 'eligibility',
        wrong: 'steps',
        about: 'about',
        staff: 'staff',
        menu: 'menu',
        done: 'done',
      },
    },
    eligibility: { kind: 'call', flow: 'eligibility' },
    steps: { kind: 'call', flow: 'dtsen_steps' },
    staff: { kind: 'call', flow: 'staff' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
    genuine: { kind: 'call', flow: 'genuine' },
  },
})
