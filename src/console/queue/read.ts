/** @module Reads what the queue page shows; what many look at is read and rendered once for each change. */

import type { DeskChat } from '../../core/desk.ts'
import type { StaffVisit } from '../deps.ts'
import { type Names, namesIn } from '../people.ts'
import type { Asked } from './query.ts'

/** One's own chats above the queue; nobody holds more. */
const MINE_MOST = 50

export type Read = { mine: readonly DeskChat[]; chats: readonly DeskChat[]; total: number; names: Names }

export async function readLists({ deps, staff }: StaffVisit, { query, isPlain }: Asked): Promise<Read> {
  const own = { owner: `staff:${staff.id}`, limit: MINE_MOST, offset: 0 } as const
  const [{ chats, total }, mine, all] = await Promise.all([
    deps.desk.list(query),
    isPlain ? deps.desk.list(own) : { chats: [] },
    deps.desk.staff(),
  ])
  return { chats, total, mine: mine.chats, names: namesIn(all) }
}
