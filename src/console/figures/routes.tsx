/** @module The figures: counts and times, no person. */

import { HTTPException } from 'hono/http-exception'
import { DAY_MS, isoDay, startOfDay } from '../../core/jakarta.ts'
import type { StaffVisit } from '../deps.ts'
import type { Route } from '../route.ts'
import { FiguresPage, MonthPage } from './pages.tsx'
import { monthOf, periodOf } from './period.ts'

const MAY = ['supervisor', 'admin', 'auditor'] as const

export const figureRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/angka',
    may: MAY,
    run: async (visit) => {
      const { c, deps } = visit
      const asked = { dari: c.req.query('dari'), sampai: c.req.query('sampai'), masa: c.req.query('masa') }
      const { period, isAsIs } = periodOf(asked, deps.now())
      const view = await deps.figures.read(period)
      return c.html(<FiguresPage visit={visit} view={view} isAsIs={isAsIs} />)
    },
  },
  { method: 'GET', path: '/angka/bulan/:month', may: MAY, run: month },
]

async function month(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const asked = c.req.param('month') ?? ''
  const period = monthOf(asked)
  if (period === undefined) throw new HTTPException(404)
  const beside = (day: string, by: number) =>
    isoDay(new Date(startOfDay(day).getTime() + by * DAY_MS)).slice(0, 7)
  return c.html(
    <MonthPage
      visit={visit}
      view={await deps.figures.read(period)}
      month={asked}
      before={beside(period.from, -1)}
      after={beside(period.to, 1)}
    />,
  )
}
