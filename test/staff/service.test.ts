/** @module Staff against the real service in memory: asked for, taken by one of two, silent for too long, case changed. */

import { rmSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectStaff } from '../../src/cli/staff/client.ts'
import { readCommand } from '../../src/cli/staff/command.ts'
import { makeStaffSession, type StaffNews } from '../../src/cli/staff/session.ts'
import { openStaffSocket, socketPath } from '../../src/cli/staff/socket.ts'
import { readConfig } from '../../src/config.ts'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { build, type Service } from '../../src/main.ts'
import { newDataDir } from '../support/learned.ts'
import { AT, accidentOf } from './world.ts'

const MINUTE = 60_000
let clock = AT
let service: Service
let dir = ''

beforeAll(async () => {
  dir = newDataDir('sigap')
  const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent' })
  service = await build(config, { inMemory: true, now: () => clock, wakeAt: () => {} })
  service.start()
  const socket = await openStaffSocket(dir, service)
  return async () => {
    await socket.close()
    await service.stop()
    rmSync(dir, { recursive: true })
  }
})

let externalIds = 0
async function resident(address: string, ...texts: string[]): Promise<string> {
  const line = { channel: 'web', account: 'web', address } as const
  for (const text of texts) {
    const externalId = `m${++externalIds}`
    const content = { type: 'text' as const, text }
    await service.chats.receive([{ type: 'message', ...line, externalId, at: clock, content }])
    await service.quiet()
  }
  const chatId = await service.chats.find(line)
  if (chatId === undefined) throw new Error('no chat')
  return chatId
}

/** A chat that waits for staff, however the conversation leads there. */
async function waiting(address: string): Promise<string> {
  const chatId = await resident(address, 'halo', 'petugas', 'lewati')
  expect((await service.office.queue()).map((card) => card.chatId)).toContain(chatId)
  return chatId
}

let keys = 0
async function sit(name: string) {
  const news: StaffNews[] = []
  const client = await connectStaff(socketPath(dir))
  const session = makeStaffSession(
    client,
    { id: name, name },
    () => `k${++keys}`,
    (one) => news.push(one),
  )
  const run = async (line: string) => {
    const command = readCommand(line)
    if ('unread' in command) throw new Error(line)
    const result = await session.run(command)
    await service.quiet()
    return result
  }
  return { run, news, close: client.close }
}

const said = async (chatId: string) =>
  (await service.chats.read(chatId))?.lines.map(({ from, text }) => `${from}: ${text}`) ?? []

describe('staff and the running service', () => {
  it('one of two who take a chat at the same time has it, and the other is told who', async () => {
    const chatId = await waiting('a')
    const [ani, budi] = [await sit('ani'), await sit('budi')]
    const results = await Promise.all([ani.run(`ambil ${chatId}`), budi.run(`ambil ${chatId}`)])
    expect(results.map(({ type }) => type).sort()).toEqual(['refused', 'taken'])
    const [winner, loser] = results[0]?.type === 'taken' ? [ani, budi] : [budi, ani]
    expect(await loser.run('balas saya duluan')).toEqual({ type: 'no_chat_in_hand' })
    expect(await winner.run('balas Selamat pagi')).toEqual({ type: 'sent' })
    expect(await said(chatId)).toContain('staff: Selamat pagi')
    expect((await service.office.queue()).map((card) => card.chatId)).not.toContain(chatId)
    ani.close()
    budi.close()
  })

  it('the bot is silent while staff have the chat, and staff see each message', async () => {
    const chatId = await waiting('b')
    const { run, news, close } = await sit('ani')
    await run(`ambil ${chatId}`)
    const before = (await said(chatId)).filter((line) => line.startsWith('bot:')).length
    await resident('b', 'menu', 'saya mau tanya iuran')
    const seen = () => news.flatMap((one) => (one.type === 'lines' ? one.lines : [])).map(({ text }) => text)
    await expect.poll(seen).toEqual(expect.arrayContaining(['menu', 'saya mau tanya iuran']))
    expect((await said(chatId)).filter((line) => line.startsWith('bot:'))).toHaveLength(before)
    expect(await run('kembalikan menu')).toEqual({ type: 'handed_back', to: 'menu' })
    expect((await said(chatId)).filter((line) => line.startsWith('bot:')).length).toBeGreaterThan(before)
    close()
  })

  it('a chat whose member of staff says nothing goes back to the queue', async () => {
    const chatId = await waiting('c')
    const { run, close } = await sit('ani')
    await run(`ambil ${chatId}`)
    await resident('c', 'halo, masih di sana?')
    clock += 15 * MINUTE
    service.wake()
    await service.quiet()
    expect((await service.chats.read(chatId))?.owner).toBe('queue')
    expect((await service.office.queue()).map((card) => card.chatId)).toContain(chatId)
    close()
  })

  it('a note keeps nobody from hearing that the resident still waits', async () => {
    const chatId = await waiting('d')
    const { run, close } = await sit('ani')
    await run(`ambil ${chatId}`)
    clock += 10 * MINUTE
    await run('catatan sedang saya cari')
    clock += 5 * MINUTE
    service.wake()
    await service.quiet()
    expect((await service.chats.read(chatId))?.owner).toBe('queue')
    close()
  })

  it('a changed case is told to the chat that filed it', async () => {
    const chatId = await resident('e', 'halo')
    const request: OfficeRequest = accidentOf(clock)
    await service.office.apply({ chatId, channel: 'web' }, 'by-hand.1', request, clock)
    await service.quiet()
    const [filed] = await service.office.cases()
    const { run, close } = await sit('ani')
    const note = 'Mohon kirim foto KTP'
    expect(await run(`ubah ${filed?.number} kurang-berkas ${note}`)).toMatchObject({ type: 'changed' })
    const last = (await said(chatId)).at(-1)
    expect(last).toContain('system:')
    expect(last).toContain(note)
    expect(last).toContain(filed?.number)
    close()
  })
})
