/** @module The list of cases: filters, deadlines in words, counts, paging, and how fast it is. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { type Pace, paceOf, paceWords } from '../support/pace.ts'
import { filed, pathOf, step } from './cases-world.ts'

const HOUR = 60 * 60 * 1000
const LIST_YARDS = 25

let world: ConsoleWorld
let overdue: string
let today: string
let complaint: string
let erasure: string
let death: string

beforeAll(async () => {
  world = await consoleWorld()
  const now = world.now()
  overdue = await filed(world, 'a', { occurredAt: now - 60 * HOUR })
  today = await filed(world, 'b', {
    occurredAt: now - 40 * HOUR,
    fields: { place: { words: 'x', code: '3275041003' } },
  })
  complaint = await filed(world, 'c', { kind: 'complaint', fields: { about: 'office', story: 'lama' } })
  erasure = await filed(world, 'd', { kind: 'erasure', fields: { scope: 'chat' } })
  death = await filed(world, 'e', {
    kind: 'death',
    urgent: true,
    fields: { heir: 'spouse', cause: 'work' },
    occurredAt: now - HOUR,
  })
})
afterAll(() => world.stop())

const list = async (query = '') => await world.as('agent').text(`/console/laporan${query}`)
const shown = async (query: string) =>
  [...(await list(query)).matchAll(/<td[^>]*><a [^>]*>(SGP-[\d-]+)</g)].map(([, n]) => n)

describe('the list', () => {
  it('shows what is due first at the head, and what has no deadline at the end', async () => {
    const numbers = await shown('')
    expect(numbers.slice(0, 2)).toEqual([overdue, today])
    expect(numbers.at(-1)).toBe(complaint)
    expect(numbers).toHaveLength(5)
  })

  it('says deadlines in words beside the colour', async () => {
    const html = await list()
    expect(html).toContain('<span class="badge alarm">lewat 12 jam</span>')
    expect(html).toContain('<span class="badge warn">hari ini 17.30</span>')
    expect(html).toContain('tanpa tenggat')
  })

  it.each([
    ['?jenis=death', () => [death]],
    ['?tenggat=overdue', () => [overdue]],
    ['?tenggat=today', () => [today]],
    ['?tempat=3275041003', () => [today]],
    ['?tempat=327504', () => [today]],
    ['?mendesak=1', () => [death]],
    ['?terlambat=1', () => [overdue]],
    ['?jenis=erasure&status=received', () => [erasure]],
    ['?status=closed', () => []],
  ])('narrows by %s', async (query, expected) => {
    expect(await shown(query)).toEqual(expected())
  })

  it('finds a case by its number however it is typed, and by a part of it', async () => {
    const bare = complaint.replace(/\D/g, '')
    expect(await shown(`?nomor=${bare}`)).toEqual([complaint])
    expect(await shown(`?nomor=${encodeURIComponent(complaint.toLowerCase())}`)).toEqual([complaint])
    expect(await shown(`?nomor=${bare.slice(2, 7)}`)).toContain(complaint)
  })

  it('counts by state, whatever state is shown', async () => {
    await step(world.as('agent'), complaint, 'closed')
    const html = await list('?status=closed')
    expect(html.replace(/\s+/g, ' ')).toMatch(/Masih berjalan <span class="badge">4</)
    expect(html.replace(/\s+/g, ' ')).toMatch(/aria-current="page">Ditutup <span class="badge">1</)
    await world.pass(61_000)
  })

  it.each(['?hal=-3', '?hal=9e99', '?jenis=x&status=[]', '?tempat=%25&nomor=%27%22', '?urut=constructor'])(
    'answers nonsense in the address with a list: %s',
    async (query) => {
      expect((await world.as('agent').request(`/console/laporan${query}`)).status).toBe(200)
    },
  )

  it('reveals nobody, and so needs no entry in the audit log', async () => {
    const before = world.audited.length
    expect(await list()).not.toContain('Budi Contoh')
    expect(world.audited.length).toBe(before)
  })

  it('is no page for an admin, and offers an auditor no change', async () => {
    expect((await world.as('admin').request('/console/laporan')).status).toBe(403)
    expect((await world.as('auditor').request('/console/laporan')).status).toBe(200)
    const html = await world.as('auditor').text(pathOf(overdue))
    expect(html).toContain('Budi Contoh')
    expect(html).not.toContain('<form method="post" action="/console/laporan')
    expect((await world.as('auditor').request(pathOf(overdue, '/ubah'))).status).toBe(403)
  })

  it('has words for everything it says', async () => {
    for (const query of ['', '?status=all', '?tenggat=overdue']) {
      expect(await list(query)).not.toMatch(/console\.cases\.|staff\.(kind|state)\./)
    }
  })
})

it('answers within 100 ms with 5,000 cases', async () => {
  const crowd = await consoleWorld()
  for (let n = 0; n < 5_000; n += 1) {
    const fields = { place: { words: 'x', code: n % 3 === 0 ? '3275041003' : '3275011002' } }
    const occurredAt = crowd.now() - (n % 90) * HOUR
    const request: OfficeRequest = {
      type: 'file_case',
      kind: 'accident',
      fields,
      summary: [],
      language: 'id',
      urgent: n % 50 === 0,
      occurredAt,
    }
    // Chats that are not there: only the office is looked at.
    await crowd.service.office.apply({ chatId: `x${n}`, channel: 'web' }, `n${n}`, request, crowd.now())
  }
  const desk = crowd.as('agent')
  const paces: Pace[] = []
  for (const query of ['', '?tenggat=overdue', '?tempat=327504&urut=filed', '?nomor=12', '?hal=90'])
    paces.push(await paceOf(() => desk.text(`/console/laporan${query}`)))
  await crowd.stop()
  console.info(`list of 5,000 cases: ${paces.map(paceWords).join(', ')}`)
  expect(Math.max(...paces.map(({ ms }) => ms))).toBeLessThan(100)
  // More than twice what it takes now: code that becomes five times slower fails though it keeps the promise.
  expect(Math.max(...paces.map(({ yards }) => yards))).toBeLessThan(LIST_YARDS)
}, 300_000)
