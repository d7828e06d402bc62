/** @module The repository's own rules for tests, with and without the demo's values. */

import demo from '../../rules/demo.json' with { type: 'json' }
import facts from '../../rules/facts.json' with { type: 'json' }
import papers from '../../rules/papers.json' with { type: 'json' }
import places from '../../rules/places.json' with { type: 'json' }
import sigap from '../../rules/sigap-eligibility.json' with { type: 'json' }
import { makeEdition } from '../../src/rules/edition.ts'

const raw = { id: 'test', facts, tables: [sigap], papers, places }

export const realEdition = makeEdition(raw)
export const demoEdition = makeEdition({ ...raw, demo })

/** An edition with these facts alone, each a record with what a test does not care about filled in. */
export function editionOf(
  ...records: { id: string; value?: unknown; unit: string; [key: string]: unknown }[]
) {
  return makeEdition({
    id: 'test',
    facts: records.map((record) => ({
      source: { title: 'Sumber uji' },
      checked_on: '2026-11-22',
      status: 'verified',
      ...record,
    })),
    tables: [],
    places: { districts: [], landmarks: [], others: [] },
  })
}
