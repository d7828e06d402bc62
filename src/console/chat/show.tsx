/** @module The chat page as an answer: as it is, or with a draft that was not taken. */

import { HTTPException } from 'hono/http-exception'
import type { StaffVisit } from '../deps.ts'
import { filled } from './canned.ts'
import { ChatPage } from './chat-page.tsx'
import type { Draft } from './composer.tsx'
import { lastHeard } from './lines.ts'
import { LINES_ALL, LINES_FIRST, type Room, readRoom } from './room.ts'

/** What a page says after something was done or refused; any other key in the address says nothing. */
const DONE = ['taken', 'noted', 'labelled', 'woken', 'muted', 'unmuted'] as const
const REFUSED = [
  'owned',
  'not_yours',
  'bot_owns',
  'too_long',
  'full',
  'no_such_person',
  'incomplete',
] as const
export type Refused = (typeof REFUSED)[number]

type Shown = { draft?: Draft; status?: 200 | 400 | 409 | 413 | 503 }

/** @throws HTTPException 404 where there is no such chat */
export async function showChat(visit: StaffVisit, { draft, status = 200 }: Shown = {}): Promise<Response> {
  const { c, deps, staff } = visit
  await deps.desk.sawStaff(staff)
  const limit = c.req.query('semua') === undefined ? LINES_FIRST : LINES_ALL
  const room = await readRoom(visit, c.req.param('id') ?? '', limit)
  if (room === undefined) throw new HTTPException(404)
  const picked = draft ?? pickedDraft(visit, room)
  return c.html(<ChatPage visit={visit} room={room} draft={picked} notice={noticeOf(visit, room)} />, status)
}

/** Ready words chosen on a page without script. */
function pickedDraft(visit: StaffVisit, room: Room): Draft | undefined {
  const id = visit.c.req.query('isi')
  const found =
    id === undefined ? undefined : filled(visit, room.card, room.canned).find((one) => one.id === id)
  return found && { text: found.body, key: visit.deps.newId(), seen: lastHeard(room.view) }
}

function noticeOf({ c, words }: StaffVisit, { view, names }: Room) {
  const said = c.req.query('kabar')
  const done = DONE.find((one) => one === said)
  if (done !== undefined) return { text: words.say(`chat.notice.${done}`), isBad: false }
  const refused = REFUSED.find((one) => one === said)
  if (refused === undefined) return undefined
  return { text: refusedWords({ words }, refused, view.owner, names), isBad: true }
}

/** Names whoever has the chat now. */
export function refusedWords(
  { words }: Pick<StaffVisit, 'words'>,
  why: Refused,
  owner: Room['view']['owner'],
  names: Room['names'],
): string {
  const name = owner.startsWith('staff:')
    ? names(owner.slice('staff:'.length))
    : words.say(`queue.owner.${owner}`)
  return words.say(`chat.refused.${why}`, { name })
}
