/** @module Decision tables: first row that fits decides; unknown is an answer like any other. Pure. */

import { z } from 'zod'

const choiceTest = z.array(z.string().min(1)).min(1)
const numberTest = z
  .strictObject({ min: z.number().optional(), max: z.number().optional(), unknown: z.boolean().optional() })
  .refine(
    (test) => test.min === undefined || test.max === undefined || test.min <= test.max,
    'is an empty range',
  )

/** A choice fits one of the named values; a number fits the range, both ends included, or is allowed to be unknown. */
export type Test = z.infer<typeof choiceTest> | z.infer<typeof numberTest>

export const tableSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  version: z.string().min(1),
  hitPolicy: z.literal('first'),
  inputs: z.record(
    z.string(),
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('choice'), values: z.array(z.string()).min(1) }),
      z.strictObject({ type: z.literal('number'), min: z.number().int(), max: z.number().int() }),
    ]),
  ),
  /** Best for the resident first: the order in which possible changes are told. */
  outcomes: z.array(z.string()).min(1),
  /** The inputs worth naming as a change, in this order; what cannot change (age) is left out. */
  changes: z.array(z.string()),
  rows: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9_]*$/),
      rank: z.number().int().min(1),
      when: z.record(z.string(), z.union([choiceTest, numberTest])),
      outcome: z.string(),
      /** A text key: the rule in plain words. */
      reason: z.string(),
      facts: z.array(z.string()),
      note: z.string().optional(),
    }),
  ),
  otherwise: z.strictObject({ outcome: z.string(), reason: z.string(), facts: z.array(z.string()) }),
})

export type DecisionTable = z.infer<typeof tableSchema>
export type Row = DecisionTable['rows'][number]
type Input = DecisionTable['inputs'][string]

/** The word for an answer nobody has. A choice that may be unknown lists it among its values. */
export const UNKNOWN = 'unknown'

export type Change = { input: string; value: string; outcome: string }
export type Decision = {
  outcome: string
  row: string
  reason: string
  facts: string[]
  nearest: Change[]
}

/**
 * The outcome of the first row that fits, `otherwise` (row id "otherwise") when none does.
 * Whatever `given` lacks or holds outside its range counts as unknown; never throws.
 * `nearest` lists each single change that changes the outcome, best outcome first; a number's value is a range ("18-64").
 */
export function decide(table: DecisionTable, given: Record<string, unknown>): Decision {
  const answers = readAnswers(table, given)
  const row = firstRow(table, answers)
  const { outcome, reason, facts } = row ?? table.otherwise
  return {
    outcome,
    row: row?.id ?? 'otherwise',
    reason,
    facts,
    nearest: findChanges(table, answers, outcome),
  }
}

export type Answers = Record<string, string | number>

/** The first row in the order of the file that fits; ranks only group rows for the proof in `enumerate`. */
export function firstRow(table: DecisionTable, answers: Answers): Row | undefined {
  return table.rows.find((row) => rowFits(row, answers))
}

function rowFits(row: Row, answers: Answers): boolean {
  return Object.entries(row.when).every(([input, test]) => testFits(test, answers[input] ?? UNKNOWN))
}

/** Whether this answer leaves the row possible; a row that does not ask for the input fits any. */
export function answerFits(row: Row, input: string, answer: string | number): boolean {
  const test = row.when[input]
  return test === undefined || testFits(test, answer)
}

function testFits(test: Test, answer: string | number): boolean {
  if (Array.isArray(test)) return test.includes(String(answer))
  if (typeof answer !== 'number') return test.unknown === true
  if (test.min === undefined && test.max === undefined) return test.unknown !== true
  return answer >= (test.min ?? -Infinity) && answer <= (test.max ?? Infinity)
}

function readAnswers(table: DecisionTable, given: Record<string, unknown>): Answers {
  return Object.fromEntries(
    Object.entries(table.inputs).map(([name, input]) => [
      name,
      readAnswer(input, Object.hasOwn(given, name) ? given[name] : undefined),
    ]),
  )
}

function readAnswer(input: Input, value: unknown): string | number {
  if (input.type === 'choice')
    return typeof value === 'string' && input.values.includes(value) ? value : UNKNOWN
  const number = typeof value === 'number' ? Math.floor(value) : Number.NaN
  return number >= input.min && number <= input.max ? number : UNKNOWN
}

/** One value for each stretch of an input that the rows can tell apart, with the name it is told by. */
export function stretches(table: DecisionTable, name: string): { name: string; value: string | number }[] {
  const input = table.inputs[name]
  if (!input) return []
  if (input.type === 'choice') return input.values.map((value) => ({ name: value, value }))
  const starts = new Set([input.min])
  for (const row of table.rows) {
    const test = row.when[name]
    if (!test || Array.isArray(test)) continue
    if (test.min !== undefined && test.min > input.min) starts.add(test.min)
    if (test.max !== undefined && test.max < input.max) starts.add(test.max + 1)
  }
  const sorted = [...starts].sort((a, b) => a - b)
  const ranges = sorted.map((start, index) => ({
    name: `${start}-${(sorted[index + 1] ?? input.max + 1) - 1}`,
    value: start,
  }))
  return [...ranges, { name: UNKNOWN, value: UNKNOWN }]
}

function findChanges(table: DecisionTable, answers: Answers, outcome: string): Change[] {
  const unknown = Object.keys(table.inputs).filter((name) => answers[name] === UNKNOWN)
  const names = [...new Set([...unknown, ...table.changes])]
  const changes = names.flatMap((input) =>
    stretches(table, input)
      .filter(({ value }) => value !== UNKNOWN)
      .map(({ name, value }) => {
        const row = firstRow(table, { ...answers, [input]: value })
        return { input, value: name, outcome: (row ?? table.otherwise).outcome }
      })
      .filter((change) => change.outcome !== outcome),
  )
  return changes.sort((a, b) => table.outcomes.indexOf(a.outcome) - table.outcomes.indexOf(b.outcome))
}
