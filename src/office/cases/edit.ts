/** @module Staff correct or complete what a case tells. What stood there stays in its history, sealed like the rest. */

import type { CaseHand, CaseOutcome, FieldChange } from '../../core/case-desk.ts'
import { type CaseField, fieldsOf, isEditable } from '../../core/case-fields.ts'
import { editText, type Fields, PLACE_CODE, placeCodeOf, recordOf } from '../../core/case-values.ts'
import type { Shown, Value } from '../../core/chat.ts'
import { isLate, reportDeadline } from '../../rules/deadline.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import { fieldLabel, valueWords } from '../../text/case-words.ts'
import type { Desk } from '../desk.ts'
import { nameHash, namesIn } from '../queue/names.ts'
import { openFields, setState } from './change.ts'
import { casePlace, caseSubject } from './filing.ts'
import { OK, writeHistory } from './hand.ts'
import { readField } from './read-field.ts'
import { atWork } from './stopped.ts'

type Texts = Readonly<Record<string, string>>

/** Inside a transaction. Fields that are not named stay; when one of them cannot be read, nothing is written. */
export function editCase(desk: Desk, hand: CaseHand, texts: Texts): CaseOutcome {
  return atWork(desk, hand, (found) => {
    const before = openFields(desk, found) ?? {}
    const read = changesOf(desk, found, before, texts)
    if (!Array.isArray(read)) return { ok: false, why: 'invalid', fields: read.invalid }
    if (read.length === 0) return OK
    const after: Record<string, Value> = { ...before }
    for (const { field, after: value } of read) {
      if (value === undefined) delete after[field]
      else after[field] = value
    }
    writeHistory(desk, found, { key: hand.key, by: hand.by, what: 'edited' }, { changes: read })
    keepFields(desk, found, after, read)
    return OK
  })
}

function changesOf(desk: Desk, found: CaseRow, before: Fields, texts: Texts) {
  const changes: FieldChange[] = []
  const invalid: string[] = []
  for (const field of fieldsOf(found.kind)) {
    if (!isEditable(field)) continue
    const value = before[field.id]
    const typed = typedInto(field, texts, value)
    if (typed === undefined) continue
    const after =
      field.type === 'place' ? readPlace(desk, field, typed, value) : readField(field, typed.text, desk.now())
    if (after === undefined) invalid.push(field.id)
    else
      changes.push({
        field: field.id,
        ...(value === undefined ? {} : { before: value }),
        ...(after === null ? {} : { after }),
      })
  }
  return invalid.length > 0 ? { invalid } : changes
}

/** What was typed, when it differs from what stood in the form. */
function typedInto(field: CaseField, texts: Texts, value: Value | undefined) {
  const text = texts[field.id]
  if (text === undefined) return undefined
  const code = texts[`${field.id}_code`] ?? placeCodeOf(value)
  // Forms send line ends as CR LF.
  const isSame = text.replace(/\r\n?/g, '\n').trim() === editText(field, value).trim()
  const isSameCode = field.type !== 'place' || code === placeCodeOf(value)
  return isSame && isSameCode ? undefined : { text, code }
}

/** The words of a place with the code beside them; a shared position stays beside new words. */
function readPlace(
  desk: Desk,
  field: CaseField,
  typed: { text: string; code: string },
  value: Value | undefined,
) {
  const { code } = typed
  if (code !== '' && !(PLACE_CODE.test(code) && desk.placeName(code) !== '')) return undefined
  const words = readField({ ...field, type: 'text' }, typed.text, desk.now())
  if (words === undefined) return undefined
  if (words === null && code === '') return null
  const { lat, lng } = recordOf(value) ?? {}
  return {
    words: words ?? desk.placeName(code),
    ...(code === '' ? {} : { code }),
    ...(typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : {}),
  }
}

/** The row with its new values, and all that is worked out from them. */
export function keepFields(
  desk: Desk,
  found: CaseRow,
  fields: Record<string, Value>,
  changes: FieldChange[],
): void {
  const { number, id } = found
  const subject = caseSubject(id)
  const isChanged = (type: CaseField['type']) =>
    fieldsOf(found.kind).some((field) => field.type === type && changes.some((one) => one.field === field.id))
  const times = isChanged('moment') ? timesOf(desk, found, fields) : {}
  const place = isChanged('place') ? { placeCode: placeCodeOf(fields.place) || null } : {}
  desk.cases.change(number, {
    ...times,
    ...place,
    fieldsSealed: desk.sealJson(subject, casePlace('fields_sealed', number), fields),
    summarySealed: desk.sealJson(
      subject,
      casePlace('summary_sealed', number),
      summaryOf(desk, found, fields),
    ),
  })
  // Found by the new words too; those it was found by before still lead here.
  if (isChanged('name')) {
    const words = namesIn(fields).map((word) => nameHash(desk.deps.vault, word))
    desk.lists.addNameWords(number, found.chatId, words)
  }
  const row = desk.cases.get(number)
  if (row) setState(desk, row, row.state, row.changedAt)
}

function timesOf(desk: Desk, found: CaseRow, fields: Fields) {
  const earliest = recordOf(fields.when)?.earliest
  if (typeof earliest !== 'number') return { occurredAt: null, deadlineAt: null, late: false }
  if (found.kind !== 'accident') return { occurredAt: earliest }
  const [occurred, rules] = [new Date(earliest), desk.deps.rules()]
  const deadlineAt = reportDeadline(occurred, rules).getTime()
  return { occurredAt: earliest, deadlineAt, late: isLate(occurred, new Date(found.filedAt), rules) }
}

/** As the resident reads it on their own page. */
function summaryOf(desk: Desk, { kind, language }: CaseRow, fields: Fields): Shown[] {
  const tell = (key: string, args = {}) => desk.deps.texts.format(key, language, args)
  return fieldsOf(kind)
    .filter(({ type }) => type !== 'consent')
    .map((field) => ({
      label: fieldLabel(tell, kind, field),
      value: valueWords(tell, language, kind, field, fields[field.id]),
    }))
    .filter(({ value }) => value !== '')
}
