/** @module Reads a place: the city's kecamatan and kelurahan, the regency next door, or elsewhere. */

import { distance } from 'fastest-levenshtein'
import type { Utterance } from '../utterance.ts'
import { wordsOf, written } from './words.ts'

/** What the edition of rules knows of places; the same shape as the rules' own. */
export type Places = {
  readonly districts: readonly {
    readonly id: string
    readonly name: string
    readonly aliases: readonly string[]
    readonly villages: readonly {
      readonly id: string
      readonly name: string
      readonly aliases: readonly string[]
    }[]
  }[]
  readonly landmarks: readonly {
    readonly name: string
    readonly aliases: readonly string[]
    readonly villageId?: string | undefined
    readonly districtId?: string | undefined
  }[]
  readonly others: readonly {
    readonly id: 'kabupaten_bekasi' | 'elsewhere'
    readonly name: string
    readonly aliases: readonly string[]
  }[]
}

export type PlaceAnswer =
  | { kind: 'city'; district?: string; village?: string }
  | { kind: 'ask'; candidates: { district: string; village?: string }[] }
  | { kind: 'kabupaten'; name: string }
  | { kind: 'elsewhere'; name: string }

type Kind = 'district' | 'village' | 'landmark' | 'kabupaten' | 'elsewhere' | 'city' | 'bekasi'
type Entry = { key: string; kind: Kind; name: string; district?: string; village?: string }
type Hit = { entries: Entry[]; from: number; to: number; key: string }

const MAX_WORDS = 4
const MIN_FUZZY_CHARS = 6
const CITY = 'bekasi'
/** "tmur", "brat", "utra": with fewer letters nobody knows. */
const MIN_DIRECTION_CHARS = 4

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

function makeIndex(places: Places): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>()
  const add = (names: readonly string[], entry: Omit<Entry, 'key'>) => {
    for (const key of new Set(names.map(letters))) {
      const list = index.get(key) ?? []
      list.push({ ...entry, key })
      index.set(key, list)
    }
  }
  for (const { id, name, aliases, villages } of places.districts) {
    add([name, ...aliases], { kind: 'district', name, district: id })
    for (const village of villages)
      add([village.name, ...village.aliases], {
        kind: 'village',
        name: village.name,
        district: id,
        village: village.id,
      })
  }
  const districtOf = (village: string) =>
    places.districts.find((district) => district.villages.some((one) => one.id === village))?.id
  for (const { name, aliases, villageId, districtId } of places.landmarks) {
    const district = districtId ?? (villageId ? districtOf(villageId) : undefined)
    if (!district) continue
    add([name, ...aliases], {
      kind: 'landmark',
      name,
      district,
      ...(villageId ? { village: villageId } : {}),
    })
  }
  for (const { id, name, aliases } of places.others)
    add([name, ...aliases], { kind: id === 'kabupaten_bekasi' ? 'kabupaten' : 'elsewhere', name })
  add(['kota bekasi', 'bekasi kota', 'bekasi kodya', 'kotamadya bekasi'], {
    kind: 'city',
    name: 'Kota Bekasi',
  })
  add(['bekasi', 'bks', 'bekasih'], { kind: 'bekasi', name: 'Bekasi' })
  return index
}

// One index for each edition of places; an edition never changes, so this only saves time.
const indexes = new WeakMap<Places, Map<string, Entry[]>>()

function indexOf(places: Places): Map<string, Entry[]> {
  const kept = indexes.get(places)
  if (kept) return kept
  const index = makeIndex(places)
  indexes.set(places, index)
  return index
}

function nearest(key: string, index: Map<string, Entry[]>): Entry[] | undefined {
  if (key.length < MIN_FUZZY_CHARS) return undefined
  const limit = key.length >= 9 ? 2 : 1
  let best: string | undefined
  let bestDistance = limit + 1
  for (const known of index.keys()) {
    if (known.length < MIN_FUZZY_CHARS || Math.abs(known.length - key.length) > limit || known[0] !== key[0])
      continue
    const d = distance(known, key)
    if (d < bestDistance) {
      best = known
      bestDistance = d
    }
  }
  return best === undefined ? undefined : index.get(best)
}

// Words one edit away from a place that are none.
const NOT_PLACES = new Set(
  'bekerja kerja perempuan keluarga harapan pejuang perwira kontrakan tinggal setuju'.split(' '),
)

function findHits(words: readonly string[], index: Map<string, Entry[]>): Hit[] {
  const hits: Hit[] = []
  for (let from = 0; from < words.length; ) {
    // Nearly a "kab bekasi", and the most usual way to say where one is registered.
    const hit = words[from] === 'ktp' ? undefined : hitAt(words, from, index)
    if (hit) hits.push(hit)
    from = hit ? hit.to : from + 1
  }
  return hits
}

function hitAt(words: readonly string[], from: number, index: Map<string, Entry[]>): Hit | undefined {
  const spans = Array.from(
    { length: Math.min(MAX_WORDS, words.length - from) },
    (_, n) => from + n + 1,
  ).reverse()
  for (const exact of [true, false])
    for (const to of spans) {
      const key = letters(words.slice(from, to).join(''))
      if (to === from + 1 && NOT_PLACES.has(key) && words.length > 1) continue
      const entries = exact ? index.get(key) : nearest(key, index)
      if (entries) return slipped(words, from, to, index) ?? { entries, from, to, key }
    }
  return undefined
}

/** "bekasi tmur": the city's name alone names no place yet where a district that begins with it nearly follows. Of villages "bekasi aja" would be one. */
function slipped(words: readonly string[], from: number, to: number, index: Map<string, Entry[]>) {
  const next = letters(words[to] ?? '')
  if (to !== from + 1 || words[from] !== CITY || next.length < MIN_DIRECTION_CHARS) return undefined
  const key = `${CITY}${next}`
  for (const [known, entries] of index) {
    const isDistrict =
      known.startsWith(`${CITY}${next[0]}`) && entries.some(({ kind }) => kind === 'district')
    if (isDistrict && distance(known, key) === 1) return { entries, from, to: to + 1, key: known }
  }
  return undefined
}

const VILLAGE_CUES = new Set(['kelurahan', 'kel', 'kelurhan', 'klurahan', 'lurah', 'desa'])
const DISTRICT_CUES = new Set(['kecamatan', 'kec', 'kcamatan', 'camat'])
const REGENCY_CUES = new Set(['kabupaten', 'kab'])

/** "Kelurahan Jatiasih" and "kecamatan Jatiasih" are told apart by the word before. */
function narrow(hit: Hit, words: readonly string[]): Entry[] {
  const before = words[hit.from - 1] ?? ''
  const only = VILLAGE_CUES.has(before) ? 'village' : DISTRICT_CUES.has(before) ? 'district' : undefined
  const kept = only ? hit.entries.filter((entry) => entry.kind === only) : []
  return kept.length > 0 ? kept : hit.entries
}

/** The place told; `ask` where two fit (no candidates: the city or the regency?), undefined where none is named. */
export function parsePlace(utterance: Utterance, places: Places): PlaceAnswer | undefined {
  const words = wordsOf(written(utterance).replace(/[^\p{L}\p{N}]+/gu, ' '))
  if (/\b(?:luar|bukan) (?:kota )?bekasi\b|\bluar kota\b/.test(words.join(' ')))
    return { kind: 'elsewhere', name: 'luar Kota Bekasi' }
  if (words.join(' ') === 'kota') return { kind: 'city' }
  const index = indexOf(places)
  const hits = findHits(words, index)
  const specific = hits.map((hit) => ({ hit, entries: narrow(hit, words) }))
  const city = specific.filter(({ entries }) => entries.some(({ kind }) => isCity(kind)))
  const other = specific.find(({ entries }) =>
    entries.some(({ kind }) => kind === 'kabupaten' || kind === 'elsewhere'),
  )
  const regency = hits.find((hit) => hit.key === 'bekasi' && REGENCY_CUES.has(words[hit.from - 1] ?? ''))
  if (regency && city.length === 0)
    return { kind: 'kabupaten', name: named(other, words) ?? 'Kabupaten Bekasi' }
  const [first] = city
  if (first && (!other || first.hit.from < other.hit.from)) return inCity(city, index)
  const outside = other?.entries[0]
  if (outside?.kind === 'kabupaten') return { kind: 'kabupaten', name: named(other, words) ?? outside.name }
  if (outside) return { kind: 'elsewhere', name: outside.name }
  if (hits.some((hit) => hit.entries.some(({ kind }) => kind === 'city'))) return { kind: 'city' }
  return hits.some((hit) => hit.key.startsWith('bekasi') || hit.key === 'bks')
    ? { kind: 'ask', candidates: [] }
    : undefined
}

const isCity = (kind: Kind) => kind === 'district' || kind === 'village' || kind === 'landmark'

/** The name as told, with capitals: "Tambun Selatan". */
function named(found: { hit: Hit } | undefined, words: readonly string[]): string | undefined {
  const told = found && words.slice(found.hit.from, found.hit.to).join(' ')
  if (!told || told.includes('bekasi')) return undefined
  return told.replace(/(^|\s)(\p{L})/gu, (_, edge: string, letter: string) => edge + letter.toUpperCase())
}

function inCity(found: readonly { hit: Hit; entries: Entry[] }[], index: Map<string, Entry[]>): PlaceAnswer {
  const [first, ...rest] = found
  if (!first) return { kind: 'city' }
  const told = new Set(found.flatMap(({ entries }) => entries.map(({ district }) => district)))
  let candidates = first.entries.filter(({ kind }) => isCity(kind))
  for (const next of rest) {
    // "Margahayu, Bekasi Timur": what comes later narrows what came first, or is narrower itself.
    const both = next.entries.filter((entry) =>
      candidates.some(({ district }) => district === entry.district),
    )
    const villages = [...candidates, ...both].filter(({ village }) => village !== undefined)
    if (both.length > 0 && villages.length > 0) candidates = villages
  }
  if (found.length === 1 && first.entries.length === 1) candidates = withLookAlikes(first, candidates, index)
  const unique = [...new Map(candidates.map((entry) => [entry.village ?? entry.district, entry])).values()]
  const [only] = unique
  if (unique.length === 1 && only) return { kind: 'city', ...at(only) }
  return { kind: 'ask', candidates: unique.filter(({ district }) => told.has(district) || district).map(at) }
}

/** "Jatibening" could be short for "Jatibening Baru", "Rawalumbu" for "Bojong Rawalumbu". */
function withLookAlikes(
  { hit, entries }: { hit: Hit; entries: Entry[] },
  candidates: Entry[],
  index: Map<string, Entry[]>,
): Entry[] {
  const [entry] = entries
  if (!entry || entry.kind === 'landmark' || hit.entries.length > entries.length) return candidates
  const longer: Entry[] = []
  for (const list of index.values())
    for (const other of list) {
      const key = letters(other.name)
      const own = letters(entry.name)
      const fits = key !== own && own.length > 5 && (key.startsWith(own) || key.endsWith(own))
      if (fits && other.kind === 'village') longer.push(other)
    }
  return [...candidates, ...longer]
}

function at({ district = '', village }: Entry): { district: string; village?: string } {
  return village === undefined ? { district } : { district, village }
}
