/** @module Staff access from the shell of the machine: the link at the first start, one more beside a running server, and the audit log walked. */

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { toJakarta } from '../../src/core/jakarta.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { newDataDir } from '../support/learned.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'

/** The link at the start, the first daily round of what is too old where its hour has come, the link that was asked for. */
const rowsNow = () => (toJakarta(new Date()).hour < 3 ? 2 : 3)

const root = resolve(import.meta.dirname, '../..')
const LINK = /http:\/\/localhost:(\d+)(\/console\/mulai\/[\w-]{43})/
let dataDir: string
let server: ServerProcess | undefined

beforeEach(() => {
  dataDir = newDataDir('tanya-sigap-access')
})
afterEach(async () => {
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Resolves to all it said once it listens. */
async function start(): Promise<string> {
  server = await startServer(dataDir)
  return server.said()
}

async function stop(): Promise<void> {
  await server?.stop()
  server = undefined
}

function run(command: string, ...args: string[]) {
  const env = { ...process.env, PORT: '0', DATA_DIR: dataDir }
  const options = { cwd: root, env, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['src/cli/run.mjs', command, ...args],
    options,
  )
  return { status, stdout, stderr }
}

it('prints a link for the first administrator, and makes one more beside the running server', async () => {
  const [, port, path] = LINK.exec(await start()) ?? []
  const at = (link: string | undefined) => fetch(`http://localhost:${port}${link}`)
  expect((await at(path)).status).toBe(200)
  const invited = run('access-invite')
  expect(invited.status).toBe(0)
  expect(invited.stdout).toContain('admin')
  const second = /\/console\/mulai\/[\w-]{43}/.exec(invited.stdout)?.[0]
  expect(await (await at(second)).text()).toContain('Siapkan akun Anda')
  const verified = run('audit-verify', '--json')
  expect(JSON.parse(verified.stdout)).toMatchObject({ faults: [], head: { seq: rowsNow() } })
})

it('says what is wrong with the audit log, and where it was whole', async () => {
  await start()
  run('access-invite')
  await stop()
  const last = rowsNow()
  const sound = run('audit-verify')
  expect([sound.status, sound.stdout.includes(`Jejak utuh sampai baris ${last}`)]).toEqual([0, true])
  const note = new RegExp(`${last}:[0-9a-f]{64}`).exec(sound.stdout)?.[0] ?? ''
  expect(run('audit-verify', note).status).toBe(0)
  const wrong = run('audit-verify', `${last}:${'0'.repeat(64)}`)
  expect([wrong.status, wrong.stdout.includes(`Baris ${last} lain dari catatan`)]).toEqual([1, true])
  // Somebody at the disk, past the triggers.
  const { db, close } = openStore(join(dataDir, 'staff.db'), 'access')
  db.run('drop trigger audit_no_update')
  db.run("update audit set action = 'test.other' where seq = 1")
  close()
  const spoilt = run('audit-verify', note)
  expect([spoilt.status, spoilt.stdout.includes('Baris 1 tidak cocok')]).toEqual([1, true])
})

it('says what to do where there is no data yet, or the mark is none', () => {
  const none = run('access-invite')
  expect([none.status, none.stderr.includes('run npm start once')]).toEqual([1, true])
  const mark = run('audit-verify', 'besok')
  expect([mark.status, mark.stderr.includes('Ini bukan tanda buku jaga: besok')]).toEqual([2, true])
})
