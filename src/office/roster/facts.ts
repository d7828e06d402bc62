/** @module What a list of offices or hospitals has to tell residents: versions of the facts that are told already, each with source and day. Pure. */

import type { FactDraft } from '../../core/editions.ts'
import { DAYS, type ListId, type PlaceDrafts, type PlaceRecord } from '../../core/roster.ts'

/** A row that may be told: somebody says where it is from and when it was looked at. */
type Sourced = PlaceRecord & { source: string; checkedOn: string }
type Kind = { test: RegExp; not?: RegExp; address: string; phone?: string; hours?: string }

/** Offices whose address is a fact of its own; which row is meant is seen by its name. */
const OFFICES: readonly Kind[] = [
  {
    test: /bpjs ketenagakerjaan|bpjamsostek/i,
    // The branch of the Kabupaten is told of in other words.
    not: /cikarang|kabupaten/i,
    address: 'kantor_bpjs',
    phone: 'telepon_kantor_bpjs',
    hours: 'jam_kantor_bpjs',
  },
  { test: /\bdinsos\b|dinas sosial/i, address: 'kantor_dinsos', phone: 'telepon_dinsos' },
  { test: /disdukcapil|kependudukan/i, address: 'kantor_disdukcapil' },
  { test: /disnaker|dinas (?:tenaga kerja|ketenagakerjaan)/i, not: /provinsi/i, address: 'kantor_disnaker' },
]
const KELURAHAN = /^(?:kantor )?kelurahan\b/i
/** More names than this are a list nobody reads in a chat; the rest is counted. */
const NAMES_TOLD = 4

export function draftsOf(list: ListId, places: readonly PlaceRecord[]): PlaceDrafts {
  const unsourced = places.filter((place) => !isSourced(place))
  const told = places.filter(isSourced)
  const { drafts, left } = list === 'hospitals' ? hospitals(told) : offices(told)
  return { drafts, left: [...unsourced.map(({ name }) => ({ name, why: 'unsourced' as const })), ...left] }
}

const isSourced = (place: PlaceRecord): place is Sourced =>
  place.source !== undefined && place.checkedOn !== undefined

function offices(places: readonly Sourced[]): PlaceDrafts {
  const drafts: PlaceDrafts['drafts'] = []
  const left: PlaceDrafts['left'] = []
  const known = new Set<Sourced>()
  for (const kind of OFFICES) {
    const own = places.filter(({ name }) => kind.test.test(name) && kind.not?.test(name) !== true)
    for (const place of own) known.add(place)
    const [place] = own
    if (place === undefined) continue
    if (own.length > 1) left.push(...own.map(({ name }) => ({ name, why: 'twice' as const })))
    else drafts.push(...draftsOfOffice(kind, place))
  }
  const kelurahan = places.filter(({ name }) => KELURAHAN.test(name))
  const hours = new Set(kelurahan.map((place) => hoursTyped(place)))
  const [same = ''] = hours
  // One answer for all of them is true only where they all say the same.
  if (hours.size === 1 && same !== '')
    drafts.push({ fact: 'jam_kelurahan', draft: draftFrom(same, kelurahan) })
  for (const place of places) if (!known.has(place)) left.push({ name: place.name, why: 'no_fact' })
  return { drafts, left }
}

function draftsOfOffice({ address, phone, hours }: Kind, place: Sourced): PlaceDrafts['drafts'] {
  const typed = hoursTyped(place)
  return [
    { fact: address, draft: draftFrom(place.address, [place]) },
    ...(phone === undefined || place.phone === undefined
      ? []
      : [{ fact: phone, draft: draftFrom(place.phone, [place]) }]),
    ...(hours === undefined || typed === '' ? [] : [{ fact: hours, draft: draftFrom(typed, [place]) }]),
  ]
}

function hospitals(places: readonly Sourced[]): PlaceDrafts {
  if (places.length === 0) return { drafts: [], left: [] }
  const names = places.slice(0, NAMES_TOLD).map(({ name }) => name)
  const rest = places.length - names.length
  const told = (more: string) => (rest === 0 ? names.join(', ') : `${names.join(', ')}, ${more}`)
  const all = draftFrom(told(`dan ${rest} lainnya`), places)
  return {
    drafts: [
      { fact: 'rumah_sakit_mitra', draft: { ...all, valueEn: told(`and ${rest} more`) } },
      { fact: 'jumlah_rumah_sakit_mitra', draft: draftFrom(String(places.length), places) },
    ],
    left: [],
  }
}

/** Checked when the oldest of its rows was; its sources are all named, each once. */
function draftFrom(value: string, places: readonly Sourced[]): FactDraft {
  const [checkedOn = ''] = places.map((place) => place.checkedOn).sort()
  return {
    value,
    valueEn: '',
    status: 'verified',
    sourceTitle: [...new Set(places.map(({ source }) => source))].join('; '),
    sourceUrl: '',
    sourceDate: '',
    checkedOn,
    validFrom: '',
    validTo: '',
    reason: '',
    effective: '',
  }
}

/** "senin-kamis 08:00-16:00" and the like, a line for each span, days that say the same together; '' where nothing is told. */
function hoursTyped({ hours = {} }: PlaceRecord): string {
  const lines: string[] = []
  for (let from = 0; from < DAYS.length; ) {
    const span = hours[DAYS[from] ?? 'senin']
    let to = from
    while (to + 1 < DAYS.length && hours[DAYS[to + 1] ?? 'senin'] === span) to += 1
    if (span !== undefined) {
      const days = from === to ? DAYS[from] : `${DAYS[from]}-${DAYS[to]}`
      for (const one of span.split(',')) lines.push(`${days} ${one.trim()}`)
    }
    from = to + 1
  }
  return lines.join('\n')
}
