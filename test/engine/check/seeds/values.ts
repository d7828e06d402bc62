/** @module Planted faults: answers read before they are given, and facts that may not be told. */

import { add, all, drop, edit, type Seed, write } from '../plant.ts'

export const values: readonly Seed[] = [
  {
    what: 'a slot that is read before it is filled on one of the ways',
    plant: edit('accident', 'about_whom', { to: { self: 'thanks' }, otherwise: 'papers' }),
    finds: {
      rule: 'read_before_set',
      flow: 'accident',
      node: 'thanks',
      key: 'accident.thanks',
      says: 'about_whom → thanks',
    },
  },
  {
    what: 'a slot that is read where only a topic leads',
    plant: write('accident.hospital.no_fact', 'Halo {slot_name}.'),
    finds: {
      rule: 'read_before_set',
      flow: 'accident',
      node: 'hospital',
      key: 'accident.hospital.no_fact',
      says: 'topics.hospital → hospital',
    },
  },
  {
    what: 'a slot that is read where an old button leads',
    plant: all(
      edit('status', 'retry', { to: { try: 'number', enough: 'bye' } }),
      add('status', 'bye', { kind: 'say', text: 'status.bye', next: 'end' }),
      write('status.bye', 'Nomor {slot_number} disimpan.'),
    ),
    finds: {
      rule: 'read_before_set',
      flow: 'status',
      node: 'bye',
      key: 'status.bye',
      says: 'old button “enough”',
    },
  },
  {
    what: 'a case that is named where the office has not answered',
    plant: write('accident.waiting', 'Nomornya {slot_filed_number}.'),
    finds: { rule: 'read_before_set', flow: 'accident', node: 'waiting', key: 'accident.waiting' },
  },
  {
    what: 'a reminder that names an answer',
    plant: write('accident.reminder', 'Laporan {slot_name} belum selesai.'),
    finds: { rule: 'read_before_set', flow: 'accident', node: 'who', key: 'accident.reminder' },
  },
  {
    what: 'a reason that is named before the decision',
    plant: write('check.ask_decile', 'Desil berapa? {verdict_why}'),
    finds: { rule: 'read_before_set', flow: 'check', node: 'decile', key: 'check.ask_decile' },
  },
  {
    what: 'a wording by an answer that may have been skipped',
    plant: all(edit('check', 'decile', { skippable: true })),
    finds: { rule: 'read_when_skipped', flow: 'check', node: 'maybe', key: 'check.maybe', says: 'decile' },
  },
  {
    what: 'a sentence with a hole where an answer may have been skipped',
    plant: write('check.next', 'Lalu, di {slot_home}?'),
    finds: {
      rule: 'hole_when_skipped',
      level: 'warning',
      flow: 'check',
      node: 'next',
      key: 'check.next',
    },
  },
  {
    what: 'a summary of a slot that is asked only later',
    plant: all(
      edit('accident', 'treated', { next: 'file' }),
      edit('accident', 'when', { next: 'review' }),
      edit('accident', 'review', { next: 'treated' }),
    ),
    finds: { rule: 'never_set', flow: 'accident', node: 'review', says: 'treated' },
  },
  {
    what: 'a fact that is unsure',
    plant: write('death.sorry', 'Kami turut berduka: {fact_ragu}.'),
    finds: { rule: 'fact_unsure', flow: 'death', node: 'sorry', key: 'death.sorry', says: 'ragu' },
  },
  {
    what: 'a text with a missing fact and without a twin',
    plant: drop('accident.hospital.no_fact'),
    finds: {
      rule: 'twin_missing',
      flow: 'accident',
      node: 'hospital',
      key: 'accident.hospital',
      says: 'mitra',
    },
  },
  {
    what: 'a text with a fact that has ended and without a twin',
    plant: write('death.sorry', 'Dalam {fact_lama}.'),
    finds: {
      rule: 'twin_missing',
      flow: 'death',
      node: 'sorry',
      key: 'death.sorry',
      says: 'ended on 2025-12-31',
    },
  },
  {
    what: 'a text with a fact that ends soon and without a twin',
    plant: write('death.sorry', 'Diskon {fact_diskon}.'),
    finds: {
      rule: 'twin_missing',
      level: 'warning',
      flow: 'death',
      node: 'sorry',
      key: 'death.sorry',
      says: 'ends on 2026-12-31',
    },
  },
  {
    what: 'a twin that names the fact it stands in for',
    plant: write('accident.hospital.no_fact', 'Mitra: {fact_mitra}.'),
    finds: { rule: 'twin_needs_fact', flow: 'accident', node: 'hospital', key: 'accident.hospital.no_fact' },
  },
  {
    what: 'a twin of a text without facts',
    plant: write('death.sorry.no_fact', 'Kami turut berduka.'),
    finds: { rule: 'twin_unused', flow: 'death', node: 'sorry', key: 'death.sorry.no_fact' },
  },
  {
    what: 'a link that is no link',
    plant: edit('accident', 'hospital', { link: { fact: 'darurat', label: 'accident.open' } }),
    finds: { rule: 'fact_unfit', flow: 'accident', node: 'hospital', says: 'not a link' },
  },
]
