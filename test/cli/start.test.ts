/** @module `npm start` as an operator meets it: a shell, a signal, the same data again. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bringLearned } from '../support/learned.ts'

const root = resolve(import.meta.dirname, '../..')
let dataDir: string
let npm: ChildProcess | undefined

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tanya-sigap-start-'))
})
afterEach(() => {
  // The whole group, npm and the server, where a test has not stopped them itself.
  if (npm?.pid !== undefined && npm.exitCode === null && npm.signalCode === null)
    process.kill(-npm.pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** Starts the server on a free port; resolves to its address once all is said. */
function start(env: Record<string, string> = {}): Promise<{ address: string; said: () => string }> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  npm = child
  let said = ''
  return new Promise((done, fail) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const address = /Buka obrolan web : (http:\/\/localhost:\d+)/.exec(said)?.[1]
      if (address !== undefined && said.includes('Ctrl+C')) done({ address, said: () => said })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('exit', (code) => fail(new Error(`npm start ended with ${code}: ${said}`)))
  })
}

function stop(): Promise<number | null> {
  const ended = new Promise<number | null>((done) => npm?.on('exit', (code) => done(code)))
  npm?.kill('SIGTERM')
  return ended
}

it('needs no setting, says that it is a demo, and where the chat is', async () => {
  const { address, said } = await start()
  expect(said()).toContain('Ini DEMO, bukan layanan resmi')
  expect(said()).toContain('npm run chat')
  const page = await fetch(address)
  expect(page.status).toBe(200)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect(existsSync(dataDir)).toBe(true)
})

it('names the console’s own address where it has one', async () => {
  const { said } = await start({ PUBLIC_URL: 'http://localhost:8787', CONSOLE_URL: 'http://127.0.0.1:8787' })
  expect(said()).toContain('Meja petugas  : http://127.0.0.1:8787/console\n')
  expect(said()).toMatch(/http:\/\/127\.0\.0\.1:8787\/console\/mulai\//)
  expect(said()).not.toContain('http://localhost:8787/console')
})

it('stops in good order when npm is told to, and starts again on the same data', async () => {
  bringLearned(dataDir)
  const first = await start()
  expect(await stop()).toBe(0)
  await expect(fetch(first.address)).rejects.toThrow()
  const second = await start()
  expect((await fetch(second.address)).status).toBe(200)
  expect(await stop()).toBe(0)
})

it('lists all faulty settings together and does not start', async () => {
  const faulty = { PORT: 'pintu', MODE: 'coba-coba', SERVICE_OFFICIAL: 'mungkin' }
  const refusal = start(faulty).then(() => 'started', String)
  const text = await refusal
  for (const name of Object.keys(faulty)) expect(text).toContain(name)
})
