/** @module Files a case: number, look-up code, deadline, head of the queue. Decides nothing about the case itself. */

import { PLACE_CODE } from '../../core/case-values.ts'
import type { ChatRef, Instant, OfficeNotice, OfficeRequest, Value } from '../../core/chat.ts'
import { isLate, reportDeadline } from '../../rules/deadline.ts'
import type { Place } from '../../vault/seal.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { nameHash, namesIn } from '../queue/names.ts'
import { markUrgent } from '../queue/queue.ts'
import { drawCaseNumber, makeCode, readCaseNumber, readCode } from './code.ts'
import { dueOf } from './due.ts'

type FileCase = Extract<OfficeRequest, { type: 'file_case' }>

export const caseSubject = (id: string) => `case:${id}` as const
export const casePlace = (column: string, number: string): Place => ['office_cases', column, number]
export const codeHashOf = (desk: Desk, number: string, code: string) =>
  desk.deps.vault.hash('case_code', `${number}|${readCode(code)}`)

/** Inside a transaction. @throws Error when no free number was drawn: the whole request is then tried again later */
export function fileCase(desk: Desk, from: ChatRef, id: string, request: FileCase, at: Instant): void {
  const caseId = desk.deps.newId()
  const code = makeCode(desk.deps.random)
  const { deadline, ...times } = timesOf(desk, request, at)
  const { kind, fields, occurredAt = null } = request
  const filing = { state: 'received', since: at, filedAt: at, wasForwarded: false } as const
  const due = dueOf({ ...filing, kind, fields, occurredAt }, desk.deps.rules())
  const urgent = request.urgent || request.kind === 'death'
  const number = addCase(desk, (drawn) => ({
    number: drawn,
    id: caseId,
    ...from,
    kind: request.kind,
    state: 'received',
    placeCode: placeOf(request.fields) ?? null,
    language: request.language,
    urgent,
    // The question whether somebody is of age is asked of who reports for themselves.
    child: request.fields.adult === false,
    filedAt: at,
    changedAt: at,
    ...times,
    ...due,
    duplicateOf: null,
    of: request.of === undefined ? null : readCaseNumber(request.of),
    codeHash: codeHashOf(desk, drawn, code),
    codeSealed: desk.deps.vault.seal(caseSubject(caseId), casePlace('code_sealed', drawn), code),
    fieldsSealed: desk.sealJson(caseSubject(caseId), casePlace('fields_sealed', drawn), request.fields),
    summarySealed: desk.sealJson(caseSubject(caseId), casePlace('summary_sealed', drawn), request.summary),
  }))
  const words = namesIn(request.fields).map((word) => nameHash(desk.deps.vault, word))
  desk.lists.addNameWords(number, from.chatId, words)
  const filed = {
    what: 'filed',
    state: 'received',
    by: 'chat',
    noteSealed: null,
    changesSealed: null,
  } as const
  desk.cases.addHistory({ number, n: 0, key: id, at, ...filed })
  if (urgent) markUrgent(desk, from, at)
  const notice: OfficeNotice = { type: 'case_filed', re: id, number, code, kind: request.kind, ...deadline }
  desk.notify(id, from.chatId, notice, caseSubject(caseId))
}

function addCase(desk: Desk, row: (number: string) => Parameters<Desk['cases']['add']>[0]): string {
  for (let draw = 0; draw < LIMITS.numberDraws; draw += 1) {
    const number = drawCaseNumber(desk.deps.random)
    if (desk.cases.get(number) === undefined && desk.cases.add(row(number))) return number
  }
  throw new Error(`no free case number in ${LIMITS.numberDraws} draws: is random() really random?`)
}

function timesOf(desk: Desk, { kind, occurredAt }: FileCase, at: Instant) {
  if (occurredAt === undefined) return { occurredAt: null, deadlineAt: null, late: false, deadline: {} }
  if (kind !== 'accident') return { occurredAt, deadlineAt: null, late: false, deadline: {} }
  const occurred = new Date(occurredAt)
  const deadlineAt = reportDeadline(occurred, desk.deps.rules()).getTime()
  const late = isLate(occurred, new Date(at), desk.deps.rules())
  return { occurredAt, deadlineAt, late, deadline: { deadlineAt, late } }
}

const PLACE_FIELDS = ['place', 'where', 'location', 'home']

/** The kelurahan or kecamatan of the case, for lists and counts; whatever else was told of the place stays sealed. */
function placeOf(fields: Record<string, Value>): string | undefined {
  for (const name of PLACE_FIELDS) {
    const value = fields[name]
    const parts = typeof value === 'object' && value !== null ? Object.values(value) : [value]
    const codes = parts.filter((part) => typeof part === 'string').filter((part) => PLACE_CODE.test(part))
    const finest = codes.sort((a, b) => b.length - a.length)[0]
    if (finest !== undefined) return finest
  }
  return undefined
}
