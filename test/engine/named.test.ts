/** @module Answers taken back by their names: at the summary, after "kembali", with the new answer or without. */

import { describe, expect, it } from 'vitest'
import type { Value } from '../../src/core/chat.ts'
import { at, type Chat, t } from './world.ts'

const DAY = { day: '2026-11-22', vague: false, time: '07:00' }
const TOLD: Record<string, Value> = {
  who: 'self',
  name: 'Bayu',
  where: 'on_site',
  when: { ...DAY, earliest: 1_795_305_600_000, latest: 1_795_305_600_000 },
  activity: 'working',
  place: { words: 'perempatan bulak kapal' },
  kind: 'fall',
  story: 'jatuh dari tangga',
  injury: 'tangan lecet',
  treated: 'none',
  employer: 'own',
  witness: null,
  phone: '+6281290007777',
  member: null,
  photo: null,
}
const TRAIL = (
  'intro who may_be_child name_self where kind_of_report when activity place on_road kind was_violence story ' +
  'needs_police injury treated treated_where treat_none employer has_employer was_seen witness reporter phone member photo'
).split(' ')

/** A report of an accident at work that stands at this node, with all before it answered. */
function told(node = 'review'): Chat {
  const chat = at('accident', node)
  const trail = node === 'review' ? TRAIL : TRAIL.slice(0, TRAIL.indexOf(node))
  const slots = { ...TOLD }
  if (node !== 'review') for (const slot of TRAIL.slice(TRAIL.indexOf(node))) delete slots[slot]
  if (chat.top) Object.assign(chat.top, { slots, trail })
  return chat
}

const words = (chat: Chat) => (chat.top?.slots.place as { words?: string } | undefined)?.words

describe('at the summary', () => {
  it.each([
    'lokasinya salah, di depan SPBU Kranji',
    'Lokasi salah. di depan SPBU Kranji',
    'salah lokasinya, di depan SPBU Kranji',
    'eh lokasinya keliru kak, harusnya di depan SPBU Kranji',
    'tolong ganti lokasinya jadi di depan SPBU Kranji',
    'ada yang salah, lokasinya di depan SPBU Kranji',
    'lokasinya bukan di bulak kapal tapi di depan SPBU Kranji',
    'lokasi: di depan SPBU Kranji',
    'tempatnya di depan SPBU Kranji',
  ])('"%s" corrects the place at once, and the summary is read back', (said) => {
    const chat = told()
    const turn = chat.say(said)
    expect(words(chat)).toBe('di depan SPBU Kranji')
    expect(turn.texts[0]).toBe(t('engine.corrected', { changes: 'Lokasi: di depan SPBU Kranji' }))
    expect(turn.texts).toHaveLength(2)
    expect(turn.question?.reply.text).toContain('• Lokasi: di depan SPBU Kranji')
    expect(chat.at).toBe('accident.review')
  })

  it.each([
    ['namanya salah, harusnya Bayu Saputra', 'name', 'Bayu Saputra'],
    ['nama saya Bayu Saputra', 'name', 'Bayu Saputra'],
    ['nomor hp saya salah, 0812 9000 8888', 'phone', '+6281290008888'],
    ['luka dan keadaan: tangan patah', 'injury', 'tangan patah'],
    ['ceritanya salah, jatuh dari atap', 'story', 'jatuh dari atap'],
    ['ralat berobatnya, ya di mitra BPJS', 'treated', 'partner'],
  ])('"%s" corrects just that', (said, slot, value) => {
    const chat = told()
    chat.say(said)
    expect(chat.top?.slots).toMatchObject({ ...TOLD, [slot]: value })
  })

  it('a moment is corrected too, with the hour that was told', () => {
    const chat = told()
    const turn = chat.say('waktunya salah, kemarin jam 9 pagi')
    expect(turn.texts[0]).toContain('Minggu, 22 November 2026 pukul 09.00')
    expect(chat.top?.slots.activity).toBe('working')
  })

  it.each([
    ['lokasinya salah', 'place'],
    ['ganti lokasi dong kak', 'place'],
    ['lokasinya bukan di situ', 'place'],
    ['nomor hp salah', 'phone'],
    ['waktunya salah', 'when'],
    ['waktu itu salah', 'activity'],
  ])('"%s" opens that question alone, and the summary comes back with its answer', (said, node) => {
    const chat = told()
    const turn = chat.say(said)
    expect(chat.at).toBe(`accident.${node}`)
    expect(turn.texts).toEqual([turn.question?.reply.text])
    expect(chat.top?.slots.injury).toBe('tangan lecet')
  })

  it('a place that is shared stands beside the words that were written', () => {
    const chat = told()
    const turn = chat.send({ type: 'location', lat: -6.23, lng: 106.98 })
    expect(chat.top?.slots.place).toMatchObject({ lat: -6.23, lng: 106.98 })
    expect(turn.question?.reply.text).toContain('perempatan bulak kapal (-6.23000, 106.98000)')
  })

  it.each(['fotonya tangga yang patah', 'waktu itu hujan'])(
    '"%s" alone, which answers nothing, takes no answer back',
    (said) => {
      const chat = told()
      if (chat.top) chat.top.slots.photo = { photo: 'media:1', caption: '' }
      chat.say(said)
      expect(chat.top?.slots).toMatchObject({ ...TOLD, photo: { photo: 'media:1' } })
      expect(chat.at).toBe('accident.review')
    },
  )

  it('after "which part?" the part may come with its new answer', () => {
    const chat = told()
    chat.say('ada yang salah')
    chat.say('lokasi di depan SPBU Kranji')
    expect(words(chat)).toBe('di depan SPBU Kranji')
    expect(chat.at).toBe('accident.review')
  })

  it.each(['ada yang salah', 'salah', 'tidak'])('"%s" still asks which part', (said) => {
    expect(told().say(said).texts[0]).toContain(t('engine.review_which'))
  })

  it.each(['sudah benar', 'benar semua', 'ya'])('"%s" still agrees', (said) => {
    const chat = told()
    chat.say(said)
    expect(chat.at).toBe('accident.consent')
  })

  it.each(['nomor laporannya berapa?', 'lokasi kantor bpjs di mana?'])(
    '"%s" is asked, no correction',
    (said) => {
      const chat = told()
      chat.say(said)
      expect(chat.session.stack.find(({ flow }) => flow === 'accident')?.slots).toMatchObject(TOLD)
    },
  )
})

describe('at a question', () => {
  it('after "kembali" from the summary a correction is one, and no answer to the question before', () => {
    const chat = told()
    chat.say('kembali')
    expect(chat.at).toBe('accident.photo')
    const turn = chat.say('lokasinya salah, di depan SPBU Kranji')
    expect(words(chat)).toBe('di depan SPBU Kranji')
    expect(turn.question?.node).toBe('photo')
  })

  it('for free words a correction is not taken for them', () => {
    const chat = told('member')
    chat.say('lokasinya salah, di depan SPBU Kranji')
    expect(words(chat)).toBe('di depan SPBU Kranji')
    expect(chat.at).toBe('accident.member')
  })

  it.each([
    ['story', 'waktu itu jalanan licin, saya salah ambil jalur'],
    ['story', 'tempat kerja saya licin, tangganya patah'],
    ['story', 'nama jalannya saya lupa, pokoknya licin dan banyak lubang'],
    ['witness', 'nama saksinya Pak Darto'],
    ['injury', 'tangan saya luka, salah urat'],
  ])('words of a story that begin like the name of an answer stay its words (%s: %s)', (node, said) => {
    const chat = told(node)
    chat.say(said)
    expect(chat.top?.slots[node]).toBe(said)
    expect(words(chat)).toBe('perempatan bulak kapal')
  })

  it('after filing nothing is changed, and the way to a person is said', () => {
    const chat = told()
    if (chat.top) {
      chat.top.slots = { ...TOLD, employer: 'employer' }
      chat.top.trail.push('employer_duty')
    }
    chat.all('sudah benar', 'ya')
    chat.filed()
    expect(chat.at).toBe('accident.talk')
    const turn = chat.say('lokasinya salah, di depan SPBU Kranji')
    expect(turn.texts[0]).toBe(t('engine.filed_already', { changes: 'Lokasi: di depan SPBU Kranji' }))
    expect(words(chat)).toBe('perempatan bulak kapal')
    expect(turn.question?.node).toBe('talk')
  })
})
