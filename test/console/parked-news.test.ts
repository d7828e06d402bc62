/** @module News of a case on a line whose 24 hours are over: it waits where staff can see it, and is told once. */

import { afterEach, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { limits } from '../../src/channels/whatsapp-cloud/limits.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filedFor, pathOf, peopleOf, step } from './cases-world.ts'

const HOUR = 60 * 60_000
let world: ConsoleWorld
const { ani } = peopleOf(() => world)
afterEach(() => world.stop())

const line = { channel: 'whatsapp_cloud', account: '1', address: '6281200000001' } as const
const sent: string[] = []
const cloud = (knocks: boolean): Channel => ({
  ...webChannel(),
  id: 'whatsapp_cloud',
  limits,
  account: () => '1',
  send: async ({ id, text }) => {
    sent.push(text)
    return { externalId: id }
  },
  ...(knocks ? { knock: { text: 'Ada kabar', template: { name: 'kabar', language: 'id' } } } : {}),
})
const hears = async (externalId: string, text: string) => {
  const content = { type: 'text', text } as const
  await world.service.chats.receive([{ type: 'message', ...line, externalId, at: world.now(), content }])
  await world.service.quiet()
  return (await world.service.chats.find(line)) ?? ''
}
const news = (number: string) =>
  sent.filter((text) => text.includes(number) && text.includes('Kami telepon besok.'))

it.each([{ knocks: false }, { knocks: true }])(
  'waits for the resident, is shown as waiting, and is told once when they write (template: $knocks)',
  async ({ knocks }) => {
    world = await consoleWorld({ channels: { whatsapp_cloud: cloud(knocks) } })
    const chatId = await hears('w1', 'halo')
    const number = await filedFor(world, { chatId, channel: 'whatsapp_cloud' })
    await world.pass(25 * HOUR)
    sent.length = 0
    await step(ani(), number, 'checked', 'Kami telepon besok.')
    await world.pass(61_000)
    expect(sent).toEqual(knocks ? ['Ada kabar'] : [])
    const page = await ani().text(pathOf(number))
    expect(page).toContain('Kabar ke warga: menunggu warga menulis lagi')
    expect(page).not.toMatch(/Kabar ke warga: (terkirim|sampai|dibaca)/)
    expect(await ani().text(`/console/chat/${chatId}`)).toMatch(
      /Kami telepon besok.*menunggu warga menulis lagi/s,
    )
    await world.pass(30 * HOUR)
    expect(news(number)).toEqual([])
    await hears('w2', 'apa kabar laporan saya')
    expect(news(number)).toHaveLength(1)
    expect(news(number)[0]).toContain('Catatan petugas: Kami telepon besok.')
    expect(await ani().text(pathOf(number))).toMatch(/Kabar ke warga: (terkirim|sampai)/)
    await hears('w3', 'terima kasih')
    await world.pass(26 * HOUR)
    await hears('w4', 'halo lagi')
    expect(news(number)).toHaveLength(1)
    expect(sent.filter((text) => text === 'Ada kabar')).toHaveLength(knocks ? 1 : 0)
  },
)

it('of two steps tells both, in their order, when the resident writes', async () => {
  world = await consoleWorld({ channels: { whatsapp_cloud: cloud(false) } })
  const chatId = await hears('w1', 'halo')
  const number = await filedFor(world, { chatId, channel: 'whatsapp_cloud' })
  await world.pass(25 * HOUR)
  sent.length = 0
  await step(ani(), number, 'checked')
  await world.pass(61_000)
  await step(ani(), number, 'forwarded')
  await world.pass(61_000)
  expect(sent).toEqual([])
  expect(
    (await ani().text(pathOf(number))).match(/Kabar ke warga: menunggu warga menulis lagi/g),
  ).toHaveLength(2)
  await hears('w2', 'halo')
  const told = sent.filter((text) => text.includes(number))
  expect(told).toHaveLength(2)
  expect(told[0]).toContain('diperiksa')
  expect(told[1]).toContain('diteruskan')
})
