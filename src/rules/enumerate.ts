/** @module The proof of a decision table: plays every input it can tell apart. Pure; for the flow check and tests. */

import { type Answers, answerFits, type DecisionTable, type Row, stretches, UNKNOWN } from './table.ts'

export type Proof = {
  /** How many combinations were played. */
  inputs: number
  /** How many inputs each row decides, `otherwise` among them. */
  decides: Record<string, number>
  faults: string[]
}

/** More combinations than this is a fault of the table, not a reason to wait. */
export const MAX_COMBINATIONS = 100_000

/**
 * Every input must have an outcome by a row, every row must decide some input, no two rows of one rank
 * may fit the same input, and whatever a row names must exist. An empty `faults` is the proof.
 */
export function enumerate(table: DecisionTable): Proof {
  const faults = nameFaults(table)
  const decides: Record<string, number> = { otherwise: 0 }
  for (const row of table.rows) decides[row.id] = 0
  const clashes = new Set<string>()
  let inputs = 0
  const isWithinBounds = playAll(table, (answers, fitting) => {
    inputs += 1
    if (inputs > MAX_COMBINATIONS) return false
    const [row] = fitting
    const id = row?.id ?? 'otherwise'
    decides[id] = (decides[id] ?? 0) + 1
    if (!row) clashes.add(`${table.id}: no row decides ${JSON.stringify(answers)}`)
    const peers = fitting.filter(({ rank }) => rank === row?.rank)
    if (peers.length > 1) clashes.add(`${table.id}: ${peers.map((peer) => peer.id).join(' and ')} clash`)
    return true
  })
  if (!isWithinBounds) faults.push(`${table.id}: more than ${MAX_COMBINATIONS} combinations`)
  for (const row of table.rows)
    if (decides[row.id] === 0) faults.push(`${table.id}: row ${row.id} decides nothing`)
  return { inputs, decides, faults: [...faults, ...clashes] }
}

type Visit = (answers: Answers, fitting: readonly Row[]) => boolean

/**
 * Shows every combination of answers with the rows that fit it, in their order, until `visit` says no; then it is false.
 * A row is out for all that follows at the first answer it does not fit: that is what keeps this quick.
 */
function playAll(table: DecisionTable, visit: Visit): boolean {
  const names = Object.keys(table.inputs)
  const values = names.map((name) => stretches(table, name).map(({ value }) => value))
  const play = (index: number, answers: Answers, fitting: readonly Row[]): boolean => {
    const name = names[index]
    if (name === undefined) return visit(answers, fitting)
    return (values[index] ?? []).every((value) =>
      play(
        index + 1,
        { ...answers, [name]: value },
        fitting.filter((row) => answerFits(row, name, value)),
      ),
    )
  }
  const isUnasked = (name: string) => !names.includes(name)
  // What is no input of the table is never answered.
  const possible = table.rows.filter((row) =>
    Object.keys(row.when)
      .filter(isUnasked)
      .every((name) => answerFits(row, name, UNKNOWN)),
  )
  return play(0, {}, possible)
}

function nameFaults(table: DecisionTable): string[] {
  const faults: string[] = []
  const ids = new Set<string>()
  let rank = 0
  for (const row of table.rows) {
    if (ids.has(row.id)) faults.push(`${table.id}: row ${row.id} stands twice`)
    ids.add(row.id)
    if (row.rank < rank) faults.push(`${table.id}: row ${row.id} stands after a lower rank`)
    rank = row.rank
    if (!table.outcomes.includes(row.outcome))
      faults.push(`${table.id}: row ${row.id} has unknown outcome ${row.outcome}`)
    for (const [name, test] of Object.entries(row.when)) {
      const input = table.inputs[name]
      if (!input) faults.push(`${table.id}: row ${row.id} asks for unknown input ${name}`)
      else if (Array.isArray(test) !== (input.type === 'choice'))
        faults.push(`${table.id}: row ${row.id} tests ${name} as another type`)
      else if (Array.isArray(test) && input.type === 'choice')
        for (const value of test)
          if (!input.values.includes(value))
            faults.push(`${table.id}: row ${row.id} names unknown ${name} ${value}`)
    }
  }
  for (const outcome of table.outcomes)
    if (!table.rows.some((row) => row.outcome === outcome))
      faults.push(`${table.id}: nothing leads to ${outcome}`)
  if (!table.outcomes.includes(table.otherwise.outcome))
    faults.push(`${table.id}: otherwise has an unknown outcome`)
  for (const name of table.changes)
    if (!table.inputs[name]) faults.push(`${table.id}: changes names unknown input ${name}`)
  return faults
}
