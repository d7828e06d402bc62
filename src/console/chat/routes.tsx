/** @module Routes of one chat: the page, its stream, its files, and every act of staff in it. */

import type { AuditVerb } from '../../core/audit-actions.ts'
import type { StaffVisit } from '../deps.ts'
import type { Audited, Route } from '../route.ts'
import {
  antre,
  balas,
  bisukan,
  catatan,
  kembalikan,
  label,
  pratinjau,
  take,
  transfer,
  tunda,
} from './acts.tsx'
import { chatFile } from './file.ts'
import { showChat } from './show.tsx'
import { chatStream } from './stream.tsx'

const STAFF = ['agent', 'supervisor'] as const

/** What is done in a chat is written down before it is done, whatever becomes of it. */
const of =
  (action: AuditVerb<'chat'>) =>
  ({ c }: StaffVisit): Audited => ({ action: `chat.${action}`, subject: c.req.param('id') ?? '' })

const act = (
  verb: string,
  action: AuditVerb<'chat'>,
  run: (visit: StaffVisit) => Promise<Response>,
): Route => ({
  method: 'POST',
  path: `/chat/:id/${verb}`,
  may: STAFF,
  audit: of(action),
  run,
})

export const chatRoutes: readonly Route[] = [
  { method: 'GET', path: '/chat/:id', may: STAFF, audit: of('open'), run: (visit) => showChat(visit) },
  { method: 'GET', path: '/chat/:id/aliran', may: STAFF, audit: of('follow'), run: chatStream },
  { method: 'GET', path: '/chat/:id/berkas/:name', may: STAFF, audit: of('file'), run: chatFile },
  act('ambil', 'take', take),
  act('balas', 'reply', balas),
  act('catatan', 'note', catatan),
  act('pratinjau', 'preview', pratinjau),
  act('kembalikan', 'hand_back', kembalikan),
  act('antre', 'requeue', antre),
  act('alihkan', 'transfer', transfer),
  act('tunda', 'snooze', tunda),
  act('label', 'label', label),
  act('bisukan', 'mute', bisukan),
]
