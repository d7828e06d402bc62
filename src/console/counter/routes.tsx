/** @module The counter: an officer who holds the card makes a one-time code; whoever came sends it from their own chat. Shown once, written down each time. */

import type { StaffVisit } from '../deps.ts'
import type { Route } from '../route.ts'
import { CodePage, CounterPage } from './page.tsx'

const MAY = ['agent', 'supervisor'] as const

export const counterRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/loket',
    may: MAY,
    run: ({ c, ...visit }) => c.html(<CounterPage visit={{ c, ...visit }} />),
  },
  {
    method: 'POST',
    path: '/loket',
    may: MAY,
    // Whose card it was is not written down: the code is, and the binding that comes of it names it.
    audit: (visit) => ({
      action: 'identity.issue_code',
      subject: visit.requestId,
      reason: 'ktp_seen',
      fields: ['nik'],
    }),
    run: issue,
  },
]

async function issue(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff, requestId } = visit
  const { nik, ktp } = await c.req.parseBody()
  if (ktp !== 'ya') return c.html(<CounterPage visit={visit} problem="unseen" />, 400)
  const typed = typeof nik === 'string' ? nik.slice(0, 40) : ''
  const issued = await deps.identity.issueCode(requestId, typed, staff.id)
  if (issued === undefined) return c.html(<CounterPage visit={visit} problem="wrong" />, 400)
  return c.html(<CodePage visit={visit} issued={issued} />)
}
