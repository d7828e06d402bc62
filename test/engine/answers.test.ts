/** @module One case for each type of answer: what is taken, how it is said back, what is refused; a type without a case fails. */

import { describe, expect, it } from 'vitest'
import { makeCaseNumber } from '../../src/core/case-number.ts'
import type { Content, Value } from '../../src/core/chat.ts'
import { answers } from '../../src/engine/answers/registry.ts'
import type { AnswerType } from '../../src/engine/flow.ts'
import { begin, REAL, T0, t } from './world.ts'

type Case = {
  /** Each gives this value at once. */
  takes: (readonly [Content | string, Value])[]
  /** The first one said back. */
  spoken: string
  /** Not taken: the question stays. */
  refuses: (Content | string)[]
}

const NUMBER = makeCaseNumber('1000000')
const day = (date: number, hour = 0, minute = 0) => Date.UTC(2026, 10, date, hour - 7, minute)

const cases: Record<Exclude<AnswerType, 'moment'>, Case> = {
  yes_no: {
    takes: [
      ['iya kak', true],
      ['1', true],
      ['engga', false],
      ['2', false],
      ['heeh', true],
    ],
    spoken: 'ya',
    refuses: ['mungkin kursi', '7'],
  },
  choice: {
    takes: [
      ['Merah', 'red'],
      ['1', 'red'],
      ['yang kedua', 'green'],
      ['laut', 'blue'],
      ['nomor 3', 'blue'],
    ],
    spoken: 'Merah',
    refuses: ['9', 'ungu tua'],
  },
  text: { takes: [['Jalan rusak', 'Jalan rusak']], spoken: 'Jalan rusak', refuses: ['.'] },
  name: { takes: [['nama saya Warga Contoh', 'Warga Contoh']], spoken: 'Warga Contoh', refuses: ['123'] },
  age: {
    takes: [
      ['41', 41],
      ['umur empat puluh satu', 41],
      ['1985', 41],
      ['lahir 15 maret 2008', 18],
    ],
    spoken: '41 tahun',
    refuses: ['tua', '250 tahun'],
  },
  place: {
    takes: [
      ['kec. medan satria', { kind: 'city', district: '327506' }],
      ['cikarang', { kind: 'kabupaten', name: 'Cikarang' }],
    ],
    spoken: 'Kecamatan Medansatria',
    refuses: ['entahlah pokoknya di situ'],
  },
  where: {
    takes: [
      ['depan SPBU dekat pasar', { words: 'depan SPBU dekat pasar' }],
      [
        { type: 'location', lat: -6.2, lng: 107 },
        { lat: -6.2, lng: 107, label: '' },
      ],
    ],
    spoken: 'depan SPBU dekat pasar',
    refuses: ['12'],
  },
  phone: {
    takes: [
      ['0812-3456-7890', '+6281234567890'],
      [{ type: 'contact', phone: '+62 812 3456 7890' }, '+6281234567890'],
    ],
    spoken: '081234567890',
    refuses: ['123', 'punya suami'],
  },
  money: {
    takes: [
      ['16rb', 16_000],
      ['1,5jt', 1_500_000],
      ['gocap', 50_000],
    ],
    spoken: 'Rp16.000',
    refuses: ['banyak'],
  },
  photo: {
    takes: [
      [
        { type: 'image', media: { ref: 'media:1' } },
        { photo: 'media:1', caption: '' },
      ],
      [
        { type: 'document', media: { ref: 'media:2' } },
        { photo: 'media:2', caption: '' },
      ],
    ],
    spoken: 'foto tersimpan',
    refuses: ['nanti ya', { type: 'sticker' }],
  },
  location: {
    takes: [
      [
        { type: 'location', lat: -6.2, lng: 107, label: 'Pasar' },
        { lat: -6.2, lng: 107, label: 'Pasar' },
      ],
    ],
    // The officer who reads it has to find the place.
    spoken: 'Pasar (-6.20000, 107.00000)',
    refuses: ['di rumah'],
  },
  case_number: {
    takes: [[NUMBER, NUMBER]],
    spoken: NUMBER,
    refuses: ['12345', 'lupa'],
  },
  code: {
    takes: [['7k3m 9qxt 2b4c 8hjn', '7K3M-9QXT-2B4C-8HJN']],
    spoken: '••••',
    refuses: ['rahasia', '3275011503850000'],
  },
}

const send = (type: string, what: Content | string) => {
  const chat = begin(`one_${type}`).chat
  return { chat, turn: chat.send(typeof what === 'string' ? { type: 'text', text: what } : what) }
}

/** The value that the question kept: read where the flow stood when it said it. */
function kept(type: string, what: Content | string): Value | undefined {
  const chat = begin(`one_${type}`, keeping(type)).chat
  chat.send(typeof what === 'string' ? { type: 'text', text: what } : what)
  return chat.top?.node === 'told' ? chat.top.slots.it : undefined
}

/** The same flow, standing still after its answer. */
function keeping(type: string) {
  const flow = REAL.flows.get(`one_${type}`)
  if (!flow) throw new Error(`there is no flow one_${type}`)
  const told = { kind: 'choose', text: 'tests.after', to: { talk: 'end', stop: 'end' } } as const
  return { ...REAL, flows: new Map([...REAL.flows, [flow.id, { ...flow, nodes: { ...flow.nodes, told } }]]) }
}

describe('every type of answer', () => {
  it('has a case here', () => {
    expect([...Object.keys(cases), 'moment'].sort()).toEqual(Object.keys(answers).sort())
  })

  describe.each(Object.entries(cases))('%s', (type, one) => {
    it.each(one.takes.map(([what, value]) => ({ what, value, label: labelOf(what) })))(
      'takes $label',
      ({ what, value }) => {
        expect(kept(type, what)).toEqual(value)
      },
    )

    it('says it back in words', () => {
      const [first] = one.takes
      if (first) expect(send(type, first[0]).turn.said).toContain(`Dicatat: ${one.spoken}.`)
    })

    it.each(one.refuses.map((what) => ({ what, label: labelOf(what) })))(
      'asks again after $label',
      ({ what }) => {
        const { chat, turn } = send(type, what)
        expect(chat.at).toBe(`one_${type}.it`)
        expect(turn.question).toBeDefined()
        expect(turn.texts.length).toBeGreaterThan(1)
      },
    )
  })
})

describe('a moment', () => {
  it.each([
    { label: 'yesterday afternoon', what: 'kmrn sore', earliest: day(22, 14, 30) },
    { label: 'a date of this month', what: 'tgl 3 kmrn', earliest: day(3) },
    { label: 'a weekday at about seven', what: 'senin kemarin jam 7an', earliest: day(16, 6, 30) },
    { label: 'after dawn prayer', what: 'tadi abis subuh', earliest: day(23, 3, 30) },
  ])('is confirmed in words before it counts: $label', ({ what, earliest }) => {
    const chat = begin('one_moment', keeping('moment')).chat
    const asked = chat.say(what)
    expect(asked.question?.reply.choices).toHaveLength(2)
    expect(asked.said).toMatch(/November 2026/)
    expect(chat.top?.slots.it).toBeUndefined()
    chat.say('iya bener')
    expect(chat.top?.slots.it).toMatchObject({ earliest })
  })

  it('is told again when it was not so', () => {
    const { chat } = send('moment', 'kemarin sore')
    expect(chat.say('bukan').said).toContain(t('engine.moment_again'))
    expect(chat.at).toBe('one_moment.it')
    expect(chat.say('tadi pagi jam 8').said).toContain('pukul 08.00')
  })

  it('is refused when it has not come yet, and an older one is not offered again', () => {
    const { chat, turn } = send('moment', 'besok sore')
    expect(turn.said).toContain(t('engine.future_date'))
    const other = send('moment', 'kemarin sore').chat
    expect(other.say('eh besok').texts).toEqual([t('engine.future_date'), 'Warna atau isi yang mana?'])
    expect(chat.at).toBe('one_moment.it')
  })

  it('counts from when it was written, not from when it is read', () => {
    const chat = begin('one_moment').chat
    const message = { ...chat.message({ type: 'text', text: 'tadi pagi' }), at: T0 - 24 * 3_600_000 }
    expect(chat.take(message).said).toContain('Minggu, 22 November 2026')
  })
})

describe('what a type asks back', () => {
  it.each([
    { year: 2008, month: 'maret', age: 18 },
    { year: 2008, month: 'desember', age: 17 },
    { year: 1961, month: 'januari', age: 65 },
    { year: 1961, month: '12', age: 64 },
  ])('the month of $year, which leaves a limit open: $month', ({ year, month, age }) => {
    const chat = begin('one_age', keeping('age')).chat
    expect(chat.say(String(year)).question?.reply.text).toContain(String(year))
    expect(chat.top?.node).toBe('it')
    chat.say(month)
    expect(chat.top?.slots.it).toBe(age)
  })

  it('takes a whole date instead of the month it asked for', () => {
    const chat = begin('one_age', keeping('age')).chat
    chat.all('2008', '3 maret 2009')
    expect(chat.top?.slots.it).toBe(17)
  })

  it('Bekasi is asked back: the city or the regency', () => {
    const chat = begin('one_place', keeping('place')).chat
    expect(chat.say('bekasi').said).toContain(t('engine.city_or_kabupaten'))
    chat.say('kabupaten')
    expect(chat.top?.slots.it).toMatchObject({ kind: 'kabupaten' })
    const city = begin('one_place', keeping('place')).chat
    city.all('Bekasi', '1')
    expect(city.top?.slots.it).toEqual({ kind: 'city' })
  })

  it('two choices that fit are asked back, and only those', () => {
    const { turn } = send('choice', 'merah atau hijau')
    expect(turn.question?.reply.choices?.map(({ label }) => label)).toEqual(['Merah', 'Hijau'])
  })
})

function labelOf(what: Content | string): string {
  return typeof what === 'string' ? `"${what}"` : `a ${what.type}`
}
