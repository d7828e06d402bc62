/** @module From a request to a page about facts: reads the query, asks the desk, draws. */

import { HTTPException } from 'hono/http-exception'
import type { AuditAction } from '../../core/audit-actions.ts'
import { FACT_STANDINGS } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { named } from '../people.ts'
import { ChangePage } from './change.tsx'
import { CityPage } from './city.tsx'
import { FactPage } from './detail.tsx'
import { draftIn, formOf } from './fields.ts'
import { FactList } from './list.tsx'
import { TablesPage } from './tables.tsx'

export async function showFacts(visit: StaffVisit) {
  const { c, deps } = visit
  const standing = FACT_STANDINGS.find((one) => one === c.req.query('keadaan'))
  const search = (c.req.query('cari') ?? '').trim().slice(0, 80)
  const [facts, waiting, editions] = await Promise.all([
    deps.editions.facts(),
    deps.editions.changes({ state: 'proposed' }),
    deps.editions.editions(),
  ])
  return await c.html(
    <FactList
      visit={await named(visit)}
      facts={facts}
      filter={{ search, standing }}
      waiting={waiting}
      editions={editions}
    />,
  )
}

export async function showFact(visit: StaffVisit) {
  const fact = await factOf(visit)
  const notice = visit.c.req.query('salah')
  return await visit.c.html(
    <FactPage visit={await named(visit)} fact={fact} formKey={visit.deps.newId()} notice={notice} />,
  )
}

export async function showChange(visit: StaffVisit) {
  const { c, deps } = visit
  const n = Number(c.req.param('n'))
  const change = await deps.editions.change(n)
  if (change === undefined) throw new HTTPException(404)
  const preview = change.state === 'proposed' ? await deps.editions.previewOf(n) : undefined
  return await c.html(
    <ChangePage
      visit={await named(visit)}
      change={change}
      preview={preview}
      done={c.req.query('selesai')}
      refused={c.req.query('salah')}
    />,
  )
}

export async function showTables(visit: StaffVisit) {
  const { c, deps, words } = visit
  const { tabel: table, ...answers } = c.req.query()
  const trial = table === undefined ? undefined : await deps.editions.tryTable(table, answers, words.language)
  const tried = table === undefined || trial === undefined ? undefined : { table, answers, trial }
  return await c.html(<TablesPage visit={visit} tables={await deps.editions.tables()} tried={tried} />)
}

export async function showCity(visit: StaffVisit) {
  return await visit.c.html(<CityPage visit={visit} facts={await visit.deps.editions.facts()} />)
}

/** A look at what was typed, or a proposal: both come from the same form. */
export const submit = {
  audit: async ({ c }: StaffVisit) => {
    const isLook = (await formOf(c)).of('do') === 'preview'
    const action: AuditAction = isLook ? 'facts.preview' : 'facts.propose'
    return { action, subject: c.req.param('id') ?? '' }
  },
  run: async (visit: StaffVisit) => {
    const { c, deps, staff } = visit
    const form = await formOf(c)
    const draft = draftIn(form)
    const fact = await factOf(visit)
    const formKey = form.of('key') || visit.requestId
    if (form.of('do') === 'preview') {
      const seen = await deps.editions.preview(fact.id, draft)
      if (seen === undefined) throw new HTTPException(404)
      const shown = 'messages' in seen ? { preview: seen } : { faults: seen.faults }
      return await c.html(
        <FactPage visit={await named(visit)} fact={fact} formKey={formKey} draft={draft} {...shown} />,
      )
    }
    const result = await deps.editions.propose(formKey, fact.id, draft, staff.id)
    if (result.ok) return c.redirect(`/console/fakta/usulan/${result.n}?selesai=proposed`, 303)
    const faults = result.why === 'draft' ? result.faults : []
    return await c.html(
      <FactPage
        visit={await named(visit)}
        fact={fact}
        formKey={formKey}
        draft={draft}
        faults={faults}
        notice={result.why}
      />,
      422,
    )
  },
}

async function factOf({ c, deps }: StaffVisit) {
  const fact = await deps.editions.fact(c.req.param('id') ?? '')
  if (fact === undefined) throw new HTTPException(404)
  return fact
}
