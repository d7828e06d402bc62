/** @module What is damaged, jumps or fails half-way: one chat never stops another, and what is healthy is never set aside. */

import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { FetchError, StoreUnavailable } from '../../src/core/errors.ts'
import type { Media } from '../../src/core/media.ts'
import type { Incoming } from '../../src/core/message.ts'
import type { Engine } from '../../src/pipeline/deps.ts'
import { makeAgenda } from '../../src/pipeline/state.ts'
import { parrot, type Road, roadsOfTest, T0 } from './road.ts'

const HOUR_MS = 3_600_000
const { open, newDir } = roadsOfTest()
const damage = (road: Road, chatId: string, seq: number) =>
  road.chatDb.run(
    sql`update journal set body_sealed = zeroblob(60) where chat_id = ${chatId} and seq = ${seq}`,
  )
const damageKey = (road: Road, chatId: string) =>
  road.keysDb.run(sql`update data_keys set wrapped = zeroblob(63) where subject = ${`chat:${chatId}`}`)
/** A road of a later process on the same files: no key is open in it yet. */
const restarted = async (road: Road, dir: string) => {
  await road.pipeline.stop()
  return open({ dir })
}

it('lets the timers and messages of others pass where one chat can no longer be sealed', async () => {
  const dir = newDir()
  const before = open({ dir })
  await before.write('ani', 'timer t 1000')
  await before.write('budi', 'timer t 2000')
  damageKey(before, 'c1')
  const road = await restarted(before, dir)
  await road.advance(5_000)
  expect(road.texts('budi')).toEqual(['timer t at 2000'])
  expect(road.pipeline.isWell()).toBe(true)
  await road.write('budi', 'pagi')
  expect(road.texts('budi')).toEqual(['timer t at 2000', '3: pagi'])
})

it('takes the messages of others where a chat that can no longer be sealed has a new name', async () => {
  const dir = newDir()
  const before = open({ dir })
  await before.write('ani', 'halo')
  await before.write('budi', 'halo')
  damageKey(before, 'c1')
  const road = await restarted(before, dir)
  await road.pipeline.chats.receive([
    { ...road.message('ani-2', 'kabar', 'x1'), aliases: ['ani'] } as Incoming,
    road.message('budi', 'pagi', 'x2'),
  ])
  await road.pipeline.idle()
  expect(road.texts('budi')).toEqual(['2: pagi'])
  expect(road.deps.store.deadLetters.count()).toBe(1)
})

it('stops for nobody when a file is lost whose chat can no longer be sealed', async () => {
  const dir = newDir()
  const fetchMedia = async () => {
    throw new FetchError('gone', { code: 'gone' })
  }
  const before = open({ dir })
  await before.write('ani', { type: 'image', media: { ref: 'p1' } })
  damageKey(before, 'c1')
  await before.pipeline.stop()
  const media: Media = {
    keep: async () => ({ ref: '' }),
    open: async () => undefined,
    clear: async () => 0,
    drop: async () => 0,
  }
  const road = open({ dir, media, channel: { fetchMedia } })
  await road.advance(HOUR_MS)
  expect(road.log.map(({ event }) => event)).toContain('file_loss_untold')
  expect(road.log.map(({ event }) => event)).not.toContain('pipeline_failed')
  expect(road.deps.store.files.nextAt()).toBeUndefined()
})

it('tries a message that cannot even be set aside ever more rarely', async () => {
  const dir = newDir()
  const before = open({ dir })
  await before.write('ani', 'halo')
  await before.write('budi', 'halo')
  await before.pipeline.stop()
  await before.pipeline.chats.receive([before.message('ani', 'kabar')])
  damageKey(before, 'c1')
  const road = await restarted(before, dir)
  let looks = 0
  for (let n = 0; n < 40; n++) {
    const at = road.pipeline.nextAt()
    if (at === undefined || at > T0 + 10 * 60_000) break
    road.clock.now = Math.max(road.clock.now, at)
    road.pipeline.wake()
    await Promise.race([road.pipeline.idle(), turns(road, 200)])
    looks += 1
  }
  expect(road.log.filter(({ event }) => event === 'turn_failed').length).toBeLessThan(30)
  expect(looks).toBeGreaterThan(5)
  await road.write('budi', 'pagi')
  expect(road.texts('budi')).toEqual(['2: pagi'])
})

it('answers a healthy message although the one behind it is damaged', async () => {
  const road = open()
  await road.write('ani', 'halo')
  await road.pipeline.stop()
  await road.pipeline.chats.receive([road.message('ani', 'satu'), road.message('ani', 'dua')])
  const rows = road.deps.store.inbox.head('c1', 10)
  damage(road, 'c1', rows[1]?.seq ?? 0)
  // The same store and vault under a pipeline that runs.
  const again = road.again()
  again.start()
  await again.idle()
  expect(road.texts()).toContain('2: satu')
})

it('takes a tap although what was said lately is damaged', async () => {
  const road = open()
  await road.write('ani', 'halo')
  damage(road, 'c1', 2)
  await road.write('ani', { type: 'choice', id: 'a.b.c' })
  expect(road.texts()).toEqual(['1: halo', '2: choice'])
})

it('shows a chat without the line that is damaged', async () => {
  const road = open()
  await road.write('ani', 'halo')
  await road.write('ani', 'lagi')
  damage(road, 'c1', 1)
  road.chatDb.run(sql`update chats set session_sealed = zeroblob(60)`)
  const view = await road.pipeline.chats.read('c1')
  expect(view?.lines.map(({ text }) => text)).toEqual(['1: halo', 'lagi', '2: lagi'])
})

it('does not count an attempt that a full disk ended', async () => {
  let isFull = true
  const road = open({
    engine: {
      ...parrot,
      takeTurn: (...args) => {
        // The count before it was small enough to be written; the turn is not.
        if (isFull) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
        return parrot.takeTurn(...args)
      },
    } satisfies Engine,
  })
  await road.write('ani', 'halo')
  await road.advance(30_000)
  isFull = false
  await road.advance(10_000)
  expect(road.texts()).toEqual(['1: halo'])
})

it('marks what was sent once the disk has room again, with nobody writing meanwhile', async () => {
  const road = open()
  const { sent } = road.deps.store.outbox
  let refusals = 2
  road.deps.store.outbox.sent = (...row) => {
    if (refusals-- > 0) throw new StoreUnavailable('full', new Error('full'))
    return sent(...row)
  }
  await road.write('ani', 'halo')
  await road.advance(10_000)
  const view = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(view?.lines.at(-1)?.status).toBe('sent')
  expect(road.sent).toHaveLength(1)
})

it('marks what arrives while the store rests', async () => {
  const arrived: (() => void)[] = []
  const road = open({
    send: (message) => new Promise((done) => arrived.push(() => done({ externalId: message.id }))),
  })
  await road.pipeline.chats.receive([road.message('ani', 'halo'), road.message('budi', 'pagi')])
  while (arrived.length < 2) await road.deps.breathe()
  const { sent } = road.deps.store.outbox
  let refusals = 1
  road.deps.store.outbox.sent = (...row) => {
    if (refusals-- > 0) throw new StoreUnavailable('full', new Error('full'))
    return sent(...row)
  }
  arrived[0]?.()
  await turns(road, 10)
  arrived[1]?.()
  await turns(road, 10)
  await road.advance(10_000)
  const states = await Promise.all(
    ['c1', 'c2'].map(
      async (id) => (await road.pipeline.chats.read(id, { forStaff: true }))?.lines.at(-1)?.status,
    ),
  )
  expect(states).toEqual(['sent', 'sent'])
})

it('goes on at once when the clock goes back an hour, at rest or with a reply on its way', async () => {
  const road = open()
  const { sent } = road.deps.store.outbox
  road.deps.store.outbox.sent = () => {
    road.deps.store.outbox.sent = sent
    throw new StoreUnavailable('full', new Error('full'))
  }
  await road.write('ani', 'halo')
  expect(road.pipeline.isWell()).toBe(false)
  road.clock.now -= HOUR_MS
  expect(road.pipeline.isWell()).toBe(true)
  await road.write('budi', 'pagi')
  expect(road.texts('budi')).toEqual(['1: pagi'])
})

it('sends a reply that waited when the clock went back', async () => {
  const dir = newDir()
  const before = open({ dir })
  const { claim } = before.deps.store.outbox
  before.deps.store.outbox.claim = () => {
    before.deps.store.outbox.claim = claim
    throw new StoreUnavailable('full', new Error('full'))
  }
  await before.write('ani', 'halo')
  await before.pipeline.stop()
  const road = open({ dir, from: T0 - HOUR_MS })
  await road.pipeline.idle()
  expect(road.texts()).toEqual(['1: halo'])
})

it('keeps time for more chats than a call has arguments', () => {
  const agenda = makeAgenda<string>()
  for (let n = 0; n < 200_000; n++) agenda.later(`${n}`, n + 5)
  expect(agenda.nextAt()).toBe(5)
})

it('lets a request that cannot be opened become an alarm, and the next ones pass', async () => {
  const road = open()
  const { add } = road.deps.store.outbox
  road.deps.store.outbox.add = (row) => {
    if (row.dest === 'office') road.deps.store.outbox.add = add
    add(row.dest === 'office' ? { ...row, bodySealed: new Uint8Array(60) } : row)
  }
  await road.write('ani', 'office', 'office')
  await road.advance(10 * 60_000)
  expect(road.requests.map(({ request }) => request.type)).toEqual(['alarm', 'ask_position'])
})

it('masks identity numbers wherever a person can put them', async () => {
  const road = open()
  const nik = '3275011503850000'
  await road.write(
    'ani',
    { type: 'contact', phone: nik, name: nik },
    { type: 'image', caption: `ktp ${nik}` },
    { type: 'location', lat: 1, lng: 2, label: nik },
    { type: 'choice', id: nik },
    { type: 'unsupported', what: nik },
    'nik 3275\u200b0115\u200b0385\u200b0000 ya',
    'nik (3275)(0115)(0385)(0000)',
    'nik \u202a3275 0115\u202c 0385*0000',
  )
  await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 's', name: nik })
  await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 's', text: `nik ${nik}` })
  const bodies = road.bodies('c1')
  for (const body of bodies) expect(body.replace(/[^0-9]/g, '')).not.toContain(nik)
  expect(bodies.length).toBeGreaterThan(9)
})

async function turns(road: Road, n: number): Promise<void> {
  for (let i = 0; i < n; i++) await road.deps.breathe()
}
