/** @module Typed answers as people give them, through the parsers that questions use. */

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCaseNumber, isCaseNumber, makeCaseNumber } from '../../src/core/case-number.ts'
import { parseAgeOrBirth } from '../../src/understanding/answers/age.ts'
import { parseCaseNumber } from '../../src/understanding/answers/case-number.ts'
import { parseChoice } from '../../src/understanding/answers/choice.ts'
import { parseCode } from '../../src/understanding/answers/code.ts'
import { findSlots } from '../../src/understanding/answers/find-slots.ts'
import { parseMoment } from '../../src/understanding/answers/moment.ts'
import { parseMoney } from '../../src/understanding/answers/money.ts'
import { parseName } from '../../src/understanding/answers/name.ts'
import { parseOccupation, workGroup } from '../../src/understanding/answers/occupation.ts'
import { parsePhone } from '../../src/understanding/answers/phone.ts'
import { type Places, parsePlace } from '../../src/understanding/answers/place.ts'
import { parseYesNo } from '../../src/understanding/answers/yes-no.ts'
import { understand } from './texts.ts'

/** A Sunday morning. */
const AT = new Date('2026-11-22T10:00:00+07:00')
const places = JSON.parse(readFileSync(new URL('../../rules/places.json', import.meta.url), 'utf8')) as Places

describe('yes or no', () => {
  it.each([
    ...['iya', 'iye bang', 'y', 'udh', 'muhun', 'nggih pak', 'hooh', '👍', 'oke lanjut', 'boleh'].map(yes),
    ...['datanya udah bener', 'iya saya masih kerja disana', 'tidak apa apa', 'yes'].map(yes),
    ...['g', 'kaga', 'blm', 'mboten', 'gak usah', 'salah', 'jangan dulu', 'gak bener', 'ya ga lah'].map(no),
    ...['ga tau', 'mungkin', 'iya tapi salah', 'sudah lama saya kerja di sana', 'di kranji', '2'].map(
      neither,
    ),
  ])('%s', (text, answer) => expect(parseYesNo(understand(text))).toBe(answer))
})

function yes(text: string): [string, boolean | undefined] {
  return [text, true]
}
function no(text: string): [string, boolean | undefined] {
  return [text, false]
}
function neither(text: string): [string, boolean | undefined] {
  return [text, undefined]
}

const WORK = [
  {
    id: 'own_account',
    label: 'Kerja sendiri',
    synonyms: ['dagang', 'ojek', 'tidak punya majikan', 'pedagang'],
  },
  { id: 'employee', label: 'Kerja ikut orang atau perusahaan', synonyms: ['karyawan', 'pabrik'] },
  { id: 'no_work', label: 'Tidak bekerja', synonyms: ['menganggur', 'ibu rumah tangga'] },
]
const DECILES = [
  { id: '1-3', label: 'Desil 1 sampai 3' },
  { id: '4-5', label: 'Desil 4 sampai 5' },
  { id: '6-10', label: 'Desil 6 sampai 10' },
  { id: 'unknown', label: 'Tidak tahu', synonyms: ['belum tahu'] },
]

describe('a choice', () => {
  it.each([
    ['2', 'employee'],
    ['no 2', 'employee'],
    ['nomer dua', 'employee'],
    ['yang kedua', 'employee'],
    ['yg pertama aja', 'own_account'],
    ['terakhir', 'no_work'],
    ['krja sendri', 'own_account'],
    ['saya dagang', 'own_account'],
    ['karyawan', 'employee'],
    ['nganggur', 'no_work'],
    ['saya ga punya majikan', 'own_account'],
    ['ga kerja', 'no_work'],
  ])('%s is %s', (text, id) => expect(parseChoice(understand(text), WORK)).toEqual({ id }))

  it.each([
    ['desil 4', '4-5'],
    ['desil sy 2', '1-3'],
    ['7', '6-10'],
    ['kaga tau bang', 'unknown'],
  ])('%s among ranges is %s', (text, id) => expect(parseChoice(understand(text), DECILES)).toEqual({ id }))

  it('that names several is given back as several', () => {
    expect(parseChoice(understand('1 dan 3'), WORK)).toEqual({ several: ['own_account', 'no_work'] })
    // The third in the list or the third decile?
    expect(parseChoice(understand('3'), DECILES)).toEqual({ several: ['1-3', '6-10'] })
    expect(parseChoice(understand('kerja'), WORK)).toEqual({ several: ['own_account', 'employee'] })
  })

  it.each(['5', 'bukan karyawan', 'tidak jelas', ''])('"%s" is none of them', (text) => {
    expect(parseChoice(understand(text), WORK)).toBeUndefined()
  })
})

describe('money', () => {
  it.each([
    ['16rb', 16_000],
    ['1,5jt', 1_500_000],
    ['gocap', 50_000],
    ['ceban', 10_000],
    ['sejuta', 1_000_000],
    ['Rp 16.800', 16_800],
    ['1jt 500rb', 1_500_000],
    ['satu setengah juta', 1_500_000],
    ['dua juta lima ratus ribu', 2_500_000],
    ['50 ribu sehari', 50_000],
    ['1.500.000', 1_500_000],
    ['3', undefined],
    ['banyak', undefined],
  ])('%s', (text, amount) => expect(parseMoney(understand(text))).toBe(amount))
})

describe('a phone number', () => {
  it.each([
    ['081234567890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ['O812 3456 789O', '+6281234567890'],
    ['hp saya 0812.3456.7890 ya', '+6281234567890'],
    ['021-8895 1234', '+622188951234'],
    ['3275011503850000', undefined],
    ['12345', undefined],
  ])('%s', (text, e164) => expect(parsePhone(understand(text))?.e164).toBe(e164))
})

describe('a place', () => {
  it.each([
    ['kota bekasi', { kind: 'city' }],
    ['bekasi', { kind: 'ask', candidates: [] }],
    ['pdk gede', { kind: 'city', district: '327508' }],
    ['bekasi tmur', { kind: 'city', district: '327501' }],
    ['sy tinggal di bekasi timr bang', { kind: 'city', district: '327501' }],
    // No district, though a village is called nearly so.
    ['bekasi aja', { kind: 'ask', candidates: [] }],
    ['bekasi saja', { kind: 'ask', candidates: [] }],
    ['margahayu bekasi timur', { kind: 'city', district: '327501', village: '3275011002' }],
    ['kelurahan jatiasih', { kind: 'city', district: '327509', village: '3275091002' }],
    ['kec jatiasih', { kind: 'city', district: '327509' }],
    ['kayuringn', { kind: 'city', district: '327504', village: '3275041005' }],
    ['jatibening baru', { kind: 'city', district: '327508', village: '3275081006' }],
    ['tambun', { kind: 'kabupaten', name: 'Tambun' }],
    ['kab. bekasi', { kind: 'kabupaten', name: 'Kabupaten Bekasi' }],
    ['brebes', { kind: 'elsewhere', name: 'Brebes' }],
    ['gatau', undefined],
  ])('%s', (text, place) => expect(parsePlace(understand(text), places)).toEqual(place))

  it.each(['jatiasih', 'jatibening', 'rawalumbu', 'bintara', 'bantar gebang'])('asks back for %s', (text) => {
    const place = parsePlace(understand(text), places)
    expect(place?.kind === 'ask' && place.candidates.length).toBe(2)
  })

  it('is found by every name and alias of the city', () => {
    const lost = places.districts
      .flatMap(({ name, aliases, villages }) => [
        name,
        ...aliases,
        ...villages.flatMap((village) => [village.name, ...village.aliases]),
      ])
      .filter((name) => !['city', 'ask'].includes(parsePlace(understand(name), places)?.kind ?? ''))
    expect(lost).toEqual([])
  })
})

describe('a case number', () => {
  const number = makeCaseNumber('4821903')
  const digits = number.replace(/\D/g, '')

  it('is found typed, bare, grouped and spelled out', () => {
    const names = 'nol satu dua tiga empat lima enam tujuh delapan sembilan'.split(' ')
    const spelled = [...digits].map((digit) => names[Number(digit)]).join(' ')
    const ways = [
      number,
      number.toLowerCase(),
      digits,
      `sgp ${digits}`,
      `no ${digits.slice(0, 4)} ${digits.slice(4)}`,
    ]
    for (const way of [...ways, `sgp ${spelled}`]) expect(parseCaseNumber(understand(way))).toBe(number)
  })

  it('with one wrong digit or two neighbours swapped is refused', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{7}$/),
        fc.nat(7),
        fc.integer({ min: 1, max: 9 }),
        (seven, at, add) => {
          const good = makeCaseNumber(seven).replace(/\D/g, '')
          const wrong = [...good]
          wrong[at] = String((Number(good[at]) + add) % 10)
          expect(isCaseNumber(good)).toBe(true)
          expect(isCaseNumber(wrong.join(''))).toBe(false)
          const next = (at + 1) % 8
          if (next > at && good[at] !== good[next]) {
            const swapped = [...good]
            swapped[at] = good[next] ?? ''
            swapped[next] = good[at] ?? ''
            expect(formatCaseNumber(swapped.join(''))).toBeUndefined()
          }
        },
      ),
    )
  })
})

it.each([
  ['7k3m 9qxt 2b4c 8hjn', '7K3M-9QXT-2B4C-8HJN'],
  ['kode saya 7K3O9QXI2B4C8HJN', '7K30-9QX1-2B4C-8HJN'],
  ['3275011503850000', undefined],
  ['saya tidak punya kode', undefined],
])('a code: %s', (text, code) => expect(parseCode(understand(text))).toBe(code))

it.each([
  ['nama saya budi santoso', 'Budi Santoso'],
  ['BUDI SANTOSO', 'Budi Santoso'],
  ["Siti Nur'aini", "Siti Nur'aini"],
  ['suami saya namanya Joko', 'Joko'],
  ['pak asep', 'Asep'],
  ['ga mau', undefined],
  ['kenapa nanya nama', undefined],
  ['menu', undefined],
  ['ya', undefined],
  ['dijalan raya', undefined],
  ['di jalan raya', undefined],
  ['Jl. Ahmad Yani', undefined],
  ['dipasar', undefined],
  ['depan pabrik', undefined],
  ['tempat kerja', undefined],
  ['Dina Raya', 'Dina Raya'],
  ['didik jalaludin', 'Didik Jalaludin'],
])('a name: %s', (text, name) => expect(parseName(understand(text))).toBe(name))

it.each([
  ['ojol', 'ride_hailing', 'own_account'],
  ['narik angkot', 'public_driver', 'own_account'],
  ['bukan karyawan, jualan sayur', 'street_vendor', 'own_account'],
  ['kerja di pt', 'employee', 'employee'],
  ['nganggur', 'none', 'no_work'],
])('an occupation: %s', (text, key, group) => {
  expect(parseOccupation(understand(text))).toBe(key)
  expect(workGroup(key)).toBe(group)
})

describe('several answers in one message', () => {
  const wanted = [
    { slot: 'home', type: 'place', cues: ['tinggal', 'domisili', 'rumah', 'mengontrak', 'ngontrak'] },
    { slot: 'ktp', type: 'place', cues: ['ktp'] },
    { slot: 'age', type: 'age' },
    { slot: 'work', type: 'choice', options: WORK },
    { slot: 'decile', type: 'choice', options: DECILES, cues: ['desil'] },
  ]
  it.each([
    [
      'sy tinggal di tambun ktp kota bekasi, umur 41, dagang bakso',
      {
        home: { kind: 'kabupaten', name: 'Tambun' },
        ktp: { kind: 'city' },
        age: { age: 41 },
        work: 'own_account',
      },
    ],
    ['eh salah, umur saya 41', { age: { age: 41 } }],
    ['desil 6', { decile: '6-10' }],
    ['41', {}],
    ['kranji', {}],
    ['halo kak mau nanya', {}],
  ])('%s', (text, found) => expect(findSlots(understand(text), AT, wanted, places)).toEqual(found))
})

it('no parser throws on any text', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const said = understand(text)
      parseYesNo(said)
      parseChoice(said, WORK)
      parseMoment(said, AT)
      parseAgeOrBirth(said, AT)
      parseMoney(said)
      parsePhone(said)
      parsePlace(said, places)
      parseCaseNumber(said)
      parseCode(said)
      parseName(said)
      parseOccupation(said)
    }),
  )
})
