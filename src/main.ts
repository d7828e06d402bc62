/** @module Wires the service on Node: stores, vault, chats, office, pages. One wiring for the server, the terminal and the tests. */

import { readFileSync } from 'node:fs'
import type { Access } from './access/access.ts'
import type { Channel } from './channels/channel.ts'
import { webChannel } from './channels/web/web.ts'
import type { Config } from './config.ts'
import type { ConsoleDeps } from './console/deps.ts'
import type { Instant } from './core/chat.ts'
import type { Lines } from './core/line.ts'
import type { ChannelId } from './core/lists.ts'
import { type Gauges, observers } from './core/observer.ts'
import type { Chats, Office } from './core/ports.ts'
import type { Roster } from './core/roster.ts'
import { gather } from './engine/gather.ts'
import { takeTurn } from './engine/turn.ts'
import type { World } from './engine/world.ts'
import type { HookDeps } from './http/webhooks.ts'
import { makeHeardDesk } from './office/heard/heard.ts'
import { makeOffice, type OfficeService } from './office/office.ts'
import { type Assets, makeAssets } from './pages/assets.ts'
import type { Log } from './pipeline/deps.ts'
import { makePipeline, type Pipeline } from './pipeline/pipeline.ts'
import { makeDirectory } from './store/account/directory.ts'
import { makeChatStore } from './store/chat/store.ts'
import { isBroken } from './store/db.ts'
import type { WebDeps } from './web/deps.ts'
import { makePlatforms } from './wiring/channels.ts'
import { eraserOf, forgetLeft, roundOf } from './wiring/erasing.ts'
import { makeGauges } from './wiring/gauges.ts'
import { hookOf, listenAll, makeAlarms, statesOf } from './wiring/lines.ts'
import { pageLog } from './wiring/log.ts'
import { applyTo, makeTimeout, officeDeps, rhythmOf } from './wiring/office-deps.ts'
import { type Overrides, type Parts, partsOf } from './wiring/parts.ts'
import { openPulse } from './wiring/pulse.ts'
import { makeRehearsal } from './wiring/rehearsal.ts'
import { openRoster } from './wiring/roster.ts'
import { factsOf, summariser } from './wiring/telling.ts'
import { openPacing } from './wiring/tokens.ts'
import { unsetOf } from './wiring/unset.ts'
import { makeAlarm, makeOfficeRound } from './wiring/waking.ts'
import { watchStore } from './wiring/watch-store.ts'

export type Service = {
  chats: Chats
  office: Office
  roster: Roster
  world(now: Date): World
  channels: Partial<Record<ChannelId, Channel>>
  lines: Lines
  /** Accounts of staff: the link for the first administrator is asked of it. */
  access: Access
  /** For the pages and the platforms' posts; `ready` is true between `start` and `stop`. */
  web: WebDeps & HookDeps & { console: ConsoleDeps }
  log: Log
  /** Takes up what an earlier process left, and lets the channels listen. */
  start(): void
  /** Something may be due now. */
  wake(): void
  /** How it stands now, for metrics. */
  gauges(): Gauges
  /** When there is next something to do; undefined when nothing waits. */
  nextAt(): Instant | undefined
  /** Resolves when nothing is ready and nothing on its way, neither in the chats nor in the office. */
  quiet(): Promise<void>
  /** True when this chat has had all its answers. */
  settled(chatId: string): boolean
  /**
   * No longer ready, closes the doors (so that nothing new comes in), claims nothing more, waits up to 10 s for
   * what is on its way, writes the logs back into the files, closes them.
   */
  stop(closeDoors?: () => Promise<void>): Promise<void>
}

const DRAIN_MS = 10_000

/** @throws Error with a remedy for people when keys, files or data are not as they must be; nothing was changed then */
export async function build(config: Config, overrides: Overrides = {}): Promise<Service> {
  const parts = partsOf(config, overrides)
  const assets = await makeAssets((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'))
  const state = { isReady: false }
  const road = wire(parts, overrides, state)
  const { pipeline, office, roster, round, alarm } = road
  let deafen = async () => {}
  const isReady = () => state.isReady && pipeline.isWell()
  return {
    chats: pipeline.chats,
    office,
    roster,
    world: parts.world,
    channels: road.channels,
    lines: { states: () => statesOf(road.channels) },
    gauges: makeGauges(parts, road.channels, isReady),
    access: parts.access,
    log: parts.log,
    web: {
      ...webDeps(config, parts, road),
      console: consoleOf(config, parts, road, assets),
      assets,
      ready: isReady,
    },
    start: () => {
      state.isReady = true
      void forgetLeft(parts, pipeline, office)
      pipeline.start()
      round.run()
      roster.worker.start()
      road.pulse.start()
      parts.scanning?.start()
      deafen = listenAll(road.channels, pipeline.chats, parts.log)
    },
    wake: () => road.wake(),
    nextAt: road.nextAt,
    quiet: async () => {
      do {
        await pipeline.idle()
        await round.idle()
        await roster.worker.idle()
      } while (pipeline.isBusy())
    },
    settled: (chatId) => pipeline.settled(chatId) && office.settled(chatId),
    stop: async (closeDoors) => {
      state.isReady = false
      await Promise.race([Promise.all([closeDoors?.(), deafen()]), later(DRAIN_MS)])
      alarm?.clear()
      road.pulse.stop()
      parts.scanning?.stop()
      const working = [pipeline.stop().then(round.idle), roster.worker.stop()]
      await Promise.race([Promise.all(working), later(DRAIN_MS)])
      parts.close()
    },
  }
}

type Road = ReturnType<typeof wire>

/** Chats and office reach each other through their ports alone; whatever one of them commits wakes whoever has work by it. */
function wire(parts: Parts, overrides: Overrides, state: { isReady: boolean }) {
  const { log, now, newId, vault, stores, world } = parts
  const alarm = overrides.wakeAt === undefined ? makeAlarm(now, () => wake(false)) : undefined
  const wakeAt = overrides.wakeAt ?? alarm?.set ?? (() => {})
  const office: OfficeService = makeOffice({
    ...officeDeps(parts),
    tell: (...told) => pipeline.chats.tell(...told),
    eraser: eraserOf(parts, () => pipeline),
    wake: () => round.run(),
  })
  const endIfBroken = enderOf(overrides)
  const alarms = makeAlarms(log, now, office)
  const roster = openRoster(parts, endIfBroken)
  parts.scanning?.tell(alarms)
  const channels: Partial<Record<ChannelId, Channel>> = {
    web: webChannel(),
    ...(overrides.ownChannelsAlone === true
      ? {}
      : makePlatforms(parts.config, { texts: parts.texts, now, log, ...alarms, keep: parts.keep })),
    ...overrides.channels,
  }
  const pulse = openPulse(parts, channels, alarms)
  const observer = observers([pulse, overrides.observer])
  const rounds = roundOf(parts, office, () => pipeline)
  const round = makeOfficeRound(rounds, log, () => schedule(), endIfBroken)
  const told: NonNullable<Overrides['onRequest']> = (id, request) => {
    if (request.type === 'misunderstood') observer.misunderstood()
    overrides.onRequest?.(id, request)
  }
  const pipeline: Pipeline = makePipeline(
    {
      store: watchStore(makeChatStore(stores.chats.db), observer),
      directory: makeDirectory(stores.accounts.db),
      vault,
      channels,
      pacing: openPacing(parts, channels),
      archive: parts.archive,
      media: parts.media,
      office: { apply: applyTo(office, told, endIfBroken) },
      engine: { takeTurn, gather },
      world,
      now,
      newId,
      // Chats and office share the one timer: the earlier of their times counts.
      wakeAt: () => schedule(),
      timeout: makeTimeout(),
      alarm: alarms.alarm,
      ...rhythmOf(overrides),
      holdOver: overrides.holdOver ?? false,
      log,
      ...(overrides.onBroken === undefined ? {} : { onBroken: overrides.onBroken }),
      ...(parts.restoredAt === undefined ? {} : { restoredAt: parts.restoredAt }),
    },
    summariser(world),
  )
  const nextAt = () => earliest(pipeline.nextAt(), office.dueAt())
  const schedule = () => {
    const at = state.isReady ? nextAt() : undefined
    if (at !== undefined) wakeAt(at)
  }
  // The one timer rings many times a second while many write, and most often not for the office.
  const wake = (isForAll = true) => {
    if (!state.isReady) return
    pipeline.wake()
    if (isForAll || isPast(office.dueAt(), now())) round.run()
  }
  return { office, roster, pipeline, round, pulse, alarm, nextAt, wake, channels, observer }
}

const enderOf = (overrides: Overrides) => (error: unknown) => {
  if (isBroken(error)) overrides.onBroken?.()
}

function webDeps(
  config: Config,
  parts: Parts,
  { office, pipeline, channels, observer }: Road,
): Omit<WebDeps & HookDeps, 'assets' | 'ready'> {
  const { log, now, newId, texts, service, editions, media, world } = parts
  const today = () => new Date(now())
  const [telegram, whatsapp] = [
    hookOf(channels.telegram, pipeline.chats, { now, log }),
    hookOf(channels.whatsapp_cloud, pipeline.chats, { now, log }),
  ]
  return {
    chats: pipeline.chats,
    office,
    forms: office.forms,
    media,
    hooks: {
      ...(telegram === undefined ? {} : { telegram }),
      ...(whatsapp === undefined ? {} : { whatsapp }),
    },
    texts,
    clearsScreen: (text) => world(today()).understand(text).reserved === 'clear_screen',
    facts: (language) => factsOf(editions.at(now()), today(), language),
    service,
    publicUrl: config.publicUrl,
    consoleUrl: config.consoleUrl,
    now: today,
    newId,
    policyBroken: observer.policyBroken,
    log: pageLog(log, 'web'),
  }
}

function consoleOf(
  config: Config,
  parts: Parts,
  { office, roster, pipeline, channels }: Road,
  assets: Assets,
): ConsoleDeps {
  const { now, newId, texts, service, editions, media, log, stores, vault } = parts
  return {
    access: parts.access,
    chats: pipeline.chats,
    office,
    desk: office.chatDesk,
    rehearsal: makeRehearsal(parts.world, now),
    limitsOf: (channel) => channels[channel]?.limits,
    cases: office.caseDesk,
    erasures: office.erasures,
    retention: office.retention,
    identity: office.identityDesk,
    figures: office.figures,
    roster,
    lines: { states: () => statesOf(channels) },
    media,
    texts,
    facts: (language) => factsOf(editions.at(now()), new Date(now()), language),
    editions,
    heard: makeHeardDesk({ db: stores.office.db, vault, now: () => new Date(now()), newId }),
    unset: unsetOf(config),
    service,
    mode: config.mode,
    assets,
    publicUrl: config.consoleUrl ?? config.publicUrl,
    now: () => new Date(now()),
    newId,
    log: pageLog(log, 'console'),
  }
}

const isPast = (at: Instant | undefined, now: Instant) => at !== undefined && at <= now

function earliest(...times: (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
