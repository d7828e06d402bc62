/** @module The five-step chat that every figure of speed is measured with: one free sentence, a name, a number that is none, a number, a choice. */

import type { Flow } from '../../src/engine/flow.ts'
import { loadFlows } from '../../src/engine/load.ts'
import { makeTexts } from '../../src/text/texts.ts'
import { readAllMessages } from '../../src/wiring/data.ts'

const WHEN = [
  'kmrn',
  'tadi pagi',
  'semalam',
  'hari ini',
  'td siang',
  'kmrn sore',
  'senin kemarin',
  'minggu lalu',
]
const HOW = [
  'jatuh dari motor',
  'ketabrak mobil',
  'kepeleset di jalan',
  'keserempet angkot',
  'jatoh dr tangga',
]
const WHILE = [
  'nganter barang',
  'narik ojol',
  'jualan keliling',
  'angkat galon',
  'antar penumpang',
  'belanja dagangan',
]
const WHERE = [
  'tambun',
  'jatiasih',
  'pondok gede',
  'bantar gebang',
  'rawalumbu',
  'mustika jaya',
  'medan satria',
]
const FIRST = ['Budi', 'Siti', 'Agus', 'Dewi', 'Joko', 'Rina', 'Asep', 'Wati', 'Dedi', 'Yanti', 'Rudi']
const LAST = [
  'Santoso',
  'Wijaya',
  'Lestari',
  'Hidayat',
  'Susanti',
  'Saputra',
  'Rahayu',
  'Gunawan',
  'Setiawan',
]
const MIDDLE = [
  'Adi',
  'Sri',
  'Eka',
  'Dwi',
  'Tri',
  'Nur',
  'Cahya',
  'Indah',
  'Bayu',
  'Ayu',
  'Putra',
  'Ratna',
  'Surya',
]
const NO_AGE = ['abc', 'hmm', 'apa ya', 'lupa', 'gatau', 'maksudnya', 'xyz']

const pick = (words: readonly string[], n: number) => words[n % words.length] ?? ''

/**
 * Five messages of person `n`: a sentence as people write it, a name, something that is no age, an age, a choice.
 * No two of 15,000 people write the same sentence, so that nothing understood before is met again.
 */
export function scriptOf(n: number): readonly string[] {
  const sentence = `${pick(WHEN, n)} aku ${pick(HOW, n)} pas ${pick(WHILE, n >> 1)} di ${pick(WHERE, n)} gang ${n}, mau lapor`
  return [sentence, nameOf(n), pick(NO_AGE, n), String(ageOf(n)), '1']
}

/** The last reply to that script when nothing was lost, doubled or taken out of order. */
export function rightOf(n: number): string {
  return `OK ${nameOf(n)} ${ageOf(n)} tahun motor`
}

/** No two of 1,287 people in a row have the same one. */
const nameOf = (n: number) => `${pick(FIRST, n)} ${pick(MIDDLE, n)} ${pick(LAST, n)}`
const ageOf = (n: number) => 18 + (n % 45)

const flow: Flow = {
  id: 'accident',
  title: 'bench.title',
  startedBy: ['accident_report'],
  slots: {
    name: { type: 'name', volunteer: false },
    age: { type: 'age', volunteer: false },
    vehicle: { type: ['motor', 'mobil'], volunteer: false },
  },
  first: 'name',
  nodes: {
    name: { kind: 'ask', text: 'bench.name', into: 'name', next: 'age' },
    age: { kind: 'ask', text: 'bench.age', retry: 'bench.age_again', into: 'age', next: 'vehicle' },
    vehicle: { kind: 'ask', text: 'bench.vehicle', into: 'vehicle', next: 'done' },
    done: { kind: 'end', text: 'bench.done' },
  },
}

const words = {
  'bench.title': 'laporan',
  'bench.name': 'Nama?',
  'bench.age': 'Umur?',
  'bench.age_again': 'Angka ya',
  'bench.vehicle': 'Motor atau mobil?',
  'bench.vehicle.motor': 'motor',
  'bench.vehicle.mobil': 'mobil',
  'bench.done': 'OK {slot_name} {slot_age} {slot_vehicle}',
}

export function benchTalk() {
  const { id, en } = readAllMessages()
  return { flows: loadFlows([flow]), texts: makeTexts({ id: { ...id, ...words }, en: { ...en, ...words } }) }
}
