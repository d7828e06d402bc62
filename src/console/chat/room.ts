/** @module All that one chat's page shows, read once; and what may be done in it now. */

import type { CannedReply, DeskCard, OnDuty } from '../../core/desk.ts'
import type { ChatView } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { type Names, namesIn } from '../people.ts'
import { staffIdOf } from '../queue/say.ts'
import { others } from './viewers.ts'

/** Lines the page shows at first; `?semua=1` shows as many as are ever read at once. */
export const LINES_FIRST = 100
export const LINES_ALL = 2_000

export type Room = {
  view: ChatView
  card: DeskCard | undefined
  /** Who may be given a chat: seen here, and still with us. */
  staff: readonly OnDuty[]
  names: Names
  labels: readonly string[]
  canned: readonly CannedReply[]
  viewers: readonly string[]
  isMine: boolean
}

/** Undefined when there is no such chat. */
export async function readRoom(
  visit: StaffVisit,
  chatId: string,
  limit = LINES_FIRST,
): Promise<Room | undefined> {
  const { deps, staff } = visit
  const { desk } = deps
  const view = await deps.chats.read(chatId, { forStaff: true, limit })
  if (view === undefined) return undefined
  const [card, all, members, labels, canned] = await Promise.all([
    desk.chat(chatId),
    desk.staff(),
    deps.access.members(),
    desk.labels(),
    desk.canned(),
  ])
  return {
    view,
    card,
    staff: all.filter(({ id }) => members.some((one) => one.id === id && one.isActive)),
    names: namesIn([...all, ...members], visit.words),
    labels,
    canned,
    viewers: others(desk, chatId, staff.id),
    isMine: staffIdOf(view.owner) === staff.id,
  }
}
