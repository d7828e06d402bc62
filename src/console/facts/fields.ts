/** @module What a form of these pages brings, as text. A file or a field given twice counts as its last text. */

import type { Context } from 'hono'
import type { FactDraft } from '../../core/editions.ts'
import type { ConsoleEnv } from '../deps.ts'

const DRAFT_FIELDS = [
  'value',
  'valueEn',
  'status',
  'sourceTitle',
  'sourceUrl',
  'sourceDate',
  'checkedOn',
  'validFrom',
  'validTo',
  'reason',
  'effective',
] as const satisfies readonly (keyof FactDraft)[]

export type Form = { of(name: string): string; all(name: string): string[] }

/** Read once a request: Hono keeps what it has parsed. */
export async function formOf(c: Context<ConsoleEnv>): Promise<Form> {
  const body = await c.req.parseBody({ all: true })
  const all = (name: string) =>
    (Object.hasOwn(body, name) ? [body[name]].flat() : []).filter((one) => typeof one === 'string')
  return { all, of: (name) => all(name).at(-1) ?? '' }
}

export function draftIn(form: Form): FactDraft {
  return Object.fromEntries(DRAFT_FIELDS.map((name) => [name, form.of(name)])) as FactDraft
}
