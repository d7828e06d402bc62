/** @module Messages through the front door: intents, marks, reserved words, and input that must not hurt. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Model } from '../../src/understanding/model.ts'
import { makeUnderstand, parseExamples, train } from '../../src/understanding/understand.ts'
import { data, model, readRows, understand } from './texts.ts'

const first = (text: string) => understand(text).intents[0]?.intent

describe('judging messages', () => {
  const rows = readRows('judge.tsv')

  it('are many, cover every intent, and none of them was trained on', () => {
    const trained = new Set(parseExamples(data.examples).map(({ text }) => text.toLowerCase()))
    expect(rows.length).toBeGreaterThanOrEqual(250)
    expect(rows.filter(([, text = '']) => trained.has(text.toLowerCase()))).toEqual([])
    expect(new Set(rows.map(([intent]) => intent)).size).toBe(30)
  })

  it('get the right intent at least 85 times in 100', () => {
    const right = rows.filter(([intent, text = '']) => first(text) === intent)
    expect(right.length / rows.length).toBeGreaterThanOrEqual(0.85)
  })

  it('are right about as often as the confidence says', () => {
    const sure = rows.filter(([, text = '']) => (understand(text).intents[0]?.confidence ?? 0) >= 0.9)
    const right = sure.filter(([intent, text = '']) => first(text) === intent)
    expect(sure.length).toBeGreaterThan(rows.length / 2)
    expect(right.length / sure.length).toBeGreaterThanOrEqual(0.95)
  })
})

describe('a greeting', () => {
  it.each([
    ['mlm min, sy ojol mo nanya sigap tu apa sih', 'program_info'],
    ['punten, abdi bade naros sigap teh naon', 'program_info'],
  ])('hides no ask behind it: "%s"', (text, intent) => expect(first(text)).toBe(intent))

  it.each([
    'halo kak, selamat pagi',
    'assalamualaikum, maaf ganggu waktunya',
    'mlm min, ada orangnya ga nih',
    'halo, saya budi',
  ])('is all there is in "%s"', (text) => expect(first(text)).toBe('greet'))
})

describe('a day, an hour or a person alone', () => {
  it.each([
    'kmrn',
    'barusan',
    'kemarin jam 3 sore',
    'tgl 3 kmrn',
    'bulan lalu',
    'senin pagi jam 7an',
    'kmrn sore pak',
    'suami sy',
    'bapak saya',
  ])('%s is the news of nothing', (text) => {
    const said = understand(text)
    expect(said.emergency || said.accident).toBe(false)
    expect(said.intents[0]?.confidence).toBeLessThan(0.3)
  })

  it('are no greeting and no news where a word more is said', () => {
    expect(first('pagi kak')).toBe('greet')
    expect(understand('kemarin jatuh').accident).toBe(true)
  })
})

describe('emergencies', () => {
  const rows = readRows('emergency.tsv')

  it('are found in every spelling of the list', () => {
    const urgent = rows.filter(([want]) => want === 'yes')
    expect(urgent.length).toBeGreaterThanOrEqual(60)
    expect(urgent.filter(([, text = '']) => !understand(text).emergency)).toEqual([])
    expect(urgent.filter(([, text = '']) => first(text) !== 'accident_emergency')).toEqual([])
  })

  it('are not seen in what is over, general or something else', () => {
    const calm = rows.filter(([want]) => want === 'no')
    expect(calm.length).toBeGreaterThanOrEqual(60)
    expect(calm.filter(([, text = '']) => understand(text).emergency)).toEqual([])
  })

  it('are seen in at most 2 of 100 judging messages that are none', () => {
    const calm = readRows('judge.tsv').filter(([intent]) => intent !== 'accident_emergency')
    const alarms = calm.filter(([, text = '']) => understand(text).emergency)
    expect(alarms.length / calm.length).toBeLessThanOrEqual(0.02)
  })
})

describe('news', () => {
  it.each([
    ['suami sy jatoh dr proyek td pagi skrg di rs', true],
    ['kmrn ktabrak motor pas narik', true],
    ['iuran jatuh tempo kapan', false],
    ['kalau kecelakaan dapat apa', false],
  ])('of an accident: %s', (text, accident) => expect(understand(text).accident).toBe(accident))

  it.each([
    ['bapak sy meninggal kmrn', true],
    ['suami saya udah almarhum', true],
    ['kalau meninggal dapat berapa', false],
    ['mati lampu', false],
  ])('of a death: %s', (text, death) => expect(understand(text).death).toBe(death))
})

describe('marks', () => {
  it.each([
    ['eh salah, umur saya 41', true],
    ['ralat, di kranji', true],
    ['bukan kemarin tapi lusa', true],
    ['umur saya 41', false],
  ])('a correction: %s', (text, correction) => expect(understand(text).correction).toBe(correction))

  it.each([
    ['suami saya jatuh', 'other'],
    ['bapak sy narik becak', 'other'],
    ['temen gw ketabrak', 'other'],
    ['sy jatuh dari motor', 'self'],
    ['kantor dimana', 'unknown'],
  ])('who is meant: %s', (text, about) => expect(understand(text).about).toBe(about))

  it.each([
    ['am I covered by the program', 'en'],
    ['what is SIGAP', 'en'],
    ['apakah saya dapat', 'id'],
    ['saya mau lapor', 'id'],
  ])('the language: %s', (text, language) => expect(understand(text).language).toBe(language))

  it.each([
    ['ini penipuan bukan', 'scam'],
    ['ada beasiswa buat anak ga', 'scholarship'],
    ['iuran nunggak 3 bulan gmn', 'arrears'],
    ['kantor disnaker dmn', 'disnaker'],
    ['jam buka kelurahan', 'kelurahan'],
    ['halo', undefined],
  ])('the topic: %s', (text, topic) => expect(understand(text).topic).toBe(topic))
})

describe('reserved words', () => {
  it.each([
    ['menu dong kak', 'menu'],
    ['BATAL', 'cancel'],
    ['ga jadi deh', 'cancel'],
    ['kembali', 'back'],
    ['ulangi pak', 'repeat'],
    ['petugas', 'staff'],
    ['bicara sama petugas dong', 'staff'],
    ['bingung', 'help'],
    ['?', 'help'],
    ['gmn caranya', 'help'],
    ['bantuan', 'aid_or_help'],
    ['lanjut', 'resume'],
    ['lewati', 'skip'],
    ['hapus layar', 'clear_screen'],
    ['english please', 'switch_language'],
    ['petugas kelurahan judes', undefined],
    ['menu makan siang apa', undefined],
    ['kembali kerja kapan', undefined],
    ['suami saya orang bekasi', undefined],
  ])('%s', (text, reserved) => expect(understand(text).reserved).toBe(reserved))
})

describe('the normal form', () => {
  it.each([
    ['gmn crnya dftr', /^bagaimana cara\w* daftar$/],
    ['tolooong paaak', /^tolong bapak$/],
    ['t0long', /^tolong$/],
    ['orang2 pada dpt', /^orang pada dapat$/],
    ['no kk sy', /^nomor kartu keluarga saya$/],
    ['kk sy mo nanya', /^kakak saya mau bertanya$/],
    ['umur 41 gaji 1,5jt tgl 3/11', /41 gaji 1,5jt tanggal 3\/11/],
    ['nama saya Sarmin', /sarmin/],
    ['kaga ade', /^tidak ada$/],
    ['kecelakan', /^kecelakaan$/],
  ])('of "%s"', (text, normal) => expect(understand(text).normal).toMatch(normal))
})

describe('any input', { timeout: 60_000 }, () => {
  it('gets an answer with the best guess first and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { intents } = understand(text)
        const confidences = intents.map(({ confidence }) => confidence)
        expect(confidences.length).toBeGreaterThan(0)
        expect(confidences.every((one) => one >= 0 && one <= 1)).toBe(true)
        expect([...confidences].sort((a, b) => b - a)).toEqual(confidences)
      }),
      { numRuns: 300 },
    )
  })

  it('is cut to 2,000 characters', () => {
    expect(understand('tolong '.repeat(1000)).raw).toHaveLength(2000)
  })

  it('is gibberish when it holds no words', () => {
    expect(['', '...', 'asdfghjkl', 'aaaaaaa', '#$%'].map(first)).toEqual(Array(5).fill('gibberish'))
  })
})

describe('the model', { timeout: 60_000 }, () => {
  it('is the same after a way through JSON', () => {
    const kept = makeUnderstand(data, JSON.parse(JSON.stringify(model)) as Model)
    const texts = ['sy mo lapor kclakaan', 'desil brp', 'anjing lu']
    expect(texts.map((text) => kept(text))).toEqual(texts.map((text) => understand(text)))
  })

  it('is the same each time it is trained', () => {
    const lines = data.examples.split('\n').filter((_, index) => index % 8 === 0)
    const few = { ...data, examples: lines.join('\n') }
    expect(train(few)).toEqual(train(few))
  })
})
