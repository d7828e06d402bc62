/** @module What the line keeps: in order, whole, for some days, and out of every log. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SocketConfig } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChannelDeps } from '../../../src/channels/channel.ts'
import { makePending } from '../../../src/channels/whatsapp-web/connection/pending.ts'
import { quietLogger, quietSignal } from '../../../src/channels/whatsapp-web/connection/quiet.ts'
import { fetchMedia, keepMedia } from '../../../src/channels/whatsapp-web/incoming/media.ts'
import { makePersist } from '../../../src/channels/whatsapp-web/incoming/persist.ts'
import { makeDayShelf } from '../../../src/channels/whatsapp-web/kept/day-shelf.ts'
import { faultOf } from '../../../src/channels/whatsapp-web/kept/faults.ts'
import { fromBytes, toBytes } from '../../../src/channels/whatsapp-web/kept/json.ts'
import { StoreUnavailable } from '../../../src/core/errors.ts'
import { DAY_MS } from '../../../src/core/jakarta.ts'
import { openStore } from '../../../src/store/sqlite.ts'
import { makeClock } from '../../support/emulators/whatsapp-web/clock.ts'
import { testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'
import { BUDI, newKey, testLine } from '../../support/emulators/whatsapp-web/line.ts'

const bytes = (...values: number[]) => new Uint8Array(values)

describe('a Keep', () => {
  it('gives back what was set, in the order of first writing', () => {
    const { keep } = testKeep()
    for (const id of ['b', 'a', 'c']) keep.set('x', id, bytes(1))
    keep.set('x', 'b', bytes(2))
    keep.set('x', 'a', undefined)
    keep.set('y', 'b', bytes(3))
    expect(keep.list('x')).toEqual([
      { id: 'b', value: bytes(2) },
      { id: 'c', value: bytes(1) },
    ])
    expect([keep.get('x', 'a'), keep.get('y', 'b')]).toEqual([undefined, bytes(3)])
    keep.clear('x')
    expect([keep.list('x'), keep.get('y', 'b')]).toEqual([[], bytes(3)])
  })

  it('writes all of a transaction or nothing, also of one within another', () => {
    const { keep } = testKeep()
    const write = () =>
      keep.transaction(() => {
        keep.set('x', 'a', bytes(1))
        keep.transaction(() => keep.set('x', 'b', bytes(1)))
        throw new Error('in the end')
      })
    expect(write).toThrow('in the end')
    expect(keep.list('x')).toEqual([])
    expect(keep.transaction(() => keep.transaction(() => 5))).toBe(5)
  })

  it('opens nothing that was moved to another place', () => {
    const dir = mkdtempSync(join(tmpdir(), 'keep-'))
    const { keep, close } = testKeep(dir)
    keep.set('x', 'a', bytes(1))
    const store = openStore(join(dir, 'line.db'), 'line')
    store.db.run("update kept set id = 'b' where id = 'a'")
    store.close()
    expect(() => keep.get('x', 'b')).toThrow('does not open')
    expect(() => keep.list('x')).toThrow('does not open')
    close()
    rmSync(dir, { recursive: true })
  })
})

describe('a shelf of days', () => {
  it('keeps for fourteen days, and has forgotten after', () => {
    const { keep } = testKeep()
    const clock = makeClock()
    const shelf = makeDayShelf(keep, 'sent', clock.now)
    shelf.set('a', bytes(1))
    clock.jump(14 * DAY_MS)
    shelf.sweep()
    expect(shelf.get('a')).toEqual(bytes(1))
    clock.jump(DAY_MS)
    expect(shelf.has('a')).toBe(false)
    shelf.sweep()
    clock.jump(-15 * DAY_MS)
    expect(shelf.has('a')).toBe(false)
  })

  it('is swept by a line that runs, once a day', async () => {
    const made = await testLine()
    await made.hear()
    const { externalId } = await made.channel.send(made.out())
    const asked = () => made.sockets.last().config.getMessage?.({ remoteJid: BUDI, id: externalId })
    expect(await asked()).toBeDefined()
    made.clock.jump(16 * DAY_MS)
    await made.clock.advance(60_000)
    made.clock.jump(-16 * DAY_MS)
    expect(await asked()).toBeUndefined()
  })
})

describe('a decryption', () => {
  const repositoryOf = (decryptMessage: () => Promise<Uint8Array>) =>
    ({ decryptMessage }) as unknown as ReturnType<SocketConfig['makeSignalRepository']>
  const keys = { transaction: (work: () => Promise<unknown>) => work() }
  const auth = { keys } as unknown as Parameters<SocketConfig['makeSignalRepository']>[0]
  const logger = quietLogger(() => {})

  it('is kept before its answer is given also where it moved no key', async () => {
    const kept: unknown[] = []
    const inner = repositoryOf(async () => bytes(1, 2))
    const persist = makePersist({
      library: { DEFAULT_CONNECTION_CONFIG: { makeSignalRepository: () => inner } } as never,
      keep: testKeep().keep,
      pending: makePending(makeClock().timers),
      save: (attrs, plain) => void kept.push([attrs.id, plain]),
    })
    const { decryptMessage } = persist.makeSignalRepository(auth, logger)
    persist.note({ id: 'A1' }, [bytes(9)])
    const open = (ciphertext: Uint8Array) => decryptMessage({ jid: BUDI, type: 'msg', ciphertext })
    expect(await open(bytes(9))).toEqual(bytes(1, 2))
    expect(kept).toEqual([['A1', bytes(1, 2)]])
    // What came by no stanza that was seen is left to the other entrance.
    expect(await open(bytes(8))).toEqual(bytes(1, 2))
    expect(kept).toHaveLength(1)
  })

  it('fails when it cannot be kept, so that nobody says it has arrived', async () => {
    const persist = makePersist({
      library: {
        DEFAULT_CONNECTION_CONFIG: { makeSignalRepository: () => repositoryOf(async () => bytes(1)) },
      } as never,
      keep: testKeep().keep,
      pending: makePending(makeClock().timers),
      save: () => {
        throw new Error('full')
      },
    })
    persist.note({ id: 'A1' }, [bytes(9)])
    const { decryptMessage } = persist.makeSignalRepository(auth, logger)
    await expect(decryptMessage({ jid: BUDI, type: 'msg', ciphertext: bytes(9) })).rejects.toThrow('full')
  })
})

describe('what failed', () => {
  it.each([
    { error: Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), why: 'store_unwritable' },
    {
      error: new Error('a', { cause: Object.assign(new Error('x'), { code: 'ENOSPC' }) }),
      why: 'store_unwritable',
    },
    { error: new StoreUnavailable('x'), why: 'store_unwritable' },
    { error: new Error('kept.sealed does not open'), why: 'keys_unreadable' },
    { error: 'x', why: 'keys_unreadable' },
  ])('$error is $why', ({ error, why }) => {
    expect(faultOf(error)).toBe(why)
  })
})

describe('a file', () => {
  const keys = { kind: 'image' as const, key: 'q83vAQ==', path: '/v/1', mime: 'image/jpeg', bytes: 6 }
  const shelf = () => makeDayShelf(testKeep().keep, 'media', makeClock().now)
  const inParts =
    (...parts: Uint8Array[]) =>
    async () =>
      (async function* () {
        yield* parts
      })()

  it('is fetched by the reference that stands in the message', async () => {
    const asked: unknown[] = []
    const [media, name] = [shelf(), 'abc']
    const ref = keepMedia(media, name, keys)
    expect(ref).toEqual({ ref: 'whatsapp_web:abc', mime: 'image/jpeg', bytes: 6 })
    const got = await fetchMedia(
      media,
      async (given) => {
        asked.push(given)
        return inParts(bytes(1, 2), bytes(3))()
      },
      ref,
      10,
    )
    expect([got, asked]).toEqual([bytes(1, 2, 3), [keys]])
  })

  it('comes with its message from the wire', async () => {
    const made = await testLine()
    const imageMessage = { mediaKey: bytes(9), directPath: '/v/2', mimetype: 'image/png', caption: 'motor' }
    made.sockets.last().bring(newKey(), { imageMessage })
    await made.clock.settle()
    expect(made.got).toMatchObject([
      {
        content: {
          type: 'image',
          caption: 'motor',
          media: { ref: expect.stringMatching(/^whatsapp_web:[0-9a-f]{64}$/), mime: 'image/png' },
        },
      },
    ])
  })

  it.each([
    {
      label: 'says itself that it is too big',
      keys: { ...keys, bytes: 11 },
      parts: [bytes(1)],
      code: 'too_big',
    },
    {
      label: 'is bigger than it says',
      keys,
      parts: [bytes(1, 2, 3, 4, 5, 6), bytes(1, 2, 3, 4, 5)],
      code: 'too_big',
    },
    { label: 'leads elsewhere', keys: { ...keys, path: '@elsewhere.example/x' }, parts: [], code: 'gone' },
    {
      label: 'leads to another host',
      keys: { ...keys, path: '//elsewhere.example/x' },
      parts: [],
      code: 'gone',
    },
  ])('is refused when it $label', async ({ keys: given, parts, code }) => {
    const media = shelf()
    const ref = keepMedia(media, 'abc', given)
    const download = vi.fn(inParts(...parts))
    await expect(fetchMedia(media, download, ref, 10)).rejects.toMatchObject({ name: 'FetchError', code })
    if (code === 'gone') expect(download).not.toHaveBeenCalled()
  })

  it.each([
    { status: 404, code: 'gone' },
    { status: 410, code: 'gone' },
    { status: 429, code: 'throttled' },
    { status: 502, code: 'server' },
    { status: undefined, code: 'network' },
  ])('that the server answers with $status is $code', async ({ status, code }) => {
    const media = shelf()
    const ref = keepMedia(media, 'abc', keys)
    const download = async () => {
      throw Object.assign(new Error('x'), { output: { statusCode: status } })
    }
    await expect(fetchMedia(media, download, ref, 10)).rejects.toMatchObject({ name: 'FetchError', code })
  })

  it('of an unknown reference is gone', async () => {
    const unknown = fetchMedia(shelf(), inParts(), { ref: 'whatsapp_web:nobody' }, 10)
    await expect(unknown).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('a log', () => {
  const kept = { ...console }
  beforeEach(() => {
    for (const level of ['log', 'info', 'warn'] as const) console[level] = vi.fn()
  })
  afterEach(() => {
    for (const level of ['log', 'info', 'warn'] as const) console[level] = kept[level]
  })

  it('holds no session of the Signal library, and all that others print', () => {
    const [info, warn] = [console.info, console.warn]
    quietSignal()
    quietSignal()
    console.info('Closing session:', { privKey: bytes(1) })
    console.warn('Session already closed', { rootKey: bytes(1) })
    console.info('Pesan lain', 1)
    expect(info).toHaveBeenCalledTimes(1)
    expect(info).toHaveBeenCalledWith('Pesan lain', 1)
    expect(warn).not.toHaveBeenCalled()
  })

  it('holds of the library no more than a bare sentence', () => {
    const told: Parameters<ChannelDeps['log']>[] = []
    const logger = quietLogger((...args) => void told.push(args)).child({ class: 'x' })
    logger.error({ node: '<message from="6281333333333@s.whatsapp.net"/>' }, 'error in handling message')
    logger.error({}, 'failed for 6281333333333')
    logger.error(new Error('6281333333333'))
    for (const level of ['trace', 'debug', 'info', 'warn'] as const) logger[level]({ a: 1 }, 'secret')
    expect(told).toEqual([
      ['warn', { event: 'whatsapp_web_library', code: 'error in handling message' }],
      ['warn', { event: 'whatsapp_web_library' }],
      ['warn', { event: 'whatsapp_web_library' }],
    ])
  })
})

it('reads records as they were written', () => {
  expect(fromBytes(toBytes({ a: [1, 'é'] }))).toEqual({ a: [1, 'é'] })
})
