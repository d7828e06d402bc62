/** @module DTSEN in general: what it is, the roads to correct it, how long it takes, and that it promises nothing. */

import { defineFlow } from './define.ts'

export const dtsen = defineFlow({
  id: 'dtsen',
  title: 'dtsen.title',
  startedBy: ['dtsen_update'],
  topics: {
    cek_bansos: 'online',
    command_center: 'online',
    disdukcapil: 'steps',
    kelurahan: 'kelurahan',
    dinsos: 'kelurahan',
    papers: 'papers',
    phone: 'online',
    scam: 'genuine',
  },
  slots: {},
  first: 'ask',
  nodes: {
    ask: {
      kind: 'choose',
      text: 'dtsen.ask',
      help: 'dtsen.help',
      policy: 'last',
      to: {
        decile: 'decile',
        fix: 'steps',
        missing: 'missing',
        online: 'online',
        time: 'time',
        about: 'about',
        menu: 'menu',
      },
    },
    about: { kind: 'say', text: 'dtsen.about', next: 'about_decile' },
    about_decile: { kind: 'say', text: 'dtsen.about_decile', next: 'next' },
    missing: { kind: 'say', text: 'dtsen.missing', next: 'steps' },
    online: {
      kind: 'say',
      text: 'dtsen.online',
      link: { fact: 'tautan_cekbansos', label: 'dtsen.open_cekbansos' },
      next: 'next',
    },
    kelurahan: { kind: 'say', text: 'dtsen.kelurahan', next: 'papers' },
    papers: { kind: 'say', text: 'dtsen.papers', papers: 'dtsen', next: 'next' },
    time: { kind: 'say', text: 'dtsen.time', next: 'no_promise' },
    no_promise: { kind: 'say', text: 'dtsen.no_promise', next: 'next' },
    next: {
      kind: 'choose',
      text: 'dtsen.next',
      policy: 'last',
      onlyAlone: true,
      to: { steps: 'steps', eligibility: 'eligibility', staff: 'staff', menu: 'menu' },
    },
    decile: { kind: 'call', flow: 'decile' },
    steps: { kind: 'call', flow: 'dtsen_steps' },
    eligibility: { kind: 'call', flow: 'eligibility' },
    staff: { kind: 'call', flow: 'staff' },
    menu: { kind: 'call', flow: 'menu' },
    genuine: { kind: 'call', flow: 'genuine' },
  },
})
