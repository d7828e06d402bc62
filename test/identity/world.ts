/** @module The whole service in memory with a clock that stands still: residents who write, forms that are filled at the page, officers at the counter, a list of people who cannot exist. */

import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { app } from '../../src/app.ts'
import type { Channel } from '../../src/channels/channel.ts'
import { readConfig } from '../../src/config.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { build, type Service } from '../../src/main.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { fakeAccess } from '../support/console-world.ts'
import { learn, MODELS } from '../support/learned.ts'

export const ORIGIN = 'https://sigap.example'
/** Monday 30 November 2026, 09.00 in Jakarta. */
export const AT = Date.UTC(2026, 10, 30, 2)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export type Answered = { status: number; location: string | null; headers: Headers; body: string }

export type Clock = { now: number }

/** A channel that only notes what leaves; of WhatsApp the address is the number. */
function listening(id: ChannelId, said: Outgoing[]): Channel {
  return {
    id,
    limits: {
      maxTextChars: 4_000,
      maxButtons: 0,
      maxButtonChars: 20,
      maxListRows: 0,
      maxMediaBytes: 1,
    } as never,
    unsure: { do: 'repeat' },
    account: () => id,
    phoneOf: (address) => (id === 'whatsapp_cloud' ? `+${address}` : undefined),
    send: async (message) => {
      said.push(message)
      return { externalId: message.id }
    },
    check: async () => ({ set: true, missing: [], link: 'idle' }),
  }
}

export async function identityWorld(clock: Clock = { now: AT }, overrides: Overrides = {}, dataDir?: string) {
  if (dataDir !== undefined) shareModel(dataDir)
  const said: Outgoing[] = []
  const settings = {
    MODE: 'demo',
    LOG_LEVEL: 'silent',
    PUBLIC_URL: ORIGIN,
    ...(dataDir ? { DATA_DIR: dataDir } : {}),
  }
  const service = await build(readConfig(settings), {
    inMemory: dataDir === undefined,
    now: () => clock.now,
    wakeAt: () => {},
    holdOver: true,
    access: fakeAccess([]),
    ownChannelsAlone: true,
    channels: {
      terminal: listening('terminal', said),
      whatsapp_cloud: listening('whatsapp_cloud', said),
    },
    ...overrides,
  })
  service.start()
  return { ...roads(service, clock, said), service, said, clock }
}

function shareModel(dataDir: string): void {
  learn()
  if (!existsSync(join(dataDir, 'models'))) symlinkSync(MODELS, join(dataDir, 'models'))
}

export type IdentityWorld = Awaited<ReturnType<typeof identityWorld>>

/** Over all worlds of a file: a service that was started again knows what it has heard. */
let sent = 0

function roads(service: Service, clock: Clock, said: Outgoing[]) {
  const pass = async (ms: number) => {
    const until = clock.now + ms
    for (;;) {
      const at = service.nextAt()
      if (at === undefined || at > until) break
      clock.now = Math.max(clock.now, at)
      service.wake()
      await service.quiet()
    }
    clock.now = until
  }
  /** Everything a chat is told because of `text`. */
  const write = async (who: Who, text: string): Promise<Outgoing[]> => {
    const before = said.length
    const line = lineOf(who)
    const externalId = `m${++sent}`
    await service.chats.receive([
      { type: 'message', ...line, externalId, at: clock.now, content: { type: 'text', text } },
    ])
    await service.quiet()
    return said.slice(before).filter(({ address }) => address === line.address)
  }
  /** `from`: the address that the web server in front names. */
  const request = async (path: string, fields?: Record<string, string>, from?: string): Promise<Answered> => {
    const headers: Record<string, string> = { origin: ORIGIN }
    if (from !== undefined) headers['x-forwarded-for'] = from
    const init =
      fields === undefined ? { headers } : { method: 'POST', body: new URLSearchParams(fields), headers }
    const bindings = from === undefined ? service.web : { ...service.web, peer: '127.0.0.1' }
    const response = await app.request(`${ORIGIN}${path}`, init, bindings)
    const location = response.headers.get('location')
    return { status: response.status, location, headers: response.headers, body: await response.text() }
  }
  const link = async (who: Who): Promise<string> => {
    await write(who, 'apakah saya terdaftar di sigap?')
    const told = await write(who, 'cek di daftar')
    const url = told.find((one) => one.link !== undefined)?.link?.url ?? ''
    return url.replace(ORIGIN, '')
  }
  return {
    pass,
    write,
    request,
    /** Asks for a link in the chat; gives its path. */
    link,
    /** The whole way: link, form, the ticks until the answer; gives what the chat was told. */
    ask: async (who: Who, nik: string, kk: string): Promise<string[]> => {
      const path = await link(who)
      const before = said.length
      await request(path, { nik, kk })
      await pass(15_000)
      return said
        .slice(before)
        .filter(({ address }) => address === lineOf(who).address)
        .map(({ text }) => text)
    },
    /** The officer saw the card; the resident sends the code. */
    bindAtCounter: async (who: Who, nik: string) => {
      const issued = await service.web.console.identity.issueCode(`kode-${++sent}`, nik, 'ani')
      return (await write(who, issued?.code ?? '')).map(({ text }) => text)
    },
    chatOf: async (who: Who) => (await service.chats.find(lineOf(who))) ?? '',
  }
}

/** A name at the terminal, or a number of WhatsApp. */
export type Who = string

export function lineOf(who: Who) {
  const channel: ChannelId = /^\d+$/.test(who) ? 'whatsapp_cloud' : 'terminal'
  return { channel, account: channel, address: who }
}

/** People who cannot exist: serial 0000. The day of birth counts up with `n`. */
export function nikOf(n: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `32750${(n % 9) + 1}${two((n % 28) + 1)}${two((Math.floor(n / 28) % 12) + 1)}${two(Math.floor(n / 336) % 100)}0000`
}
export const kkOf = (n: number): string => nikOf(n + 3_000)
