/** @module What staff post: each change names the version that was seen, and answers with a page or leads back to the case. */

import type { CaseFile, CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import { fieldsOf } from '../../core/case-fields.ts'
import { editText, missingOf, placeCodeOf } from '../../core/case-values.ts'
import { CASE_STATES } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { EditPage, StepPage } from './forms.tsx'
import { fileOf } from './open.ts'
import { caseHref } from './parts.tsx'
import { previewOf } from './preview.ts'

export type Form = Record<string, string | string[]>

/** Fields of the posted form; files and what is no text are left out. */
export async function formOf({ c }: StaffVisit): Promise<Form> {
  const body = await c.req.parseBody({ all: true })
  const texts = Object.entries(body).map(([key, value]): [string, string | string[]] => [
    key,
    Array.isArray(value)
      ? value.filter((one) => typeof one === 'string')
      : typeof value === 'string'
        ? value
        : '',
  ])
  return Object.fromEntries(texts)
}

export const textOf = (form: Form, key: string): string => {
  const value = form[key]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

export function handOf({ staff, requestId }: StaffVisit, file: CaseFile, form: Form): CaseHand {
  const version = Number(textOf(form, 'versi'))
  // A form that lost its key acts once a request.
  const key = textOf(form, 'kunci').slice(0, 64) || requestId
  return {
    key: `console.${staff.id}.${key}`,
    number: file.number,
    version: Number.isSafeInteger(version) ? version : -1,
    by: staff.id,
  }
}

/** Back to the case, with a word of how it went. */
export function backTo({ c }: StaffVisit, file: CaseFile, outcome: CaseOutcome, done: string): Response {
  const news = outcome.ok ? done : outcome.why
  return c.redirect(`${caseHref(file.number)}?kabar=${news}`, 303)
}

export async function postEdit(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const file = await fileOf(visit)
  const form = await formOf(visit)
  const typed = Object.fromEntries(Object.keys(form).map((key) => [key, textOf(form, key)]))
  const outcome = await deps.cases.edit(handOf(visit, file, form), typed)
  if (outcome.ok || outcome.why === 'unreadable') return backTo(visit, file, outcome, 'diubah')
  const faults = outcome.why === 'invalid' ? outcome.fields : []
  const refused = { typed, faults, ...(outcome.why === 'invalid' ? {} : { news: outcome.why }) }
  const page = <EditPage visit={visit} file={file} places={deps.cases.places()} refused={refused} />
  return c.html(page, outcome.why === 'invalid' ? 422 : 409)
}

/** Which fields the form would change, for the audit log. */
export async function editedFields(visit: StaffVisit): Promise<string[]> {
  const file = await fileOf(visit)
  const form = await formOf(visit)
  return fieldsOf(file.kind)
    .filter((field) => {
      const code = form[`${field.id}_code`]
      const value = file.fields[field.id]
      const isSameCode = code === undefined || code === placeCodeOf(value)
      return field.id in form && !(isSameCode && textOf(form, field.id) === editText(field, value))
    })
    .map(({ id }) => id)
}

export async function postStep(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const file = await fileOf(visit)
  const form = await formOf(visit)
  const state = CASE_STATES.find((one) => one === textOf(form, 'ke'))
  if (state === undefined) return backTo(visit, file, { ok: false, why: 'not_a_step' }, '')
  const typed = textOf(form, 'catatan')
  const outcome = await deps.cases.move(handOf(visit, file, form), state, typed)
  if (outcome.ok || outcome.why !== 'changed') return backTo(visit, file, outcome, 'dicatat')
  // What was typed is kept; the next press is on what stands now.
  const preview = previewOf(visit, file, state)
  return c.html(<StepPage {...{ visit, file, state, preview, typed }} news="changed" />, 409)
}

export async function postUndo(visit: StaffVisit): Promise<Response> {
  const file = await fileOf(visit)
  const outcome = await visit.deps.cases.undo(handOf(visit, file, await formOf(visit)))
  return backTo(visit, file, outcome, 'dibatalkan')
}

export async function postJoin(visit: StaffVisit): Promise<Response> {
  const file = await fileOf(visit)
  const form = await formOf(visit)
  const outcome = await visit.deps.cases.join(handOf(visit, file, form), textOf(form, 'dengan'))
  return backTo(visit, file, outcome, 'digabung')
}

export async function postPart(visit: StaffVisit): Promise<Response> {
  const file = await fileOf(visit)
  const outcome = await visit.deps.cases.part(handOf(visit, file, await formOf(visit)))
  return backTo(visit, file, outcome, 'dipisah')
}

/** Of the names given, those the form of the first stage still lacks. */
export function askable(file: CaseFile, names: readonly string[]) {
  return missingOf(fieldsOf(file.kind), file.fields).filter(({ id }) => names.includes(id))
}
