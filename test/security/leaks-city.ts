/** @module The wired service with four people and staff between them, for the property of leaks: each step is taken at the front door, and what is seen is noted. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel } from '../../src/channels/channel.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import type { Observer } from '../../src/core/observer.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import { sha256 } from '../../src/pages/assets.ts'
import { filedFor } from '../console/cases-world.ts'
import { LIMITS_FOR_TESTS } from '../pipeline/road.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { visitor } from '../support/web-world.ts'
import { PEOPLE, type Person, type Plant, SAYINGS, type Step, secretsOf } from './leaks-people.ts'

/** What was told to whom; and what is shown to nobody in particular, by what it is. */
export type Heard = {
  to: Map<Person, string[]>
  open: Record<'log' | 'metrics' | 'faults' | 'file names', string[]>
  files: Map<string, Buffer>
}

export const nothingHeard = (): Heard => ({
  to: new Map(PEOPLE.map((one) => [one, []])),
  open: { log: [], metrics: [], faults: [], 'file names': [] },
  files: new Map(),
})

type Metrics = Awaited<ReturnType<typeof metricsOfAll>>

/** One registry for all runs: its counters only grow, and each run looks at them. */
export async function metricsOfAll() {
  const { observer, app } = await makeMetrics()
  let now: ConsoleWorld | undefined
  const shown = app(() => {
    if (now === undefined) throw new Error('nobody is measured')
    return now.service.gauges()
  })
  return {
    observer,
    read: async (world: ConsoleWorld) => {
      now = world
      return await (await shown.request('/metrics')).text()
    },
  }
}

/** As it counts, or with a name where the channel stands. */
function observerOf({ observer }: Metrics, plant: Plant | undefined): Observer {
  if (plant !== 'metric') return observer
  return {
    ...observer,
    heard: (_channel, chatId, byBot) => observer.heard?.(PEOPLE[0]?.name as ChannelId, chatId, byBot),
  }
}

type Opening = { heard: Heard; dataDir: string; metrics: Metrics; plant: Plant | undefined }

export async function openCity({ heard, dataDir, metrics, plant }: Opening) {
  /** By the address they write from now. */
  const addresses = new Map(PEOPLE.map((one) => [one, `alamat-${one.name.length}-${PEOPLE.indexOf(one)}`]))
  const ownerOf = new Map([...addresses].map(([one, address]) => [address, one]))
  const terminal: Channel = {
    id: 'terminal',
    limits: LIMITS_FOR_TESTS,
    unsure: { do: 'repeat' },
    account: () => 'test',
    check: async () => ({ set: true, missing: [], link: 'idle' }),
    send: async (message) => {
      const person = ownerOf.get(message.address)
      if (person === undefined) throw new Error('a message to nobody')
      const reached = plant === 'wrong_address' ? neighbourOf(person) : person
      heard.to.get(reached)?.push(JSON.stringify(message))
      return { externalId: message.id }
    },
  }
  const note = (entry: unknown) => void heard.open.log.push(JSON.stringify(entry))
  const log = { info: note, warn: note, error: note }
  const observer = observerOf(metrics, plant)
  const world = await consoleWorld(
    { inMemory: false, channels: { terminal }, log, observer },
    { DATA_DIR: dataDir },
  )
  const browsers = new Map(PEOPLE.map((one) => [one, visitor(world.service.web)]))
  const browserOf = (one: Person) => browsers.get(one) ?? visitor(world.service.web)
  let ids = 0
  const lineOf = async (one: Person) =>
    one.isWeb
      ? ({
          channel: 'web',
          account: 'web',
          address: await sha256(`visitor|${browserOf(one).jar.get('tamu')}`),
        } as const)
      : ({ channel: 'terminal', account: 'test', address: addresses.get(one) ?? '' } as const)
  const chatOf = async (one: Person) => (await world.service.chats.find(await lineOf(one))) ?? ''
  const tell = (one: Person, text: string) => heard.to.get(one)?.push(text)
  const say = async (one: Person, text: string) => {
    ids += 1
    if (one.isWeb) {
      const answer = await browserOf(one).postJson({ key: `kunci-${String(ids).padStart(4, '0')}`, text })
      tell(one, `${answer.status} ${await answer.text()}`)
    } else {
      const content = { type: 'text', text } as const
      const line = await lineOf(one)
      await world.service.chats.receive([
        { type: 'message', ...line, externalId: `m${ids}`, at: world.now(), content },
      ])
    }
    await world.service.quiet()
  }
  const look = async (one: Person) => {
    if (!one.isWeb) return
    for (const path of ['/', '/?semua=1', '/tentang', '/ringkasan/SGP-1000-0009', `/berkas/${ids}`]) {
      const answer = await browserOf(plant === 'wrong_browser' ? neighbourOf(one) : one).request(path)
      tell(one, `${[...answer.headers].join()} ${await answer.text()}`)
    }
  }
  return {
    world,
    say,
    look,
    take: (one: Step) =>
      takeStep(
        { world, heard, dataDir, metrics, plant, say, look, chatOf, browserOf, tell, addresses, ownerOf },
        one,
      ),
  }
}

/** The next one who comes by the same channel. */
const neighbourOf = (one: Person): Person =>
  PEOPLE.find(({ name, isWeb }) => isWeb === one.isWeb && name !== one.name) ?? one

type City = Opening & {
  world: ConsoleWorld
  say(one: Person, text: string): Promise<void>
  look(one: Person): Promise<void>
  chatOf(one: Person): Promise<string>
  browserOf(one: Person): ReturnType<typeof visitor>
  tell(one: Person, text: string): void
  addresses: Map<Person, string>
  ownerOf: Map<string, Person>
}

async function takeStep(city: City, one: Step): Promise<void> {
  const { world } = city
  const person = PEOPLE[one.who] as Person
  if (one.do === 'say') return await city.say(person, SAYINGS[one.what]?.(person) ?? '')
  if (one.do === 'look') return await city.look(person)
  const chatId = await city.chatOf(person)
  const act = async (what: object) => {
    await world.service.chats.act(chatId, crypto.randomUUID(), { staffId: 'ani', ...what } as never)
    await world.service.quiet()
  }
  if (one.do === 'take') await act({ act: 'take' })
  if (one.do === 'reply')
    await act({ act: 'reply', text: `Baik ${person.name}, nomor ${person.phone} kami catat.` })
  if (one.do === 'note') await act({ act: 'note', text: `${person.name} ${person.story}` })
  if (one.do === 'back') await act({ act: 'hand_back', to: 'menu' })
  if (one.do === 'file') {
    const fields = { name: person.name, story: person.story, phone: person.phone, consent: true }
    await filedFor(world, { chatId, channel: person.isWeb ? 'web' : 'terminal' }, { fields })
  }
  if (one.do === 'export') {
    await world.as('supervisor').text('/console/laporan/unduh')
    await world.as('supervisor').post('/console/cari', { q: 'a' })
  }
  if (one.do === 'switch') await changeIdentity(city, person)
  if (one.do === 'photo') await sendPhoto(city, person)
  if (one.do === 'fail') await fail(city)
  if (one.do === 'measure') city.heard.open.metrics.push(await city.metrics.read(world))
}

/** An error whose words hold the secrets of all: what whoever is there is then told. */
async function fail({ world, heard, plant }: City): Promise<void> {
  const words = PEOPLE.flatMap(secretsOf).join()
  const fault = new Error(words)
  const reject = () => Promise.reject(fault)
  const chats = { ...world.service.web.chats, find: reject, receive: reject }
  const stranger = visitor({ ...world.service.web, chats })
  stranger.jar.set('tamu', 'c'.repeat(64))
  for (const answer of [
    await stranger.request('/'),
    await stranger.postJson({ key: 'kunci-0000', text: 'halo' }),
    await stranger.request('/f/tidak-ada'),
  ])
    heard.open.faults.push(`${[...answer.headers].join()} ${await answer.text()}`)
  if (plant === 'fault') heard.open.faults.push(String(fault))
  if (plant === 'log') world.service.log.error({ event: 'planted', code: words })
}

/** Smallest picture there is, under a name that says all. */
const PHOTO = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
    'base64',
  ),
)

async function sendPhoto({ world, browserOf, tell, dataDir, plant }: City, person: Person): Promise<void> {
  if (!person.isWeb) return
  const name = `${person.name} ${person.phone} ${person.nik}.png`
  const body = new FormData()
  body.set('key', `kunci-${crypto.randomUUID()}`)
  body.set('text', person.story)
  body.set('photo', new File([PHOTO], name, { type: 'image/png' }))
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await browserOf(person).request('/pesan', { method: 'POST', body, headers })
  await world.service.quiet()
  tell(person, `${answer.status} ${await answer.text()}`)
  if (plant === 'file_name') writeFileSync(join(dataDir, 'media', name), '')
  if (plant === 'file') writeFileSync(join(dataDir, 'media', 'x'), name)
}

/** A new number beside the old one, which the platform says is the same person; on the web, somebody else at a fresh browser. */
async function changeIdentity(city: City, person: Person): Promise<void> {
  if (person.isWeb) {
    const fresh = visitor(city.world.service.web)
    await fresh.text('/')
    for (const path of ['/', '/stream']) {
      const text = await fresh.text(path)
      const known = PEOPLE.flatMap(secretsOf).find((secret) => text.includes(secret))
      if (known !== undefined) throw new Error(`a stranger was shown ${known}`)
    }
    return
  }
  const before = city.addresses.get(person) ?? ''
  const address = `${before}x`
  city.ownerOf.set(address, person)
  city.addresses.set(person, address)
  const content = { type: 'text', text: 'halo' } as const
  const line = { channel: 'terminal', account: 'test', address } as const
  await city.world.service.chats.receive([
    {
      type: 'message',
      ...line,
      aliases: [before],
      externalId: `${address}.1`,
      at: city.world.now(),
      content,
    },
  ])
  await city.world.service.quiet()
}
