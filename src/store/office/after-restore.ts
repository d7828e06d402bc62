/** @module What a restored copy of the office needs: chats that staff have to look at are labelled and named. */

import { sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { deskChatLabels, deskLabels } from './queue-schema.ts'
import { officeAlarms, officeOutbox } from './schema.ts'

export function makeAfterRestore(db: Db) {
  return {
    /** A label that staff filter their lists by, and an alarm a chat; again is a no-op. */
    mark: (chatIds: readonly string[], label: string, at: Instant): void => {
      if (chatIds.length > 0) db.insert(deskLabels).values({ name: label }).onConflictDoNothing().run()
      for (const chatId of chatIds) {
        db.insert(deskChatLabels).values({ chatId, label }).onConflictDoNothing().run()
        db.insert(officeAlarms)
          .values({ id: `restored.${at}.${chatId}`, at, chatId, reason: 'restored', topic: '' })
          .onConflictDoNothing()
          .run()
      }
    },
    /** Chats that news of the office are on their way to, one a notice: what is said to these waits for staff. */
    telling: (): string[] =>
      db
        .select({ chatId: officeOutbox.chatId })
        .from(officeOutbox)
        .where(sql`${officeOutbox.state} in ('waiting', 'held')`)
        .all()
        .map(({ chatId }) => chatId),
  }
}
