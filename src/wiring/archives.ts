/** @module Old lines of journals in a file a month, `archive/2026-08.db`; a file is made with its first line and opened when it is needed. */

import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../core/chat.ts'
import { isoDay } from '../core/jakarta.ts'
import { type Archive, type ArchivedLine, makeLines } from '../store/archive/lines.ts'
import { openStore, type Store } from '../store/sqlite.ts'

export const ARCHIVE_FOLDER = 'archive'
const FILE = /^(\d{4}-\d\d)\.db$/

type Open = ReturnType<typeof makeLines> & Pick<Store, 'checkpoint' | 'close'>

/** @param dataDir undefined keeps everything in memory */
export function openArchives(dataDir: string | undefined): Archive & { close(): void } {
  const folder = dataDir === undefined ? undefined : join(dataDir, ARCHIVE_FOLDER)
  const opened = new Map<string, Open>()
  const months = new Set(folder === undefined ? [] : monthsIn(folder))
  const open = (month: string): Open => {
    const known = opened.get(month)
    if (known !== undefined) return known
    if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = folder === undefined ? ':memory:' : join(folder, `${month}.db`)
    const store = openStore(path, 'archive')
    for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600)
    const made = { ...makeLines(store.db), checkpoint: store.checkpoint, close: store.close }
    months.add(month)
    opened.set(month, made)
    return made
  }
  const newestFirst = () => [...months].sort().reverse()
  return {
    keep: (lines) => {
      const byMonth = new Map<string, ArchivedLine[]>()
      for (const line of lines) {
        const month = monthOf(line.at)
        byMonth.set(month, [...(byMonth.get(month) ?? []), line])
      }
      for (const [month, some] of byMonth) open(month).keep(some)
    },
    read: (chatId, seq, limit) => {
      const found: ArchivedLine[] = []
      // A line may lie in the month before its neighbour: it is written when a platform says that it was.
      for (const month of newestFirst()) found.push(...open(month).read(chatId, seq, limit))
      return found.sort((a, b) => a.seq - b.seq).slice(-limit)
    },
    erase: (chatId) => {
      let erased = 0
      for (const month of newestFirst()) {
        const n = open(month).erase(chatId)
        if (n > 0) open(month).checkpoint()
        erased += n
      }
      return erased
    },
    close: () => {
      for (const store of opened.values()) {
        try {
          store.checkpoint()
        } catch {
          // A full disk takes no checkpoint: what was committed stays in the log, and the next start reads it.
        }
        store.close()
      }
      opened.clear()
    },
  }
}

/** Names of the archives that are there, `2026-08`. */
export function monthsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => FILE.exec(file)?.[1] ?? [])
}

const monthOf = (at: Instant): string => isoDay(new Date(at)).slice(0, 7)
