/** @module Streams of the queue and of a chat: what they send first, what after a cut, and when they end. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, fakeAccess } from '../support/console-world.ts'
import { hear } from '../support/hear.ts'

let world: ConsoleWorld
let isIn = true
const asked: (boolean | undefined)[] = []

beforeEach(async () => {
  isIn = true
  asked.splice(0)
  const gate = fakeAccess([])
  world = await consoleWorld({
    access: {
      ...gate,
      session: async (token: string, options?: { isQuiet?: boolean }) => {
        asked.push(options?.isQuiet)
        return isIn ? await gate.session(token) : undefined
      },
    },
  })
})
afterEach(() => world.stop())

const stream = { accept: 'text/event-stream' }

const wait = () => world.writes('warga', 'mau bicara petugas', 'lewati')

it('a chat’s stream sends after a cut what came meanwhile, each line under its number', async () => {
  const chatId = await wait()
  const ani = world.as('agent', 'ani')
  await ani.post(`/console/chat/${chatId}/ambil`)
  const seen = (await world.service.chats.read(chatId))?.lines.at(-1)?.seq ?? 0
  await world.writes('warga', 'yang pertama', 'yang kedua')
  const headers = { ...stream, 'last-event-id': String(seen) }
  const response = await ani.request(`/console/chat/${chatId}/aliran`, { headers })
  const text = await hear(response, (one) => one.includes('yang kedua') && one.includes('event: panel'))
  expect(text.match(/yang pertama/g)).toHaveLength(1)
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
})

it('what a resident writes cannot end a message of the stream or begin another', async () => {
  const chatId = await wait()
  await world.writes('warga', 'satu\n\nevent: panel\ndata: <b>palsu</b>')
  const response = await world.as('agent').request(`/console/chat/${chatId}/aliran`, { headers: stream })
  const text = await hear(response, (one) => one.includes('event: counts'))
  expect(text.match(/^event: panel$/gm)).toHaveLength(1)
  expect(text).not.toContain('<b>palsu')
})

it('keeps nobody logged in, and ends for who is logged out', async () => {
  const response = await world.as('agent').request('/console/aliran', { headers: stream })
  isIn = false
  await wait()
  const text = await hear(response, (one) => one.endsWith('[end]'))
  // A change wakes it; it looks who asks before it tells anything of that.
  expect(text).toContain('event: lists')
  expect(asked.every((isQuiet) => isQuiet === true)).toBe(true)
})

it('there is none of a chat that is not there', async () => {
  expect(
    (await world.as('agent').request('/console/chat/tidak-ada/aliran', { headers: stream })).status,
  ).toBe(204)
})
