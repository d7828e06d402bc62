/** @module What goes wrong: poison, crashes, a full disk, two workers. Nothing is lost, nothing done twice, the others go on. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/core/errors.ts'
import type { Engine } from '../../src/pipeline/deps.ts'
import { makeRoad, parrot, type Road, roadsOfTest } from './road.ts'

const { open, newDir } = roadsOfTest()

it('sets a message aside that always fails, tells the office and the resident, and goes on', async () => {
  const road = open()
  await road.write('ani', 'poison', 'halo')
  await road.write('budi', 'pagi')
  expect(road.texts('budi')).toEqual(['1: pagi'])
  expect(road.texts('ani')).toEqual([])
  await road.advance(60_000)
  expect(road.texts('ani')).toEqual(['limit.set_aside', '2: halo'])
  expect(road.requests).toEqual([
    { id: 'c1.1.o0', request: { type: 'alarm', reason: 'poison', topic: 'message' } },
  ])
  expect(road.log.filter(({ event }) => event === 'turn_failed')).toHaveLength(5)
  expect(JSON.stringify(road.log)).not.toContain('cannot stand')
})

it('counts an attempt that killed the process', async () => {
  const dir = newDir()
  const first = open({ dir })
  await first.write('ani', 'halo')
  // As five crashes in the middle of a turn would leave it.
  await first.pipeline.stop()
  const [rid] = await stored(first, 'kabar')
  for (let n = 0; n < 5; n++) first.deps.store.inbox.tried({ chatId: 'c1', rid: rid ?? 0 })
  const second = open({ dir })
  await second.pipeline.idle()
  expect(second.texts()).toEqual(['limit.set_aside'])
})

it('takes up after a crash what was received and not answered', async () => {
  const dir = newDir()
  const first = open({ dir })
  await first.pipeline.stop()
  await stored(first, 'halo', 'apa kabar')
  const second = open({ dir })
  await second.pipeline.idle()
  expect(second.texts()).toEqual(['1: halo', '2: apa kabar'])
  expect(second.pipeline.settled('c1')).toBe(true)
})

it('sends again what was claimed before a crash, and where a repeat would be seen it shows that', async () => {
  for (const harmless of [true, false]) {
    const dir = newDir()
    const never = new Promise<{ externalId: string }>(() => {})
    // Never closed properly: its send hangs as at a kill.
    const first = makeRoad({ dir, send: () => never })
    await first.pipeline.chats.receive([first.message('ani', 'halo')])
    while (first.deps.store.outbox.claimed().length === 0) await first.deps.breathe()
    const second = open({ dir, ...(harmless ? {} : { channel: { unsure: { do: 'repeat_words' } } }) })
    await second.pipeline.idle()
    expect(second.sent.map(({ id }) => id)).toEqual(['c1.1.0'])
    const view = await second.pipeline.chats.read('c1', { forStaff: true })
    expect(view?.lines.at(-1)?.status).toBe('sent')
    expect(view?.lines.at(-1)?.isUnsure).toBe(harmless ? undefined : true)
  }
})

it('lets only one of two workers take a turn', async () => {
  const dir = newDir()
  const told: string[] = []
  const racing: Engine = {
    ...parrot,
    takeTurn: (world, session, event) => {
      told.push('turn')
      return parrot.takeTurn(world, session, event)
    },
  }
  const first = open({ dir, engine: racing })
  const other = open({ dir, engine: racing })
  const message = first.message('ani', 'halo', 'same')
  await Promise.all([first.pipeline.chats.receive([message]), other.pipeline.chats.receive([message])])
  await first.pipeline.idle()
  await other.pipeline.idle()
  expect([...first.texts(), ...other.texts()]).toEqual(['1: halo'])
  expect(told).toHaveLength(1)
})

it('acknowledges nothing while the disk is full, loses nothing of before, and goes on when there is room', async () => {
  const dir = newDir()
  const small = open({ dir, maxPages: 60 })
  const taken: string[] = []
  let refused: unknown
  for (let n = 0; n < 500 && refused === undefined; n++) {
    await small.pipeline.chats
      .receive([small.message('ani', `${n} ${'x'.repeat(2_000)}`, `m${n}`)])
      .then(() => taken.push(`m${n}`))
      .catch((error: unknown) => {
        refused = error
      })
    await small.pipeline.idle()
    if (refused === undefined) small.clock.now += 10_000
  }
  expect(refused).toBeInstanceOf(StoreUnavailable)
  expect(small.pipeline.isWell()).toBe(false)
  expect(taken.length).toBeGreaterThan(3)
  await small.pipeline.stop()
  const large = open({ dir })
  await large.pipeline.idle()
  const again = taken.map((id, n) => large.message('ani', `${n}`, id))
  await large.pipeline.chats.receive([...again, large.message('ani', 'terakhir', 'last')])
  await large.pipeline.idle()
  const view = await large.pipeline.chats.read('c1', { limit: 2_000 })
  const asked = view?.lines.filter(({ from }) => from === 'resident') ?? []
  const answered = view?.lines.filter(({ from, text }) => from === 'bot' && /^\d+: /.test(text)) ?? []
  expect(asked).toHaveLength(taken.length + 1)
  expect(answered).toHaveLength(taken.length + 1)
})

it('asks for a new process when the disk failed under the files, and acknowledges nothing', async () => {
  const road = open()
  let broken = 0
  road.deps.onBroken = () => {
    broken += 1
  }
  const cause = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
  road.deps.store.commit = () => {
    throw new StoreUnavailable('cannot write', cause)
  }
  await expect(road.pipeline.chats.receive([road.message('ani', 'halo')])).rejects.toThrow(StoreUnavailable)
  expect(broken).toBe(1)
  expect(road.pipeline.isWell()).toBe(false)
})

it('leaves nothing readable on the disk of what was written, by whom, or what was answered', async () => {
  const dir = newDir()
  const road = open({ dir })
  const secrets = ['jatuh dari motor di Kranji', '081234567890', 'Pak Rahmat Fiktif', '3275011503850000']
  await road.pipeline.chats.receive([
    {
      ...road.message(
        '081234567890',
        'jatuh dari motor di Kranji, nik 3275011503850000',
        'wamid.081234567890',
      ),
      profile: { name: 'Pak Rahmat Fiktif' },
    } as never,
  ])
  await road.pipeline.idle()
  await road.write('081234567890', 'office')
  expect(road.texts()).toHaveLength(2)
  const files = readdirSync(dir)
  expect(files).toContain('chats.db')
  for (const file of files) {
    const bytes = readFileSync(join(dir, file))
    for (const secret of [...secrets, 'ask_position', '1: jatuh']) {
      expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false)
    }
  }
})

it('starts a chat anew whose session cannot be opened any more, under the same owner', async () => {
  const road = open()
  await road.write('ani', 'halo')
  const chat = road.deps.store.chats.get('c1')
  if (chat === undefined) throw new Error('no chat')
  const broken = new Uint8Array(chat.sessionSealed ?? []).fill(7, 20)
  road.deps.store.chats.save({ ...chat, turn: chat.turn + 1, sessionSealed: broken })
  await road.write('ani', 'lagi')
  expect(road.texts()).toEqual(['1: halo', '3: lagi'])
  expect(road.log.map(({ event }) => event)).toContain('session_lost')
})

/** Puts messages into the inbox as a process does that dies right after the commit; gives their row ids. */
async function stored(road: Road, ...texts: string[]): Promise<number[]> {
  await road.pipeline.chats.receive(texts.map((text) => road.message('ani', text)))
  return road.deps.store.inbox.head('c1', 10).map(({ rid }) => rid)
}
