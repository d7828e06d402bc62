/** @module What was not understood reaches staff masked and grouped, is labelled, taken back and exported, and goes with its chat. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { makeHeardDesk } from '../../src/office/heard/heard.ts'
import { officeWorld } from '../office/world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { XSS } from '../support/xss.ts'
import { wordsOf } from './facts/desk.ts'

const ODD = 'kapan bapak pulang dari sawah'
let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

const page = async (path = '/console/kata') => wordsOf(await world.as('supervisor', 'ani').text(path))
/** The hidden ids of the group that shows these words. */
async function idsOf(words: string): Promise<string[]> {
  const html = await world.as('supervisor', 'ani').text('/console/kata')
  const group = html.split('<article').find((one) => one.includes(words)) ?? ''
  return [...group.matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id ?? '')
}
const labels = async (ids: readonly string[], label: string, by = 'ani') =>
  (await world.as('supervisor', by).post('/console/kata/label', { id: ids, label })).headers.get(
    'location',
  ) ?? ''
const tsv = async () => await world.as('supervisor', 'ani').text('/console/kata/contoh.tsv')

describe('what was not understood', () => {
  it('is there for staff a moment later, at the question and with the guess', async () => {
    await world.writes('warga-1', 'halo', ODD)
    expect(await page()).toMatch(
      /1 pesan tebakan: .* kapan bapak pulang dari sawah .* di percakapan menu utama/,
    )
  })

  it('is not there when it was understood', async () => {
    await world.writes('warga-1', 'halo', 'berapa iurannya')
    expect(await page()).toContain('Tidak ada yang menunggu arti.')
  })

  it('shows alike messages together, whatever their spelling', async () => {
    await world.writes('warga-1', 'halo', ODD)
    await world.writes('warga-2', 'halo', 'KAPAN BAPAK PULANG DARI SAWAH!!')
    await world.writes('warga-3', 'halo', 'kapan bapak pulang dari sawah ya')
    await world.writes('warga-4', 'halo', 'merpati hinggap sebentar lalu pergi')
    expect(await page()).toContain('2 kelompok, 4 pesan.')
    expect(await idsOf(ODD)).toHaveLength(3)
  })

  it('is masked: no identity number, phone number or address of mail', async () => {
    const text =
      'beras 3275010101990000 karung 0812-3456-7890 kirim ke budi.contoh@contoh.example atau 628123456789'
    await world.writes('warga-1', 'halo', text)
    const html = await world.as('supervisor', 'ani').text('/console/kata')
    expect(html).toContain('3275••••••••0000')
    for (const part of ['3275010101990000', '0812', '3456', 'budi', 'contoh.example', '628123456789'])
      expect(html.includes(part), part).toBe(false)
  })

  it('is text, whatever it holds', async () => {
    const odd = XSS.slice(0, 40)
    for (const [index, one] of odd.entries()) await world.writes(`warga-${index}`, 'halo', `${ODD} ${one}`)
    const html = await world.as('supervisor', 'ani').text('/console/kata')
    const shown = wordsOf(html)
    const seen = odd.filter((one) => shown.includes(one.replace(/\s+/g, ' ')))
    expect(seen.length).toBeGreaterThan(5)
    const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag)
    expect(tags.filter((tag) => /\son\w+=|javascript:|alert/i.test(tag))).toEqual([])
    expect(
      tags.filter((tag) => /^<(script|img|svg|iframe|object|embed|math|style|base)\b/i.test(tag)),
    ).toHaveLength(2)
  })

  it('is for supervisors alone, and reading it stands in the audit log', async () => {
    for (const role of ['agent', 'admin', 'auditor'] as const)
      for (const path of ['/console/kata', '/console/kata/sudah', '/console/kata/contoh.tsv'])
        expect((await world.as(role).request(path)).status, `${role} ${path}`).toBe(403)
    const refused = world.deeds().length
    await page()
    expect(world.deeds().slice(refused)).toMatchObject([{ action: 'words.read', by: 'ani' }])
  })
})

describe('a meaning', () => {
  it('takes a whole group off the list, is taken back as a whole, and is written down', async () => {
    await world.writes('warga-1', 'halo', ODD)
    await world.writes('warga-2', 'halo', `${ODD} ya`)
    const ids = await idsOf(ODD)
    const done = await labels(ids, 'not_ours')
    expect(await page(done)).toMatch(/2 pesan diberi arti: bukan untuk kita.*Urungkan.*0 kelompok, 0 pesan/)
    expect(await page('/console/kata/sudah')).toMatch(/bukan untuk kita Anda , .*sawah/)
    const batch = new URL(done, 'http://x').searchParams.get('label') ?? ''
    await world.as('supervisor', 'budi').post('/console/kata/urung', { batch })
    expect(await page()).toContain('1 kelompok, 2 pesan.')
    expect(
      world
        .deeds()
        .map(({ action }) => action)
        .filter((one) => one !== 'words.read'),
    ).toEqual(['words.label', 'words.undo'])
  })

  it('is given once: who comes second is told', async () => {
    await world.writes('warga-1', 'halo', ODD)
    const ids = await idsOf(ODD)
    await labels(ids, 'off_topic')
    expect(await page(await labels(ids, 'complaint', 'budi'))).toContain('Sudah diberi arti oleh orang lain')
    expect(await tsv()).toBe(`off_topic\t${ODD}\n`)
  })

  it('that does not exist changes nothing', async () => {
    await world.writes('warga-1', 'halo', ODD)
    expect(await labels(await idsOf(ODD), 'hapus semua')).toContain('pesan=choose')
    expect(await page()).toContain('1 kelompok, 1 pesan.')
  })
})

describe('the examples', () => {
  it('are one masked line a text, without what is unclear, and no formula for a spreadsheet', async () => {
    const label = async (text: string, meaning: string) => {
      const [word = ''] = text.split(' ').slice(-1)
      await labels(await idsOf(word), meaning)
    }
    await world.writes('warga-1', 'halo', '=kapan\tbapak\npulang dari sawah kakaktua')
    await world.writes('warga-2', 'halo', 'merpati hinggap sebentar lalu pergi 081234567890 rajawali')
    await world.writes('warga-3', 'halo', 'tembok bata lumutan belakang kenari')
    await label('x kakaktua', 'complaint')
    await label('x rajawali', 'not_ours')
    await label('x kenari', 'unclear')
    expect(await tsv()).toBe(
      'complaint\tkapan bapak pulang dari sawah kakaktua\noff_topic\tmerpati hinggap sebentar lalu pergi ••• rajawali\n',
    )
    expect(world.audited.at(-1)).toMatchObject({ action: 'words.export', by: 'ani' })
  })
})

describe('in the office', () => {
  const heard = (text: string): OfficeRequest => ({
    type: 'misunderstood',
    text,
    normal: text,
    language: 'id',
    guesses: [],
  })

  it('what a chat wrote is sealed under its key, and gone with it, label and all', async () => {
    const { office, vault, db, ask } = officeWorld()
    const desk = makeHeardDesk({ db, vault, now: () => new Date(), newId: () => 'b1' })
    await ask('c1', heard('beras dua karung'), 'c1.1.o0')
    await ask('c2', heard('burung merpati'), 'c2.1.o0')
    await ask('c2', heard('burung merpati'), 'c2.1.o0')
    expect(JSON.stringify(db.all('select * from office_heard'))).not.toContain('beras')
    await desk.label(['c1.1.o0', 'c2.1.o0'], 'off_topic', 'ani')
    expect((await desk.examples()).lines).toBe(2)
    vault.forget('chat:c1')
    expect((await desk.examples()).tsv).toBe('off_topic\tburung merpati\n')
    expect((await desk.labelled())[0]?.messages.map(({ text }) => text)).toEqual(['burung merpati'])
    expect(await office.cards()).toEqual([])
  })

  it('keeps so many of a chat in a day, and the other chats of theirs', async () => {
    const { vault, db, ask } = officeWorld()
    const desk = makeHeardDesk({ db, vault, now: () => new Date(), newId: () => 'b1' })
    for (let index = 0; index < 105; index += 1) await ask('c1', heard(`kata ${index} ${'a'.repeat(index)}`))
    await ask('c2', heard('satu saja'))
    expect((await desk.open()).messages).toBe(101)
  })

  it('groups a thousand different messages in less than a second', async () => {
    const { vault, db, ask } = officeWorld()
    const desk = makeHeardDesk({ db, vault, now: () => new Date(), newId: () => 'b1' })
    for (let index = 0; index < 1_000; index += 1) {
      const words = Array.from({ length: 40 }, (_, at) => `kata${(index * 7 + at * 13) % 997}`).join(' ')
      await ask(`c${index % 20}`, heard(words))
    }
    const startedAt = performance.now()
    expect((await desk.open()).messages).toBe(1_000)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})
