/** @module `npm start`: the server. Listens, works, and stops in good order when told. */

import { createServer, type Server } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import { app } from '../app.ts'
import { type Config, ConfigFault, readConfig } from '../config.ts'
import { LANGUAGES } from '../core/lists.ts'
import { makeMetrics } from '../http/metrics.ts'
import { build, type Service } from '../main.ts'
import { SchemaUnknown } from '../store/sqlite.ts'
import { readTexts } from '../wiring/data.ts'
import { installLastResort } from './last-resort.ts'
import { sayIn, settingWords } from './office-texts.ts'
import { cutSlow, slowOptions } from './slow-clients.ts'
import { openStaffSocket } from './staff/socket.ts'
import { watchFiles } from './vanished.ts'
import { startWatchdog } from './watchdog.ts'

/** Connections that are still open then (streams of pages) are cut; the pages come back by themselves. */
const CUT_AFTER_MS = 2_000
/** Nothing may hold up a stop longer than this: whoever runs the service kills it after 30 s. */
const GIVE_UP_MS = 25_000

/** Long enough for a dozen of four hundred messages a second, and nothing that anybody notices. */
const BEAT_MS = 40

/** What the disk says when DATA_DIR cannot be made or written. */
const UNUSABLE = ['EACCES', 'EEXIST', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']

// V8 would rather take three times what lives than look for garbage once more: messages wait for a second or so, and
// what they held is old then.
setFlagsFromString('--heap-growing-percent=40')

const texts = readTexts()

installLastResort()
try {
  await main(readConfig(process.env))
} catch (error) {
  const isConfig = error instanceof ConfigFault
  if (isConfig) say('start.faults')
  process.stderr.write(isConfig ? `${faultLines(error).join('\n')}\n` : `${reasonOf(error)}\n`)
  process.exitCode = 1
}

async function main(config: Config): Promise<void> {
  const metrics = config.metricsPort === undefined ? undefined : await makeMetrics()
  let callers = 0
  const service = await build(config, {
    alone: true,
    callers: () => callers,
    beatMs: BEAT_MS,
    ...(metrics === undefined ? {} : { observer: metrics.observer }),
    // Nothing is written any more through handles that failed; what was acknowledged is found by the next start.
    onBroken: () => process.exit(1),
  })
  const stops: (() => Promise<void>)[] = []
  try {
    // Before anything is worked: staff see nothing that the server has not taken up.
    const socket = await openStaffSocket(config.dataDir, service)
    stops.push(() => socket.close())
    const server = createServer(
      slowOptions(),
      getRequestListener((request, env) =>
        app.fetch(request, { ...service.web, peer: env.incoming.socket.remoteAddress }),
      ),
    )
    cutSlow(server)
    server.on('connection', () => {
      callers += 1
    })
    const port = await listen(server, config)
    stops.push(() => close(server))
    if (metrics !== undefined && config.metricsPort !== undefined) {
      const counted = createServer(getRequestListener(metrics.app(service.gauges).fetch))
      // The loopback address alone, whatever the pages listen on: numbers of the service are not for residents.
      await listen(counted, { port: config.metricsPort, host: '127.0.0.1' })
      stops.push(() => close(counted))
    }
    service.start()
    stops.push(startWatchdog())
    const stopWatching = watchFiles(config.dataDir, (file) => {
      service.log.error({ event: 'database_vanished', code: file })
      process.exit(1)
    })
    stops.push(async () => stopWatching())
    // Before the address is said: who reads it may stop us at once.
    onSignal(() => stopAll(service, stops))
    announce(config, port, await firstLink(service))
  } catch (error) {
    for (const stop of stops) await stop()
    await service.stop()
    throw error
  }
}

function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      reject(isTaken ? new Error(both('start.port_taken', { port: String(port) })) : error)
    })
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function stopAll(service: Service, stops: readonly (() => Promise<void>)[]): Promise<void> {
  setTimeout(() => process.exit(1), GIVE_UP_MS).unref()
  await service.stop(async () => {
    await Promise.all(stops.map((stop) => stop()))
  })
  say('start.stopped')
  process.exit(0)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), CUT_AFTER_MS).unref()
  })
}

function onSignal(stop: () => Promise<void>): void {
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      stop().catch((error: unknown) => {
        process.stderr.write(`${reasonOf(error)}\n`)
        process.exit(1)
      })
    })
  }
}

/** A full disk must not keep residents out: then there is no link this time. */
async function firstLink({ access, log }: Service): Promise<string | undefined> {
  try {
    return await access.setUp.first()
  } catch (error) {
    log.error({ event: 'first_admin_link_failed', code: error instanceof Error ? error.name : '' })
    return undefined
  }
}

function announce(config: Config, port: number, link: string | undefined): void {
  const url = config.publicUrl ?? `http://localhost:${port}`
  const consoleUrl = config.consoleUrl ?? url
  const ms = Math.round(performance.now())
  const name = config.service.name ?? 'Tanya SIGAP (demo)'
  if (!config.service.official) say('start.demo')
  say('start.ready', { service_name: name, ms: String(ms) })
  say('start.web', { url })
  say('start.console', { url: `${consoleUrl}/console` })
  if (link !== undefined) say('start.first_admin', { url: `${consoleUrl}/console/mulai/${link}` })
  say('start.terminal')
  say('start.staff')
  say('start.data', { dir: config.dataDir })
  say('start.stop')
}

function say(key: string, args: Record<string, string> = {}): void {
  process.stdout.write(`${both(key, args)}\n`)
}

/** All of them in Indonesian, then in English. */
function faultLines({ faults }: ConfigFault): string[] {
  return LANGUAGES.flatMap((language) => {
    const say = sayIn(language, texts)
    return faults.map((fault) => `  ${settingWords(say, fault)}`)
  })
}

/** Indonesian, and English under it. */
function both(key: string, args: Record<string, string>): string {
  return `${texts.format(key, 'id', args)}\n  ${texts.format(key, 'en', args)}`
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof SchemaUnknown) return both('start.schema_unknown', { file: error.path })
  const code = 'code' in error ? String(error.code) : ''
  return UNUSABLE.includes(code) ? both('start.data_unusable', { reason: error.message }) : error.message
}
