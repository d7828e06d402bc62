/** @module Several people with secrets at the wired service, in any order, with staff between them: whatever is sent to one holds nothing of another. */

import fc from 'fast-check'
import type { Channel } from '../../src/channels/channel.ts'
import { sha256 } from '../../src/pages/assets.ts'
import { filedFor } from '../console/cases-world.ts'
import { LIMITS_FOR_TESTS } from '../pipeline/road.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { visitor } from '../support/web-world.ts'

/** Words that are in no list and in no text of ours. */
const PEOPLE = ['Anikuarsa', 'Budiraksana', 'Citrapuspita', 'Dewangkara'].map((name, n) => ({
  name,
  phone: `08129999000${n}`,
  story: `terpelanting${name.toLowerCase()}`,
  nik: `997501440890000${n}`,
  /** Two come by a platform, two by the web. */
  isWeb: n % 2 === 1,
}))
type Person = (typeof PEOPLE)[number]

const secretsOf = ({ name, phone, story, nik }: Person) => [name, phone, `+62${phone.slice(1)}`, story, nik]

type Step =
  | { do: 'say'; who: number; what: number }
  | { do: 'file' | 'take' | 'reply' | 'note' | 'back' | 'switch' | 'look' | 'fail' | 'export'; who: number }

const SAYINGS: readonly ((one: Person) => string)[] = [
  () => 'mau lapor kecelakaan kerja',
  () => 'saya sendiri',
  ({ name }) => `nama saya ${name}`,
  ({ story, phone }) => `${story} di jalan, hp saya ${phone}`,
  ({ nik }) => `nik saya ${nik}`,
  () => 'ya',
  () => 'petugas',
  () => 'data saya apa saja',
  () => 'status laporan saya',
  () => 'batal',
  ({ name, phone, story }) => `${name} ${phone} ${story}`,
  () => 'menu',
]

const who = fc.nat(PEOPLE.length - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('say' as const), who, what: fc.nat(SAYINGS.length - 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('file', 'take', 'reply', 'note', 'back', 'switch', 'look', 'fail', 'export'),
      who,
    }),
  },
)

/** What was told to whom, and what was told to nobody in particular. */
type Heard = { to: Map<Person, string[]>; log: string[] }

/** @throws what fast-check says of the smallest order of steps in which somebody heard of another */
export async function nobodyHearsOfAnother(numRuns: number, maxLength: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength }), async (steps) => {
      const heard: Heard = { to: new Map(PEOPLE.map((one) => [one, []])), log: [] }
      const city = await open(heard)
      try {
        // Everybody has said everything about themselves before anything else happens.
        for (const one of PEOPLE) await city.say(one, `${one.name} ${one.phone} ${one.story} ${one.nik}`)
        for (const one of steps) await city.take(one)
        for (const one of PEOPLE) await city.look(one)
      } finally {
        await city.world.stop()
      }
      judge(heard)
    }),
    { numRuns },
  )
}

function judge({ to, log }: Heard): void {
  for (const [person, told] of to) {
    if (told.length === 0) throw new Error(`${person.name} was told nothing: the test is blind`)
    for (const other of PEOPLE)
      for (const secret of other === person ? [person.nik] : secretsOf(other)) {
        const found = told.find((text) => text.includes(secret))
        if (found !== undefined) throw new Error(`${person.name} was sent ${secret}: ${found.slice(0, 300)}`)
      }
  }
  const all = log.join('\n')
  for (const secret of PEOPLE.flatMap(secretsOf))
    if (all.includes(secret)) throw new Error(`the log holds ${secret}`)
}

async function open(heard: Heard) {
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
      heard.to.get(person)?.push(JSON.stringify(message))
      return { externalId: message.id }
    },
  }
  const note = (entry: unknown) => void heard.log.push(JSON.stringify(entry))
  const world = await consoleWorld({ channels: { terminal }, log: { info: note, warn: note, error: note } })
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
      const answer = await browserOf(one).request(path)
      tell(one, `${[...answer.headers].join()} ${await answer.text()}`)
    }
  }
  return {
    world,
    say,
    look,
    take: (one: Step) => takeStep({ world, say, look, chatOf, browserOf, tell, addresses, ownerOf }, one),
  }
}

type City = {
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
  if (one.do === 'export')
    for (const path of ['/console/laporan/unduh', '/console/cari?cari=a'])
      await world.as('supervisor').text(path)
  if (one.do === 'switch') await changeIdentity(city, person)
  if (one.do === 'fail') {
    // An error whose words hold the secrets of all.
    const words = PEOPLE.flatMap(secretsOf).join()
    const broken = { ...world.service.web.chats, find: () => Promise.reject(new Error(words)) }
    const stranger = visitor({ ...world.service.web, chats: broken })
    stranger.jar.set('tamu', 'c'.repeat(64))
    city.tell(person, await stranger.text('/'))
  }
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
