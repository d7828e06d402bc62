/** @module What the emulator of the Graph API knows: settings, a clock that can be moved, seeded chance, people, files. */

import { type Journal, journalOf } from './journal.ts'

export type GraphOptions = {
  /** 0: any free one. */
  port?: number
  /** The same seed gives the same chances; the order of the network stays its own. */
  seed?: number
  appSecret: string
  verifyToken: string
  /** Loopback only. Without one, webhooks are dropped. */
  webhookUrl?: string
  token?: string
  phoneNumberId?: string
  /** Each status waits at random up to this long, so that they overtake each other. */
  statusDelayMs?: number
  /** The same of what people write. */
  inboundDelayMs?: number
  /** How often a status is there before the call has returned. */
  earlyStatus?: number
  /** How often a webhook comes twice. */
  duplicates?: number
  /** How often no `sent` comes at all. */
  lostSent?: number
  /** How often webhooks that are due travel in one body. */
  batch?: number
  /** How a message outside the 24 hours fails: at once, by a status, both, or not at all. */
  window?: 'off' | 'error' | 'status' | 'both'
  pair?: { burst: number; everyMs: number }
  accountPerSecond?: number
  /** Of the fault `stall`. */
  stallMs?: number
  /** First wait before a webhook that was not taken is sent again; doubles up to 50 times of it. */
  retryMs?: number
  /** The WhatsApp Business account that the number belongs to. */
  accountId?: string
  /** APPROVED when it says nothing of its status. */
  templates?: readonly { name: string; language: string; status?: 'APPROVED' | 'PENDING' | 'REJECTED' }[]
}

export type Person = {
  phone?: string
  userId?: string
  name?: string
  /** When they last wrote, by the emulator's clock. */
  wroteAt?: number
  isUnreachable?: boolean
  /** Choices of the last message they got, to tap on. */
  choices: { id: string; title: string; isRow: boolean }[]
}

export type StoredFile = {
  bytes: Uint8Array
  mime: string
  /** Told instead of the true one. */
  sha256?: string
  /** Told instead of the true length. */
  toldBytes?: number
  /** Told instead of the emulator's own address. */
  url?: string
}

export type Chance = {
  /** True with this probability. */
  is(probability: number): boolean
  upTo(max: number): number
}

export type World = {
  options: Required<Omit<GraphOptions, 'port' | 'webhookUrl'>> & { webhookUrl: string | undefined }
  journal: Journal
  /** Each purpose has chances of its own, so that the timing of one does not change another's. */
  chance(purpose: string): Chance
  statusChance: Chance
  now(): number
  advance(ms: number): void
  people: Map<string, Person>
  files: Map<string, StoredFile>
  newId(): string
}

const DEFAULTS = {
  seed: 1,
  token: 'token-of-tests',
  phoneNumberId: '106540352242922',
  accountId: '102290129340398',
  statusDelayMs: 20,
  inboundDelayMs: 20,
  earlyStatus: 0.2,
  duplicates: 0,
  lostSent: 0,
  batch: 0.3,
  window: 'status',
  pair: { burst: 45, everyMs: 6_000 },
  accountPerSecond: 80,
  stallMs: 60_000,
  retryMs: 10,
  templates: [{ name: 'kabar_laporan', language: 'id' }],
} as const

export function worldOf(options: GraphOptions): World {
  if (isReal(options.token ?? '')) throw new Error('a token like this one is real: the emulator takes none')
  const { webhookUrl } = options
  if (webhookUrl !== undefined && !isLoopback(webhookUrl))
    throw new Error('webhooks of the emulator stay on this machine: webhookUrl must be on 127.0.0.1')
  const all = { ...DEFAULTS, ...options, webhookUrl }
  let skewMs = 0
  let ids = 0
  const now = () => Date.now() + skewMs
  const chance = (purpose: string) =>
    chanceOf(Array.from(purpose).reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), all.seed))
  const idChance = chance('ids')
  return {
    options: all,
    journal: journalOf(now),
    chance,
    statusChance: chance('statuses'),
    now,
    advance: (ms) => {
      skewMs += ms
    },
    people: new Map(),
    files: new Map(),
    newId: () => {
      ids += 1
      return `${Math.floor(idChance.upTo(1e9))}${String(ids).padStart(6, '0')}`
    },
  }
}

/** As tokens of Meta begin. */
export function isReal(token: string): boolean {
  return token.startsWith('EAA')
}

export function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}

/** By number or by id, whichever is known; made when new. */
export function personIn(world: World, who: { phone?: string; userId?: string }): Person {
  const keys = [who.phone, who.userId].filter((key) => key !== undefined)
  const found = keys.map((key) => world.people.get(key)).find((one) => one !== undefined)
  const person: Person = found ?? { choices: [] }
  Object.assign(person, who)
  for (const key of keys) world.people.set(key, person)
  return person
}

/** Mulberry32: small, and good enough for chance. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { is: (probability) => next() < probability, upTo: (max) => next() * max }
}
