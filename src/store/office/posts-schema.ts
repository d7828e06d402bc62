/** @module Alarms on their way to where the team looks when nobody sits at the console: by e-mail, by a post to a web address. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AlarmWay } from '../../core/alarm-post.ts'

/** One an alarm and way. A row that was sent is dropped; the alarm itself stays. */
export const officePosts = sqliteTable(
  'office_posts',
  {
    alarmId: text('alarm_id').notNull(),
    way: text('way').$type<AlarmWay>().notNull(),
    attempts: integer('attempts').notNull(),
    dueAt: integer('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.alarmId, table.way] }),
    index('office_posts_due').on(table.way, table.dueAt),
  ],
)
