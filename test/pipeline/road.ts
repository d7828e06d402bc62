/** @module A whole road on databases in memory: real store, vault and pipeline, a clock that stands still, and an engine small enough to see through. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Channel, Limits } from '../../src/channels/channel.ts'
import type { ChatEvent, Content, Instant, OfficeRequest } from '../../src/core/chat.ts'
import type { Effect } from '../../src/core/effect.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import type { Media } from '../../src/core/media.ts'
import type { Incoming, Outgoing } from '../../src/core/message.ts'
import type { Session } from '../../src/core/session.ts'
import type { World } from '../../src/engine/world.ts'
import type { Deps, Engine, LogEntry } from '../../src/pipeline/deps.ts'
import { makePipeline } from '../../src/pipeline/pipeline.ts'
import { makeDirectory } from '../../src/store/account/directory.ts'
import { makePacing } from '../../src/store/account/pacing.ts'
import { makeChatStore } from '../../src/store/chat/store.ts'
import { makeKeyShelf } from '../../src/store/keys/data-keys.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { makeKeyRing } from '../../src/vault/key-ring.ts'
import { openVault } from '../../src/vault/vault.ts'

export const LIMITS_FOR_TESTS: Limits = {
  maxTextChars: 4096,
  maxChoiceTextChars: 1024,
  maxButtons: 3,
  maxButtonChars: 20,
  maxListRows: 10,
  maxListRowChars: 24,
  maxListDescriptionChars: 72,
  maxChoiceIdBytes: 256,
  maxMediaBytes: 1_000_000,
  joinsBubbles: false,
}

export const T0: Instant = Date.UTC(2026, 10, 22, 3)

/** Answers each text with "<turn>: <text>"; a few words make it do something else. */
export const parrot: Engine = {
  takeTurn: (_world, session, event) => {
    const turn = session.turn + 1
    const next: Session = { ...session, turn }
    const effects = react(session, next, event)
    return { session: next, effects }
  },
  gather: (_world, _session, waiting, now, holdOver) => {
    const [first] = waiting
    if (first === undefined) throw new Error('nothing to gather')
    if (first.content.type !== 'text' || !first.content.text.startsWith('join')) {
      return { take: 1, event: waiting.length > 1 ? { ...first, followed: true } : first }
    }
    if (!holdOver && now < first.at + 1_500) return { waitUntil: first.at + 1_500 }
    const text = waiting.map(({ content }) => (content.type === 'text' ? content.text : '')).join(' ')
    return { take: waiting.length, event: { ...first, content: { type: 'text', text } } }
  },
}

function react(before: Session, session: Session, event: ChatEvent): Effect[] {
  const say = (text: string, author: 'bot' | 'staff' | 'system' = 'bot'): Effect => ({
    type: 'say',
    author,
    part: 'text',
    reply: { text },
  })
  const own = (owner: Session['owner']): Effect => {
    session.owner = owner
    session.epoch += 1
    return { type: 'own', owner, epoch: session.epoch }
  }
  if (event.type === 'timer') return [say(`timer ${event.key} at ${event.at - T0}`)]
  if (event.type === 'file') return [say(`lost ${event.media} ${event.why}`, 'system')]
  if (event.type === 'office') return [say(`office ${JSON.stringify(event.notice)}`, 'system')]
  if (event.type === 'staff') {
    const { act } = event
    if (act.act === 'take') {
      if (before.owner.startsWith('staff:')) {
        return [{ type: 'act_result', ok: false, why: 'owned', owner: before.owner }]
      }
      return [own(`staff:${act.staffId}`), { type: 'act_result', ok: true }]
    }
    if (act.act === 'typed')
      return [own(`staff:${act.staffId}`), { type: 'said', author: 'staff', reply: { text: act.text } }]
    if (act.act === 'reply') return [say(act.text, 'staff'), { type: 'act_result', ok: true }]
    return [own('bot'), { type: 'act_result', ok: true }]
  }
  const text = event.content.type === 'text' ? event.content.text : event.content.type
  if (text === 'panjang') return [say('Kalimat yang panjang sekali. '.repeat(200))]
  if (text === 'poison') throw new Error(`cannot stand ${text}`)
  if (text === 'petugas') return [say('baik'), own('queue')]
  const timer = /^timer (\w+) (\d+)$/.exec(text)
  if (timer?.[1] !== undefined) {
    return [{ type: 'set_timer', name: 'idle', key: timer[1], dueAt: event.at + Number(timer[2]) }]
  }
  if (text === 'office')
    return [{ type: 'office', id: `${session.turn}.o0`, request: { type: 'ask_position' } }, say('asked')]
  if (before.owner !== 'bot') return []
  return [say(`${session.turn}: ${text}`)]
}

export type Road = ReturnType<typeof makeRoad>

type Options = {
  engine?: Engine
  office?: (id: string, request: OfficeRequest) => Promise<void>
  send?: (message: Outgoing) => Promise<{ externalId: string }>
  channel?: Partial<Channel>
  holdOver?: boolean
  dir?: string
  maxPages?: number
  /** Never, when absent: nothing takes longer than it takes. */
  timeout?: (ms: number) => AbortSignal
  media?: Media
  /** None, when absent: nobody waits for others. */
  beatMs?: number
  /** Where the clock stands at first. */
  from?: Instant
}

export function makeRoad(options: Options = {}) {
  const file = (name: string) => (options.dir === undefined ? ':memory:' : `${options.dir}/${name}.db`)
  const maxPages = options.maxPages === undefined ? {} : { maxPages: options.maxPages }
  const chatStore = openStore(file('chats'), 'chat', maxPages)
  const accountStore = openStore(file('accounts'), 'account')
  const keyStore = openStore(file('keys'), 'keys')
  const ring = makeKeyRing(
    (['master', 'pepper', 'audit'] as const).map((name, n) => ({
      name,
      version: 1,
      bytes: new Uint8Array(32).fill(n + 1),
    })),
  )
  const vault = openVault(ring, makeKeyShelf(keyStore.db))
  const store = makeChatStore(chatStore.db)
  const clock = { now: options.from ?? T0, wakeAt: undefined as Instant | undefined }
  const sent: Outgoing[] = []
  const requests: { id: string; request: OfficeRequest }[] = []
  const log: LogEntry[] = []
  const alarms: string[] = []
  let ids = 0
  const waits: number[] = []
  const wait = async (ms: number) => {
    waits.push(ms)
    for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve))
  }
  const channel = (id: ChannelId): Channel => ({
    id,
    limits: LIMITS_FOR_TESTS,
    unsure: { do: 'repeat' },
    account: () => 'test',
    check: async () => ({ set: true, missing: [], link: 'idle' }),
    send: async (message) => {
      const answer = options.send === undefined ? { externalId: message.id } : await options.send(message)
      sent.push(message)
      return answer
    },
    ...options.channel,
  })
  const deps: Deps = {
    store,
    directory: makeDirectory(accountStore.db),
    vault,
    channels: { terminal: channel('terminal'), web: channel('web') },
    office: {
      apply: async (_from, id, request) => {
        await options.office?.(id, request)
        requests.push({ id, request })
      },
    },
    engine: options.engine ?? parrot,
    world: (now) =>
      ({
        now,
        rules: { id: 'test' },
        texts: { has: () => true, format: (key: string) => key },
      }) as unknown as World,
    now: () => clock.now,
    newId: () => `c${++ids}`,
    wakeAt: (at) => {
      clock.wakeAt = at
    },
    timeout: options.timeout ?? (() => new AbortController().signal),
    pacing: makePacing(accountStore.db),
    ...(options.media === undefined ? {} : { media: options.media }),
    alarm: (channel, what) => alarms.push(`${channel} ${what}`),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    ...(options.beatMs === undefined ? {} : { beat: { ms: options.beatMs, wait } }),
    holdOver: options.holdOver ?? false,
    log: {
      info: (entry) => log.push(entry),
      warn: (entry) => log.push(entry),
      error: (entry) => log.push(entry),
    },
  }
  const pipeline = makePipeline(deps, () => [])
  pipeline.start()
  let externalIds = 0
  const message = (who: string, content: Content | string, externalId?: string): Incoming => ({
    type: 'message',
    channel: 'terminal',
    account: 'test',
    address: who,
    externalId: externalId ?? `m${++externalIds}`,
    at: clock.now,
    content: typeof content === 'string' ? { type: 'text', text: content } : content,
  })
  return {
    deps,
    pipeline,
    clock,
    sent,
    requests,
    alarms,
    waits,
    log,
    message,
    line: { channel: 'terminal' as const, account: 'test' },
    chatOf: (who: string) => pipeline.chats.find({ channel: 'terminal', account: 'test', address: who }),
    /** What `who` writes, all of it at once; resolves when the road is quiet. */
    write: async (who: string, ...contents: (Content | string)[]) => {
      await pipeline.chats.receive(contents.map((content) => message(who, content)))
      await pipeline.idle()
    },
    texts: (who?: string) =>
      sent.filter(({ address }) => who === undefined || address === who).map(({ text }) => text),
    /** Moves the clock to each time something is due, up to `ms` from now. */
    advance: async (ms: number, one = pipeline) => {
      const until = clock.now + ms
      for (let at = one.nextAt(); at !== undefined && at <= until; at = one.nextAt()) {
        clock.now = Math.max(clock.now, at)
        one.wake()
        await one.idle()
      }
      clock.now = until
    },
    close: async () => {
      await pipeline.stop()
      for (const one of [chatStore, accountStore, keyStore]) one.close()
    },
    checkpoint: () => {
      for (const one of [chatStore, accountStore, keyStore]) one.checkpoint()
    },
    chatDb: chatStore.db,
    chatFile: file('chats'),
    keysDb: keyStore.db,
    /** Another pipeline on the same store and vault, as after a restart; stop the first one before. */
    again: () => makePipeline(deps, () => []),
    /** Each journal line of a chat, opened, as JSON. */
    bodies: (chatId: string) =>
      store.journal
        .read(chatId, 0, 1_000)
        .map(({ line }) =>
          vault.open(`chat:${chatId}`, ['journal', 'body_sealed', `${chatId}:${line.seq}`], line.bodySealed),
        ),
  }
}

/** Roads and folders of one test file: made by the test, closed and removed after it. */
export function roadsOfTest() {
  const roads: Road[] = []
  const dirs: string[] = []
  afterEach(async () => {
    for (const road of roads.splice(0)) await road.close()
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
  })
  const open = (...options: Parameters<typeof makeRoad>) => {
    const road = makeRoad(...options)
    roads.push(road)
    return road
  }
  const newDir = () => {
    const dir = mkdtempSync(join(tmpdir(), 'road-'))
    dirs.push(dir)
    return dir
  }
  return { open, newDir }
}
