/** @module Archives of old lines go with a backup, come back with a restore, and a damaged one is refused. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeBackupKey, readBackupSecret, readRecipient } from '../../src/vault/backup-key.ts'
import { openArchives } from '../../src/wiring/archives.ts'
import { makeBackup } from '../../src/wiring/backup/make.ts'
import { restoreBackup } from '../../src/wiring/backup/restore.ts'
import { openStores } from '../../src/wiring/stores.ts'

const dir = mkdtempSync(join(tmpdir(), 'archived-'))
afterAll(() => rmSync(dir, { recursive: true }))

const LINE = {
  chatId: 'c1',
  seq: 7,
  at: Date.UTC(2026, 5, 30, 17),
  author: 'resident',
  kind: 'message',
  ref: 'a1',
  turn: null,
  intent: null,
  flow: null,
  node: null,
  bodySealed: new Uint8Array([1, 2, 3]),
} as const
function newKey() {
  const made = makeBackupKey()
  const [recipient, secret] = [readRecipient(made.recipient), readBackupSecret(made.secret)]
  if (recipient === undefined || secret === undefined) throw new Error('a key that nobody can read')
  return { recipient, secret }
}
const now = () => new Date(Date.UTC(2026, 10, 30))

it('carries the months of a running service to another directory', async () => {
  const data = join(dir, 'data')
  mkdirSync(data)
  openStores({ dataDir: data, keyDir: undefined, mode: 'demo' }, false).close()
  // Open, as the server has it: what was kept may still stand in its log alone.
  const archives = openArchives(data)
  archives.keep([LINE, { ...LINE, seq: 8, at: LINE.at - 1 }])
  const { recipient, secret } = newKey()
  const { file } = await makeBackup({
    dataDir: data,
    to: join(dir, 'backups'),
    recipient,
    version: '0.0.0',
    now,
    tell: () => {},
  })
  archives.close()
  const to = join(dir, 'restored')
  const order = { to, secret, forgotten: [], label: 'Dipulihkan', now }
  await restoreBackup({ ...order, file })
  // Months of Jakarta: the one began an hour before midnight of Greenwich.
  expect(readdirSync(join(to, 'archive')).sort()).toEqual(['2026-06.db', '2026-07.db'])
  const restored = openArchives(to)
  expect(restored.read('c1', 100, 10).map(({ seq }) => seq)).toEqual([7, 8])
  expect(restored.erase('c1')).toBe(2)
  restored.close()
})

it('does not back up what is no archive, and refuses a damaged one', async () => {
  const data = join(dir, 'damaged')
  mkdirSync(data)
  openStores({ dataDir: data, keyDir: undefined, mode: 'demo' }, false).close()
  const archives = openArchives(data)
  archives.keep([LINE])
  archives.close()
  writeFileSync(join(data, 'archive', '2026-08.db'), 'no database at all, whatever it is called'.repeat(100))
  const { recipient } = newKey()
  const order = {
    dataDir: data,
    to: join(dir, 'other'),
    recipient,
    version: '0.0.0',
  }
  await expect(makeBackup({ ...order, now, tell: () => {} })).rejects.toThrow()
  rmSync(join(data, 'archive', '2026-08.db'))
  writeFileSync(join(data, 'archive', 'catatan.txt'), 'x')
  await expect(makeBackup({ ...order, now, tell: () => {} })).resolves.toMatchObject({ files: 6 })
})
