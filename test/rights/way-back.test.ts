/** @module The way back into a locked chat: number and code bring a report home, a code of the counter and the secure form bind again; nobody else gets any of it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, type IdentityWorld, identityWorld, kkOf, lineOf, nikOf } from '../identity/world.ts'
import { listPeople } from '../support/people-list.ts'

const WHO = '628120000001'
let world: IdentityWorld
let number = ''
let code = ''
let news = 0

beforeEach(async () => {
  world = await identityWorld()
  const told: string[] = []
  for (const text of ['pengaduan', 'bot', 'warung ditutup', 'lewati', 'lewati', 'ya', 'ya'])
    told.push(...(await world.write(WHO, text)).map((one) => one.text))
  number = /SGP-\d{4}-\d{4}/.exec(told.join('\n'))?.[0] ?? ''
  code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(told.join('\n'))?.[0] ?? ''
  expect([number, code]).not.toContain('')
})
afterEach(() => world.service.stop())

const reinstalled = async () => {
  const fact = { type: 'line', fact: 'identity_changed', externalId: `baru-${++news}` } as const
  await world.service.chats.receive([{ ...lineOf(WHO), ...fact, at: world.clock.now }])
  await world.service.quiet()
}
const saidTo = async (who: string, ...texts: string[]): Promise<string> => {
  const told: string[] = []
  for (const text of texts) told.push(...(await world.write(who, text)).map((one) => one.text))
  return told.join('\n')
}
const step = async (state: 'checked' | 'forwarded', key = state) => {
  const before = world.said.length
  await world.service.office.changeCase(key, number, state, undefined, 'ani')
  await world.service.quiet()
  return world.said.slice(before).map(({ address, text }) => `${address}: ${text}`)
}

describe.each([
  ['WhatsApp was installed again', reinstalled],
  ['nobody wrote for 181 days', () => world.pass(181 * DAY)],
])('when %s', (_label, happens) => {
  it('the first words say how to come back, and show nothing', async () => {
    await happens()
    const said = await saidTo(WHO, 'halo')
    expect(said).toContain('Ketik "status", lalu isi nomor laporan dan kode ceknya')
    expect(said).not.toContain(number)
  })

  it('number and code bring the report home: its state, its news and the plain word "status"', async () => {
    await happens()
    expect(await saidTo(WHO, 'status', number, code)).toContain(
      `Mulai sekarang laporan ${number} tercatat lagi di percakapan ini`,
    )
    expect(await saidTo(WHO, 'cukup', 'status')).toContain(number)
    expect((await step('checked')).join('\n')).toMatch(new RegExp(`^${WHO}: .*${number}`))
  })

  it('without the code it stays locked, and its news wait', async () => {
    await happens()
    expect(await saidTo(WHO, 'status', number, '0000-0000-0000-0000')).not.toContain('tercatat lagi')
    expect(await step('checked')).toEqual([])
  })

  it('a code of the counter binds the new chat', async () => {
    await world.bindAtCounter(WHO, nikOf(2))
    await happens()
    const chatId = await world.chatOf(WHO)
    expect(await world.service.office.bindings(chatId)).toEqual([])
    await world.bindAtCounter(WHO, nikOf(2))
    const [bound] = await world.service.office.bindings(await world.chatOf(WHO))
    expect(bound).toMatchObject({ how: 'counter', mask: '3275••••••••0000' })
  })

  it('the secure form binds it by the number that is in the list', async () => {
    await listPeople(world.service, [{ nik: nikOf(2), kk: kkOf(2), phone: `+${WHO}` }])
    await happens()
    await world.write(WHO, 'halo')
    await world.pass(2 * DAY)
    expect((await world.ask(WHO, nikOf(2), kkOf(2))).at(-1)).toContain('Anda terdaftar di SIGAP')
    const [bound] = await world.service.office.bindings(await world.chatOf(WHO))
    expect(bound?.how).toBe('phone')
  })
})

it('locks and opens again as often as the app is installed again', async () => {
  for (const turn of [1, 2]) {
    await reinstalled()
    expect(await saidTo(WHO, 'status', number, code)).toContain('tercatat lagi')
    expect((await step(turn === 1 ? 'checked' : 'forwarded')).join('\n')).toContain(number)
  }
})

it('takes nothing from whoever still has their chat: a helper with the code sees the state alone', async () => {
  expect(await saidTo('tetangga', 'status', number, code)).toContain('diterima')
  expect((await step('checked')).join('\n')).toMatch(new RegExp(`^${WHO}: `))
})

it('is seen by staff, who reach the person where they are now', async () => {
  await reinstalled()
  await saidTo(WHO, 'status', number, code)
  const file = await world.service.web.console.cases.open(number)
  expect(file?.history.at(-1)).toMatchObject({ what: 'reopened', by: 'chat' })
  expect(file?.reachedAt).toBe(await world.chatOf(WHO))
  expect(file?.reachedAt).not.toBe(file?.chatId)
})
