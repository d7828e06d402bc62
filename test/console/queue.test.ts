/** @module The queue before the real service: who waits, in which order, found by what, taken by one. */

import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/sqlite.ts'
import { accident, officeWorld } from '../office/world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

let world: ConsoleWorld
const MINUTE = 60_000

beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

/** Asks for a person, and says what about. */
const wait = (address: string) => world.writes(address, 'mau bicara petugas', 'lewati')

async function fileCase(
  { service }: ConsoleWorld,
  chatId: string,
  fields: Record<string, string>,
): Promise<void> {
  const from = { chatId, channel: 'web' } as const
  await service.office.apply(from, `${chatId}.case`, accident({ fields }), 0)
}

const waiting = (page: string) => page.slice(page.indexOf('id="waiting"'))

describe('the queue', () => {
  it('says that nobody waits', async () => {
    expect(await world.as('agent').text('/console')).toContain('Tidak ada yang menunggu. Halaman ini berubah')
  })

  it('shows who waits: how long, why, on which channel, under which mask', async () => {
    const chatId = await wait('warga-0017')
    await world.pass(4 * MINUTE)
    const page = await world.as('agent').text('/console')
    expect(waiting(page)).toContain(chatId)
    expect(page).toContain('web ••••17')
    expect(page).toContain('minta petugas')
    expect(page).toContain('4 menit')
    expect(page).toContain('Sisa 11 menit')
    expect(page).toContain('1 menunggu')
  })

  it('says in words when the time is nearly over, and when it is', async () => {
    await wait('a')
    await world.pass(12 * MINUTE)
    expect(await world.as('agent').text('/console')).toContain('Sisa 3 menit, hampir habis')
    await world.pass(5 * MINUTE)
    const page = await world.as('agent').text('/console')
    expect(page).toContain('Lewat 2 menit')
    expect(page).toContain('1 lewat target')
  })

  it('counts no time against staff outside the hours of service, but an emergency is late at any hour', async () => {
    await world.pass(10 * 60 * MINUTE)
    await wait('a')
    await world.writes('b', 'tolong bapak saya kecelakaan berdarah banyak', 'mau bicara petugas', 'lewati')
    await world.pass(20 * MINUTE)
    const page = await world.as('agent').text('/console')
    expect(page).toContain('Di luar jam layanan')
    expect(page).toContain('Lewat 19 menit')
  })

  it('puts an emergency before who has waited longer', async () => {
    const early = await wait('a')
    await world.pass(MINUTE)
    const grave = await world.writes(
      'b',
      'tolong suami saya kecelakaan berdarah banyak',
      'mau bicara petugas',
      'lewati',
    )
    const page = waiting(await world.as('agent').text('/console'))
    expect(page.indexOf(grave)).toBeGreaterThan(0)
    expect(page.indexOf(grave)).toBeLessThan(page.indexOf(early))
    expect(page).toContain('Mendesak')
  })

  it('filters by reason, channel, topic, state and what is one’s own', async () => {
    const chatId = await wait('a')
    const agent = world.as('agent', 'ani')
    const has = async (query: string) =>
      (await agent.text(`/console?${query}`)).includes(`data-chat="${chatId}"`)
    expect(await has('alasan=asked')).toBe(true)
    expect(await has('alasan=death')).toBe(false)
    expect(await has('saluran=web')).toBe(true)
    expect(await has('saluran=telegram')).toBe(false)
    expect(await has('topik=staff')).toBe(true)
    expect(await has('topik=accident')).toBe(false)
    expect(await has('saya=1')).toBe(false)
    await agent.post(`/console/chat/${chatId}/ambil`)
    expect(await has('saya=1')).toBe(true)
    expect(await has('keadaan=open')).toBe(true)
    expect(await has('keadaan=resolved')).toBe(false)
    await agent.post(`/console/chat/${chatId}/kembalikan`, { key: 'k', ke: 'close' })
    expect(await has('keadaan=resolved')).toBe(true)
    expect(await has('keadaan=open')).toBe(false)
  })

  it('takes what the address should not say as if it were not there', async () => {
    await wait('a')
    const response = await world.as('agent').request('/console?alasan=<script>&hal=-5&keadaan=x&saluran=%00')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Menunggu petugas (1)')
  })

  it('is no page for an administrator', async () => {
    expect((await world.as('admin').request('/console')).status).toBe(403)
  })
})

describe('search', () => {
  it('finds a chat by the end of its mask, and writes down by what it was searched, not for whom', async () => {
    const chatId = await wait('warga-0042')
    const page = await (await world.as('agent').post('/console/cari', { q: '••42' })).text()
    expect(page).toContain(`data-chat="${chatId}"`)
    const by = { by: 'agent', requestId: expect.any(String) }
    expect(world.audited.at(-1)).toEqual({ action: 'queue.search', fields: ['mask'], ...by })
  })

  it('finds a chat by its case number, and by whole words of a name given for the case in any order', async () => {
    const chatId = await wait('warga-0042')
    await fileCase(world, chatId, { name: 'Siti Nur’aini, S.Pd.', contact: 'Budi Contoh' })
    const number = (await world.service.office.cases())[0]?.number ?? ''
    const agent = world.as('agent')
    const finds = async (typed: string) =>
      (await (await agent.post('/console/cari', { q: typed })).text()).includes(`data-chat="${chatId}"`)
    expect(await finds(number)).toBe(true)
    expect(await finds(number.replaceAll('-', ' ').toLowerCase())).toBe(true)
    expect(await finds('NURAINI siti')).toBe(true)
    expect(await finds("nur'aini")).toBe(true)
    expect(await finds('budi')).toBe(true)
    expect(await finds('Siti Rahma')).toBe(false)
    expect(await finds('nur')).toBe(false)
  })

  it('keeps no word of a name in clear', async () => {
    const db = openStore(':memory:', 'office').db
    const office = officeWorld({ db })
    await office.ask('c1', accident({ fields: { name: 'Rahasia Sekali' } }))
    const rows = db.all<{ hash: Uint8Array }>(sql`select * from case_name_words`)
    expect(rows).toHaveLength(2)
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, hash: String.fromCharCode(...row.hash) }))),
    ).not.toMatch(/rahasia|sekali/i)
  })

  it('takes nothing from an address, where the name of somebody would stay behind', async () => {
    const chatId = await wait('warga-0042')
    const page = await world.as('agent').text('/console/cari?q=%E2%80%A2%E2%80%A242')
    expect(page).not.toContain(chatId)
    expect(page).toContain('method="post" action="/console/cari"')
  })

  it('finds nothing where nothing is', async () => {
    const answer = await world.as('agent').post('/console/cari', { q: 'siapa saja' })
    expect(await answer.text()).toContain('Tidak ada yang cocok')
  })
})

describe('two who press at once', () => {
  it('one has the chat, the other is told who', async () => {
    const chatId = await wait('a')
    const [ani, budi] = [world.as('agent', 'ani'), world.as('agent', 'budi')]
    await Promise.all([ani.text('/console'), budi.text('/console')])
    const both = await Promise.all([
      ani.post(`/console/chat/${chatId}/ambil`),
      budi.post(`/console/chat/${chatId}/ambil`),
    ])
    const said = both.map((response) => response.headers.get('location')?.replace(/.*kabar=|#.*/g, ''))
    expect(said.sort()).toEqual(['owned', 'taken'])
    const winner = (await world.service.chats.read(chatId))?.owner === 'staff:ani' ? 'ani' : 'budi'
    const loser = winner === 'ani' ? budi : ani
    expect(await loser.text(`/console/chat/${chatId}?kabar=owned`)).toContain(
      `Sudah diambil: Contoh ${winner}.`,
    )
  })
})

describe('a chat that is answered from the phone of the line', () => {
  const typed = async (address: string) => {
    const line = { channel: 'web', account: 'web', address } as const
    await world.service.chats.receive([
      {
        type: 'line',
        ...line,
        fact: 'typed_on_phone',
        at: world.now(),
        externalId: 'p1',
        text: 'Saya bantu, Bu',
      },
    ])
    await world.service.quiet()
  }

  it('stands above the queue, can be taken by anybody, and handed back from there', async () => {
    const chatId = await world.writes('a', 'mau lapor kecelakaan kerja')
    await typed('a')
    const ani = world.as('agent', 'ani')
    const page = await ani.text('/console')
    expect(page).toContain('Dijawab dari ponsel layanan (1)')
    expect(page).toContain('Dipegang ponsel layanan')
    expect(page).toContain(`action="/console/chat/${chatId}/ambil"`)
    expect(await ani.text(`/console/chat/${chatId}`)).toContain(`action="/console/chat/${chatId}/ambil"`)
    await ani.post(`/console/chat/${chatId}/ambil`)
    expect((await world.service.chats.read(chatId))?.owner).toBe('staff:ani')
    expect(await ani.text('/console')).not.toContain('Dijawab dari ponsel')
    await ani.post(`/console/chat/${chatId}/kembalikan`, { key: 'k1', ke: 'resume' })
    expect((await world.service.chats.read(chatId))?.owner).toBe('bot')
  })

  it('is in no list of those for whom something is filtered', async () => {
    await world.writes('a', 'halo')
    await typed('a')
    expect(await world.as('agent', 'ani').text('/console?alasan=complaint')).not.toContain(
      'Dijawab dari ponsel',
    )
  })
})
