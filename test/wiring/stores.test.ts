/** @module The data directory: a loss is never hidden by an empty file, and no two servers share one. */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Database, SchemaUnknown } from '../../src/store/sqlite.ts'
import { openStores } from '../../src/wiring/stores.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'stores-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const config = () => ({ dataDir, keyDir: undefined, mode: 'demo' as const })
/** Another process tries to open the same directory; gives what it says. */
const other = (alone: boolean): string => {
  const stores = resolve(import.meta.dirname, '../../src/wiring/stores.ts')
  const code = `import { openStores } from ${JSON.stringify(stores)}
    try { openStores(${JSON.stringify({ dataDir, mode: 'demo' })}, false, ${alone}).close(); console.log('opened') }
    catch (error) { console.log(error.message) }`
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    encoding: 'utf8',
    cwd: resolve(import.meta.dirname, '../..'),
  }).stdout.trim()
}

it.each(['keys', 'chats', 'accounts', 'office', 'staff'])('refuses a %s.db of no length', (name) => {
  openStores(config(), false).close()
  truncateSync(join(dataDir, `${name}.db`))
  expect(() => openStores(config(), false)).toThrow(`${name}.db is missing`)
})

it('lets nobody in beside a server, and a server nowhere beside others', () => {
  const server = openStores(config(), false, true)
  expect(other(true)).toContain('is held by another process')
  expect(other(false)).toContain('is held by another process')
  server.close()
  const terminal = openStores(config(), false)
  expect(other(false)).toBe('opened')
  expect(other(true)).toContain('is held by another process')
  terminal.close()
  expect(other(true)).toBe('opened')
}, 60_000)

it('makes a database that came with a newer version, and from then on misses it', () => {
  openStores(config(), false).close()
  const marker = join(dataDir, 'created')
  expect(readFileSync(marker, 'utf8')).toContain('staff')
  // As a version before the accounts left it.
  for (const ending of ['', '-wal', '-shm']) rmSync(join(dataDir, `staff.db${ending}`), { force: true })
  writeFileSync(marker, 'keys chats accounts office\n')
  openStores(config(), false).close()
  expect(existsSync(join(dataDir, 'staff.db'))).toBe(true)
  rmSync(join(dataDir, 'staff.db'))
  expect(() => openStores(config(), false)).toThrow('staff.db is missing')
})

it.each(['', 'something else\n'])('misses all of them when the list of names is damaged: %j', (words) => {
  openStores(config(), false).close()
  writeFileSync(join(dataDir, 'created'), words)
  rmSync(join(dataDir, 'office.db'))
  expect(() => openStores(config(), false)).toThrow('office.db is missing')
})

it('says which database is of a commit in between, and changes nothing in it', () => {
  openStores(config(), false).close()
  const path = join(dataDir, 'office.db')
  const client = new Database(path)
  client.exec("update __drizzle_migrations set hash = 'of a commit in between'")
  client.pragma('wal_checkpoint(TRUNCATE)')
  client.close()
  const before = readFileSync(path)
  expect(() => openStores(config(), false)).toThrow(SchemaUnknown)
  expect(readFileSync(path).equals(before)).toBe(true)
})
