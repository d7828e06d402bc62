/** @module "Data saya": what is written down about a chat, who of staff looked and when, and which words of which purpose were shown. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build, type Service } from '../../src/main.ts'
import { learn } from '../support/learned.ts'

const LINE = { channel: 'web', account: 'web', address: 'warga-1' } as const
let clock = Date.UTC(2026, 10, 25, 2, 30)
let service: Service
let ids = 0

const writes = async (...texts: string[]): Promise<string> => {
  for (const text of texts) {
    const content = { type: 'text', text } as const
    await service.chats.receive([{ type: 'message', ...LINE, externalId: `m${++ids}`, at: clock, content }])
    await service.quiet()
  }
  return (await service.chats.find(LINE)) ?? ''
}
const said = async (chatId: string) =>
  ((await service.chats.read(chatId))?.lines ?? []).filter(({ from }) => from === 'system').at(-1)?.text ?? ''

beforeAll(async () => {
  learn()
  service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'silent' }), {
    inMemory: true,
    now: () => clock,
    wakeAt: () => {},
    // What is told in several messages is not waited for.
    holdOver: true,
  })
  service.start()
})
afterAll(() => service.stop())

it('tells what was shown of the purposes, until when it is kept, and that nobody looked', async () => {
  const chatId = await writes('data saya disimpen apa aja di sini', 'data saya')
  const text = await said(chatId)
  expect(text).toContain('Menjawab pertanyaan di percakapan: diberitahukan, 25 November 2026')
  expect(text).toContain('Belum ada petugas yang membuka')
  expect(text).toContain('dihapus setelah 24 Mei 2027')
})

it('tells who of staff looked by role and hour, never by name, and nothing of who looked elsewhere', async () => {
  const chatId = await writes('halo')
  const look = (subject: string, by: string, action: 'chat.open' | 'chat.label' = 'chat.open') =>
    service.access.audit({ by, action, subject, requestId: 'r' })
  await look(chatId, 'rina-contoh')
  await look(chatId, 'rina-contoh')
  await look('another', 'budi-contoh')
  await look(chatId, 'budi-contoh', 'chat.label')
  await writes('selesai', 'data saya', 'data saya')
  const text = await said(chatId)
  expect(text.match(/• petugas, /g)).toHaveLength(1)
  expect(text).toContain('pukul 09.30')
  expect(text).not.toMatch(/rina|budi/)
})

it('writes a yes down under the version of the very words, and takes it back with the wish to be forgotten', async () => {
  const chatId = await writes('halo')
  const file = async (kind: 'complaint' | 'erasure', fields: Record<string, string | boolean>) => {
    const request = {
      type: 'file_case' as const,
      kind,
      fields,
      summary: [],
      language: 'id' as const,
      urgent: false,
    }
    clock += 1000
    await service.office.apply({ chatId, channel: 'web' }, `t.${++ids}`, request, clock)
    await service.quiet()
  }
  await file('complaint', { story: 'a', consent: true })
  await file('erasure', { scope: 'everything' })
  await writes('selesai', 'data saya', 'data saya')
  const text = await said(chatId)
  expect(text).toContain('Keluhan dikirim ke petugas: Anda izinkan')
  expect(text).toContain('Keluhan dikirim ke petugas: izin Anda tarik')
})

it('writes a no down as well: told to the person and to staff, and nothing was sent on', async () => {
  clock += 1000
  const before = (await service.office.cases({ limit: 500 })).length
  const chatId = await writes('selesai', 'pengaduan', 'bot', 'lemot', 'lewati', 'lewati', 'ya', 'tidak')
  expect((await service.office.cases({ limit: 500 })).length).toBe(before)
  clock += 1000
  await writes('data saya', 'data saya')
  expect(await said(chatId)).toContain('Keluhan dikirim ke petugas: tidak Anda izinkan, 25 November 2026')
  const [newest] = (await service.office.cases({ limit: 1 })).filter((one) => one.chatId === chatId)
  const file = await service.web.console.cases.open(newest?.number ?? '')
  expect(file?.consents.at(-1)).toMatchObject({ purpose: 'complaint', answer: 'refused', language: 'id' })
  expect(file?.consents.at(-1)?.version).toMatch(/^\S{8,}$/)
})
