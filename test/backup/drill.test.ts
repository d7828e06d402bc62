/** @module The drill: under load a backup is made, the machine is lost, the backup is restored elsewhere, and the talk goes on. */

import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { Database } from '../../src/store/sqlite.ts'
import { makeBackupKey } from '../../src/vault/backup-key.ts'
import { type Emulator, startTelegramEmulator } from '../support/emulators/telegram/emulator.ts'
import { bringLearned } from '../support/learned.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)
const place = mkdtempSync(join(tmpdir(), 'drill-'))
const at = (name: string) => join(place, name)
let server: ServerProcess | undefined
let telegram: Emulator | undefined
afterAll(async () => {
  await server?.kill()
  await telegram?.close()
  rmSync(place, { recursive: true, force: true })
})

const command = (name: string, args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['src/cli/run.mjs', name, ...args], { cwd: ROOT, env: { ...process.env, ...env } })

/** Residents on Telegram by their number. */
function residents({ control }: Emulator) {
  const texts = (chat: number) =>
    control.messages({ chat }).flatMap(({ from, text }) => (from === 'bot' ? [text] : []))
  return {
    write: (chat: number, text: string) => void control.user({ chat, text }),
    texts,
    answered: (chat: number, more = 0) => until(() => texts(chat).length > more),
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 60_000
  while (!isSo()) {
    if (Date.now() > end) throw new Error('waited a minute for something that did not come')
    await new Promise((done) => setTimeout(done, 30))
  }
}

/** Writes on the web as fast as it is kept; gives how many were kept until the server is gone. */
function crowd(address: string) {
  let kept = 0
  const write = async (token: string) => {
    for (let n = 0; ; n++) {
      const answer = await post(address, token, `pesan ${n}`, `kunci-${token.slice(0, 4)}-${n}`)
      if (answer === undefined) return
      if (answer) kept += 1
    }
  }
  const writing = Promise.all(['a', 'b', 'c'].map((sign) => write(sign.repeat(64))))
  return { kept: () => kept, end: () => writing }
}

async function post(address: string, token: string, text: string, key: string): Promise<boolean | undefined> {
  try {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      origin: address,
      'sec-fetch-site': 'same-origin',
      cookie: `tamu=${token}`,
    }
    const body = JSON.stringify({ key, text })
    return (await fetch(`${address}/pesan`, { method: 'POST', headers, body })).ok
  } catch {
    return undefined
  }
}

it('goes on after a lost machine: nobody is told old news again, and what is missing is said exactly', async () => {
  const emulator = await startTelegramEmulator()
  telegram = emulator
  const { write, texts, answered } = residents(emulator)
  const line = { TELEGRAM_BOT_TOKEN: emulator.token, TELEGRAM_API_ROOT: emulator.url, KEY_DIR: at('keys') }
  const { recipient, secret } = makeBackupKey()
  writeFileSync(at('secret'), secret, { mode: 0o600 })

  const port = await freePort()
  bringLearned(at('data'))
  const first = await startServer(at('data'), { ...line, METRICS_PORT: String(port) })
  server = first
  await requirePrivate(first.address, port)
  const load = crowd(first.address)
  // One in the middle of a flow, and one the platform leaves hanging: she reads the reply, and we never hear of it.
  write(501, 'cek apakah saya berhak')
  await answered(501)
  emulator.control.inject({ fault: 'stall', ms: 600_000, match: { method: 'sendMessage', chat: 502 } })
  write(502, 'halo')
  await answered(502)
  const heardUntil = Math.max(...lastHeard(emulator, [501, 502]))
  await until(() => load.kept() > 20)

  const lagBefore = await lag(port)
  const { stdout } = await command('backup', ['--json', '--to', at('backups')], {
    DATA_DIR: at('data'),
    BACKUP_RECIPIENT: recipient,
  })
  const { file, at: backupAt } = JSON.parse(stdout) as { file: string; at: string }
  // Printed, not judged: what else runs on the machine is in it.
  process.stdout.write(
    `longest gap of the loop: ${lagBefore} s before, ${await lag(port)} s during the backup\n`,
  )
  const keptThen = load.kept()

  // The lost hours.
  write(503, 'berapa iurannya')
  await answered(503)
  await until(() => load.kept() > keptThen)
  await first.kill()
  await load.end()
  const read = { 502: texts(502), 503: texts(503) }
  const before501 = texts(501).length
  rmSync(at('data'), { recursive: true })
  // Nobody is there; the platform keeps it.
  write(501, 'Bekasi Timur')

  const bytes = readFileSync(file)
  for (const word of ['SQLite format', 'journal', 'pesan', 'Bekasi']) expect(bytes.includes(word)).toBe(false)
  await expect(restore(file, 'elsewhere', wrongKey())).rejects.toThrow('tidak terbuka')
  await expect(restore(damaged(bytes), 'elsewhere', at('secret'))).rejects.toThrow('tidak terbuka')
  expect(existsSync(at('elsewhere/chats.db'))).toBe(false)

  const report = await restore(file, 'elsewhere', at('secret'))
  const held = heldRows(at('elsewhere/chats.db'))
  expect(held.map(({ code }) => code)).toEqual(held.map(() => 'restored'))
  expect(report).toMatchObject({
    heldReplies: held.length,
    backupAt: Date.parse(backupAt),
    staffLoggedOut: 0,
  })
  expect(report.heldReplies).toBeGreaterThanOrEqual(1)
  expect(report.sessions).toBeGreaterThanOrEqual(1)
  const onTelegram = report.lines.find(({ channel }) => channel === 'telegram')
  expect(onTelegram).toEqual({ channel: 'telegram', chats: 2, lastHeardAt: heardUntil })
  expect(report.lines.find(({ channel }) => channel === 'web')?.chats).toBe(3)
  await expect(restore(file, 'elsewhere', at('secret'))).rejects.toThrow('tidak kosong')

  emulator.world.faults.length = 0
  bringLearned(at('elsewhere'))
  server = await startServer(at('elsewhere'), line)
  await answered(501, before501)
  // The flow goes on at the question he was asked before all this.
  expect(texts(501).slice(before501).join('\n')).not.toContain('Halo')
  write(504, 'halo')
  await answered(504)
  expect({ 502: texts(502), 503: texts(503) }).toEqual(read)
  // Who was hanging is answered when she writes again.
  write(502, 'menu')
  await answered(502, read[502].length)
  await server.stop()
}, 240_000)

const lastHeard = ({ control }: Emulator, chats: number[]) =>
  chats.flatMap((chat) =>
    control.messages({ chat }).flatMap(({ from, date }) => (from === 'user' ? [date * 1000] : [])),
  )

type Report = {
  backupAt: number
  heldReplies: number
  sessions: number
  lines: { channel: string; chats: number; lastHeardAt: number }[]
}

async function restore(file: string, to: string, key: string): Promise<Report> {
  return JSON.parse(
    (await command('restore', [file, '--to', at(to), '--key', key, '--json'])).stdout,
  ) as Report
}

function wrongKey(): string {
  writeFileSync(at('wrong'), makeBackupKey().secret, { mode: 0o600 })
  return at('wrong')
}

/** One bit, in the middle; beside the true one, where its list of the forgotten lies. */
function damaged(bytes: Buffer): string {
  const path = at('backups/damaged.sigap')
  const copy = Buffer.from(bytes)
  const middle = Math.floor(copy.length / 2)
  copy[middle] = (copy[middle] ?? 0) ^ 1
  writeFileSync(path, copy)
  return path
}

function heldRows(path: string): { code: string }[] {
  const client = new Database(path, { readonly: true })
  try {
    return client.prepare<[], { code: string }>("select code from outbox where state = 'unknown'").all()
  } finally {
    client.close()
  }
}

it('says in words what is missing before anything is written', () => {
  const said = (name: string, args: string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['src/cli/run.mjs', name, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: at('nothing'), BACKUP_RECIPIENT: '', BACKUP_DIR: '', ...env },
    }).stderr
  const { recipient } = makeBackupKey()
  expect(said('backup', [])).toContain('Kunci cadangan belum ada')
  expect(said('backup', ['--to', at('b')], { BACKUP_RECIPIENT: `${recipient.slice(0, -1)}!` })).toContain(
    'salah salin',
  )
  expect(said('backup', ['--to', at('b')], { BACKUP_RECIPIENT: recipient })).toContain(
    'tidak ada accounts.db',
  )
  expect(said('restore', [])).toContain('Pemakaian')
})

/** Numbers of the service are for this machine alone, on their own port. */
async function requirePrivate(address: string, port: number): Promise<void> {
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200)
  expect((await fetch(`${address}/metrics`)).status).toBe(404)
  // Another address of this machine, as one from outside would be.
  await expect(fetch(`http://127.0.0.2:${port}/metrics`)).rejects.toThrow()
}

/** The longest gap since the last look, in seconds. */
async function lag(port: number): Promise<string | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => done(port))
    })
  })
}
