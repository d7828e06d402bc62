/** @module What residents are told by the data of a service that may be running: the rules it came with, and what its office has published. Reads alone. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../core/chat.ts'
import { editionAt } from '../office/editions/timeline.ts'
import type { Edition } from '../rules/edition.ts'
import { changesAsTheyAre } from '../store/office/editions.ts'
import { openAsItIs } from '../store/sqlite.ts'

/** `first` where there is no office yet, or one of a version that published nothing. @throws Error when it cannot be read */
export function publishedIn(dataDir: string, first: Edition, at: Instant): Edition {
  const path = join(dataDir, 'office.db')
  if (!existsSync(path)) return first
  const { db, close } = openAsItIs(path)
  try {
    return editionAt(first, changesAsTheyAre(db), at)
  } finally {
    close()
  }
}
