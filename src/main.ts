/** @module Wires the service on Node: stores, vault, chats, office, pages. One wiring for the server, the terminal and the tests. */

import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Channel } from './channels/channel.ts'
import { webChannel } from './channels/web/web.ts'
import { readEdition, readFlows, readTexts } from './cli/data.ts'
import { loadUnderstanding } from './cli/model-cache.ts'
import { openStores } from './cli/stores.ts'
import type { Config } from './config.ts'
import type { Instant, OfficeRequest } from './core/chat.ts'
import type { ChannelId, Language } from './core/lists.ts'
import type { Chats, Office } from './core/ports.ts'
import { summaryOf } from './engine/args.ts'
import { gather } from './engine/gather.ts'
import { readable } from './engine/heal.ts'
import { takeTurn } from './engine/turn.ts'
import type { World } from './engine/world.ts'
import { makeMedia } from './media/media.ts'
import { openShelf } from './media/shelf.ts'
import { makeOffice, type OfficeService } from './office/office.ts'
import type { Log } from './pipeline/deps.ts'
import { makePipeline, type Pipeline } from './pipeline/pipeline.ts'
import type { Summarise } from './pipeline/read.ts'
import type { Edition } from './rules/edition.ts'
import { tell } from './rules/tell.ts'
import { makeDirectory } from './store/account/directory.ts'
import { makeChatStore } from './store/chat/store.ts'
import { openVault } from './vault/vault.ts'
import { makeAssets } from './web/assets.ts'
import type { WebDeps } from './web/deps.ts'

/** What tests and the terminal chat put in place of the machine's own. */
export type Overrides = {
  now?: () => Instant
  newId?: () => string
  /** Set in place of a timer of the machine: whoever gives it calls `wake` itself. */
  wakeAt?: (at: Instant) => void
  holdOver?: boolean
  channels?: Partial<Record<ChannelId, Channel>>
  /** Told of each request the office has taken, once it has. */
  onRequest?: (id: string, request: OfficeRequest) => void
  log?: Log
  /** Everything in memory, nothing on disk. */
  inMemory?: boolean
}

export type Service = {
  chats: Chats
  office: Office
  world(now: Date): World
  channels: Partial<Record<ChannelId, Channel>>
  /** For the pages; `ready` is true between `start` and `stop`. */
  web: WebDeps
  log: Log
  /** Takes up what an earlier process left. */
  start(): void
  /** Something may be due now. */
  wake(): void
  /** When there is next something to do; undefined when nothing waits. */
  nextAt(): Instant | undefined
  /** Resolves when nothing is ready and nothing on its way, neither in the chats nor in the office. */
  quiet(): Promise<void>
  /** True when this chat has had all its answers. */
  settled(chatId: string): boolean
  /** Claims nothing more, waits for what is on its way (at most `drainMs`), writes the log back, closes. */
  stop(): Promise<void>
}

const DRAIN_MS = 10_000
/** The longest a timer of the machine can be set. */
const MOST_TIMER_MS = 2 ** 31 - 1
const DEMO_NAME = 'Tanya SIGAP (demo)'

/** @throws Error with a remedy for people when keys, files or data are not as they must be; nothing was changed then */
export async function build(config: Config, overrides: Overrides = {}): Promise<Service> {
  const isDemo = config.mode === 'demo'
  const log = overrides.log ?? makeLog(config)
  const now = overrides.now ?? Date.now
  const newId = overrides.newId ?? (() => crypto.randomUUID())
  const edition = readEdition(isDemo)
  const [flows, texts] = [readFlows(), readTexts()]
  if (overrides.inMemory !== true) mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const understand = loadUnderstanding(config.dataDir)
  const stores = openStores(config, overrides.inMemory === true)
  const vault = openVault(stores.ring, stores.shelf)
  const service = { name: config.service.name ?? DEMO_NAME, official: config.service.official }
  const world = (at: Date): World => ({ flows, texts, rules: edition, understand, now: at, service })
  const channels = { web: webChannel(), ...overrides.channels }

  let isReady = false
  const alarm = overrides.wakeAt === undefined ? makeAlarm(now, () => wake()) : undefined
  const wakeAt = overrides.wakeAt ?? alarm?.set ?? (() => {})

  const office: OfficeService = makeOffice({
    db: stores.office.db,
    vault,
    now: () => new Date(now()),
    newId,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    rules: () => edition,
    tell: (...told) => pipeline.chats.tell(...told),
    wake: () => desk.run(),
  })
  const desk = makeDesk(office, log, () => schedule())
  const pipeline: Pipeline = makePipeline(
    {
      store: makeChatStore(stores.chats.db),
      directory: makeDirectory(stores.accounts.db),
      vault,
      channels,
      office: {
        apply: async (from, id, request, at) => {
          await office.apply(from, id, request, at)
          overrides.onRequest?.(id, request)
        },
      },
      engine: { takeTurn, gather },
      world,
      now,
      newId,
      wakeAt: () => schedule(),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      holdOver: overrides.holdOver ?? false,
      log,
    },
    summariser(world),
  )
  const nextAt = () => earliest(pipeline.nextAt(), office.dueAt())
  const schedule = () => {
    const at = isReady ? nextAt() : undefined
    if (at !== undefined) wakeAt(at)
  }
  const wake = () => {
    if (!isReady) return
    pipeline.wake()
    desk.run()
  }
  const quiet = async () => {
    do {
      await pipeline.idle()
      await desk.idle()
    } while (pipeline.isBusy())
  }
  return {
    chats: pipeline.chats,
    office,
    world,
    channels,
    log,
    web: {
      chats: pipeline.chats,
      office,
      media: makeMedia({
        vault,
        shelf: openShelf(join(config.dataDir, 'media')),
        now: () => new Date(now()),
        newId,
      }),
      texts,
      facts: (language) => factsOf(edition, new Date(now()), language),
      service,
      assets: await makeAssets((file) =>
        readFileSync(new URL(`./web/assets/${file}`, import.meta.url), 'utf8'),
      ),
      publicUrl: config.publicUrl,
      ready: () => isReady,
      now: () => new Date(now()),
      newId,
      log: ({ level, ...entry }) =>
        (level === 'error' ? log.error : log.info)({ event: 'web', ...plainOf(entry) }),
    },
    start: () => {
      isReady = true
      pipeline.start()
      desk.run()
    },
    wake,
    nextAt,
    quiet,
    settled: (chatId) => pipeline.settled(chatId) && office.settled(chatId),
    stop: async () => {
      isReady = false
      alarm?.clear()
      await Promise.race([pipeline.stop().then(desk.idle), later(DRAIN_MS)])
      stores.close()
    },
  }
}

/** The office works when woken: its timers first, then what they and others made it say. */
function makeDesk(office: OfficeService, log: Log, rest: () => void) {
  let running: Promise<void> | undefined
  let isCalled = false
  const work = async () => {
    do {
      isCalled = false
      office.fireTimers()
      await office.deliver()
    } while (isCalled)
  }
  return {
    run: () => {
      isCalled = true
      // Not within the commit that woke it.
      running ??= Promise.resolve()
        .then(work)
        .catch((error: unknown) =>
          log.error({ event: 'office_failed', code: error instanceof Error ? error.name : '' }),
        )
        .finally(() => {
          running = undefined
          rest()
        })
    },
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}

function makeAlarm(now: () => Instant, ring: () => void) {
  let timer: NodeJS.Timeout | undefined
  return {
    set: (at: Instant) => {
      clearTimeout(timer)
      timer = setTimeout(ring, Math.min(Math.max(0, at - now()), MOST_TIMER_MS))
    },
    clear: () => clearTimeout(timer),
  }
}

function summariser(world: (now: Date) => World): Summarise {
  return (session, now) =>
    summaryOf({
      world: world(new Date(now)),
      session: readable(session),
      event: { type: 'timer', id: '', at: now, name: 'idle', key: '' },
      effects: [],
      steps: 0,
      quiet: true,
    })
}

/** Facts that may be told as true now, by the names texts use. */
function factsOf(edition: Edition, now: Date, language: Language): Record<string, string> {
  const facts: Record<string, string> = {}
  for (const id of edition.facts.keys()) {
    const told = tell(edition, id, now, language)
    if (told.ok) facts[`fact_${id}`] = told.text
  }
  return facts
}

function makeLog(config: Config): Log {
  // Synchronous, and deaf to a reader that goes away: a full log disk must not stop the service.
  const destination = pino.destination({ dest: 2, sync: true })
  destination.on('error', () => {})
  const logger = pino({ level: config.logLevel, base: null }, destination)
  return {
    info: (entry) => logger.info(entry),
    warn: (entry) => logger.warn(entry),
    error: (entry) => logger.error(entry),
  }
}

/** The pages name an event, a path and an error; of the error only what it is called. */
function plainOf(entry: Record<string, unknown>): { code?: string; event?: string } {
  const { event, err } = entry
  return {
    ...(typeof event === 'string' ? { event } : {}),
    ...(err instanceof Error ? { code: err.name } : {}),
  }
}

function earliest(...times: (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
