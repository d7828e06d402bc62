/** @module A backup becomes a data directory again, and says exactly what is missing from it. Needs the backup's key and none of the service's. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../../core/chat.ts'
import { endSessions } from '../../store/access/after-restore.ts'
import { makeAfterRestore as ofChats, type RestoredLine } from '../../store/chat/after-restore.ts'
import { makeKeyShelf } from '../../store/keys/data-keys.ts'
import { makeAfterRestore as ofOffice } from '../../store/office/after-restore.ts'
import { openStore, type Store } from '../../store/sqlite.ts'
import type { BackupSecret } from '../../vault/backup-key.ts'
import { BackupBroken } from '../../vault/backup-stream.ts'
import { forgetAgain } from '../forget-again.ts'
import { writeRestored } from '../restored.ts'
import { markMade, partOf } from '../stores.ts'
import { unpackTo } from './archive.ts'
import { BackupFault, faultOf } from './fault.ts'
import type { Copied } from './names.ts'
import { requireSound } from './sound.ts'

const PART = 'restore-part'
/** Beside the data, for whoever asks later what was lost. */
const REPORT = 'restore-report.json'

export type RestoreOrder = {
  file: string
  /** Empty, or not there. */
  to: string
  secret: BackupSecret
  /** What must be erased again, whatever the copy says. */
  forgotten: readonly string[]
  /** Staff filter their lists by it. */
  label: string
  now(): Date
}

/** Numbers alone. What lies between `backupAt` and `restoredAt` is lost but for what a platform brings again. */
export type GapReport = {
  backupAt: Instant
  restoredAt: Instant
  /** The last word of a resident on each line that is in the copy. */
  lines: RestoredLine[]
  /** Bubbles that waited to leave: they are before staff, not sent. */
  heldReplies: number
  /** Messages, times and acts that waited for their turn: they are worked, what is said to them is before staff. */
  unanswered: number
  /** News of the office on their way to a chat: the same. */
  officeNews: number
  /** Chats that staff find under the label. */
  toReview: number
  /** Conversations in the middle of a flow: they go on at the question they stood at. */
  sessions: number
  withStaff: number
  /** Subjects on the list, and those whose key the copy had brought back. */
  forgotten: { listed: number; again: number }
  staffLoggedOut: number
  pairAgain: boolean
  media: number
}

/** @throws BackupFault; the directory is as it was then */
export async function restoreBackup(order: RestoreOrder): Promise<GapReport> {
  const { file, to, secret, now } = order
  if (!existsSync(file)) throw new BackupFault('no_file', { path: file })
  if (existsSync(to) && (!statSync(to).isDirectory() || readdirSync(to).length > 0))
    throw new BackupFault('not_empty', { dir: to })
  const part = join(to, PART)
  try {
    mkdirSync(part, { recursive: true, mode: 0o700 })
    const manifest = await unpackTo(part, secret, file)
    requireSound(part, manifest)
    const restored = { backupAt: Date.parse(manifest.at), restoredAt: now().getTime() }
    const media = manifest.files.filter(({ name }) => name.startsWith('media/')).length
    const report = { ...prepare(order, part, restored), pairAgain: manifest.hadWhatsAppWeb, media }
    writeRestored(part, restored)
    writeFileSync(join(part, REPORT), `${JSON.stringify(report, undefined, 2)}\n`, {
      mode: 0o600,
      flush: true,
    })
    // First: from now on a start misses what is not there yet, instead of making it new.
    markMade(to)
    for (const name of readdirSync(part)) renameSync(join(part, name), join(to, name))
    return report
  } catch (error) {
    if (error instanceof BackupBroken) throw new BackupFault(error.why, { path: file }, error)
    throw faultOf(error, to)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

function prepare(
  { forgotten, label }: RestoreOrder,
  part: string,
  restored: { backupAt: Instant; restoredAt: Instant },
): Omit<GapReport, 'pairAgain' | 'media'> {
  const again = within(part, 'keys', ({ db }) =>
    forgetAgain(makeKeyShelf(db), forgotten, join(part, 'media')),
  )
  const staffLoggedOut = within(part, 'staff', ({ db }) => endSessions(db))
  const chats = within(part, 'chats', ({ db }) => {
    const after = ofChats(db)
    const held = after.hold()
    const unanswered = after.unanswered()
    after.jumpAhead()
    return {
      held,
      unanswered,
      lines: after.lines(),
      sessions: after.sessions(),
      withStaff: after.withStaff(),
    }
  })
  return within(part, 'office', ({ db }) => {
    const after = ofOffice(db)
    const telling = after.telling()
    const toReview = [...new Set([...chats.held, ...chats.unanswered, ...telling])]
    after.mark(toReview, label, restored.restoredAt)
    return {
      ...restored,
      lines: chats.lines,
      heldReplies: chats.held.length,
      unanswered: chats.unanswered.length,
      officeNews: telling.length,
      toReview: toReview.length,
      sessions: chats.sessions,
      withStaff: chats.withStaff,
      forgotten: { listed: forgotten.length, again },
      staffLoggedOut,
    }
  })
}

/** All of it or nothing. */
function within<T>(part: string, name: Copied, work: (store: Store) => T): T {
  const store = openStore(join(part, `${name}.db`), partOf(name))
  try {
    const result = store.db.transaction(() => work(store))
    store.checkpoint()
    return result
  } finally {
    store.close()
  }
}
