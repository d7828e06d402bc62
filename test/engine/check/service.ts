/** @module A small service without faults, made anew for each test, so that one fault at a time can be planted in it. */

import { INTENTS, type Intent } from '../../../src/core/lists.ts'
import { checkFlows } from '../../../src/engine/check/check.ts'
import type { Fault } from '../../../src/engine/check/fault.ts'
import type { Flow } from '../../../src/engine/flow.ts'
import { loadFlows } from '../../../src/engine/load.ts'
import { ENGINE_BUBBLES, ENGINE_BUTTONS, ENGINE_WORDS } from '../../../src/engine/texts.ts'
import { makeEdition } from '../../../src/rules/edition.ts'
import { makeTexts } from '../../../src/text/texts.ts'
import { plain } from '../../../src/understanding/normalise.ts'
import { findReserved } from '../../../src/understanding/reserved.ts'
import type { Utterance } from '../../../src/understanding/utterance.ts'
import flowsOfTest from './flows.json' with { type: 'json' }

/** Plain JSON, so that a test may write anything anywhere. */
export type Loose = { [key: string]: Loose } & { [key: number]: Loose }
type Messages = Record<string, string>

export type Service = {
  flows: Record<string, Loose>
  id: Messages
  en: Messages
  facts: Record<string, Loose>
  table: Loose
  papers: Loose
  names: { flows: string[]; verdicts: string[] }
  saidElsewhere: (key: string) => boolean
}

export const NOW = new Date('2026-11-23T02:00:00Z')

/** What a message says to the check: its words and, by rule, whether it is a reserved one. */
export function understand(text: string): Utterance {
  const normal = plain(text)
  const reserved = findReserved(text, normal, normal)
  return {
    raw: text,
    normal,
    tokens: [],
    intents: [{ intent: 'off_topic', confidence: 0.1 }],
    emergency: false,
    accident: false,
    death: false,
    correction: false,
    negated: false,
    language: 'id',
    about: 'unknown',
    ...(reserved === undefined ? {} : { reserved }),
  }
}

export function faultsOf(service: Service): Fault[] {
  const raw = { id: service.id, en: service.en }
  return checkFlows({
    flows: loadFlows(Object.values(service.flows) as unknown as Flow[]),
    texts: makeTexts(raw),
    raw,
    rules: makeEdition({
      id: 'test',
      facts: service.facts,
      tables: [service.table],
      papers: { checklists: [service.papers] },
      places: { districts: [], landmarks: [], others: [] },
    }),
    now: NOW,
    understand,
    names: service.names,
    saidElsewhere: service.saidElsewhere,
  })
}

export function cleanService(): Service {
  const flows = structuredClone(flowsOfTest) as unknown as Record<string, Loose>
  Object.assign(flows.menu ?? {}, { startedBy: INTENTS.filter((intent) => !STARTED.includes(intent)) })
  return {
    flows,
    id: { ...engineTexts(), ...structuredClone(TEXTS) },
    en: { ...engineTexts(), ...structuredClone(TEXTS) },
    facts: structuredClone(FACTS) as unknown as Record<string, Loose>,
    table: structuredClone(TABLE) as unknown as Loose,
    papers: structuredClone(PAPERS) as unknown as Loose,
    names: { flows: Object.keys(flows), verdicts: [...TABLE.outcomes] },
    saidElsewhere: (key) => key === 'web.title',
  }
}

/** Each text of the engine with its values; labels differ by their last word. */
function engineTexts(): Messages {
  const text = (key: string, values: readonly string[]) =>
    [`Kata ${key.split('.').at(-1)}`, ...values.map((name) => `{${name}}`)].join(' ')
  return Object.fromEntries([
    ...Object.entries({ ...ENGINE_BUBBLES, ...ENGINE_WORDS }).map(([key, values]) => [
      key,
      text(key, values),
    ]),
    ...ENGINE_BUTTONS.map((key) => [key, LABELS[key] ?? `Pilih ${key.split('.').at(-1)}`]),
  ])
}

const LABELS: Messages = {
  'engine.confirm.yes': 'Ya, benar',
  'engine.confirm.no': 'Bukan',
  'engine.review.yes': 'Sudah betul',
  'engine.review.change': 'Ada yang salah',
}

/** Intents that a flow of its own starts; the menu has the others. */
const STARTED: readonly Intent[] = [
  'accident_report',
  'accident_status',
  'human_handoff',
  'eligibility_check',
  'off_topic',
]

const SOURCE = { title: 'Sumber uji' }
const fact = (value: unknown, unit: string, more: object = {}) => ({
  value,
  unit,
  source: SOURCE,
  checked_on: '2026-11-22',
  status: 'verified',
  ...more,
})

const FACTS = {
  darurat: fact('112', 'phone'),
  iuran: fact(16_800, 'rupiah'),
  diskon: fact(8_400, 'rupiah', { valid_to: '2026-12-31' }),
  tautan: fact('https://contoh.example', 'url'),
  mitra: { ...fact('', 'text', { status: 'missing', longest: 'RS Contoh Satu' }), value: '' },
  ragu: fact('mungkin', 'text', { status: 'unsure' }),
  lama: fact(9, 'days', { valid_to: '2025-12-31' }),
}

const TABLE = {
  id: 'cover',
  version: '1',
  hitPolicy: 'first',
  inputs: {
    home: { type: 'choice', values: ['city', 'kabupaten', 'elsewhere', 'unknown'] },
    decile: { type: 'choice', values: ['low', 'high', 'unknown'] },
  },
  outcomes: ['yes', 'maybe'],
  changes: ['decile'],
  rows: [
    {
      id: 'low',
      rank: 1,
      when: { home: ['city'], decile: ['low'] },
      outcome: 'yes',
      reason: 'check.why.low',
      facts: [],
    },
    { id: 'rest', rank: 2, when: {}, outcome: 'maybe', reason: 'check.why.rest', facts: [] },
  ],
  otherwise: { outcome: 'maybe', reason: 'check.why.otherwise', facts: [] },
}

const PAPERS = {
  id: 'accident',
  source: SOURCE,
  papers: [{ id: 'ktp' }, { id: 'letter', when: { treated: ['yes', 'unknown'] } }],
}

const TEXTS: Messages = {
  'web.title': 'Halaman',
  'engine.own_case': '• {number} ({kind}): {state}, {changed}',
  'menu.title': 'menu utama',
  'menu.welcome': 'Halo, ini {service_name}. Darurat: {fact_darurat}.',
  'menu.ask': 'Ada yang bisa dibantu?',
  'menu.ask.accident': 'Lapor kecelakaan',
  'menu.ask.accident.alias': 'celaka|tabrakan',
  'menu.ask.status': 'Status laporan',
  'menu.ask.check': 'Cek SIGAP',
  'menu.ask.staff': 'Bicara petugas',
  'menu.ask.staff.alias': 'petugas|orang',
  'accident.title': 'lapor kecelakaan',
  'accident.reminder': 'Laporan belum selesai.',
  'accident.ask_who': 'Siapa yang kecelakaan?',
  'accident.ask_who.self': 'Saya sendiri',
  'accident.ask_who.other': 'Orang lain',
  'accident.ask_name': 'Siapa namanya?',
  'accident.ask_when': 'Kapan kejadiannya?',
  'accident.ask_treated': 'Sudah berobat?',
  'accident.ask_treated.yes': 'Ya, berobat',
  'accident.ask_treated.no': 'Tidak',
  'accident.review': 'Ini catatan saya:\n{summary}\n\nBenar?',
  'accident.filed':
    'Tercatat dengan nomor {slot_filed_number}, kode {slot_filed_code}. {slot_filed_late_raw, select, yes {Terlambat, tetap kami terima.} other {Batas lapor: {slot_filed_deadline}.}}',
  'accident.thanks': 'Terima kasih sudah melapor untuk {slot_name}, kejadian {slot_when}.',
  'accident.papers': 'Siapkan surat ini:',
  'accident.waiting': 'Nomornya menyusul.',
  'accident.hospital': 'Rumah sakit mitra: {fact_mitra}.',
  'accident.hospital.no_fact': 'Daftar rumah sakit mitra belum ada. Tanyakan ke petugas.',
  'accident.open': 'Buka daftar',
  'slot.accident.who': 'Yang kecelakaan',
  'slot.accident.name': 'Nama',
  'slot.accident.when': 'Waktu',
  'slot.accident.treated': 'Berobat',
  'slot.accident.filed': 'Laporan',
  'papers.ktp': 'KTP',
  'papers.letter': 'Surat dokter',
  'death.title': 'kabar duka',
  'death.sorry': 'Kami turut berduka.',
  'staff.title': 'bicara petugas',
  'staff.ask_about': 'Soal apa?',
  'slot.staff.about': 'Soal',
  'registered.title': 'cek daftar',
  'registered.form': 'Isi formulir sebelum {until}.',
  'registered.label': 'Buka formulir',
  'registered.refused': 'Formulir belum bisa dibuka.',
  'status.title': 'status laporan',
  'status.mine': 'Laporan Anda:\n{own_cases}',
  'status.ask_number': 'Berapa nomornya?',
  'status.ask_code': 'Apa kodenya?',
  'status.found':
    '{slot_found_number} ({slot_found_kind}): {slot_found_state}, {slot_found_changed}. {slot_found_note}',
  'status.ask_retry': 'Tidak ketemu. Mau bagaimana?',
  'status.ask_retry.try': 'Coba nomor lain',
  'status.ask_retry.enough': 'Cukup dulu',
  'status.later': 'Kantor belum menjawab.',
  'slot.status.number': 'Nomor',
  'slot.status.code': 'Kode',
  'slot.status.found': 'Laporan',
  'check.title': 'Cek SIGAP',
  'check.ask_home': 'Tinggal di mana?',
  'check.ask_decile': 'Desil berapa?',
  'check.ask_decile.low': 'Desil rendah',
  'check.ask_decile.high': 'Desil tinggi',
  'check.ask_decile.unknown': 'Belum tahu',
  'check.yes': 'Perkiraannya bisa. {verdict_why} {verdict_source} {verdict_change}',
  'check.maybe':
    'Belum tentu. {verdict_why} {slot_decile_raw, select, low {Desilnya rendah.} other {Desilnya belum jelas.}}',
  'check.discount': 'Dengan diskon {fact_diskon}.',
  'check.plain': 'Iurannya {fact_iuran}.',
  'check.place': 'Untuk {slot_home}:',
  'check.item_low': 'didahulukan',
  'check.item': 'lewat kelurahan',
  'check.next': 'Lalu?',
  'check.next.staff': 'Bicara petugas',
  'check.next.menu': 'Menu utama',
  'check.next.enough': 'Cukup dulu',
  'check.why.low': 'Desilnya rendah dan tinggal di kota.',
  'check.why.rest': 'Datanya belum cukup.',
  'check.why.otherwise': 'Aturannya belum kami temukan.',
  'slot.check.home': 'Tempat tinggal',
  'slot.check.decile': 'Desil',
  'cover.if.home.city': 'tinggalnya di kota',
  'cover.if.home.kabupaten': 'tinggalnya di kabupaten',
  'cover.if.home.elsewhere': 'tinggalnya di tempat lain',
  'cover.if.decile.low': 'desilnya rendah',
  'cover.if.decile.high': 'desilnya tinggi',
  'cover.then.yes': 'bisa ikut',
  'cover.then.maybe': 'belum tentu',
  'smalltalk.title': 'obrolan',
  'smalltalk.off_topic': 'Itu di luar tugas saya.',
}
