/** @module Reads what the queue page shows; what many look at is read and rendered once for each change. */

import type { Owner } from '../../core/chat.ts'
import type { DeskChat } from '../../core/desk.ts'
import { PHONE_OWNER } from '../../core/staff.ts'
import type { StaffVisit } from '../deps.ts'
import { type Names, namesIn } from '../people.ts'
import type { Asked } from './query.ts'

/** Chats of one owner above the queue; nobody holds more. */
const HELD_MOST = 50

/** `phone`: answered from the phone of the line, where nobody is logged in. */
export type Read = {
  mine: readonly DeskChat[]
  phone: readonly DeskChat[]
  chats: readonly DeskChat[]
  total: number
  names: Names
}

export async function readLists(
  { deps, staff, words }: StaffVisit,
  { query, isPlain }: Asked,
): Promise<Read> {
  const of = (owner: Owner) => deps.desk.list({ owner, limit: HELD_MOST, offset: 0 })
  const [{ chats, total }, mine, phone, all] = await Promise.all([
    deps.desk.list(query),
    isPlain ? of(`staff:${staff.id}`) : { chats: [] },
    isPlain ? of(PHONE_OWNER) : { chats: [] },
    deps.desk.staff(),
  ])
  return { chats, total, mine: mine.chats, phone: phone.chats, names: namesIn(all, words) }
}
