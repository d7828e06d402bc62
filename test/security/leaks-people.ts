/** @module Who takes part in the property of leaks, what they say, what may be done, and the faults that are put in to see it fail. */

import fc from 'fast-check'

/**
 * A fault put in on purpose, for which the property has to fail: a sender that hands a message to the next person, a
 * page shown to somebody else's browser, a word where only closed names may stand, a fault that quotes.
 */
export const PLANTS = [
  'wrong_address',
  'wrong_browser',
  'metric',
  'log',
  'file_name',
  'file',
  'fault',
] as const
export type Plant = (typeof PLANTS)[number]

/** Words that are in no list and in no text of ours. */
export const PEOPLE = ['Anikuarsa', 'Budiraksana', 'Citrapuspita', 'Dewangkara'].map((name, n) => ({
  name,
  phone: `08129999000${n}`,
  story: `terpelanting${name.toLowerCase()}`,
  nik: `997501440890000${n}`,
  /** Two come by a platform, two by the web. */
  isWeb: n % 2 === 1,
}))
export type Person = (typeof PEOPLE)[number]

export const secretsOf = ({ name, phone, story, nik }: Person) => [
  name,
  phone,
  `+62${phone.slice(1)}`,
  story,
  nik,
]

export type Step =
  | { do: 'say'; who: number; what: number }
  | { do: Exclude<(typeof ACTS)[number], 'say'>; who: number }

const ACTS = [
  'file',
  'take',
  'reply',
  'note',
  'back',
  'switch',
  'look',
  'photo',
  'fail',
  'export',
  'measure',
] as const

export const SAYINGS: readonly ((one: Person) => string)[] = [
  () => 'mau lapor kecelakaan kerja',
  () => 'saya sendiri',
  ({ name }) => `nama saya ${name}`,
  ({ story, phone }) => `${story} di jalan, hp saya ${phone}`,
  ({ nik }) => `nik saya ${nik}`,
  () => 'ya',
  () => 'petugas',
  () => 'data saya apa saja',
  () => 'status laporan saya',
  () => 'batal',
  ({ name, phone, story }) => `${name} ${phone} ${story}`,
  () => 'menu',
]

const who = fc.nat(PEOPLE.length - 1)
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('say' as const), who, what: fc.nat(SAYINGS.length - 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(...ACTS),
      who,
    }),
  },
)
