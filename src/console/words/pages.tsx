/** @module From a request to a page of what was not understood, and what staff say was meant. */

import { HEARD_LABELS, type HeardLabel } from '../../core/heard.ts'
import { INTENTS, LANGUAGES } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { formOf } from '../facts/fields.ts'
import { named } from '../people.ts'
import type { Audited } from '../route.ts'
import { GroupsPage } from './groups.tsx'
import { LabelledPage } from './labelled.tsx'

const labelOf = (typed: string): HeardLabel | undefined => HEARD_LABELS.find((one) => one === typed)

export async function showGroups(visit: StaffVisit) {
  const { c, deps } = visit
  const asked = c.req.query('tebakan')
  const guess = (['none', ...INTENTS] as const).find((one) => one === asked)
  const language = LANGUAGES.find((one) => one === c.req.query('bahasa-warga'))
  const search = (c.req.query('cari') ?? '').trim().slice(0, 80)
  const filter = {
    ...(guess === undefined ? {} : { guess }),
    ...(language === undefined ? {} : { language }),
    ...(search === '' ? {} : { search }),
  }
  const { groups, messages } = await deps.heard.open(filter)
  const batch = c.req.query('label')
  const done = batch === undefined ? undefined : (await deps.heard.labelled()).find(({ id }) => id === batch)
  return await c.html(
    <GroupsPage
      visit={visit}
      groups={groups}
      messages={messages}
      filter={filter}
      page={Math.max(1, Number(c.req.query('halaman')) || 1)}
      done={done}
      notice={c.req.query('pesan')}
    />,
  )
}

export async function showLabelled(visit: StaffVisit) {
  const { deps, c } = visit
  const [batches, { lines }] = [await deps.heard.labelled(), await deps.heard.examples()]
  return await c.html(<LabelledPage visit={await named(visit)} batches={batches} lines={lines} />)
}

export const label = {
  audit: async ({ c }: StaffVisit): Promise<Audited> => ({
    action: 'words.label',
    subject: labelOf((await formOf(c)).of('label')) ?? 'none',
  }),
  run: async ({ c, deps, staff }: StaffVisit) => {
    const form = await formOf(c)
    const chosen = labelOf(form.of('label'))
    if (chosen === undefined) return c.redirect('/console/kata?pesan=choose', 303)
    const made = await deps.heard.label(form.all('id'), chosen, staff.id)
    return c.redirect(
      made === undefined ? '/console/kata?pesan=taken' : `/console/kata?label=${made.batch}`,
      303,
    )
  },
}

export const undoLabel = {
  audit: async ({ c }: StaffVisit): Promise<Audited> => ({
    action: 'words.undo',
    subject: (await formOf(c)).of('batch').slice(0, 64),
  }),
  run: async ({ c, deps }: StaffVisit) => {
    const back = await deps.heard.undo((await formOf(c)).of('batch'))
    return c.redirect(`/console/kata?pesan=${back > 0 ? 'undone' : 'taken'}`, 303)
  },
}

export async function exportExamples({ c, deps }: StaffVisit) {
  const { tsv } = await deps.heard.examples()
  c.header('content-disposition', 'attachment; filename="contoh-kata.tsv"')
  return c.body(tsv, 200, { 'content-type': 'text/tab-separated-values; charset=utf-8' })
}
