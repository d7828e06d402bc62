/** @module A city that does not exist: a month of fictional residents and staff in the real service, for the pictures in docs/. */

import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import type { Content } from '../../src/core/chat.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import { filed } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const DAYS = 34
const ACCOUNT = 'contoh'
const CHANNELS = ['whatsapp_cloud', 'telegram', 'web'] as const
type Line = (typeof CHANNELS)[number]

export type City = {
  world: ConsoleWorld
  /** Somebody writes on a channel; resolves to the chat once all is answered. */
  writes(channel: Line, address: string, ...contents: (string | Content)[]): Promise<string>
}

/** A platform that takes everything. */
const platform = (id: ChannelId, name: string, now: () => number): Channel => ({
  ...webChannel(),
  id,
  account: () => ACCOUNT,
  check: async () => {
    const times = {
      connectedSince: now() - 9 * DAY,
      lastReceivedAt: now() - MINUTE,
      lastSentAt: now() - MINUTE,
    }
    return { set: true, missing: [], link: 'connected', name, ...times }
  },
})

/** A pilot's number that waits for its telephone. */
const unpaired: Channel = {
  ...webChannel(),
  id: 'whatsapp_web',
  check: async () => ({
    set: true,
    missing: [],
    link: 'down',
    why: 'not_paired',
    show: '2@contoh-kode-fiktif,bukan-untuk-dipasangkan,hanya-gambar-di-dokumentasi==',
  }),
}

export async function openCity(): Promise<City> {
  let now = () => 0
  const world = await consoleWorld({
    channels: {
      telegram: platform('telegram', '@contoh_sigap_bot', () => now()),
      whatsapp_cloud: platform('whatsapp_cloud', '+62 800 0000 0000', () => now()),
      whatsapp_web: unpaired,
    },
  })
  now = world.now
  let ids = 0
  const writes: City['writes'] = async (channel, address, ...contents) => {
    const line = { channel, account: channel === 'web' ? 'web' : ACCOUNT, address } as const
    for (const one of contents) {
      const content = typeof one === 'string' ? ({ type: 'text', text: one } as const) : one
      const externalId = `c${++ids}`
      await world.service.chats.receive([{ type: 'message', ...line, externalId, at: world.now(), content }])
      // A text may be the first of several: the answer waits a moment for more.
      await world.pass(2_000)
    }
    const chatId = await world.service.chats.find(line)
    if (chatId === undefined) throw new Error('nobody has written')
    return chatId
  }
  const city = { world, writes }
  for (let day = 0; day < DAYS; day += 1) {
    const opened = world.now()
    await aDay(city, day)
    // Half past nine again, however long the day was.
    await world.pass(opened + DAY - world.now())
  }
  return city
}

const ASKED = [
  ['halo', 'apa itu sigap'],
  ['syaratnya apa aja ya'],
  ['berapa iurannya kalau bayar sendiri'],
  ['nomor telepon bpjs ketenagakerjaan'],
  ['desil itu apa'],
]
const PLACES = ['3275011002', '3275021001', '3275031001', '3275041001']
const STAFF = ['Ani', 'Budi'] as const

/** More on working days; every third resident wants a person, who answers within minutes. */
async function aDay({ world, writes }: City, day: number): Promise<void> {
  const people = day % 7 === 3 || day % 7 === 4 ? 2 : 4 + ((day * 5) % 6)
  for (let n = 0; n < people; n += 1) {
    const channel = CHANNELS[(day + n * n) % (n % 2 === 0 ? 1 : 3)] ?? 'web'
    const address = `contoh-${day}-${n}`
    const chatId = await writes(channel, address, ...(ASKED[(day + n) % ASKED.length] ?? []))
    if ((day + n) % 3 === 0) {
      const staff = world.as('agent', STAFF[n % 2])
      await writes(channel, address, 'mau bicara petugas', 'soal kartu peserta saya')
      await world.pass((2 + ((day + n) % 9)) * MINUTE)
      await staff.post(`/console/chat/${chatId}/ambil`)
      await world.pass((1 + (n % 3)) * MINUTE)
      await staff.post(`/console/chat/${chatId}/balas`, { text: 'Selamat pagi, saya bantu.', seen: '99' })
      await staff.post(`/console/chat/${chatId}/kembalikan`, { ke: 'close', tanya: '1' })
      await writes(channel, address, n % 4 === 3 ? 'belum' : 'ya, terbantu')
    }
  }
  if (day % 3 === 0) {
    const place = { words: 'depan pasar contoh', code: PLACES[day % PLACES.length] ?? '' }
    const kind = day % 9 === 6 ? 'complaint' : 'accident'
    const told =
      kind === 'accident'
        ? { who: 'spouse', name: `Warga Contoh ${day}`, where: 'traffic', place, story: 'Motor tergelincir.' }
        : { about: 'chat', story: 'Jawabannya lama (contoh).' }
    const number = await filed(world, `kasus-${day}`, { kind, fields: told })
    // What is older than ten days has come to its end.
    if (day < DAYS - 10)
      await world.service.office.changeCase(`tutup-${number}`, number, 'closed', undefined, 'Ani')
  }
}
