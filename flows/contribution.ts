/** @module What cover costs: nothing for SIGAP members, the contribution and its discount for those who pay. */

import { defineFlow } from './define.ts'

export const contribution = defineFlow({
  id: 'contribution',
  title: 'contribution.title',
  startedBy: ['contribution_info'],
  topics: {
    discount: 'discount',
    arrears: 'arrears',
    pay_how: 'join',
    jht: 'jht',
    card: 'card',
    papers: 'join',
    difference_kesehatan: 'difference',
    scam: 'genuine',
  },
  slots: {},
  first: 'cost',
  nodes: {
    // The two sectors lose the discount at different times; the text says what holds today.
    cost: { kind: 'decide', fact: 'iuran_diskon', then: 'cost_all', otherwise: 'cost_some' },
    cost_some: {
      kind: 'decide',
      fact: 'iuran_diskon_transportasi',
      then: 'cost_transport',
      otherwise: 'cost_plain',
    },
    cost_all: { kind: 'say', text: 'contribution.cost_all', next: 'free' },
    cost_transport: { kind: 'say', text: 'contribution.cost_transport', next: 'free' },
    cost_plain: { kind: 'say', text: 'contribution.cost_plain', next: 'free' },
    free: { kind: 'say', text: 'contribution.free', next: 'next' },

    discount: {
      kind: 'decide',
      fact: 'diskon_lainnya_masa',
      then: 'discount_all',
      otherwise: 'discount_some',
    },
    discount_some: {
      kind: 'decide',
      fact: 'diskon_transportasi_masa',
      then: 'discount_transport',
      otherwise: 'discount_none',
    },
    discount_all: { kind: 'say', text: 'contribution.discount_all', next: 'discount_who' },
    discount_transport: { kind: 'say', text: 'contribution.discount_transport', next: 'discount_who' },
    discount_who: { kind: 'say', text: 'contribution.discount_who', next: 'next' },
    discount_none: { kind: 'say', text: 'contribution.discount_none', next: 'next' },

    join: {
      kind: 'say',
      text: 'contribution.join',
      link: { fact: 'tautan_bpjs_daftar', label: 'contribution.open_bpjs' },
      next: 'join_safely',
    },
    join_safely: { kind: 'say', text: 'contribution.join_safely', next: 'next' },
    arrears: { kind: 'say', text: 'contribution.arrears', next: 'next' },
    jht: { kind: 'say', text: 'contribution.jht', next: 'next' },
    card: { kind: 'say', text: 'programme.card', next: 'next' },
    difference: { kind: 'say', text: 'programme.difference', next: 'next' },
    next: {
      kind: 'choose',
      text: 'contribution.next',
      policy: 'last',
      onlyAlone: true,
      to: {
        join: 'join',
        discount: 'discount',
        arrears: 'arrears',
        eligibility: 'eligibility',
        staff: 'staff',
        menu: 'menu',
        done: 'done',
      },
    },
    eligibility: { kind: 'call', flow: 'eligibility' },
    staff: { kind: 'call', flow: 'staff' },
    genuine: { kind: 'call', flow: 'genuine' },
    menu: { kind: 'call', flow: 'menu' },
    done: { kind: 'end', text: 'questions.bye' },
  },
})
