/** @module S9 of the security tests: what is planted everywhere a stranger or a member of staff can put something stands nowhere in clear: no log, no file, no page of a database. */

import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeMetrics } from '../../src/http/metrics.ts'
import { makeBackupKey, readBackupSecret, readRecipient } from '../../src/vault/backup-key.ts'
import { makeBackup } from '../../src/wiring/backup/make.ts'
import { restoreBackup } from '../../src/wiring/backup/restore.ts'
import { makeLog } from '../../src/wiring/log.ts'
import { type AccessWorld, accessWorld, CODE_MS } from '../support/access-world.ts'
import { CONSOLE_ORIGIN } from '../support/console-world.ts'
import { learn, MODELS } from '../support/learned.ts'
import { visitor } from '../support/web-world.ts'
import { ALL, CANARIES, chatIds, fillForm, plant, provoke, readExports, type Scene } from './canaries.ts'

const dir = mkdtempSync(join(tmpdir(), 'canary-'))
const dataDir = join(dir, 'data')
const logFile = join(dir, 'log')
let logFd: number
let world: AccessWorld
let graph: Server
let scene: Scene
const exports: string[] = []
const faults: string[] = []
const formPages: string[] = []
let metrics: Awaited<ReturnType<typeof makeMetrics>>

beforeAll(async () => {
  // A platform that quotes in its error all that it was sent, and the token beside it.
  graph = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const said = Buffer.concat(parts).toString()
    response.writeHead(400, { 'content-type': 'application/json' })
    const message = `${said} ${request.headers.authorization} ${CANARIES.nik} ${CANARIES.name}`
    response.end(JSON.stringify({ error: { message, code: 131009, error_data: { details: message } } }))
  })
  await new Promise<void>((done) => graph.listen(0, '127.0.0.1', done))
  // What was learned from examples is no secret, and takes half a minute to learn: it lies there already.
  learn()
  cpSync(MODELS, join(dataDir, 'models'), { recursive: true })
  logFd = openSync(logFile, 'a')
  const log = makeLog({ logLevel: 'trace' }, logFd)
  const env = {
    DATA_DIR: dataDir,
    PUBLIC_URL: CONSOLE_ORIGIN,
    WHATSAPP_CLOUD_TOKEN: CANARIES.token,
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
    WHATSAPP_CLOUD_APP_SECRET: CANARIES.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: CANARIES.verify,
    WHATSAPP_CLOUD_API_ROOT: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
  }
  metrics = await makeMetrics()
  world = await accessWorld({ inMemory: false, log, observer: metrics.observer }, { env })
  await world.admin()
  const supervisor = await world.hire('supervisor', 'penyelia')
  scene = { world, supervisor, someone: visitor(world.service.web) }
  world.pass(CODE_MS)
  await plant(scene)
  formPages.push(...(await fillForm(scene)))
  faults.push(...(await provoke(scene)))
  exports.push(...(await readExports(scene)))
})

afterAll(async () => {
  await world.stop()
  graph.closeAllConnections()
  await new Promise((done) => graph.close(done))
  closeSync(logFd)
  rmSync(dir, { recursive: true, force: true })
})

/** Each canary as it may stand in a file: as text, in two bytes a letter, in hexadecimal, in base64 and for addresses. */
function shapesOf(canary: string): Buffer[] {
  const plain = Buffer.from(canary)
  return [
    plain,
    Buffer.from(canary, 'utf16le'),
    Buffer.from(plain.toString('hex')),
    Buffer.from(encodeURIComponent(canary)),
  ]
}

it('a canary in the open would be seen in any of its shapes', () => {
  for (const shape of shapesOf(CANARIES.name)) {
    const among = Buffer.concat([Buffer.from('SQLite format'), shape, Buffer.from('rest')])
    expect(hitsIn(among)).toEqual([CANARIES.name])
  }
})

const hitsIn = (bytes: Buffer) =>
  ALL.filter((canary) => shapesOf(canary).some((shape) => bytes.includes(shape)))

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

describe('what was planted', () => {
  it('was taken: all of it can be read again by those who may', async () => {
    const chats = await Promise.all(
      (await chatIds(scene)).map((chatId) => world.service.chats.read(chatId, { forStaff: true })),
    )
    const lines = chats.flatMap((chat) => chat?.lines ?? []).map(({ text }) => text)
    expect(chats.map((chat) => chat?.channel).sort()).toEqual(['web', 'whatsapp_cloud'])
    const all = lines.join('\n')
    expect(all).toContain(CANARIES.name)
    expect(all).toContain(CANARIES.story)
    expect(all).toContain('3275••••••••0000')
    expect(all.replace(/\D/g, '')).not.toContain(CANARIES.nik)
  })

  it('stands in no line of the log, at its most talkative', () => {
    const log = readFileSync(logFile)
    expect(log.length).toBeGreaterThan(200)
    expect(hitsIn(log)).toEqual([])
  })

  it('stands in no answer to a fault', () => {
    expect(faults).toHaveLength(9)
    expect(hitsIn(Buffer.from(faults.join('\n')))).toEqual([])
  })

  it('stands in no export and no figure: no number of a person, no secret, nothing that was typed into a form', () => {
    const { name, story, phone, ...never } = CANARIES
    expect(exports.length).toBe(5)
    for (const text of exports) {
      for (const canary of Object.values(never)) expect(text).not.toContain(canary)
    }
    const [, , figures = '', trail = '', page = ''] = exports
    for (const text of [figures, trail, page]) expect(hitsIn(Buffer.from(text))).toEqual([])
    expect([name, story, phone].every((one) => one !== '')).toBe(true)
  })

  it('stands on no page of the secure form, however it is filled, and in no address it leads to', () => {
    expect(formPages.map((page) => page.slice(0, 3))).toEqual([
      '200',
      '400',
      '303',
      '200',
      '404',
      '404',
      '404',
      '404',
    ])
    expect(hitsIn(Buffer.from(formPages.join('\n')))).toEqual([])
  })

  it('stands in no number that is watched from outside', async () => {
    const app = metrics.app(world.service.gauges)
    const text = await (await app.request('/metrics')).text()
    expect(text).toMatch(/^sigap_messages_total\{channel="whatsapp_cloud"\} [1-9]/m)
    expect(hitsIn(Buffer.from(text))).toEqual([])
  })

  it('stands in no backup, neither in the sealed file nor in what is restored of it', async () => {
    const key = makeBackupKey()
    const [recipient, secret] = [readRecipient(key.recipient), readBackupSecret(key.secret)]
    if (recipient === undefined || secret === undefined) throw new Error('a key that was just made')
    const now = () => new Date(world.now())
    const to = join(dir, 'backups')
    const { file } = await makeBackup({ dataDir, to, recipient, version: 'test', now, tell: () => {} })
    const restored = join(dir, 'restored')
    await restoreBackup({ file, to: restored, secret, forgotten: [], label: 'pulih', now })
    const files = [...filesBelow(to), ...filesBelow(restored)]
    expect(files.filter((path) => path.startsWith(restored) && path.endsWith('.db'))).toHaveLength(5)
    for (const path of files) {
      expect([path, hitsIn(readFileSync(path))]).toEqual([path, []])
      expect(hitsIn(Buffer.from(path)), 'the name of a file').toEqual([])
    }
  })

  it('stands in no file while the service runs: databases, their logs, photos, what was uploaded', async () => {
    const files = filesBelow(dataDir)
    expect(files.filter((path) => path.endsWith('-wal')).length).toBeGreaterThanOrEqual(4)
    expect(files.filter((path) => /media/.test(path)).length).toBeGreaterThanOrEqual(1)
    for (const path of files) {
      expect([path, hitsIn(readFileSync(path))]).toEqual([path, []])
      expect(hitsIn(Buffer.from(path)), 'the name of a file').toEqual([])
    }
  })

  it('stands in no file after it, free pages and all', async () => {
    await world.stop()
    const files = filesBelow(dataDir)
    expect(files.filter((path) => path.endsWith('.db')).length).toBeGreaterThanOrEqual(5)
    for (const path of files) expect([path, hitsIn(readFileSync(path))]).toEqual([path, []])
  })
})
