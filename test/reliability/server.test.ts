/** @module T05, T19, T21. One server among things that go wrong around it: a full log disk, a reader that went away, a second server, files that are gone. */

import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, openSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newDataDir } from '../support/learned.ts'
import { startServer } from '../support/server-process.ts'
import { figure, isShort } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeRandom, makeVisitors, post, write } from '../support/torture/visitors.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const dirs: string[] = []
const children: ChildProcess[] = []
const newDir = () => {
  const dir = newDataDir('server')
  dirs.push(dir)
  return dir
}
afterAll(() => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}

/** A server whose words go where nobody can read them, so that it is known by its port alone. */
async function startBlind(dataDir: string, out: 'full' | 'nobody') {
  const port = await freePort()
  const full = out === 'full' ? openSync('/dev/full', 'w') : undefined
  const child = spawn(process.execPath, ['src/cli/run.mjs', 'start'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: `${port}`, MODE: 'demo', LOG_LEVEL: 'trace' },
    stdio: ['ignore', full ?? 'pipe', full ?? 'pipe'],
  })
  children.push(child)
  const address = `http://localhost:${port}`
  const gone = new Promise<{ code: number | null; ms: number }>((done) => {
    let toldAt = 0
    const { kill } = child
    child.kill = (signal) => {
      toldAt = performance.now()
      return kill.call(child, signal)
    }
    child.once('exit', (code) => done({ code, ms: performance.now() - toldAt }))
  })
  await expect
    .poll(
      () =>
        fetch(`${address}/readyz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 200_000, interval: 50 },
    )
    .toBe(200)
  // The reader of the log dies.
  child.stdout?.destroy()
  child.stderr?.destroy()
  return { address, child, gone }
}

describe('a log that cannot be written', () => {
  it.each(['full', 'nobody'] as const)(
    '(%s) stops no answer and no stop in good order',
    async (out) => {
      const dir = newDir()
      const { address, child, gone } = await startBlind(dir, out)
      const people = makeVisitors(3, out)
      const random = makeRandom(1)
      await Promise.all(
        people.map((one) => write(one, { address, random, twice: 0.1 }, () => one.acknowledged >= 5)),
      )
      // What the log says of a page that does not exist, and of a body that is none, is not heard either.
      for (let n = 0; n < 20; n++) await fetch(`${address}/tidak-ada-${n}`)
      expect((await fetch(`${address}/readyz`)).status).toBe(200)
      child.kill('SIGTERM')
      const { code, ms } = await gone
      expect(code).toBe(0)
      const account = await judge(dir, people)
      expect(account).toMatchObject({ ...WHOLE, acknowledged: 15 })
      figure('T19', out === 'full' ? 'stdout and stderr on a full disk' : 'the reader of the log is gone', {
        acknowledged: account.acknowledged,
        lost: account.lost,
        stopped_after_ms: Math.round(ms),
      })
      expect(ms).toBeLessThan(15_000)
    },
    300_000,
  )
})

describe('a server', () => {
  const dir = newDir()
  let server: Awaited<ReturnType<typeof startServer>>
  beforeAll(async () => {
    server = await startServer(dir)
  }, 300_000)
  afterAll(async () => await server.kill())
  const [one] = makeVisitors(1, 'dua')
  const say = async (n: number) => (one === undefined ? undefined : await post(server.address, one, n))

  it('lets no second one onto its data, and goes on', async () => {
    await expect(startServer(dir, {}, { stderr: 'ignore' })).rejects.toThrow('the server ended with 1')
    expect(await say(0)).toBe(204)
  }, 300_000)

  it('lets none onto its data either while it stands still, and goes on after that', async () => {
    const stillMs = isShort ? 0 : 60_000
    process.kill(server.pid, 'SIGSTOP')
    try {
      await expect(startServer(dir, {}, { stderr: 'ignore' })).rejects.toThrow('the server ended with 1')
      await new Promise((done) => setTimeout(done, stillMs))
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    expect(await say(1)).toBe(204)
    figure('T21', 'a second server beside one, and beside one that stands still', {
      refused: 2,
      still_ms: stillMs,
    })
  }, 300_000)

  it('ends when a database is deleted under it, and the next start says which', async () => {
    const own = newDir()
    const doomed = await startServer(own, {}, { stderr: 'ignore' })
    const people = makeVisitors(1, 'hapus')
    const random = makeRandom(2)
    const isOver = () => (people[0]?.acknowledged ?? 0) >= 3
    await Promise.all(people.map((one) => write(one, { address: doomed.address, random, twice: 0 }, isOver)))
    rmSync(join(own, 'chats.db'))
    const deletedAt = performance.now()
    expect(await doomed.gone).toEqual({ code: 1, signal: null })
    figure('T05', 'a database deleted under the server', {
      ended_after_ms: Math.round(performance.now() - deletedAt),
    })
    await expect(startServer(own, {}, { stderr: 'ignore' })).rejects.toThrow('the server ended with 1')
    expect(existsSync(join(own, 'chats.db'))).toBe(false)
  }, 300_000)

  it('is refused by the next start when a database is gone, and nothing is made in its place', async () => {
    await server.kill()
    for (const name of ['chats.db', 'keys.db', 'office.db']) {
      const copy = newDir()
      cpSync(dir, copy, { recursive: true, filter: (from) => !from.endsWith('.sock') })
      for (const file of [name, `${name}-wal`, `${name}-shm`]) rmSync(join(copy, file), { force: true })
      await expect(startServer(copy, {}, { stderr: 'ignore' })).rejects.toThrow('the server ended with 1')
      expect([name, existsSync(join(copy, name))]).toEqual([name, false])
    }
    figure('T05', 'a start beside a database that is gone', { refused: 3, made_anew: 0 })
  }, 300_000)
})
