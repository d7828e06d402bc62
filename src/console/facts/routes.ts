/** @module The routes of facts and rules: everybody reads, agents and supervisors propose, another supervisor decides. */

import type { Route } from '../route.ts'
import { approve, reject, undo, withdraw } from './acts.ts'
import { showChange, showCity, showFact, showFacts, showTables, submit } from './pages.tsx'

const READ = ['agent', 'supervisor', 'admin', 'auditor'] as const
const PROPOSE = ['agent', 'supervisor'] as const
const DECIDE = ['supervisor'] as const
const FACT = '/fakta/:id{[a-z][a-z0-9_]*}'
const CHANGE = '/fakta/usulan/:n{[0-9]+}'

export const factRoutes: readonly Route[] = [
  { method: 'GET', path: '/fakta', may: READ, run: showFacts },
  { method: 'GET', path: '/fakta/aturan', may: READ, run: showTables },
  { method: 'GET', path: '/fakta/kota', may: READ, run: showCity },
  { method: 'GET', path: CHANGE, may: READ, run: showChange },
  { method: 'GET', path: FACT, may: READ, run: showFact },
  { method: 'POST', path: `${FACT}/usul`, may: PROPOSE, ...submit },
  { method: 'POST', path: `${CHANGE}/setuju`, may: DECIDE, ...approve },
  { method: 'POST', path: `${CHANGE}/tolak`, may: DECIDE, ...reject },
  { method: 'POST', path: `${CHANGE}/tarik`, may: PROPOSE, ...withdraw },
  { method: 'POST', path: `${CHANGE}/urung`, may: PROPOSE, ...undo },
]
