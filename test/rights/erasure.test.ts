/** @module S9 for the erased: secret words of a resident, planted everywhere, are nowhere after an erasure, and old copies do not bring them back. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeKeyShelf } from '../../src/store/keys/data-keys.ts'
import { openAsItIs, openStore } from '../../src/store/sqlite.ts'
import { forgetAgain } from '../../src/wiring/forget-again.ts'
import { filedFor, newsIn, pathOf, TOLD } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const HOUR = 60 * 60 * 1000
const SECRET = 'Gajahmungkurrahasia'
const ADDRESS = 'web-rahasia-canary-0001'
const dirs: string[] = []
let dataDir = ''
let copy = ''
let whole = ''
let world: ConsoleWorld

const newDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'tanya-sigap-rights-'))
  dirs.push(dir)
  return dir
}
const onDisk = (dir: string) => consoleWorld({ inMemory: false }, { DATA_DIR: dir })
const filesIn = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
const decide = (who: ReturnType<ConsoleWorld['as']>, number: string, step = '', yakin = '1') =>
  who.post(pathOf(number, `/hapus${step}`), { yakin })

let chatId = ''
let done = ''
let open = ''
let request = ''
let sealedBefore: Buffer[] = []

beforeAll(async () => {
  dataDir = newDir()
  world = await onDisk(dataDir)
  chatId = await world.writes(ADDRESS, 'halo', `nama saya ${SECRET}`)
  const pixels = { width: 8, height: 8, channels: 3 as const, background: 'red' }
  const photo = await sharp({ create: pixels }).jpeg().toBuffer()
  const media = await world.service.web.media.keep(chatId, photo)
  await world.writes(ADDRESS, { type: 'image', caption: `foto ${SECRET}`, media })
  const from = { chatId, channel: 'web' } as const
  const fields = { ...TOLD, name: SECRET, story: `cerita ${SECRET}` }
  done = await filedFor(world, from, { fields })
  await world.service.office.changeCase('k1', done, 'closed', `catatan ${SECRET}`, 'ani')
  await world.service.quiet()
  // Another person, who stays.
  await world.writes('tetangga', 'halo saya tetangga')
})

afterAll(async () => {
  await world.stop()
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

const keysDb = () => openAsItIs(join(dataDir, 'keys.db'))
const bodiesOf = (dir: string): Buffer[] => {
  const { db, close } = openAsItIs(join(dir, 'chats.db'))
  try {
    return db
      .all<{ body: Uint8Array }>(`select body_sealed as body from journal where chat_id = '${chatId}'`)
      .map(({ body }) => Buffer.from(body))
  } finally {
    close()
  }
}

it('is refused while a report is worked on: the console says what stays and why', async () => {
  open = await filedFor(world, { chatId, channel: 'web' }, { kind: 'complaint', fields: { story: SECRET } })
  request = await filedFor(
    world,
    { chatId, channel: 'web' },
    { kind: 'erasure', fields: { scope: 'everything' } },
  )
  const page = await world.as('supervisor', 'ani').text(pathOf(request))
  expect(page).toContain(`${done}: `)
  expect(page).toMatch(new RegExp(`${open}: [^<]*</a>\\s*\\(masih diurus\\)`))
  expect(page).toContain('Isi percakapan: masih diurus')
  await world.service.office.changeCase('k2', open, 'closed', undefined, 'ani')
  await world.service.quiet()
  const after = await world.as('supervisor', 'ani').text(pathOf(request))
  expect(after).not.toContain('masih diurus')
  expect(after).toContain('Usulkan penghapusan')
})

it('takes two members of staff, and tells the person before anything goes', async () => {
  const [ani, budi] = [world.as('supervisor', 'ani'), world.as('supervisor', 'budi')]
  expect((await decide(ani, request)).headers.get('location')).toContain('diusulkan')
  expect((await decide(ani, request, '/setuju')).headers.get('location')).toContain('own')
  expect((await decide(budi, request, '/setuju', '')).headers.get('location')).toContain('unsure')
  expect((await decide(world.as('agent', 'cici'), request, '/setuju')).status).toBe(403)
  expect((await decide(budi, request, '/setuju')).headers.get('location')).toContain('disetujui')
  await world.service.quiet()
  expect((await newsIn(world, ADDRESS)).at(-1)).toContain(`Permintaan ${request} disetujui`)
  expect(await world.service.chats.read(chatId)).toBeDefined()
})

it('can be stopped by staff before it runs', async () => {
  const [ani, budi] = [world.as('supervisor', 'ani'), world.as('supervisor', 'budi')]
  await decide(ani, request, '/henti')
  await world.pass(2 * HOUR)
  expect(await world.service.chats.read(chatId)).toBeDefined()
  expect((await newsIn(world, ADDRESS)).at(-1)).toContain('dihentikan')
  await decide(budi, request)
  await decide(ani, request, '/setuju')
})

it('leaves none of the words in any file, and the numbers and counts stay', async () => {
  sealedBefore = bodiesOf(dataDir)
  expect(sealedBefore.length).toBeGreaterThan(5)
  copy = newDir()
  whole = newDir()
  for (const dir of [copy, whole]) cpSync(dataDir, dir, { recursive: true })
  await world.pass(61 * 60_000)
  expect(await world.service.chats.read(chatId)).toBeUndefined()
  expect(await world.service.chats.find({ channel: 'web', account: 'web', address: ADDRESS })).toBeUndefined()
  const left = filesIn(dataDir).filter((path) => {
    const bytes = readFileSync(path)
    return bytes.includes(SECRET) || bytes.includes(ADDRESS)
  })
  expect(left).toEqual([])
  // Not even what was sealed: every byte of it is overwritten, in the files and in their logs.
  const still = filesIn(dataDir).filter((path) => {
    const bytes = readFileSync(path)
    return sealedBefore.some((body) => bytes.includes(body))
  })
  expect(still).toEqual([])
  expect(filesIn(join(dataDir, 'media'))).toEqual([])
  const kept = (await world.service.office.cases({ limit: 50 })).map(({ number, state }) => [number, state])
  expect(kept).toContainEqual([done, 'closed'])
  expect(kept).toContainEqual([request, 'done'])
  const page = await world.as('auditor').text(pathOf(request))
  expect(page).toContain('Sudah dihapus')
  expect(world.audited.map(({ action }) => action)).toContain('erasure.done')
})

it('breaks no list, search, export or case page of staff', async () => {
  const ani = world.as('supervisor', 'ani')
  for (const path of [
    '/console',
    '/console/laporan?status=all',
    pathOf(done),
    pathOf(request),
    '/console/angka',
  ]) {
    const response = await ani.request(path)
    expect(response.status, path).toBe(200)
    expect(await response.text(), path).not.toContain(SECRET)
  }
  expect(await ani.text(pathOf(done))).toContain('sudah dihapus')
  const found = await (await ani.post('/console/cari', { q: SECRET })).text()
  expect(found).not.toContain(done)
  expect((await ani.request(`/console/chat/${chatId}`)).status).toBe(404)
})

it('makes a stranger of who writes again', async () => {
  const again = await world.writes(ADDRESS, 'status')
  expect(again).not.toBe(chatId)
  const view = await world.service.chats.read(again)
  expect(JSON.stringify(view?.lines)).not.toContain(done)
})

it('cannot be undone with a copy of the databases of before and the keys of today', async () => {
  const { db, close } = keysDb()
  const shelf = makeKeyShelf(db)
  expect(shelf.get(`chat:${chatId}`)).toBeUndefined()
  expect(shelf.isForgotten(`chat:${chatId}`)).toBe(true)
  close()
  expect(bodiesOf(copy).length).toBeGreaterThan(0)
  cpSync(join(dataDir, 'keys.db'), join(copy, 'keys.db'))
  for (const log of ['keys.db-wal', 'keys.db-shm']) rmSync(join(copy, log), { force: true })
  const restored = await onDisk(copy)
  try {
    expect(bodiesOf(copy)).toEqual([])
    expect(await restored.service.chats.read(chatId)).toBeUndefined()
    expect(await restored.as('supervisor').text(pathOf(done))).not.toContain(SECRET)
  } finally {
    await restored.stop()
  }
})

it('is replayed on a whole copy of before, keys and all, and takes out what it still holds', async () => {
  const { db, close } = keysDb()
  const subjects = makeKeyShelf(db).forgotten()
  close()
  expect(subjects).toContain(`chat:${chatId}`)
  const keys = openStore(join(whole, 'keys.db'), 'keys')
  expect(forgetAgain(makeKeyShelf(keys.db), subjects, join(whole, 'media'))).toBe(3)
  keys.close()
  expect(bodiesOf(whole).length).toBeGreaterThan(0)
  const restored = await onDisk(whole)
  try {
    expect(bodiesOf(whole)).toEqual([])
    expect(filesIn(join(whole, 'media'))).toEqual([])
    expect(await restored.as('supervisor').text(pathOf(done))).toContain('sudah dihapus')
    // Who was not erased is still there.
    const other = { channel: 'web', account: 'web', address: 'tetangga' } as const
    expect(await restored.service.chats.find(other)).toBeDefined()
  } finally {
    await restored.stop()
  }
})
