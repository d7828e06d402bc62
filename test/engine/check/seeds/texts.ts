/** @module Planted faults: texts that are missing, idle, broken, or wait for what nobody gives. */

import { add, all, drop, edit, type Seed, slots, write } from '../plant.ts'

export const texts: readonly Seed[] = [
  {
    what: 'a text that nobody wrote',
    plant: drop('accident.thanks'),
    finds: { rule: 'text_missing', flow: 'accident', node: 'thanks', key: 'accident.thanks' },
  },
  {
    what: 'a text that one language lacks',
    plant: ({ en }) => {
      delete en['accident.thanks']
    },
    finds: { rule: 'text_missing', key: 'accident.thanks', says: 'en' },
  },
  {
    what: 'a choice without a label',
    plant: drop('accident.ask_who.other'),
    finds: { rule: 'text_missing', flow: 'accident', node: 'who', key: 'accident.ask_who.other' },
  },
  {
    what: 'a slot without a label',
    plant: drop('slot.staff.about'),
    finds: { rule: 'text_missing', flow: 'staff', key: 'slot.staff.about' },
  },
  {
    what: 'a reason of a table without words',
    plant: drop('check.why.low'),
    finds: { rule: 'text_missing', flow: 'check', node: 'verdict', key: 'check.why.low' },
  },
  {
    what: 'a change of a table without words',
    plant: drop('cover.if.decile.high'),
    finds: { rule: 'text_missing', key: 'cover.if.decile.high' },
  },
  {
    what: 'a paper without a name',
    plant: drop('papers.letter'),
    finds: { rule: 'text_missing', key: 'papers.letter' },
  },
  {
    what: 'a retry text of an answer type that nobody wrote',
    plant: drop('retry.moment'),
    finds: { rule: 'text_missing', flow: 'accident', node: 'when', key: 'retry.moment' },
  },
  {
    what: 'a text that nobody says',
    plant: write('accident.old', 'Lama.'),
    finds: { rule: 'text_unused', key: 'accident.old' },
  },
  {
    what: 'synonyms of a label that is gone',
    plant: write('menu.ask.bansos.alias', 'bansos'),
    finds: { rule: 'text_unused', key: 'menu.ask.bansos.alias' },
  },
  {
    what: 'values that differ between languages',
    plant: ({ en }) => {
      en['accident.thanks'] = 'Thank you for {slot_name}.'
    },
    finds: { rule: 'placeholders_differ', key: 'accident.thanks', says: 'slot_when' },
  },
  {
    what: 'a message with broken syntax',
    plant: ({ en }) => {
      en['death.sorry'] = 'We are {sorry'
    },
    finds: { rule: 'text_broken', key: 'death.sorry', says: 'en' },
  },
  {
    what: 'a value of a slot that does not exist',
    plant: write('accident.thanks', 'Terima kasih, {slot_nama}.'),
    finds: {
      rule: 'placeholder_unknown',
      flow: 'accident',
      node: 'thanks',
      key: 'accident.thanks',
      says: 'slot_nama',
    },
  },
  {
    what: 'a fact that does not exist',
    plant: write('check.plain', 'Iurannya {fact_iuran_sigap}.'),
    finds: {
      rule: 'placeholder_unknown',
      flow: 'check',
      node: 'plain',
      key: 'check.plain',
      says: 'fact_iuran_sigap',
    },
  },
  {
    what: 'a value that nobody gives',
    plant: write('death.sorry', 'Kami turut berduka, {name}.'),
    finds: { rule: 'placeholder_unknown', flow: 'death', node: 'sorry', key: 'death.sorry', says: '{name}' },
  },
  {
    what: 'a field that a case of this kind does not have',
    plant: write('accident.filed', 'Tercatat: {slot_filed_state}.'),
    finds: {
      rule: 'placeholder_unknown',
      flow: 'accident',
      node: 'filed',
      key: 'accident.filed',
      says: 'filed',
    },
  },
  {
    what: 'a label that waits for a value',
    plant: write('menu.ask.check', 'Cek {service_name}'),
    finds: { rule: 'placeholder_unknown', flow: 'menu', node: 'choices', key: 'menu.ask.check' },
  },
  {
    what: 'a text of the engine that waits for a value it is not given',
    plant: write('engine.wait', 'Sebentar, {title}.'),
    finds: { rule: 'placeholder_unknown', key: 'engine.wait' },
  },
  {
    what: 'a slot that is never asked',
    plant: all(slots('accident', { place: 'place' }), write('slot.accident.place', 'Lokasi')),
    finds: { rule: 'slot_unfilled', flow: 'accident', says: 'place' },
  },
  {
    what: 'a slot that is asked for nothing',
    plant: all(
      slots('accident', { colour: { type: 'text', volunteer: false } }),
      write('slot.accident.colour', 'Warna'),
      write('accident.ask_colour', 'Warnanya apa?'),
      edit('accident', 'name', { next: 'colour' }),
      add('accident', 'colour', { kind: 'ask', text: 'accident.ask_colour', into: 'colour', next: 'when' }),
    ),
    finds: { rule: 'slot_unused', flow: 'accident', says: 'colour' },
  },
]
