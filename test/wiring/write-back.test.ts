/** @module The logs of the databases are written back by a thread, while the service goes on. */

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/store/sqlite.ts'
import { makeWriteBack, type WriteBack } from '../../src/wiring/write-back.ts'

const PAGE = 4_096
const LONG = 2_500 * PAGE
const PATIENCE = { timeout: 20_000, interval: 50 }

let dataDir: string
let stores: Record<'chats' | 'office', Store>
let writeBack: WriteBack
const said: string[] = []
const log = {
  error: ({ event, code }: { event: string; code?: string }) => void said.push(`${event} ${code}`),
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'write-back-'))
  said.length = 0
  stores = {
    chats: openStore(join(dataDir, 'chats.db'), 'chat'),
    office: openStore(join(dataDir, 'office.db'), 'office'),
  }
})
afterEach(async () => {
  await writeBack.stop()
  for (const store of Object.values(stores)) store.close()
  rmSync(dataDir, { recursive: true })
})

const sizeOf = (file: string) => statSync(join(dataDir, file)).size

/** Commits of ten thousand bytes each, until the log has so many more. */
function commit({ db }: Store, bytes: number): void {
  db.run('create table if not exists ballast (line blob)')
  for (let written = 0; written < bytes; written += 10_000)
    db.run('insert into ballast values (zeroblob(10000))')
}

it('writes a long log into its file, and the log begins anew', async () => {
  writeBack = makeWriteBack({ dataDir }, stores, log, {})
  writeBack.start()
  const before = sizeOf('chats.db')
  commit(stores.chats, LONG)
  expect(sizeOf('chats.db'), 'no commit wrote it back').toBe(before)
  await vi.waitFor(() => expect(sizeOf('chats.db')).toBeGreaterThan(before + LONG), PATIENCE)
  await vi.waitFor(() => expect(stores.chats.logPages()).toBe(0), PATIENCE)

  const length = sizeOf('chats.db-wal')
  commit(stores.chats, LONG / 2)
  expect(sizeOf('chats.db-wal'), 'written from its beginning').toBe(length)
  expect(said).toEqual([])
})

it('takes the log of the office too, and leaves a short one', async () => {
  writeBack = makeWriteBack({ dataDir }, stores, log, {})
  writeBack.start()
  commit(stores.chats, 10 * PAGE)
  commit(stores.office, LONG)
  await vi.waitFor(() => expect(stores.office.logPages()).toBe(0), PATIENCE)
  expect(stores.chats.logPages()).toBeGreaterThan(10)
})

it('stops once what it began is done', async () => {
  writeBack = makeWriteBack({ dataDir }, stores, log, {})
  writeBack.start()
  commit(stores.chats, LONG)
  // Until it has begun.
  await new Promise((resolve) => setTimeout(resolve, 250))
  await writeBack.stop()
  expect(stores.chats.checkpoint(), 'nobody else has the file open').toBe(true)
})

it('ends the process when the file is no longer what it was, and only says so when it cannot be opened', async () => {
  const onBroken = vi.fn()
  const long = { ...stores.chats, logPages: () => 5_000 }
  const of = (dir: string) => makeWriteBack({ dataDir: dir }, { ...stores, chats: long }, log, { onBroken })

  const gone = join(dataDir, 'gone')
  mkdirSync(gone)
  writeBack = of(gone)
  writeBack.start()
  await vi.waitFor(() => expect(said).toContain('write_back_failed SQLITE_CANTOPEN'), PATIENCE)
  await writeBack.stop()
  expect(onBroken).not.toHaveBeenCalled()

  const spoilt = join(dataDir, 'spoilt')
  mkdirSync(spoilt)
  writeFileSync(join(spoilt, 'chats.db'), 'no database, and long enough to be read as one '.repeat(100))
  writeBack = of(spoilt)
  writeBack.start()
  await vi.waitFor(() => expect(onBroken).toHaveBeenCalledOnce(), PATIENCE)
  expect(said.at(-1)).toBe('write_back_failed SQLITE_NOTADB')
})
