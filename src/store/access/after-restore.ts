/** @module What a restored copy of staff's accounts needs: whoever was logged in logs in again. */

import type { Db } from '../db.ts'
import { links, sessions, tries } from './schema.ts'

/** A session that was ended, and a link that was used, after the copy was made would be good again. Gives how many sessions ended. */
export function endSessions(db: Db): number {
  db.delete(links).run()
  db.delete(tries).run()
  return db.delete(sessions).returning({ id: sessions.id }).all().length
}
