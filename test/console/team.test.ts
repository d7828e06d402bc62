/** @module A chat that is handed to a team: who sees it, who is told, what the resident hears, and what becomes of it when nobody of the team is there. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, type Desk, fakeAccess } from '../support/console-world.ts'
import { hear } from '../support/hear.ts'

const MINUTE = 60_000
let world: ConsoleWorld
let ani: Desk
let cici: Desk
let budi: Desk
let chatId: string

/** Cici and Dewi are the team Pagi; Ani and Budi are in none. */
const TEAM = new Set(['cici', 'dewi'])

beforeEach(async () => {
  const gate = fakeAccess([])
  const session: typeof gate.session = async (token, options) => {
    const found = await gate.session(token, options)
    if (found === undefined || !TEAM.has(found.member.id)) return found
    return { ...found, member: { ...found.member, team: 'Pagi' } }
  }
  world = await consoleWorld({ access: { ...gate, session } })
  ani = world.as('agent', 'ani')
  budi = world.as('agent', 'budi')
  cici = world.as('agent', 'cici')
  for (const desk of [budi, cici]) await desk.text('/console')
  chatId = await world.writes('warga', 'mau bicara petugas', 'lewati')
  await ani.post(`/console/chat/${chatId}/ambil`)
})
afterEach(() => world.stop())

const at = (verb = '') => `/console/chat/${chatId}${verb}`
const handOver = async (fields: Record<string, string> = {}) =>
  await ani.post(at('/alihkan'), { key: 't1', kepada: 'tim:Pagi', ...fields })
const newsOf = (response: Response) => /kabar=(\w+)/.exec(response.headers.get('location') ?? '')?.[1]
const view = async () => await world.service.chats.read(chatId)
const rowOf = (page: string) => new RegExp(`<tr data-chat="${chatId}".*?</tr>`, 's').exec(page)?.[0] ?? ''

it('stands in the queue of everybody under the name of the team, with the note, until one of them takes it', async () => {
  expect(await ani.text(at())).toContain('<option value="tim:Pagi">Pagi (1 siap)</option>')
  const response = await handOver({ catatan: 'soal kecelakaan kerja' })
  expect(newsOf(response)).toBe('transferred_team')
  expect(await ani.text(response.headers.get('location') ?? '')).toContain('dengan nama timnya')
  for (const desk of [cici, budi, ani]) expect(rowOf(await desk.text('/console'))).toContain('Tim Pagi')
  const before = await cici.text(at())
  expect(before).toContain('soal kecelakaan kerja')
  expect(before).toContain('<span class="badge">Tim Pagi</span>')
  await cici.post(at('/ambil'))
  expect((await view())?.owner).toBe('staff:cici')
  expect(await cici.text(at())).not.toContain('Tim Pagi')
})

it('rings where one of the team has the queue open', async () => {
  const stream = await cici.request('/console/aliran', { headers: { accept: 'text/event-stream' } })
  const heard = hear(stream, (text) => text.includes('"waiting":1') && text.includes('Tim Pagi'))
  await handOver()
  const text = await heard
  expect(text.indexOf('"waiting":0')).toBeLessThan(text.indexOf('"waiting":1'))
  expect(text).not.toContain('[end]')
})

it('tells the resident that somebody else goes on, never which team, and keeps what was told', async () => {
  await world.writes('warga', 'saya jatuh di pasar')
  const before = (await view())?.lines.length ?? 0
  await handOver({ catatan: 'rahasia petugas' })
  const said = ((await view())?.lines ?? []).slice(before).map(({ text }) => text)
  expect(said[0]).toContain('Anda kembali ke antrean dan tidak perlu mengulang cerita')
  expect(said.join('\n')).not.toMatch(/Pagi|rahasia petugas|Cici|cici/)
  expect(await cici.text(at())).toContain('saya jatuh di pasar')
})

it('with nobody of the team ready says so before and after, and anybody else may take it', async () => {
  await cici.post('/console/hadir', { hadir: 'away' })
  expect(await ani.text(at())).toContain('<option value="tim:Pagi">Pagi (tidak ada yang siap)</option>')
  const response = await handOver()
  expect(newsOf(response)).toBe('transferred_nobody')
  expect(await ani.text(response.headers.get('location') ?? '')).toContain(
    'tidak ada anggota tim itu yang siap sekarang',
  )
  expect((await view())?.owner).toBe('queue')
  await budi.post(at('/ambil'))
  expect((await view())?.owner).toBe('staff:budi')
})

it('does not lose its place while it waits for the team, and the wait is counted', async () => {
  await handOver()
  await world.pass(20 * MINUTE)
  expect((await view())?.owner).toBe('queue')
  expect(rowOf(await budi.text('/console'))).toMatch(/20 menit.*Tim Pagi/s)
})

it('is refused for a team that nobody is in, and by whoever does not have the chat', async () => {
  expect(newsOf(await handOver({ kepada: 'tim:Malam' }))).toBe('no_such_person')
  expect(newsOf(await budi.post(at('/alihkan'), { key: 't2', kepada: 'tim:Pagi' }))).toBe('not_yours')
  expect((await view())?.owner).toBe('staff:ani')
  expect(await ani.text(at())).not.toContain('<span class="badge">Tim Pagi</span>')
})

it('sent twice on a bad line hands it over once', async () => {
  await handOver({ catatan: 'sekali' })
  await handOver({ catatan: 'sekali' })
  const again = (await world.service.chats.read(chatId, { forStaff: true }))?.lines ?? []
  expect(again.filter(({ text }) => text === 'sekali')).toHaveLength(1)
  expect(again.filter(({ text }) => text.includes('kembali ke antrean'))).toHaveLength(1)
})
