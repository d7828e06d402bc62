/** @module `npm run keys:rotate` on a real folder: whole, killed in the middle, refused beside a server, and a wrong key at start. */

import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVault } from '../../src/vault/vault.ts'
import { openStores } from '../../src/wiring/stores.ts'
import { newDataDir } from '../support/learned.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const KEYS = 3_000
const PLACE = (n: number) => ['journal', 'body_sealed', `c${n}:1`] as const
let dataDir = ''
let sealed: Uint8Array[] = []

const config = () => ({ dataDir, keyDir: undefined, mode: 'demo' as const })
const program = (command: string, ...args: string[]) => ['src/cli/run.mjs', command, ...args]
const env = () => ({ ...process.env, DATA_DIR: dataDir, MODE: 'demo', PORT: '0', LOG_LEVEL: 'silent' })
const run = (command: string, ...args: string[]) =>
  spawnSync(process.execPath, program(command, ...args), { cwd: ROOT, env: env(), encoding: 'utf8' })

/** All of them open, whatever they are wrapped under. */
function opened(): number {
  const stores = openStores(config(), false)
  try {
    const vault = openVault(stores.ring, stores.shelf)
    return sealed.filter((body, n) => vault.open(`chat:c${n}`, PLACE(n), body) === `kata ${n}`).length
  } finally {
    stores.close()
  }
}

beforeAll(() => {
  dataDir = newDataDir('tanya-sigap-rotate')
  const stores = openStores(config(), false)
  const vault = openVault(stores.ring, stores.shelf)
  sealed = Array.from({ length: KEYS }, (_, n) => vault.seal(`chat:c${n}`, PLACE(n), `kata ${n}`))
  stores.close()
}, 120_000)
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** SIGKILL once it has said that some, and not all, are through. */
async function killedMidway(): Promise<void> {
  const child = spawn(process.execPath, program('keys-rotate'), { cwd: ROOT, env: env() })
  const gone = new Promise((done) => child.once('exit', done))
  child.stdout.on('data', () => child.kill('SIGKILL'))
  await gone
  expect(child.signalCode).toBe('SIGKILL')
}

it('is killed in the middle: everything opens, and the next run goes on with the same key', async () => {
  await killedMidway()
  expect(opened()).toBe(KEYS)
  expect(readdirSync(join(dataDir, 'demo-keys')).sort()).toContain('master.k2')
  const { stdout, status } = run('keys-rotate')
  expect(status).toBe(0)
  expect(stdout).toMatch(/Dilanjutkan dari yang terputus|Kunci induk versi/)
  expect(opened()).toBe(KEYS)
}, 120_000)

it('takes the old key out of use once nothing needs it, and everything opens with the new one alone', () => {
  expect(run('keys-rotate', '--retire').stdout).toContain('master.k1.retired')
  expect(opened()).toBe(KEYS)
}, 120_000)

it('is refused while a server has the data, of both kinds', () => {
  const server = openStores(config(), false, true)
  const both = [run('keys-rotate'), run('keys-rotate', '--pepper')]
  server.close()
  for (const { status, stderr } of both)
    expect([status, stderr]).toEqual([2, expect.stringContaining('is held by another process')])
  expect(readdirSync(join(dataDir, 'demo-keys')).filter((name) => name.startsWith('pepper'))).toEqual([
    'pepper.k1',
  ])
}, 120_000)

it('a wrong key at start refuses and overwrites nothing', () => {
  const path = join(dataDir, 'demo-keys', 'pepper.k1')
  const right = readFileSync(path)
  const before = readFileSync(join(dataDir, 'keys.db'))
  writeFileSync(path, `${Buffer.alloc(32, 9).toString('base64')}\n`)
  const { status, stderr } = spawnSync('npm', ['start'], { cwd: ROOT, env: env(), encoding: 'utf8' })
  expect(status).not.toBe(0)
  expect(stderr).toContain('sealed with other keys than these: pepper.k1')
  expect(readFileSync(path, 'utf8')).toContain(Buffer.alloc(32, 9).toString('base64'))
  expect(readFileSync(join(dataDir, 'keys.db')).equals(before)).toBe(true)
  writeFileSync(path, right)
  expect(opened()).toBe(KEYS)
}, 120_000)

it('a key that a demo made is refused where data is real', () => {
  const real = mkdtempSync(join(tmpdir(), 'tanya-sigap-pilot-'))
  mkdirSync(join(real, 'data'))
  const keyDir = join(dataDir, 'demo-keys')
  const { status, stderr } = spawnSync('npm', ['start'], {
    cwd: ROOT,
    env: { ...env(), MODE: 'pilot', KEY_DIR: keyDir, DATA_DIR: join(real, 'data'), SERVICE_NAME: 'Contoh' },
    encoding: 'utf8',
  })
  rmSync(real, { recursive: true, force: true })
  expect(status).not.toBe(0)
  expect(stderr).toContain('was made by a demo')
}, 120_000)
