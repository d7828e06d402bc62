/** @module The case of an address, and the lines of its chat. */

import { HTTPException } from 'hono/http-exception'
import type { CaseFile } from '../../core/case-desk.ts'
import type { ChatLine } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'

/** Lines looked through for files and for what became of notices: the last ones. */
const LINES = 500

/** @throws HTTPException 404 when there is no such case */
export async function fileOf({ c, deps }: StaffVisit): Promise<CaseFile> {
  const file = await deps.cases.open(c.req.param('number') ?? '')
  if (!file) throw new HTTPException(404)
  return file
}

export async function linesOf({ deps }: StaffVisit, file: CaseFile): Promise<ChatLine[]> {
  const chatIds = [...new Set([file.chatId, file.reachedAt])]
  const chats = await Promise.all(chatIds.map((id) => deps.chats.read(id, { forStaff: true, limit: LINES })))
  return chats.flatMap((chat) => chat?.lines ?? [])
}
