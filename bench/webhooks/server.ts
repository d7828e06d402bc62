/** @module The real server as a process of its own, with a platform beside it that takes every reply, and its books to read from. */

import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Database } from '../../src/store/sqlite.ts'
import { MODELS } from '../road/service.ts'
import { CLOUD, CLOUD_SETTINGS } from './cloud.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Clock ticks of `/proc`: a hundred a second on every Linux that Node runs on. */
const TICK_MS = 10
const PATIENCE_MS = 60_000

export type BenchServer = Awaited<ReturnType<typeof openServer>>

/** `isKept`: the directory is somebody's, and stays. */
export async function openServer(
  dir = mkdtempSync(join(tmpdir(), 'bench-webhooks-')),
  { isKept = false } = {},
) {
  if (existsSync(MODELS)) cpSync(MODELS, join(dir, 'models'), { recursive: true })
  const graph = await openGraph()
  const child = spawn(process.execPath, ['src/cli/run.mjs', 'start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...CLOUD_SETTINGS,
      DATA_DIR: dir,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      WHATSAPP_CLOUD_API_ROOT: graph.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const startedAt = performance.now()
  const address = await new Promise<string>((done, fail) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/localhost:(\d+)/.exec(said)
      if (found !== null && said.includes('Ctrl+C')) done(`http://127.0.0.1:${found[1]}`)
    })
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)))
  })
  const readyMs = performance.now() - startedAt
  if (existsSync(join(dir, 'models'))) cpSync(join(dir, 'models'), MODELS, { recursive: true })
  const books = new Database(join(dir, 'chats.db'), { readonly: true })
  return {
    dir,
    ...CLOUD,
    address,
    readyMs,
    url: `${address}/hooks/whatsapp`,
    cpuMs: () => cpuMs(child.pid ?? 0),
    /** Resident memory, in MiB. */
    rssMiB: () => rssMiB(child.pid ?? 0),
    settled: () => settled(books),
    close: async () => {
      books.close()
      child.kill('SIGTERM')
      await gone
      await graph.close()
      if (!isKept) rmSync(dir, { recursive: true, force: true })
    },
  }
}

type Books = InstanceType<typeof Database>

/**
 * Waits until every message had its turn, or a minute is over. `queued` in order of the messages: milliseconds from the
 * end of its wait for order to the turn that took it, whose outbox rows carry that time.
 */
async function settled(books: Books): Promise<{ queued: number[]; left: number }> {
  const waiting = books.prepare("select count(*) as n from inbox where state = 'waiting'")
  const open = () => (waiting.get() as { n: number }).n
  const until = performance.now() + PATIENCE_MS
  while (open() > 0 && performance.now() < until) await new Promise((done) => setTimeout(done, 200))
  const rows = books
    .prepare(
      `select max(0, o.created_at - i.due_at) as ms from inbox i
       join outbox o on o.chat_id = i.chat_id and o.id like i.chat_id || '.' || i.turn || '.%'
       where i.kind = 'message' group by i.rid order by i.rid`,
    )
    .all() as { ms: number }[]
  return { queued: rows.map(({ ms }) => ms), left: open() }
}

/** Meta, as far as a reply goes: everything is taken at once. */
async function openGraph() {
  let n = 0
  const server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ messages: [{ id: `wamid.${++n}` }] }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v25.0`,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** User and system time so far; 0 where there is no `/proc`. */
function cpuMs(pid: number): number {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return 0
  const fields = readFileSync(stat, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

function rssMiB(pid: number): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024
}
