/** @module The filtered list as a file: what stands in lists and what was told, a row a case. */

import type { CaseRow } from '../../core/case-desk.ts'
import { fieldsOf } from '../../core/case-fields.ts'
import { csvHeaders, streamCsv } from '../../pages/csv.ts'
import { toXlsx, xlsxHeaders } from '../../pages/xlsx.ts'
import { valueWords } from '../../text/case-words.ts'
import type { StaffVisit } from '../deps.ts'
import type { Words } from '../words.ts'
import { readQuery, writeQuery } from './query.ts'
import { kindWords, momentWords, stateWords } from './words.ts'

export const EXPORT_FORMS = ['csv', 'xlsx'] as const

/** What was told, as far as an export needs it; the rest stands in the case. */
const TOLD = ['name', 'contact', 'phone', 'story', 'injury', 'hospital'] as const
const CLEAR = [
  'number',
  'kind',
  'state',
  'place',
  'filed',
  'occurred',
  'due.label',
  'urgent',
  'late',
  'channel',
  'changed',
  'duplicate_of',
] as const

/** For the audit log: names of columns, never what stands in them. */
export const EXPORTED: readonly string[] = [...CLEAR, ...TOLD]

/** Such as "csv 12 status=open": the form, how many rows, the filter. */
export async function exportReason({ c, deps }: StaffVisit): Promise<string> {
  const query = readQuery((key) => c.req.query(key))
  const n = await deps.cases.count(query.filter)
  return `${formOf(c.req.query('bentuk'))} ${n} ${writeQuery({ ...query, order: 'due', page: 1 })}`.trim()
}

export async function download(visit: StaffVisit): Promise<Response> {
  const { c, deps, words } = visit
  const { filter } = readQuery((key) => c.req.query(key))
  const head = [
    ...CLEAR.map((key) => words.say(`cases.${key}`)),
    ...TOLD.map((id) => words.say(`cases.told.${id}`)),
  ]
  const rows = rowsOf(words, deps.cases.rows(filter))
  const name = `laporan-${deps.now().toISOString().slice(0, 10)}`
  if (formOf(c.req.query('bentuk')) === 'xlsx')
    return c.body(toXlsx(words.say('cases.title'), head, rows), 200, xlsxHeaders(name))
  return c.body(streamCsv(head, rows), 200, csvHeaders(name))
}

const formOf = (given: string | undefined) => EXPORT_FORMS.find((one) => one === given) ?? 'csv'

async function* rowsOf(words: Words, rows: AsyncIterable<CaseRow>): AsyncGenerator<string[]> {
  for await (const row of rows) yield [...clearOf(words, row), ...TOLD.map((id) => toldOf(words, row, id))]
}

function clearOf(words: Words, row: CaseRow): string[] {
  const moment = (at: number | undefined) => (at === undefined ? '' : momentWords(words, at))
  const yes = (is: boolean) => (is ? words.tell('engine.yes') : '')
  return [
    row.number,
    kindWords(words, row.kind),
    stateWords(words, row.kind, row.state),
    row.place,
    moment(row.filedAt),
    moment(row.occurredAt),
    moment(row.dueAt),
    yes(row.urgent),
    yes(row.late),
    words.tell(`staff.channel.${row.channel}`),
    moment(row.changedAt),
    row.duplicateOf ?? '',
  ]
}

function toldOf(words: Words, { kind, fields }: CaseRow, id: string): string {
  const field = fieldsOf(kind).find((one) => one.id === id)
  return field ? valueWords(words.tell, words.language, kind, field, fields[id]) : ''
}
