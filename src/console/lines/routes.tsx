/** @module The lines to the platforms: how each stands, what to do, the code to scan. The code pairs a device, so showing it is written down. */

import QRCode from 'qrcode'
import type { LineView } from '../../core/line.ts'
import type { Alarm } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { quietPath } from '../quiet.ts'
import type { Route } from '../route.ts'
import { LinesPage, type ShownLine } from './page.tsx'

/** WhatsApp gives a new code every twenty seconds or so; an old one pairs nothing. */
const CODE_SECONDS = '15'
const ALARMS = 50
const MAY = ['supervisor', 'admin'] as const

export const lineRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/saluran',
    may: MAY,
    audit: (visit) => ({ action: visit.staff.role === 'admin' ? 'lines.view_with_code' : 'lines.view' }),
    run: async (visit) => {
      const { c, deps } = visit
      const [states, alarms] = await Promise.all([deps.lines.states(), deps.office.alarms({ limit: ALARMS })])
      const lines = await Promise.all(states.map((line) => shown(visit, line)))
      if (lines.some(({ qr }) => qr !== undefined))
        c.header('refresh', `${CODE_SECONDS};url=${quietPath(c.req.url)}`)
      return c.html(<LinesPage visit={visit} lines={lines} alarms={alarms.filter(ofLine)} />)
    },
  },
]

/** Alarms of chats stand with their chats. */
const ofLine = ({ chatId }: Alarm) => chatId === ''

/** Only an admin pairs a number; a supervisor sees that there is one to pair. */
async function shown({ staff }: StaffVisit, { show, ...line }: LineView): Promise<ShownLine> {
  if (show === undefined) return line
  if (staff.role !== 'admin') return { ...line, isToPair: true }
  return { ...line, isToPair: true, qr: await QRCode.toString(show, { type: 'svg', margin: 2 }) }
}
