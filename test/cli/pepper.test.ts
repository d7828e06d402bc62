/** @module `npm run keys:rotate -- --pepper` on a real folder: residents, codes, limits and staff are known again, also after a kill in the middle, and nothing of the old hashes is left. */

import { spawn, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import * as access from '../../src/store/access/schema.ts'
import * as account from '../../src/store/account/schema.ts'
import * as chat from '../../src/store/chat/schema.ts'
import * as identity from '../../src/store/office/identity-schema.ts'
import * as queue from '../../src/store/office/queue-schema.ts'
import * as roster from '../../src/store/office/roster-schema.ts'
import * as office from '../../src/store/office/schema.ts'
import { openAsItIs } from '../../src/store/sqlite.ts'
import { HASHED, HASHED_NAMES } from '../../src/wiring/hashes.ts'
import { openStores } from '../../src/wiring/stores.ts'
import { AT, type Clock, DAY, type IdentityWorld, identityWorld, kkOf, nikOf } from '../identity/world.ts'
import { listPeople } from '../support/people-list.ts'
import { quickFolder } from '../support/quick-folder.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const YES = messages['identity.answer.registered'].slice(0, 40)
const COUNTER = messages['identity.answer.counter'].slice(0, 40)
const clock: Clock = { now: AT }
let dataDir = ''
let hashesBefore: Buffer[] = []
const copies: string[] = []

const config = (dir = dataDir) => ({ dataDir: dir, keyDir: undefined, mode: 'demo' as const })
const env = (dir = dataDir) => ({ ...process.env, DATA_DIR: dir, MODE: 'demo', LOG_LEVEL: 'silent' })
const program = ['src/cli/run.mjs', 'keys-rotate', '--pepper']
const rotate = (dir = dataDir) =>
  spawnSync(process.execPath, program, { cwd: ROOT, env: env(dir), encoding: 'utf8' })
const openWorld = (dir = dataDir): Promise<IdentityWorld> => identityWorld(clock, {}, dir)
const keysIn = (dir = dataDir) =>
  readdirSync(join(dir, 'demo-keys')).filter((name) => name.startsWith('pepper'))

/** Each hash in the databases of the folder. */
function hashesIn(dir: string): Buffer[] {
  return HASHED_NAMES.flatMap((name) => {
    const { db, close } = openAsItIs(join(dir, `${name}.db`))
    try {
      return HASHED[name].flatMap((column) =>
        db
          .select({ hash: column })
          .from(column.table)
          .all()
          .flatMap(({ hash }) => (hash instanceof Uint8Array ? [Buffer.from(hash)] : [])),
      )
    } finally {
      close()
    }
  }).filter((hash) => hash.some((byte) => byte !== 0))
}

function filesIn(dir: string): string[] {
  return ['accounts', 'chats', 'office', 'staff'].flatMap((name) =>
    readdirSync(dir)
      .filter((file) => file.startsWith(`${name}.db`))
      .map((file) => join(dir, file)),
  )
}

beforeAll(async () => {
  dataDir = quickFolder('tanya-sigap-pepper')
  const world = await openWorld()
  await listPeople(world.service, [{ nik: nikOf(1), kk: kkOf(1) }])
  await world.write('ani', 'halo')
  await world.bindAtCounter('ani', nikOf(1))
  await world.write('budi', 'halo')
  await world.pass(2 * DAY)
  // Three strangers: from now on only the counter helps budi, for thirty days.
  for (const n of [11, 12, 13]) await world.ask('budi', nikOf(n), kkOf(n))
  await world.service.stop()
  hashesBefore = hashesIn(dataDir)
}, 120_000)
afterAll(() => {
  for (const dir of [dataDir, ...copies]) rmSync(dir, { recursive: true, force: true })
})

/** All that rests on hashes: the chat of an address, who it is, the list, the limits. */
async function requireKnown(dir = dataDir): Promise<void> {
  const world = await openWorld(dir)
  try {
    await world.pass(DAY)
    expect((await world.ask('ani', nikOf(1), kkOf(1))).join()).toContain(YES)
    expect((await world.ask('budi', nikOf(14), kkOf(14))).join()).toContain(COUNTER)
    const { db, close } = openAsItIs(join(dir, 'chats.db'))
    expect(db.all('select chat_id from chats')).toHaveLength(2)
    close()
  } finally {
    await world.service.stop()
  }
}

it('has a place for every column of hashes that the tables have', () => {
  const known = new Set<string>(
    Object.values(HASHED)
      .flat()
      .map((column) => `${getTableConfig(column.table as SQLiteTable).name}.${column.name}`),
  )
  const tables = [access, account, chat, identity, queue, roster, office].flatMap((schema) =>
    Object.values(schema).filter((one) => typeof one === 'object' && one !== null && 'getSQL' in one),
  ) as SQLiteTable[]
  const columns = tables.flatMap((table) => {
    const { name, columns } = getTableConfig(table)
    return columns
      .filter((column) => column.getSQLType() === 'blob' && !/_sealed$|^mac$/.test(column.name))
      .map((column) => `${name}.${column.name}`)
  })
  expect(columns.length).toBeGreaterThan(25)
  expect([...new Set(columns)].sort()).toEqual([...known].sort())
})

describe('a pepper that was changed', () => {
  it('is killed in the middle: the service does not start, says what to do, and the next run goes on with the same key', async () => {
    const half = `${dataDir}-half`
    cpSync(dataDir, half, { recursive: true, verbatimSymlinks: true })
    copies.push(half)
    const child = spawn(process.execPath, program, { cwd: ROOT, env: env(half) })
    const gone = new Promise((done) => child.once('exit', done))
    // It has said that the first database is through.
    child.stdout.once('data', () => child.kill('SIGKILL'))
    await gone
    expect(child.signalCode).toBe('SIGKILL')
    expect(keysIn(half)).toEqual(['pepper.k1', 'pepper.k2'])
    expect(() => openStores(config(half), false)).toThrow('npm run keys:rotate -- --pepper')
    const { status, stdout } = rotate(half)
    expect([status, stdout]).toEqual([0, expect.stringContaining('Dilanjutkan dari yang terputus')])
    expect(keysIn(half)).toEqual(['pepper.k1', 'pepper.k2'])
    await requireKnown(half)
  }, 120_000)

  it('knows everybody and every limit again, and keeps none of the old hashes in any byte', async () => {
    expect(hashesBefore.length).toBeGreaterThan(15)
    const { status, stdout } = rotate()
    expect([status, stdout]).toEqual([0, expect.stringContaining('Pepper versi 2 dibuat')])
    const bytes = filesIn(dataDir).map((path) => readFileSync(path))
    const left = hashesBefore.filter((hash) => bytes.some((file) => file.includes(hash)))
    expect(left).toEqual([])
    expect(hashesIn(dataDir)).toHaveLength(hashesBefore.length)
    await requireKnown()
  }, 120_000)

  it('can be changed again, and a copy of before both is brought up with the keys of today', async () => {
    const old = `${dataDir}-old`
    cpSync(dataDir, old, { recursive: true, verbatimSymlinks: true })
    copies.push(old)
    expect(rotate().stdout).toContain('Pepper versi 3 dibuat')
    await requireKnown()
    cpSync(join(dataDir, 'demo-keys'), join(old, 'demo-keys'), { recursive: true })
    expect(() => openStores(config(old), false)).toThrow('is not finished')
    expect(rotate(old).stdout).toContain('pepper versi 3')
    await requireKnown(old)
  }, 120_000)

  it('is missed when one of its versions is gone: hashes rest on all of them', () => {
    const path = join(dataDir, 'demo-keys', 'pepper.k1')
    const kept = readFileSync(path)
    rmSync(path)
    expect(() => openStores(config(), false)).toThrow('pepper.k1')
    cpSync(join(dataDir, 'demo-keys', 'pepper.k2'), path)
    expect(() => openStores(config(), false)).toThrow('sealed with other keys than these: pepper.k1')
    rmSync(path)
    expect(kept.length).toBeGreaterThan(40)
  })
})
