/** @module The five-step chat that every figure of speed is measured with: one free sentence, a name, a number that is none, a number, a choice. */

import { loadFlows } from '../../src/engine/load.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { makeTexts } from '../../src/text/texts.ts'
import { readAllMessages } from '../../src/wiring/data.ts'

/** The first is a sentence as people write it, understood by the model; peers hear a word in its place. */
export const SCRIPT = ['kmrn aku jatuh dari motor pas nganter barang, mau lapor', 'Budi', 'abc', '34', '1'] as const
/** How the last reply to this script ends when nothing was lost, doubled or taken out of order. */
export const RIGHT = 'OK Budi 34 tahun motor'

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
