/** @module Planted faults: choices that cannot be told apart, and texts that do not fit or say what only a fact may say. */

import { all, LONG, type Seed, slots, write } from '../plant.ts'

export const words: readonly Seed[] = [
  {
    what: 'two labels that differ in case and signs alone',
    plant: write('accident.ask_who.other', 'saya, sendiri!'),
    finds: {
      rule: 'labels_alike',
      flow: 'accident',
      node: 'who',
      key: 'accident.ask_who.other',
      says: 'id',
    },
  },
  {
    what: 'a synonym that two choices share',
    plant: ({ id, en }) => {
      id['menu.ask.check.alias'] = 'celaka'
      en['menu.ask.check.alias'] = 'eligible'
    },
    finds: {
      rule: 'choices_collide',
      flow: 'menu',
      node: 'choices',
      key: 'menu.ask.check.alias',
      says: 'accident and check',
    },
  },
  {
    what: 'a label that is a reserved word',
    plant: ({ id }) => {
      id['status.ask_retry.try'] = 'Ulangi'
    },
    finds: {
      rule: 'word_reserved',
      flow: 'status',
      node: 'retry',
      key: 'status.ask_retry.try',
      says: 'repeat',
    },
  },
  {
    what: 'a synonym that is a number',
    plant: ({ id, en }) => {
      id['menu.ask.check.alias'] = '7'
      en['menu.ask.check.alias'] = 'eligible'
    },
    finds: { rule: 'word_number', flow: 'menu', node: 'choices', key: 'menu.ask.check.alias' },
  },
  {
    what: 'a label that no button holds',
    plant: ({ id }) => {
      id['menu.ask.check'] = 'Cek kelayakan program SIGAP'
    },
    finds: { rule: 'label_long', flow: 'menu', node: 'choices', key: 'menu.ask.check', says: '27' },
  },
  {
    what: 'a title too long for the button of a guess',
    plant: ({ id }) => {
      id['check.title'] = 'pemeriksaan kelayakan SIGAP'
    },
    finds: { rule: 'label_long', flow: 'check', key: 'check.title' },
  },
  {
    what: 'the label of a slot that no list holds',
    plant: ({ id }) => {
      id['slot.accident.name'] = 'Nama lengkap sesuai kartu'
    },
    finds: {
      rule: 'label_long',
      flow: 'accident',
      key: 'slot.accident.name',
      says: 'row',
    },
  },
  {
    what: 'more choices than a list holds',
    plant: (service) => {
      const words = Array.from('abcdefghijk', (letter) => `d${letter.repeat(5)}`)
      slots('accident', { who: ['self', 'other', ...words] })(service)
      for (const word of words) write(`accident.ask_who.${word}`, word)(service)
    },
    finds: { rule: 'too_many_choices', flow: 'accident', node: 'who', says: '13' },
  },
  {
    what: 'a choice whose name is too long to come back with a tap',
    plant: (service) => {
      const name = 'x'.repeat(60)
      slots('accident', { who: ['self', 'other', name] })(service)
      write(`accident.ask_who.${name}`, 'Tetangga')(service)
    },
    finds: { rule: 'choice_id_long', flow: 'accident', node: 'who', says: '73 bytes' },
  },
  {
    what: 'a bubble that is too long to read',
    plant: ({ id }) => {
      id['death.sorry'] = LONG
    },
    finds: {
      rule: 'bubble_long',
      flow: 'death',
      node: 'sorry',
      key: 'death.sorry',
      says: 'id: a bubble of 350',
    },
  },
  {
    what: 'a bubble that its longest value makes too long',
    plant: ({ id }) => {
      id['accident.thanks'] = `${'kata '.repeat(50)}{slot_name}, {slot_when}`
    },
    finds: { rule: 'bubble_long', flow: 'accident', node: 'thanks', key: 'accident.thanks', says: '340' },
  },
  {
    what: 'a text that no channel takes with its longest values',
    plant: all(
      slots('accident', { name: 'text' }),
      write('accident.thanks', '• {slot_name}\n• {slot_name}\n• {slot_name} {slot_when}'),
    ),
    finds: {
      rule: 'text_long',
      flow: 'accident',
      node: 'thanks',
      key: 'accident.thanks',
      says: 'id: up to 60',
    },
  },
  {
    what: 'an amount written into a text',
    plant: ({ id }) => {
      id['check.plain'] = 'Iurannya Rp9 ribu, bukan {fact_iuran}.'
    },
    finds: { rule: 'literal', flow: 'check', node: 'plain', key: 'check.plain', says: 'an amount (“Rp”)' },
  },
  {
    what: 'a phone number written into a text',
    plant: ({ id }) => {
      id['death.sorry'] = 'Telepon 0812-3456-7890.'
    },
    finds: { rule: 'literal', flow: 'death', node: 'sorry', key: 'death.sorry', says: 'a phone number' },
  },
  {
    what: 'an emergency number written into a text',
    plant: ({ id }) => {
      id['death.sorry'] = 'Telepon 112.'
    },
    finds: { rule: 'literal', flow: 'death', node: 'sorry', key: 'death.sorry', says: '112' },
  },
  {
    what: 'a date written into a text',
    plant: ({ en }) => {
      en['death.sorry'] = 'Since 5 November we are sorry.'
    },
    finds: { rule: 'literal', flow: 'death', node: 'sorry', key: 'death.sorry', says: 'en: a date' },
  },
  {
    what: 'a link written into one branch of a text',
    plant: ({ id }) => {
      id['check.maybe'] =
        '{verdict_why} {slot_decile_raw, select, low {Buka bekasikota.go.id.} other {Belum jelas.}}'
    },
    finds: { rule: 'literal', flow: 'check', node: 'maybe', key: 'check.maybe', says: 'a link' },
  },
  {
    what: 'a year written into a text',
    plant: ({ id }) => {
      id['death.sorry'] = 'Berlaku sejak tahun 2026.'
    },
    finds: { rule: 'literal', flow: 'death', node: 'sorry', key: 'death.sorry', says: '2026' },
  },
  {
    what: 'a synonym that is empty',
    plant: ({ id, en }) => {
      id['menu.ask.check.alias'] = 'layak|'
      en['menu.ask.check.alias'] = 'eligible'
    },
    finds: {
      rule: 'word_lost',
      level: 'warning',
      flow: 'menu',
      node: 'choices',
      key: 'menu.ask.check.alias',
    },
  },
]
