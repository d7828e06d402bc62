/** @module Decision tables as people read them, and a try of one. Pure but for the edition it asks for. */

import type { Editions, TableRow, TableView } from '../../core/editions.ts'
import type { Edition } from '../../rules/edition.ts'
import { type DecisionTable, decide } from '../../rules/table.ts'
import type { EditionDeps } from './deps.ts'

type Row = DecisionTable['rows'][number]

export function makeTableDesk(
  edition: () => Edition,
  now: () => Date,
  said: EditionDeps['said'],
): Pick<Editions, 'tables' | 'tryTable'> {
  return {
    tables: async () => [...edition().tables.values()].map(tableView),
    tryTable: async (id, answers, language) => {
      const held = edition()
      const table = held.tables.get(id)
      if (table === undefined) return undefined
      const { nearest, ...decision } = decide(table, readAnswers(table, answers))
      return { ...decision, why: said(decision.reason, held, now(), language), nearest }
    },
  }
}

/** Forms bring words; a number is one only when it is nothing but digits. */
function readAnswers(table: DecisionTable, answers: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table.inputs).map(([name, input]) => {
      const typed = (Object.hasOwn(answers, name) ? answers[name] : undefined)?.trim() ?? ''
      return [name, input.type === 'number' ? (/^\d{1,4}$/.test(typed) ? Number(typed) : undefined) : typed]
    }),
  )
}

function tableView({ id, version, hitPolicy, inputs, rows, otherwise }: DecisionTable): TableView {
  return {
    id,
    version,
    hitPolicy,
    inputs: Object.entries(inputs).map(([name, input]) =>
      input.type === 'choice'
        ? { name, values: [...input.values] }
        : { name, min: input.min, max: input.max },
    ),
    rows: rows.map(rowView),
    otherwise: { id: 'otherwise', when: [], ...otherwise },
  }
}

function rowView({ id, when, outcome, reason, facts }: Row): TableRow {
  return {
    id,
    when: Object.entries(when).map(([input, test]) => {
      if (Array.isArray(test)) return { input, values: [...test] }
      const { min, max, unknown } = test
      return {
        input,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(unknown === undefined ? {} : { orUnknown: unknown }),
      }
    }),
    outcome,
    reason,
    facts,
  }
}
