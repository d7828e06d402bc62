/** @module The areas of the console in the order of its menu, and who finds them there. A link that would be refused is not shown. */

import type { Role } from '../core/staff.ts'

export type Area = { id: string; path: string; may: readonly Role[] }

/** Where somebody of this role begins the day. */
export function homeOf(role: Role): string {
  if (role === 'admin') return '/console/akun'
  return role === 'auditor' ? '/console/jejak' : '/console'
}

/** Texts: `console.nav.<id>`. */
export const AREAS: readonly Area[] = [
  { id: 'queue', path: '/console', may: ['agent', 'supervisor'] },
  { id: 'cases', path: '/console/laporan', may: ['agent', 'supervisor', 'auditor'] },
  { id: 'counter', path: '/console/loket', may: ['agent', 'supervisor'] },
  { id: 'roster', path: '/console/peserta', may: ['supervisor', 'admin'] },
  { id: 'facts', path: '/console/fakta', may: ['agent', 'supervisor', 'admin', 'auditor'] },
  { id: 'words', path: '/console/kata', may: ['supervisor'] },
  { id: 'figures', path: '/console/angka', may: ['supervisor', 'admin', 'auditor'] },
  { id: 'lines', path: '/console/saluran', may: ['supervisor', 'admin'] },
  { id: 'retention', path: '/console/simpan', may: ['supervisor', 'admin', 'auditor'] },
  { id: 'accounts', path: '/console/akun', may: ['admin'] },
  { id: 'audit', path: '/console/jejak', may: ['auditor', 'admin'] },
]
