/** @module The routes of what residents wrote and the service did not get: seen, labelled, taken back, exported. */

import type { Audited, Route } from '../route.ts'
import { exportExamples, label, showGroups, showLabelled, undoLabel } from './pages.tsx'

const MAY = ['supervisor'] as const

/** What residents wrote is shown masked, and still stands in the audit log. */
const reads = (): Audited => ({ action: 'words.read' })

export const wordRoutes: readonly Route[] = [
  { method: 'GET', path: '/kata', may: MAY, audit: reads, run: showGroups },
  { method: 'GET', path: '/kata/sudah', may: MAY, audit: reads, run: showLabelled },
  {
    method: 'GET',
    path: '/kata/contoh.tsv',
    may: MAY,
    audit: () => ({ action: 'words.export' }),
    run: exportExamples,
  },
  { method: 'POST', path: '/kata/label', may: MAY, ...label },
  { method: 'POST', path: '/kata/urung', may: MAY, ...undoLabel },
]
