/** @module Small flows for tests of the engine, each for one thing, with the few texts they need. */

import { ANSWER_TYPES, type AnswerType, type Flow } from '../../src/engine/flow.ts'

type TypeOfSlot = Exclude<AnswerType, 'choice'> | readonly string[]

/** One question of one type, and what was understood said back. */
function one(type: AnswerType): Flow {
  const slot: TypeOfSlot = type === 'choice' ? ['red', 'green', 'blue'] : type
  return {
    id: `one_${type}`,
    title: 'tests.title',
    startedBy: [],
    slots: { it: slot },
    first: 'it',
    nodes: {
      it: { kind: 'ask', text: 'tests.ask', into: 'it', next: 'told' },
      told: { kind: 'say', text: 'tests.told', next: 'end' },
      end: { kind: 'end' },
    },
  }
}

/** A letter of three questions that can be checked, filed and talked about. */
export const letter: Flow = {
  id: 'letter',
  title: 'tests.title',
  startedBy: [],
  slots: {
    colour: ['red', 'green', 'blue'],
    age: { type: 'age', cues: ['umur'] },
    story: { type: 'text', volunteer: false },
    filed: { type: 'text', volunteer: false },
  },
  first: 'intro',
  reminder: { afterMs: 30 * 60_000, text: 'tests.reminder' },
  nodes: {
    intro: { kind: 'say', text: 'tests.intro', next: 'colour' },
    colour: { kind: 'ask', text: 'tests.ask', into: 'colour', policy: 'last', next: 'by_colour' },
    by_colour: { kind: 'decide', on: 'colour', to: { red: 'red', green: 'green' }, otherwise: 'age' },
    red: { kind: 'say', text: 'tests.is_red', next: 'age' },
    green: { kind: 'say', text: 'tests.is_green', next: 'age' },
    age: { kind: 'ask', text: 'tests.ask_age', into: 'age', next: 'story' },
    story: { kind: 'ask', text: 'tests.ask_story', into: 'story', policy: 'join', next: 'review' },
    review: { kind: 'review', text: 'tests.review', slots: ['colour', 'age', 'story'], next: 'file' },
    file: {
      kind: 'file',
      case: 'complaint',
      fields: ['colour', 'age', 'story'],
      into: 'filed',
      next: 'filed',
      timeout: 'late',
    },
    filed: { kind: 'say', text: 'tests.filed', next: 'after' },
    late: { kind: 'say', text: 'tests.late', next: 'after' },
    after: { kind: 'choose', text: 'tests.after', to: { talk: 'talk', stop: 'end' } },
    talk: { kind: 'hand_over', reason: 'asked', next: 'thanks', timeout: 'nobody' },
    thanks: { kind: 'say', text: 'tests.thanks', next: 'end' },
    nobody: { kind: 'say', text: 'tests.nobody', next: 'end' },
    end: { kind: 'end' },
  },
}

/** Calls the letter's colour question and goes on with it. */
const caller: Flow = {
  id: 'caller',
  title: 'tests.title',
  startedBy: [],
  slots: { sure: 'yes_no' },
  first: 'call',
  nodes: {
    call: { kind: 'call', flow: 'one_choice', next: 'sure' },
    sure: { kind: 'ask', text: 'tests.sure', into: 'sure', next: 'end' },
    end: { kind: 'end', text: 'tests.thanks' },
  },
}

const round: Flow = {
  id: 'round',
  title: 'tests.title',
  startedBy: [],
  slots: {},
  first: 'a',
  nodes: {
    a: { kind: 'say', text: 'tests.intro', next: 'b' },
    b: { kind: 'say', text: 'tests.told', next: 'a' },
  },
}

const secure: Flow = {
  id: 'secure',
  title: 'tests.title',
  startedBy: [],
  slots: {},
  first: 'form',
  nodes: {
    form: {
      kind: 'secure_form',
      text: 'tests.secure',
      label: 'registered.form.label',
      next: 'over',
      refused: 'limited',
      timeout: 'late',
    },
    limited: { kind: 'end', text: 'tests.limited' },
    late: { kind: 'end', text: 'tests.late' },
    over: { kind: 'end' },
  },
}

const seek: Flow = {
  id: 'seek',
  title: 'tests.title',
  startedBy: [],
  slots: { number: 'case_number', code: 'code', found: 'text' },
  first: 'number',
  nodes: {
    number: { kind: 'ask', text: 'tests.ask', into: 'number', next: 'code' },
    code: { kind: 'ask', text: 'tests.ask', into: 'code', next: 'look_up' },
    look_up: {
      kind: 'look_up',
      number: 'number',
      code: 'code',
      into: 'found',
      to: { found: 'found', not_found: 'none', limited: 'limited' },
      timeout: 'late',
    },
    found: { kind: 'end', text: 'tests.found' },
    none: { kind: 'end', text: 'tests.none' },
    limited: { kind: 'end', text: 'tests.limited' },
    late: { kind: 'end', text: 'tests.late' },
  },
}

/** More links than a turn may have bubbles. */
const links: Flow = {
  id: 'links',
  title: 'tests.title',
  startedBy: [],
  slots: {},
  first: 'a',
  nodes: {
    a: { kind: 'say', text: 'tests.intro', next: 'b' },
    b: { kind: 'say', text: 'tests.told', next: 'c' },
    c: { kind: 'say', text: 'tests.is_red', next: 'd' },
    d: { kind: 'say', text: 'tests.is_green', next: 'e' },
    e: { kind: 'choose', text: 'tests.after', to: { talk: 'end', stop: 'end' } },
    end: { kind: 'end' },
  },
}

const timed: Flow = {
  id: 'timed',
  title: 'tests.title',
  startedBy: [],
  slots: { it: 'yes_no' },
  first: 'it',
  nodes: {
    it: { kind: 'ask', text: 'tests.sure', into: 'it', timeout: 'late', next: 'end' },
    late: { kind: 'end', text: 'tests.late' },
    end: { kind: 'end', text: 'tests.thanks' },
  },
}

export const flowsForTests: Flow[] = [
  ...ANSWER_TYPES.map(one),
  letter,
  caller,
  round,
  seek,
  secure,
  links,
  timed,
]

export const textsForTests: Record<string, string> = {
  'tests.title': 'surat uji',
  'tests.ask': 'Warna atau isi yang mana?',
  'tests.ask.red': 'Merah',
  'tests.ask.green': 'Hijau',
  'tests.ask.blue': 'Biru',
  'tests.ask.blue.alias': 'langit|laut',
  'tests.told': 'Dicatat: {slot_it}.',
  'tests.intro': 'Ini surat uji.',
  'tests.is_red': 'Merah itu berani.',
  'tests.is_green': 'Hijau itu sejuk.',
  'tests.ask_age': 'Umur berapa?',
  'tests.ask_story': 'Ceritakan.',
  'tests.review': 'Periksa dulu:\n{summary}',
  'tests.filed': 'Nomor surat {slot_filed_number}.',
  'tests.late': 'Kantor belum menjawab.',
  'tests.after': 'Lalu apa?',
  'tests.after.talk': 'Bicara orang',
  'tests.after.stop': 'Sudah cukup',
  'tests.thanks': 'Terima kasih sudah selesai.',
  'tests.nobody': 'Tidak ada yang datang.',
  'tests.sure': 'Yakin?',
  'tests.found': 'Ada: {slot_found_number}.',
  'tests.none': 'Tidak ada yang cocok.',
  'tests.secure': 'Buka sampai {until}.',
  'tests.limited': 'Terlalu sering mencoba.',
  'tests.reminder': 'Surat Anda belum selesai.',
  'slot.letter.colour': 'Warna',
  'slot.letter.age': 'Umur',
  'slot.letter.story': 'Cerita',
  'slot.letter.filed': 'Surat',
  'slot.caller.sure': 'Yakin',
  'slot.timed.it': 'Yakin',
  'slot.seek.number': 'Nomor',
  'slot.seek.code': 'Kode',
  'slot.seek.found': 'Hasil',
  ...Object.fromEntries(ANSWER_TYPES.map((type) => [`slot.one_${type}.it`, 'Isi'])),
}
