/** @module What the proof of a decision table finds. */

import { describe, expect, it } from 'vitest'
import { enumerate } from '../../src/rules/enumerate.ts'
import { type DecisionTable, tableSchema } from '../../src/rules/table.ts'

const row = { rank: 1, outcome: 'yes', reason: 'r', facts: [] }

function tableOf(change: Partial<DecisionTable>): DecisionTable {
  return tableSchema.parse({
    id: 'sample',
    version: '1',
    hitPolicy: 'first',
    inputs: {
      colour: { type: 'choice', values: ['red', 'blue', 'unknown'] },
      age: { type: 'number', min: 0, max: 99 },
    },
    outcomes: ['yes'],
    changes: [],
    rows: [{ ...row, id: 'all', when: {} }],
    otherwise: { outcome: 'yes', reason: 'r', facts: [] },
    ...change,
  })
}

describe('the proof of a table', () => {
  it('finds nothing in a table that is whole', () => {
    expect(enumerate(tableOf({})).faults).toEqual([])
  })

  it('plays a number on both sides of every border, and unknown', () => {
    const adult = { ...row, id: 'adult', when: { age: { min: 18, max: 64 } } }
    const rest = { ...row, id: 'rest', rank: 2, when: {} }
    const { inputs, decides } = enumerate(tableOf({ rows: [adult, rest] }))
    expect(inputs).toBe(3 * 4)
    expect(decides).toEqual({ otherwise: 0, adult: 3, rest: 9 })
  })

  it.each<[string, Partial<DecisionTable>, RegExp]>([
    [
      'an input that no row decides',
      { rows: [{ ...row, id: 'red', when: { colour: ['red'] } }] },
      /no row decides/,
    ],
    [
      'a row that decides nothing',
      {
        rows: [
          { ...row, id: 'all', when: {} },
          { ...row, id: 'late', rank: 2, when: {} },
        ],
      },
      /row late decides nothing/,
    ],
    [
      'two rows of one rank for the same input',
      {
        rows: [
          { ...row, id: 'red', when: { colour: ['red'] } },
          { ...row, id: 'all', when: {} },
        ],
      },
      /red and all clash/,
    ],
    [
      'a value that the input does not have',
      {
        rows: [
          { ...row, id: 'all', when: {} },
          { ...row, id: 'green', when: { colour: ['green'] } },
        ],
      },
      /unknown colour green/,
    ],
    [
      'an input nobody declared',
      { rows: [{ ...row, id: 'all', when: { size: ['big'] } }] },
      /unknown input size/,
    ],
    [
      'a test of the wrong type',
      { rows: [{ ...row, id: 'all', when: { age: ['old'] } }] },
      /tests age as another type/,
    ],
    [
      'an outcome that is not listed',
      { rows: [{ ...row, id: 'all', when: {}, outcome: 'no' }] },
      /unknown outcome no/,
    ],
    ['an outcome that nothing leads to', { outcomes: ['yes', 'no'] }, /nothing leads to no/],
    [
      'a row behind a lower rank',
      {
        rows: [
          { ...row, id: 'red', rank: 2, when: { colour: ['red'] } },
          { ...row, id: 'all', when: {} },
        ],
      },
      /stands after a lower rank/,
    ],
    [
      'a row that stands twice',
      {
        rows: [
          { ...row, id: 'all', when: {} },
          { ...row, id: 'all', when: {} },
        ],
      },
      /stands twice/,
    ],
  ])('finds %s', (_, change, fault) => {
    expect(enumerate(tableOf(change)).faults.join('\n')).toMatch(fault)
  })
})
