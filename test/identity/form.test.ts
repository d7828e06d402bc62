/** @module From the question in the chat to the answer in the chat, by the page behind a one-time link. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { listPeople } from '../support/people-list.ts'
import { AT, DAY, type IdentityWorld, identityWorld, kkOf, MINUTE, nikOf } from './world.ts'

const ANI = '6281200000001'
const COUNTER = messages['identity.answer.counter']
const listed = (key: 'registered' | 'not_yet') =>
  messages[`identity.answer.${key}`].replace('{listed}', '30 November 2026')

let world: IdentityWorld

beforeEach(async () => {
  world = await identityWorld()
  await listPeople(world.service, [
    { nik: nikOf(1), kk: kkOf(1), phone: `+${ANI}` },
    { nik: nikOf(2), kk: kkOf(2) },
    { nik: nikOf(3), kk: kkOf(3), to: '2026-01-31' },
    { nik: nikOf(4) },
  ])
})
afterEach(() => world.service.stop())

describe('the link', () => {
  it('opens a small page that works without script, and is not used up by being looked at', async () => {
    const path = await world.link('budi')
    for (const page of [await world.request(path), await world.request(path)]) {
      expect(page.status).toBe(200)
      expect(page.body).toContain(messages['web.form.heading'])
      expect(page.body).not.toContain('<script')
      expect(page.body.length).toBeLessThan(8_000)
    }
  })

  it('keeps its key to itself: nothing stored, no referrer, no cache, no number in page or address', async () => {
    const path = await world.link('budi')
    const { headers } = await world.request(path)
    expect(headers.get('referrer-policy')).toBe('strict-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    const wrong = await world.request(path, { nik: '327501', kk: kkOf(1) })
    expect(wrong.status).toBe(400)
    expect(wrong.body).not.toContain(kkOf(1))
    const sent = await world.request(path, { nik: nikOf(1), kk: kkOf(1) })
    expect(sent.location).toBe('/f/diterima')
  })

  it('works once', async () => {
    const path = await world.link('budi')
    await world.request(path, { nik: nikOf(1), kk: kkOf(1) })
    const again = await world.request(path, { nik: nikOf(2), kk: kkOf(2) })
    expect(again.body).toContain(messages['web.form.over.title'])
    await world.pass(MINUTE)
    expect(world.said.filter(({ text }) => text === COUNTER)).toHaveLength(1)
  })

  it('is over after fifteen minutes; used, old and invented links get the same page to the byte', async () => {
    const [used, old] = [await world.link('budi'), await world.link('citra')]
    await world.request(used, { nik: nikOf(1), kk: kkOf(1) })
    await world.pass(15 * MINUTE)
    const never = `/f/${'A'.repeat(43)}`
    const pages = await Promise.all([used, old, never].map((path) => world.request(path)))
    expect(new Set(pages.map(({ body, status }) => `${status} ${body}`)).size).toBe(1)
    expect(pages[0]?.body).toContain(messages['web.form.over.text'])
  })

  it('takes numbers with spaces, as people write them', async () => {
    await world.bindAtCounter('budi', nikOf(2))
    const spaced = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1 ')
    expect(await world.ask('budi', spaced(nikOf(2)), spaced(kkOf(2)))).toEqual([listed('registered')])
  })

  it('is not given twenty-one times a day', async () => {
    for (let n = 0; n < 20; n += 1) expect(await world.link('budi')).toMatch(/^\/f\//)
    expect(await world.link('budi')).toBe('')
    expect(world.said.at(-1)?.text).toBe(messages['registered.refused'])
  })
})

describe('the answer', () => {
  it('goes to the chat whose number the list has, with NIK and KK right, and binds it', async () => {
    expect(await world.ask(ANI, nikOf(1), kkOf(1))).toEqual([listed('registered')])
    const [binding] = await world.service.office.bindings(await world.chatOf(ANI))
    expect(binding).toMatchObject({ how: 'phone', mask: `${nikOf(1).slice(0, 4)}••••••••0000` })
  })

  it('is the one sentence for a wrong KK, another number, an unknown NIK and a name without proof', async () => {
    expect(await world.ask(ANI, nikOf(1), kkOf(9))).toEqual([COUNTER])
    expect(await world.ask('6281200000009', nikOf(1), kkOf(1))).toEqual([COUNTER])
    expect(await world.ask('budi', nikOf(1), kkOf(1))).toEqual([COUNTER])
    expect(await world.ask('citra', nikOf(77), kkOf(77))).toEqual([COUNTER])
  })

  it('tells who was seen at the counter whether they are on the list, and nothing of anybody else', async () => {
    await world.bindAtCounter('budi', nikOf(2))
    expect(await world.ask('budi', nikOf(2), kkOf(2))).toEqual([listed('registered')])
    expect(await world.ask('budi', nikOf(1), kkOf(1))).toEqual([COUNTER])
    await world.bindAtCounter('dewi', nikOf(88))
    expect(await world.ask('dewi', nikOf(88), kkOf(88))).toEqual([listed('not_yet')])
  })

  it('asks for an officer where the cover is over or the list has no KK', async () => {
    const verify = messages['identity.answer.verify']
    await world.bindAtCounter('budi', nikOf(3))
    expect(await world.ask('budi', nikOf(3), kkOf(3))).toEqual([verify])
    await world.bindAtCounter('citra', nikOf(4))
    expect(await world.ask('citra', nikOf(4), kkOf(4))).toEqual([verify])
  })

  it('leaves at a whole tick, the second after the form was sent', async () => {
    await world.pass(1_234)
    const path = await world.link('budi')
    await world.request(path, { nik: nikOf(1), kk: kkOf(1) })
    await world.pass(5_000)
    const before = world.said.length
    await world.pass(10_000)
    const [answer] = world.said.slice(before)
    expect(answer?.text).toBe(COUNTER)
    expect(((answer?.at ?? 1) - AT) % 5_000).toBe(0)
  })
})

describe('a proof', () => {
  it('ends with a new identity behind the number, and after half a year of silence', async () => {
    await world.ask(ANI, nikOf(1), kkOf(1))
    const chatId = await world.chatOf(ANI)
    await world.service.chats.receive([
      {
        type: 'line',
        fact: 'identity_changed',
        channel: 'whatsapp_cloud',
        account: 'whatsapp_cloud',
        address: ANI,
        at: world.clock.now,
        externalId: 'neu',
      },
    ])
    await world.service.quiet()
    expect(await world.service.office.bindings(chatId)).toEqual([])
    await world.bindAtCounter('budi', nikOf(2))
    const budi = await world.chatOf('budi')
    expect(await world.service.office.bindings(budi)).toHaveLength(1)
    world.clock.now += 181 * DAY
    expect(await world.service.office.bindings(budi)).toEqual([])
    await world.write('budi', 'halo')
    world.clock.now += DAY
    expect(await world.service.office.bindings(budi)).toEqual([])
  })

  it('is forgotten on request, and its limits are not', async () => {
    await world.bindAtCounter('budi', nikOf(2))
    const chatId = await world.chatOf('budi')
    await world.pass(2 * DAY)
    for (const n of [11, 12, 13]) await world.ask('budi', nikOf(n), kkOf(n))
    expect(await world.service.office.forgetBindings(chatId)).toBe(1)
    expect(await world.service.office.bindings(chatId)).toEqual([])
    expect(await world.ask('budi', nikOf(2), kkOf(2))).toEqual([COUNTER])
  })

  it('tells the chat that had it when another chat is bound to the same person', async () => {
    await world.bindAtCounter('budi', nikOf(2))
    const before = world.said.length
    await world.bindAtCounter('citra', nikOf(2))
    await world.service.quiet()
    const told = world.said.slice(before).filter(({ address }) => address === 'budi')
    expect(told.map(({ text }) => text)).toEqual([messages['identity.news.bound_elsewhere']])
  })
})

it('the link is the resident’s alone: staff who read the chat see that it was sent, and no key', async () => {
  const path = await world.link('budi')
  const chatId = await world.chatOf('budi')
  const lines = async (forStaff: boolean) =>
    JSON.stringify((await world.service.chats.read(chatId, { forStaff }))?.lines)
  expect(await lines(false)).toContain(path)
  expect(await lines(true)).not.toContain(path)
  expect(await lines(true)).toContain('tautan ke halaman aman')
})

describe('the code of the counter', () => {
  it('is taken in whatever state the chat is, and said back nowhere', async () => {
    await world.write('budi', 'saya mau lapor kecelakaan kerja')
    const issued = await world.service.web.console.identity.issueCode('k1', nikOf(2), 'ani')
    const told = await world.write('budi', `ini kodenya ${issued?.code.toLowerCase()} ya`)
    expect(told.map(({ text }) => text)).toEqual([messages['identity.bound']])
    expect(JSON.stringify(world.said)).not.toContain(issued?.code)
    await world.write('citra', 'petugas')
    await world.write('citra', 'lewati')
    expect(await world.bindAtCounter('citra', nikOf(3))).toContain(messages['identity.bound'])
  })

  it('works once, for fifteen minutes, and not after three wrong ones', async () => {
    const no = messages['identity.not_bound']
    const issue = async (id: string) =>
      (await world.service.web.console.identity.issueCode(id, nikOf(2), 'ani'))?.code
    const first = (await issue('k1')) ?? ''
    expect((await world.write('budi', first)).map(({ text }) => text)).toContain(messages['identity.bound'])
    expect((await world.write('citra', first)).map(({ text }) => text)).toContain(no)
    const second = (await issue('k2')) ?? ''
    await world.pass(15 * MINUTE)
    expect((await world.write('dewi', second)).map(({ text }) => text)).toContain(no)
    for (const wrong of ['7F3KQ-2MX9T', '8F3KQ-2MX9T', '9F3KQ-2MX9T']) await world.write('eko', wrong)
    expect((await world.write('eko', (await issue('k3')) ?? '')).map(({ text }) => text)).toContain(no)
  })
})
