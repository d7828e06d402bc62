/** @module A withdrawn consent: the report stops the moment it is taken back, whoever has it open, and is closed within three days and nights. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filed, filedFor, handOn, newsIn, pathOf, step, where } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

const ani = () => world.as('agent', 'ani')
const caseOf = async (number: string) => await world.service.web.console.cases.open(number)
const stateOf = async (number: string) => (await caseOf(number))?.state

/** For the resident at this address, who has a chat by now. */
async function takesBack(address: string, what = 'everything'): Promise<string> {
  return await filed(world, address, { kind: 'withdrawal', fields: { what } })
}

/** As the button on the page of the request does it. */
async function carriesOut(number: string): Promise<string> {
  const action = pathOf(number, '/tarik-izin')
  return where(await ani().post(action, await handOn(ani(), pathOf(number), action)))
}

describe('from the moment a consent is taken back', () => {
  it('no step but closing is left, by page, by form, by terminal', async () => {
    const number = await filed(world, 'warga')
    await step(ani(), number, 'checked')
    const request = await takesBack('warga')
    const page = await ani().text(pathOf(number))
    expect(page).toContain('Warga menarik izin untuk laporan ini')
    expect(page).toContain(pathOf(request))
    expect(page).toContain('status?ke=closed')
    // Nothing has to be done for it by any day, so that no list calls it late.
    expect((await caseOf(number))?.dueAt).toBeUndefined()
    for (const gone of [
      'status?ke=forwarded',
      pathOf(number, '/ubah'),
      pathOf(number, '/tanya'),
      'formulir.pdf',
    ])
      expect(page).not.toContain(gone)
    expect(where(await step(ani(), number, 'forwarded'))).toContain('kabar=stopped')
    expect((await ani().request(pathOf(number, '/formulir.pdf'))).status).toBe(404)
    expect(await world.service.office.changeCase('k1', number, 'forwarded', undefined, 'ani')).toBe(false)
    expect(await stateOf(number)).toBe('checked')
    expect(where(await step(ani(), number, 'closed'))).toContain('kabar=dicatat')
    expect(await stateOf(number)).toBe('closed')
  })

  it('what a colleague had open and sends now is refused, and nothing of it is written', async () => {
    const number = await filed(world, 'warga')
    const action = pathOf(number, '/ubah')
    const hand = await handOn(ani(), action, action)
    await takesBack('warga')
    expect((await ani().post(action, { ...hand, injury: 'Patah tulang' })).status).toBe(409)
    const fresh = { ...hand, versi: String((await caseOf(number))?.version) }
    expect((await ani().post(action, { ...fresh, injury: 'Patah tulang' })).status).toBe(409)
    expect((await caseOf(number))?.fields.injury).toBe('Lecet di lutut')
  })

  it('a report filed afterwards, with a new yes, goes on', async () => {
    await filed(world, 'warga')
    await takesBack('warga')
    const anew = await filed(world, 'warga')
    expect(where(await step(ani(), anew, 'forwarded'))).toContain('kabar=dicatat')
    expect((await caseOf(anew))?.consents.map(({ answer }) => answer)).toEqual([
      'told',
      'given',
      'withdrawn',
      'given',
    ])
  })

  it('only what was meant stops, and nobody else is touched', async () => {
    const accident = await filed(world, 'warga')
    const complaint = await filed(world, 'warga', {
      kind: 'complaint',
      fields: { story: 'a', consent: true },
    })
    const other = await filed(world, 'tetangga', { kind: 'complaint', fields: { story: 'b', consent: true } })
    await takesBack('warga', 'complaint')
    expect((await caseOf(complaint))?.stoppedBy).toBeDefined()
    expect((await caseOf(accident))?.stoppedBy).toBeUndefined()
    expect((await caseOf(other))?.stoppedBy).toBeUndefined()
  })

  it('a report that led another lets go of it, which goes on', async () => {
    const leader = await filed(world, 'warga')
    const follower = await filed(world, 'tetangga')
    const action = pathOf(follower, '/gabung')
    await ani().post(action, { ...(await handOn(ani(), pathOf(follower), action)), dengan: leader })
    expect((await caseOf(follower))?.duplicateOf).toBe(leader)
    const request = await takesBack('warga')
    await carriesOut(request)
    expect(await stateOf(leader)).toBe('closed')
    expect((await caseOf(follower))?.duplicateOf).toBeUndefined()
    expect(await stateOf(follower)).toBe('received')
    expect(where(await step(ani(), follower, 'checked'))).toContain('kabar=dicatat')
    const again = { ...(await handOn(ani(), pathOf(follower), action)), dengan: leader }
    expect(where(await ani().post(action, again))).toContain('kabar=stopped')
  })
})

describe('staff carry it out', () => {
  it('with one press: what is open is closed, what was over stays, and the chat hears of each once', async () => {
    const open = await filed(world, 'warga')
    const over = await filed(world, 'warga', { kind: 'complaint', fields: { story: 'a', consent: true } })
    await world.service.office.changeCase('k1', over, 'done', undefined, 'ani')
    const request = await takesBack('warga')
    const page = await ani().text(pathOf(request))
    expect(page).toContain('Tutup 1 laporan dan kabari warga')
    expect(page).not.toContain(pathOf(request, '/ubah'))
    expect(await carriesOut(request)).toContain('kabar=ditarik')
    expect(world.audited.at(-1)).toMatchObject({ action: 'withdrawal.done', subject: request })
    expect(await Promise.all([open, over, request].map(stateOf))).toEqual(['closed', 'done', 'done'])
    await world.pass(60_000)
    const news = await newsIn(world, 'warga')
    expect(news.filter((text) => text.includes(open) && text.includes('ditutup'))).toHaveLength(1)
    expect(
      news.filter((text) => text.includes(`${request}: sekarang selesai: laporan Anda dihentikan`)),
    ).toHaveLength(1)
    expect(await ani().text(pathOf(request))).toContain('Tidak ada laporan yang masih terbuka')
  })

  it('once: a second press changes nothing', async () => {
    const open = await filed(world, 'warga')
    const request = await takesBack('warga')
    const action = pathOf(request, '/tarik-izin')
    const hand = await handOn(ani(), pathOf(request), action)
    await ani().post(action, hand)
    const version = (await caseOf(open))?.version
    await ani().post(action, hand)
    expect((await caseOf(open))?.version).toBe(version)
    expect(where(await ani().post(action, { ...hand, kunci: 'lain' }))).toContain('kabar=changed')
  })

  it('also where nothing was open any more, and never on a case of another kind', async () => {
    const request = await takesBack('warga')
    expect(await ani().text(pathOf(request))).toContain('Tidak ada laporan yang masih diurus')
    expect(await carriesOut(request)).toContain('kabar=ditarik')
    expect(await stateOf(request)).toBe('done')
    const complaint = await filed(world, 'lain', { kind: 'complaint', fields: { story: 'a', consent: true } })
    expect((await ani().post(pathOf(complaint, '/tarik-izin'), {})).status).toBe(404)
  })
})

it('a person says it in the chat, and the report they sent with a yes stands still', async () => {
  const chatId = await world.writes('bu-contoh', 'halo')
  const report = await filedFor(world, { chatId, channel: 'web' })
  await world.writes('bu-contoh', 'saya mau cabut izin laporan saya')
  await world.writes('bu-contoh', 'kecelakaan')
  await world.writes('bu-contoh', 'ya')
  await world.service.quiet()
  const stopped = await caseOf(report)
  expect(stopped?.stoppedBy).toMatch(/^SGP-/)
  const request = await caseOf(stopped?.stoppedBy ?? '')
  expect(request).toMatchObject({ kind: 'withdrawal', fields: { what: 'accident' } })
  expect((request?.dueAt ?? 0) - (request?.filedAt ?? 0)).toBe(72 * 60 * 60 * 1000)
})
