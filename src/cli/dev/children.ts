/** @module The processes of `npm run dev`: both emulators and the server that talks with them. One that ends by itself ends all. */

import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '../../..')
const emulators = join(root, 'test/support/emulators')
const SECRETS = { appSecret: 'dev-app-secret', verifyToken: 'dev-verify-token' }

export type Platforms = { telegram: string; graph: string }

export type Children = {
  platforms: Platforms
  port: number
  /** Resolves to the name of the first that ended; `stop` makes all of them end. */
  ended: Promise<string>
  stop(): Promise<void>
}

/** @param print a line of the server, or of an emulator that has something to say */
export async function startChildren(dataDir: string, print: (line: string) => void): Promise<Children> {
  const running = new Map<string, ChildProcess>()
  let hasEnded = (_name: string) => {}
  const ended = new Promise<string>((done) => {
    hasEnded = done
  })
  const start = (name: string, args: string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
    child.once('exit', () => hasEnded(name))
    createInterface({ input: child.stderr }).on('line', (line) => print(`${name}: ${line}`))
    running.set(name, child)
    return child
  }
  const tsx = ['--import', import.meta.resolve('tsx/esm')]
  const port = Number(process.env.PORT ?? 0) || (await freePort())
  const graphOptions = { ...SECRETS, window: 'status', webhookUrl: `http://127.0.0.1:${port}/hooks/whatsapp` }
  const telegram = await firstLine(start('telegram', [...tsx, join(emulators, 'telegram/main.ts'), '0']))
  const graph = await firstLine(
    start('whatsapp', [...tsx, join(emulators, 'whatsapp/run.ts')], {
      GRAPH_OPTIONS: JSON.stringify(graphOptions),
    }),
  )
  const server = start(
    'server',
    ['--watch', '--watch-preserve-output', ...tsx, join(root, 'src/cli/start.ts')],
    {
      ...serverSettings(telegram, graph),
      PORT: String(port),
      DATA_DIR: dataDir,
      MODE: 'demo',
    },
  )
  createInterface({ input: server.stdout }).on('line', (line) => print(`server: ${line}`))
  return {
    platforms: { telegram: String(telegram.url), graph: String(graph.origin) },
    port,
    ended,
    stop: async () => {
      await Promise.all([...running.values()].map(end))
    },
  }
}

function serverSettings(telegram: Told, graph: Told): Record<string, string> {
  return {
    TELEGRAM_MODE: 'polling',
    TELEGRAM_BOT_TOKEN: String(telegram.token),
    TELEGRAM_API_ROOT: String(telegram.url),
    WHATSAPP_CLOUD_TOKEN: String(graph.token),
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: String(graph.phoneNumberId),
    WHATSAPP_CLOUD_APP_SECRET: SECRETS.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: SECRETS.verifyToken,
    WHATSAPP_CLOUD_API_ROOT: String(graph.url),
    WHATSAPP_CLOUD_TEMPLATE: 'kabar_laporan',
    WHATSAPP_WEB: 'off',
  }
}

type Told = Record<string, unknown>

/** An emulator says in one line of JSON where it listens. */
function firstLine(child: ChildProcess): Promise<Told> {
  return new Promise((done, failed) => {
    child.once('exit', (code) => failed(new Error(`an emulator ended with ${code} before it listened`)))
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).once('line', (line) => done(JSON.parse(line) as Told))
  })
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Asked first; one that does not listen is ended after a while. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), 15_000)
    child.once('exit', () => {
      clearTimeout(limit)
      done()
    })
    child.kill('SIGTERM')
  })
}
