/** @module Routes of ready words, labels and the note for the next shift. */

import { valuesOf } from '../chat/canned.ts'
import type { StaffVisit } from '../deps.ts'
import { namesOf } from '../people.ts'
import type { Route } from '../route.ts'
import { CannedPage, ShiftPage } from './tools-page.tsx'

const STAFF = ['agent', 'supervisor'] as const
const KEEPERS = ['supervisor'] as const
const MAX_ID_CHARS = 80

export const toolRoutes: readonly Route[] = [
  { method: 'GET', path: '/balasan', may: STAFF, run: cannedPage },
  {
    method: 'POST',
    path: '/balasan',
    may: KEEPERS,
    audit: async (visit) => ({ action: 'canned.save', subject: await field(visit, 'id') }),
    run: async (visit) => {
      const [id, title, body] = [
        await field(visit, 'id'),
        await field(visit, 'judul'),
        await field(visit, 'isi'),
      ]
      const isWhole = id !== '' && title !== '' && body !== ''
      if (isWhole) await visit.deps.desk.saveCanned({ id, title, body }, visit.staff.id)
      return visit.c.redirect('/console/balasan', 303)
    },
  },
  {
    method: 'POST',
    path: '/balasan/hapus',
    may: KEEPERS,
    audit: async (visit) => ({ action: 'canned.drop', subject: await field(visit, 'id') }),
    run: async (visit) => {
      await visit.deps.desk.dropCanned(await field(visit, 'id'))
      return visit.c.redirect('/console/balasan', 303)
    },
  },
  {
    method: 'POST',
    path: '/label',
    may: KEEPERS,
    audit: () => ({ action: 'labels.add' }),
    run: async (visit) => {
      const name = await field(visit, 'nama')
      if (name !== '') await visit.deps.desk.addLabel(name)
      return visit.c.redirect('/console/balasan', 303)
    },
  },
  {
    method: 'POST',
    path: '/label/hapus',
    may: KEEPERS,
    audit: () => ({ action: 'labels.drop' }),
    run: async (visit) => {
      await visit.deps.desk.dropLabel(await field(visit, 'nama'))
      return visit.c.redirect('/console/balasan', 303)
    },
  },
  {
    method: 'GET',
    path: '/serah',
    may: STAFF,
    audit: () => ({ action: 'shift.read' }),
    run: async (visit) => {
      const [notes, names] = await Promise.all([visit.deps.desk.shiftNotes(), namesOf(visit)])
      return visit.c.html(<ShiftPage visit={visit} notes={notes} names={names} />)
    },
  },
  {
    method: 'POST',
    path: '/serah',
    may: STAFF,
    audit: () => ({ action: 'shift.write' }),
    run: async (visit) => {
      const { deps, staff, c } = visit
      const text = await field(visit, 'text')
      const id = (await field(visit, 'key')).slice(0, MAX_ID_CHARS) || deps.newId()
      if (text !== '')
        await deps.desk.addShiftNote({
          id: `${staff.id}.${id}`,
          at: deps.now().getTime(),
          by: staff.id,
          text,
        })
      return c.redirect('/console/serah', 303)
    },
  },
]

async function field({ c }: StaffVisit, name: string): Promise<string> {
  const given = (await c.req.parseBody())[name]
  return typeof given === 'string' ? given.trim() : ''
}

async function cannedPage(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const [canned, labels] = await Promise.all([deps.desk.canned(), deps.desk.labels()])
  const values = [...Object.keys(valuesOf(visit, undefined)), 'nomor'].sort()
  return c.html(<CannedPage visit={visit} canned={canned} labels={labels} values={values} />)
}
