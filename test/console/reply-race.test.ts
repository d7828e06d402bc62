/** @module A reply and a message of the resident at the same moment: before the real service, in either order. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'

let world: ConsoleWorld
let ani: Desk
beforeEach(async () => {
  world = await consoleWorld()
  ani = world.as('agent', 'ani')
})
afterEach(() => world.stop())

const linesOf = async (chatId: string) => (await world.service.chats.read(chatId))?.lines ?? []
const said = async (chatId: string) => (await linesOf(chatId)).map(({ text }) => text)
const seen = async (chatId: string) =>
  String((await linesOf(chatId)).findLast(({ from }) => from === 'resident')?.seq ?? 0)
const taken = async () => {
  const chatId = await world.writes('warga', 'mau bicara petugas', 'lewati')
  await ani.post(`/console/chat/${chatId}/ambil`)
  return chatId
}
const reply = async (chatId: string, text: string, more: Record<string, string> = {}) =>
  await ani.post(`/console/chat/${chatId}/balas`, { text, key: 'k1', seen: await seen(chatId), ...more })

describe('a reply', () => {
  it('is asked about also when the message comes between the click and the reply itself', async () => {
    const chatId = await taken()
    const { act } = world.service.chats
    const chats = world.service.web.console?.chats
    if (chats === undefined) throw new Error('no console')
    const line = { channel: 'web', account: 'web', address: 'warga' } as const
    const late = { type: 'message', ...line, externalId: 'late', at: world.now() } as const
    chats.act = async (...given) => {
      chats.act = act
      // Not waited for: it is kept in the same breath in which the reply is.
      void world.service.chats.receive([{ ...late, content: { type: 'text', text: 'tunggu, sudah beres' } }])
      return await act(...given)
    }
    const refused = await reply(chatId, 'Besok saja')
    expect(refused.status).toBe(409)
    expect(await said(chatId)).not.toContain('Besok saja')
    expect((await reply(chatId, 'Besok saja')).status).toBe(303)
    expect((await reply(chatId, 'Besok saja', { seen: '1' })).status).toBe(303)
    expect((await said(chatId)).filter((text) => text === 'Besok saja')).toHaveLength(1)
  })

  it('never follows a line it has not seen, whichever of the two is quicker', async () => {
    const chatId = await taken()
    for (let n = 0; n < 20; n += 1) {
      const before = Number(await seen(chatId))
      const [{ status }] = await Promise.all([
        reply(chatId, `balasan ${n}`, { key: `r${n}`, seen: String(before) }),
        Promise.resolve().then(() => (n % 2 === 0 ? world.writes('warga', `kabar ${n}`) : undefined)),
      ])
      const lines = await linesOf(chatId)
      const own = lines.find(({ text }) => text === `balasan ${n}`)
      const unseen = lines.filter(({ from, seq }) => from === 'resident' && seq > before)
      if (status === 303) expect(unseen.every(({ seq }) => seq > (own?.seq ?? 0))).toBe(true)
      else expect(own).toBeUndefined()
    }
  })
})
