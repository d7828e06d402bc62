/** @module What the resident sent beside or after the report is kept with the case; the history says when it came. */

import { takesFiles } from '../../core/case-fields.ts'
import type { ChatRef, OfficeRequest, Value } from '../../core/chat.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { openFields } from './change.ts'
import { readCaseNumber } from './code.ts'
import { keepFields } from './edit.ts'
import { writeHistory } from './hand.ts'

type AddFiles = Extract<OfficeRequest, { type: 'add_files' }>

/** Inside a transaction. Nothing is written to a case of another chat, or to one whose key was erased. */
export function addFiles(desk: Desk, { chatId }: ChatRef, id: string, { number, files }: AddFiles): void {
  const found = desk.cases.get(readCaseNumber(number))
  const fields = found?.chatId === chatId && takesFiles(found.kind) ? openFields(desk, found) : undefined
  if (found === undefined || fields === undefined) return
  const before = Array.isArray(fields.files) ? (fields.files as readonly Value[]) : []
  // Beyond them the files still stand in the chat, and so on the page of the case.
  const after = [...before, ...files].slice(0, LIMITS.filesACase)
  if (after.length === before.length) return
  const changes = [{ field: 'files', ...(before.length > 0 ? { before } : {}), after }]
  writeHistory(desk, found, { key: id, by: 'chat', what: 'added' }, { changes })
  keepFields(desk, found, { ...fields, files: after }, changes)
}
