/** @module The eligibility table of SIGAP: proven whole, and held against the rules written a second time. */

import { describe, expect, it } from 'vitest'
import { enumerate } from '../../src/rules/enumerate.ts'
import { decide } from '../../src/rules/table.ts'
import { realEdition } from './edition.ts'

const table = realEdition.tables.get('sigap_eligibility')
if (!table) throw new Error('rules/sigap-eligibility.json is not loaded')

const PLACES = ['city', 'kabupaten', 'elsewhere', 'unknown']
const AGES = [0, 16, 17, 18, 19, 40, 63, 64, 65, 66, 120, undefined]
const WORKS = ['own_account', 'employee', 'no_work', 'unknown']
const COVERS = ['none', 'city_other', 'employer', 'app', 'self_paid', 'unknown']
const DECILES = ['1-3', '4-5', '6-10', 'unknown']

type Answers = {
  home: string
  ktp: string
  age: number | undefined
  work: string
  cover: string
  decile: string
}

/** The rules in words turned into code once more, in their order, by nothing of the table. */
function expected({ home, ktp, age, work, cover, decile }: Answers): string {
  const outside = (place: string) => place === 'kabupaten' || place === 'elsewhere'
  if (outside(home) && outside(ktp)) return 'other_government'
  if (age !== undefined && age >= 65) return 'too_old'
  if (age !== undefined && age < 18) return 'officer_review'
  if (home === 'unknown' || ktp === 'unknown' || outside(home) !== outside(ktp)) return 'officer_review'
  if (cover === 'city_other') return 'covered_elsewhere'
  if (work === 'employee' || cover === 'employer') return 'employer_duty'
  if (cover === 'self_paid') return 'covered_elsewhere'
  if (cover === 'app' || work === 'no_work') return 'officer_review'
  if (work === 'unknown' || age === undefined) return 'officer_review'
  return { '1-3': 'likely_priority', '4-5': 'likely_if_quota' }[decile] ?? 'update_data'
}

function* everyAnswer(): Generator<Answers> {
  for (const home of PLACES)
    for (const ktp of PLACES)
      for (const age of AGES)
        for (const work of WORKS)
          for (const cover of COVERS)
            for (const decile of DECILES) yield { home, ktp, age, work, cover, decile }
}

const worker: Answers = {
  home: 'city',
  ktp: 'city',
  age: 41,
  work: 'own_account',
  cover: 'none',
  decile: '1-3',
}

describe('the SIGAP eligibility table', () => {
  it('gives every input an outcome, lets every row decide and no two rows of one rank clash', () => {
    const proof = enumerate(table)
    expect(proof.faults).toEqual([])
    expect(proof.decides.otherwise).toBe(0)
    expect(proof.inputs).toBe(4 * 4 * 4 * 4 * 6 * 4)
  })

  it('agrees with the rules in words on every combination of answers', () => {
    let played = 0
    for (const answers of everyAnswer()) {
      played += 1
      const { outcome } = decide(table, answers)
      if (outcome !== expected(answers)) expect.fail(`${JSON.stringify(answers)} gave ${outcome}`)
    }
    expect(played).toBe(18_432)
  })

  it('has the eight outcomes and a text key of its own for each row', () => {
    expect(table.outcomes).toHaveLength(8)
    expect(table.rows.map(({ reason }) => reason)).toEqual(
      table.rows.map(({ id }) => `eligibility.why.${id}`),
    )
  })

  it.each([
    ['a driver of 41 in decile 2', {}, 'likely_priority', 'decile_1_3'],
    ['the same in decile 4', { decile: '4-5' }, 'likely_if_quota', 'decile_4_5'],
    ['one who does not know the decile', { decile: 'unknown' }, 'update_data', 'decile_unknown'],
    [
      'one who lives and is registered in Tambun',
      { home: 'kabupaten', ktp: 'kabupaten' },
      'other_government',
      'kabupaten',
    ],
    ['a scavenger with a card of another region', { ktp: 'elsewhere' }, 'officer_review', 'ktp_outside'],
    ['a trader of 66', { age: 66 }, 'too_old', 'too_old'],
    ['a driver covered by his app', { cover: 'app' }, 'officer_review', 'app'],
    ['an RT officer', { cover: 'city_other' }, 'covered_elsewhere', 'city_other'],
    ['a factory worker', { work: 'employee' }, 'employer_duty', 'employee'],
    ['somebody of 16', { age: 16 }, 'officer_review', 'under_age'],
  ])('%s', (_, change, outcome, row) => {
    expect(decide(table, { ...worker, ...change })).toMatchObject({
      outcome,
      row,
      reason: `eligibility.why.${row}`,
    })
  })

  it('takes answers that are missing, broken or out of range as unknown', () => {
    const broken = { home: 7, ktp: null, age: 'empat puluh', work: {}, cover: [], decile: '11' }
    expect(decide(table, broken)).toMatchObject({ outcome: 'officer_review', row: 'home_unknown' })
    expect(decide(table, {}).row).toBe('home_unknown')
    expect(decide(table, { ...worker, age: 130 }).row).toBe('age_unknown')
    expect(decide(table, { ...worker, age: Number.NaN }).row).toBe('age_unknown')
  })

  it('tells what single change would change the outcome, the best first', () => {
    const { nearest } = decide(table, { ...worker, decile: 'unknown' })
    expect(nearest.slice(0, 2)).toEqual([
      { input: 'decile', value: '1-3', outcome: 'likely_priority' },
      { input: 'decile', value: '4-5', outcome: 'likely_if_quota' },
    ])
    for (const change of nearest)
      expect(decide(table, { ...worker, decile: 'unknown', [change.input]: change.value }).outcome).toBe(
        change.outcome,
      )
  })

  it('names no change for one who is too old, and an age only while the age is unknown', () => {
    expect(decide(table, { ...worker, age: 70 }).nearest).toEqual([])
    const { nearest } = decide(table, { ...worker, age: undefined })
    expect(nearest[0]).toEqual({ input: 'age', value: '18-64', outcome: 'likely_priority' })
  })

  it('names only facts that can be told today', () => {
    const ids = new Set(table.rows.flatMap(({ facts }) => facts))
    for (const id of ids) expect(['verified', 'press_only'], id).toContain(realEdition.facts.get(id)?.status)
  })
})
