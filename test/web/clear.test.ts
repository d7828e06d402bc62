/** @module "hapus layar" on the web chat, through the whole service: the next person at the same browser begins anew, and the report is found again by number and code. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { type IdentityWorld, identityWorld } from '../identity/world.ts'
import { visitor } from '../support/web-world.ts'

let world: IdentityWorld
let keys = 0

beforeAll(async () => {
  world = await identityWorld()
  world.service.web.publicUrl = undefined
})
afterAll(() => world.service.stop())

function browser() {
  const one = visitor(world.service.web)
  const write = async (text: string) => {
    const answer = await one.post({ key: `kunci-clear-${++keys}`, text })
    await world.service.quiet()
    return answer
  }
  return { ...one, write }
}

/** Someone who has filed a complaint; gives what the page then shows. */
async function withReport() {
  const one = browser()
  for (const text of ['pengaduan', 'bot', 'warung ditutup paksa', 'lewati', 'lewati', 'ya', 'ya'])
    await one.write(text)
  const html = await one.text('/')
  const number = /SGP-\d{4}-\d{4}/.exec(html)?.[0] ?? ''
  // Behind its name: ids on the page may look alike.
  const code = /kode ceknya ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/.exec(html.replace(/<[^>]*>/g, ''))?.[1] ?? ''
  expect([number, code]).not.toContain('')
  return { ...one, number, code }
}

const clearBy = {
  'the word': (one: ReturnType<typeof browser>) => one.write('hapus layar'),
  'the word, politely': (one: ReturnType<typeof browser>) => one.write('tolong hapus layarnya dong'),
  'the button': (one: ReturnType<typeof browser>) =>
    one.request('/hapus-layar', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }),
}

describe.each(Object.entries(clearBy))('by %s', (_name, clear) => {
  it('nothing of before is on the page, in the summary, in the stream or behind the old cookie', async () => {
    const one = await withReport()
    const before = new Map(one.jar)
    const answer = await clear(one)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/layar-bersih'])
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(answer.headers.getSetCookie().at(-1)).toMatch(/^tamu=; Max-Age=0; Path=\//)
    for (const jar of [one.jar, before]) {
      one.jar.clear()
      for (const [name, value] of jar) one.jar.set(name, value)
      const html = await one.text('/')
      expect(html).toContain('id="welcome"')
      expect(html).not.toContain('warung')
      expect(html).not.toContain(one.number)
      expect((await one.request(`/ringkasan/${one.number}`)).status).toBe(404)
      expect((await one.request('/stream')).status).toBe(204)
    }
  })

  it('says how to come back, and number and code do bring the report back', async () => {
    const one = await withReport()
    await clear(one)
    const html = await one.text('/layar-bersih')
    expect(html).toContain(messages['web.cleared.back.2'])
    await one.write('status')
    await one.write(one.number)
    await one.write(one.code)
    expect(await one.text('/')).toContain(`${one.number}</b> (pengaduan): diterima`)
  })
})

it('takes nobody else along: who has another cookie keeps their conversation', async () => {
  const [one, other] = [await withReport(), await withReport()]
  await one.write('hapus layar')
  expect(await other.text('/')).toContain(other.number)
})

it('can be asked for by the script, which is told where to go', async () => {
  const one = await withReport()
  const answer = await one.postJson({ key: 'kunci-clear-json', text: 'hapus layar' })
  expect(await answer.json()).toEqual({ go: '/layar-bersih' })
  expect(await one.text('/')).toContain('id="welcome"')
})

it('is asked before the button does it, and nothing has happened by looking', async () => {
  const one = await withReport()
  expect(await one.text('/')).toContain('href="/hapus-layar"')
  expect(await one.text('/hapus-layar')).toContain(messages['web.clear.before.1'])
  expect(await one.text('/')).toContain(one.number)
})

it('is refused to another site', async () => {
  const one = await withReport()
  const headers = { 'sec-fetch-site': 'cross-site' }
  expect((await one.request('/hapus-layar', { method: 'POST', headers })).status).toBe(403)
  expect(await one.text('/')).toContain(one.number)
})

it('leaves the chat to staff, who see why nobody reads there; what is said there waits', async () => {
  const one = await withReport()
  const found = await world.service.office.case(one.number)
  const chatId = found?.chatId ?? ''
  await one.write('hapus layar')
  const chat = await world.service.chats.read(chatId, { forStaff: true })
  expect(chat?.lines.at(-1)).toMatchObject({ from: 'note', note: 'left_screen' })
  await world.service.office.changeCase('clear-1', one.number, 'checked', undefined, 'ani')
  await world.service.quiet()
  const told = await world.service.chats.read(chatId, { forStaff: true })
  expect(told?.lines.at(-1)).toMatchObject({ status: 'parked' })
})

it('does not mean "hapus chat": that is answered, since it may mean the data', async () => {
  const one = await withReport()
  await one.write('hapus chat')
  const html = await one.text('/')
  expect(html).toContain(one.number)
  expect(html).toContain('di halaman web ketik &quot;hapus layar&quot;')
})

it('at a browser without a conversation does no harm', async () => {
  const answer = await browser().write('hapus layar')
  expect(answer.status).toBe(303)
})
