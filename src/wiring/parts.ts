/** @module All of a service that needs no wiring: data read, stores, vault and shelves open, the clock. */

import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Access, Gate } from '../access/access.ts'
import { makeAccess } from '../access/make.ts'
import type { Channel } from '../channels/channel.ts'
import type { Config } from '../config.ts'
import type { Instant, OfficeRequest } from '../core/chat.ts'
import type { ChannelId } from '../core/lists.ts'
import type { Observer } from '../core/observer.ts'
import type { Scanner } from '../core/scanner.ts'
import type { Flows } from '../engine/flow.ts'
import type { World } from '../engine/world.ts'
import { makeMedia } from '../media/media.ts'
import { openShelf } from '../media/shelf.ts'
import type { Log } from '../pipeline/deps.ts'
import { openUploads } from '../sheets/uploads.ts'
import type { Texts } from '../text/texts.ts'
import { makeChain } from '../vault/chain.ts'
import { openVault } from '../vault/vault.ts'
import { openArchives } from './archives.ts'
import { readEdition, readFlows, readTexts } from './data.ts'
import { editionsOf } from './editions.ts'
import { type OpenKeep, openKeep } from './keep.ts'
import { makeLog } from './log.ts'
import { loadUnderstanding } from './model-cache.ts'
import { readRestored } from './restored.ts'
import { openScanning, scannerOf } from './scanning.ts'
import { openStores } from './stores.ts'
import { weigh } from './strength.ts'

/** What tests and the terminal chat put in place of the machine's own. */
export type Overrides = {
  now?: () => Instant
  newId?: () => string
  /** Bytes nobody can guess; a test gives its own, so that the same chat has the same case numbers. */
  random?: (bytes: number) => Uint8Array
  /** Set in place of a timer of the machine: whoever gives it calls `wake` itself. */
  wakeAt?: (at: Instant) => void
  holdOver?: boolean
  /** Beside or in place of those that the settings switch on. */
  channels?: Partial<Record<ChannelId, Channel>>
  /** Switches on none that the settings name (the terminal chat: two must not answer on one line). */
  ownChannelsAlone?: boolean
  /** Told of each request the office has taken, once it has. */
  onRequest?: (id: string, request: OfficeRequest) => void
  log?: Log
  /** In place of the accounts of staff.db: who may use the console is said by a test. */
  access?: Gate
  /** Called when the disk failed under the databases: only a new process can go on. */
  onBroken?: () => void
  /** The server: commits of one kind are at least so many milliseconds apart while many write. */
  beatMs?: number
  /** Of the server: how many connections it has taken so far. */
  callers?: () => number
  /** Counts what the road does. */
  observer?: Observer
  /** The server: no other process may have the data directory open. */
  alone?: boolean
  /** In place of the one that the settings name. */
  scanner?: Scanner
  /** Everything in memory, nothing on disk. */
  inMemory?: boolean
  /** Flows and texts of the benchmark, in place of those of the service. */
  talk?: { flows: Flows; texts: Texts }
}

const DEMO_NAME = 'Tanya SIGAP (demo)'

export type Parts = ReturnType<typeof partsOf>

/** @throws Error with a remedy when keys, files or data are not as they must be */
export function partsOf(config: Config, overrides: Overrides) {
  const inMemory = overrides.inMemory === true
  const { flows, texts } = overrides.talk ?? { flows: readFlows(), texts: readTexts() }
  if (!inMemory) mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const service = { name: config.service.name ?? DEMO_NAME, official: config.service.official }
  // Before the model is trained: wrong keys are refused at once.
  const stores = openStores(config, inMemory, overrides.alone)
  const understand = remembering(loadUnderstanding(config.dataDir))
  const vault = openVault(stores.ring, stores.shelf)
  const now = overrides.now ?? Date.now
  const newId = overrides.newId ?? (() => crypto.randomUUID())
  const random = overrides.random ?? ((bytes) => crypto.getRandomValues(new Uint8Array(bytes)))
  const { staff, ring } = stores
  const chain = makeChain(ring)
  const access: Access = makeAccess({ db: staff.db, vault, chain, now, newId, random, service, weigh })
  const shelf = openShelf(join(config.dataDir, 'media'))
  const editions = editionsOf({
    db: stores.office.db,
    now: () => new Date(now()),
    first: readEdition(config.mode === 'demo'),
    world: { flows, texts, understand, service },
  })
  const ownLog = makeLog(config)
  const log = overrides.log ?? ownLog
  const scanning = openScanning(overrides.scanner ?? scannerOf(config), log)
  const uploads = openUploads(inMemory ? scratchFolder() : join(config.dataDir, 'uploads'), scanning?.scan)
  const archive = openArchives(inMemory ? undefined : config.dataDir)
  let kept: OpenKeep | undefined
  return {
    config,
    /** Which facts and rules hold at a moment. */
    editions,
    texts,
    service,
    stores,
    vault,
    access: { ...access, ...overrides.access },
    random,
    uploads,
    archive,
    media: makeMedia({ vault, shelf, now: () => new Date(now()), newId, scan: scanning?.scan }),
    scanning,
    /** Opened by the first who asks. */
    keep: () => {
      kept ??= openKeep(inMemory ? undefined : config.dataDir, vault)
      return kept.keep
    },
    world: (at: Date): World => ({
      flows,
      texts,
      rules: editions.at(at.getTime()),
      understand,
      now: at,
      service,
    }),
    log,
    logLost: ownLog.unwritten,
    restoredAt: inMemory ? undefined : readRestored(config.dataDir)?.restoredAt,
    now,
    newId,
    close: () => {
      kept?.close()
      archive.close()
      stores.close()
    },
  }
}

/** Texts whose meaning is kept: one turn asks for the same text up to four times. */
const REMEMBERED = 64
/** Short ones are answers, and most answers are given by many. */
const SHORT_CHARS = 24
const REMEMBERED_SHORT = 1_000

/** The same text means the same each time; what was made of it is never changed by those who read it. */
function remembering(understand: World['understand']): World['understand'] {
  const short = new Map<string, ReturnType<World['understand']>>()
  const long: typeof short = new Map()
  return (text) => {
    const isShort = text.length <= SHORT_CHARS
    const known = isShort ? short : long
    const before = known.get(text)
    if (before !== undefined) return before
    const said = understand(text)
    const [oldest] = known.keys()
    if (known.size >= (isShort ? REMEMBERED_SHORT : REMEMBERED) && oldest !== undefined) known.delete(oldest)
    known.set(text, said)
    return said
  }
}

/** Nothing is made before a file comes. */
function scratchFolder(): string {
  return join(tmpdir(), `tanya-sigap-${crypto.randomUUID()}`)
}
