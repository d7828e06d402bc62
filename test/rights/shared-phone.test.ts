/** @module One phone, several people: what was told in a report is echoed nowhere but in that report's own summary, neither to the next person nor in the lists of staff. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatLine } from '../../src/core/ports.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

/** Said by no text of ours; the names are of nobody. */
const PLANTED = ['sumirah', 'kenanga', 'warsinih', 'jarkoni', 'teratai', 'zaitun', '0000777'] as const

/** What is answered at which question; `flow.node`, else the node alone. */
const ANSWERS: Record<string, string> = {
  who: 'istri saya',
  name: 'Sumirah Contoh',
  where: 'di tempat kerja',
  when: 'kemarin jam 10.00',
  activity: 'sedang bekerja',
  place: 'Gang Kenanga Contoh nomor 7, Bekasi Timur',
  kind: 'jatuh',
  story: 'Terpeleset di dekat drum zaitun',
  injury: 'lecet, kata bidan Teratai',
  treated: 'sudah, RS lain',
  hospital: 'Klinik Teratai Contoh',
  employer: 'usaha sendiri',
  witness: 'Jarkoni Contoh melihat',
  contact: 'Warsinih Contoh',
  contact_child: 'Warsinih Contoh',
  phone: '081200000777',
  phone_child: '081200000777',
  member: 'lewati',
  photo: 'lewati',
  review: 'sudah benar',
  consent: 'ya',
  talk: 'tidak',
  'complaint.about': 'sikap petugas',
  'death.heir': 'suami saya',
  'death.cause': 'bukan, sakit',
}

/** What the next person at the same phone asks. */
const ASKED = [
  'halo',
  'status',
  'cukup',
  'data saya',
  'laporan saya mana',
  'privasi',
  'apa saja data saya yang disimpan',
  'batal',
  'menu',
  'lapor kecelakaan kerja',
  'batal',
  'pengaduan',
  'batal',
  'hapus data saya',
  'batal',
  'ganti nama korban',
  'apakah saya terdaftar',
  'batal',
  'cek sigap',
  'batal',
  'ulangi',
  'petugas',
  'batal',
]

let world: ConsoleWorld

beforeAll(async () => {
  // What is told in several messages is not waited for.
  world = await consoleWorld({ holdOver: true })
})
afterAll(() => world.stop())

const linesOf = async (chatId: string): Promise<ChatLine[]> =>
  (await world.service.chats.read(chatId, { limit: 5_000 }))?.lines ?? []

/** Answers question after question until `until` is asked, or nothing more. */
async function tell(
  address: string,
  first: string,
  until?: string,
  more: Partial<Record<string, string>> = {},
): Promise<string> {
  const chatId = await world.writes(address, first)
  let before = ''
  for (let n = 0; n < 40; n += 1) {
    const view = await world.service.chats.read(chatId)
    const { flow = '', node = '' } = view ?? {}
    if (node === until) return chatId
    const answer = more[node] ?? ANSWERS[`${flow}.${node}`] ?? ANSWERS[node]
    if (answer === undefined) return chatId
    // What was read is said back: "… benar?"
    await world.writes(address, node === before ? 'ya' : answer)
    before = node
  }
  throw new Error(`the report stands still at: ${(await linesOf(chatId)).at(-1)?.text}`)
}

/** What was said to the chat since `after`, but for a report's own summary, which stands in the open report alone. */
async function said(chatId: string, after: number): Promise<string[]> {
  const lines = (await linesOf(chatId)).filter(({ seq, from }) => seq > after && from !== 'resident')
  return lines.filter(({ node }) => node !== 'review').map(({ text }) => text)
}

const planted = (texts: readonly string[]) =>
  texts.filter((text) => {
    const bare = text.toLowerCase()
    const digits = bare.replace(/\D/g, '')
    return PLANTED.some((one) => bare.includes(one) || (/^\d+$/.test(one) && digits.includes(one)))
  })

const lastSeq = async (chatId: string) => (await linesOf(chatId)).at(-1)?.seq ?? 0

describe.each([
  ['an accident that was filed', 'lapor kecelakaan kerja', undefined],
  ['an accident that waits for its summary', 'lapor kecelakaan kerja', 'review'],
  ['an accident that was left in the middle', 'lapor kecelakaan kerja', 'witness'],
  ['a complaint that was filed', 'pengaduan', undefined],
  ['a complaint that was left in the middle', 'pengaduan', 'phone'],
  ['a death', 'suami saya meninggal', undefined],
  ['a death that was left in the middle', 'suami saya meninggal', 'phone'],
] as const)('after %s', (name, first, until) => {
  const address = `hp ${name}`
  let chatId = ''
  let after = 0

  beforeAll(async () => {
    chatId = await tell(address, first, until)
    after = await lastSeq(chatId)
    const told = (await linesOf(chatId)).filter(({ from }) => from === 'resident').map(({ text }) => text)
    expect(planted(told).length).toBeGreaterThan(0)
  })

  it('reminders and news name numbers alone', async () => {
    await world.pass(61 * 60_000)
    for (const one of await world.service.office.cases({ limit: 500 })) {
      if (one.chatId !== chatId) continue
      await world.service.office.changeCase(`${one.number}.1`, one.number, 'checked', undefined, 'ani')
      await world.service.quiet()
      expect((await said(chatId, after)).join('\n')).toContain(one.number)
    }
    expect(planted(await said(chatId, after))).toEqual([])
  })

  it('the next person hears nothing of it, whatever they ask', async () => {
    for (const text of ASKED) {
      await world.writes(address, text)
      expect([text, ...planted(await said(chatId, after))]).toEqual([text])
    }
    expect((await said(chatId, after)).length).toBeGreaterThan(ASKED.length / 2)
  })
})

it.each([
  ['lapor kecelakaan kerja', {}],
  // Who reports for a parent may be a child, and is asked less.
  ['lapor kecelakaan kerja', { who: 'bapak saya', adult: 'belum' }],
  ['suami saya meninggal', {}],
  ['pengaduan', {}],
])('within the report itself they stand in its summary alone: %s %o', async (first, answers) => {
  const chatId = await tell(`hp sendiri ${first} ${Object.keys(answers)}`, first, undefined, answers)
  const lines = (await linesOf(chatId)).filter(({ from }) => from !== 'resident')
  expect(planted(lines.map(({ text }) => text)).length).toBeGreaterThan(0)
  expect(planted(await said(chatId, 0))).toEqual([])
})

describe('staff', () => {
  it.each([
    '/console',
    '/console?keadaan=bot',
    '/console/cari',
    '/console/laporan',
    '/console/simpan',
    '/console/serah',
  ])('see no name, address or number of a resident in the list at %s', async (path) => {
    await tell('hp daftar', 'lapor kecelakaan kerja')
    await world.writes('hp daftar', 'petugas', 'lewati')
    const desk = world.as('supervisor', 'ani')
    const isSearch = path === '/console/cari'
    const html = isSearch ? await (await desk.post(path, { q: 'SGP' })).text() : await desk.text(path)
    expect(html).toContain('</main>')
    expect(planted([html.replace(/<[^>]*>/g, ' ')])).toEqual([])
  })

  it('see none in the title of a chat or a case, which stands in every list of windows', async () => {
    const chatId = await tell('hp judul', 'lapor kecelakaan kerja')
    const found = (await world.service.office.cases({ limit: 500 })).find((one) => one.chatId === chatId)
    for (const path of [`/console/chat/${chatId}`, `/console/laporan/${found?.number}`]) {
      const html = await world.as('supervisor', 'ani').text(path)
      const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
      expect(title).not.toBe('')
      expect(planted([title])).toEqual([])
    }
  })
})
