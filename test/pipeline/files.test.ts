/** @module Files that platforms announce: named at once, fetched beside the conversation, kept, or told as lost. */

import { describe, expect, it } from 'vitest'
import type { MediaRef } from '../../src/core/chat.ts'
import { FetchError } from '../../src/core/errors.ts'
import { type Media, MediaRefused } from '../../src/core/media.ts'
import { makeRoad, roadsOfTest, T0 } from './road.ts'

const { open, newDir } = roadsOfTest()

/** Keeps what it is given; refuses a file that says so. */
function shelf() {
  const kept = new Map<string, { bytes: Uint8Array; type: string }>()
  const media: Media = {
    keep: async (chatId, file, as) => {
      if (new TextDecoder().decode(file) === 'virus') throw new MediaRefused('not_taken')
      kept.set(`${chatId}|media:${as?.name}`, { bytes: file, type: as?.type ?? '' })
      return { ref: `media:${as?.name}`, mime: 'audio/ogg', bytes: file.length }
    },
    open: async () => undefined,
    clear: async () => 0,
    drop: async () => 0,
  }
  return { kept, media }
}

const photo = (ref: string) => ({ type: 'image' as const, caption: 'motor saya', media: { ref } })
const bytes = (text: string) => new TextEncoder().encode(text)

const linesOf = async (road: ReturnType<typeof open>) =>
  (await road.pipeline.chats.read('c1', { forStaff: true }))?.lines ?? []

describe('a file that a platform announces', () => {
  it('has its own name before it is there, and is found under it when it is', async () => {
    const { kept, media } = shelf()
    const asked: MediaRef[] = []
    let give = (_: Uint8Array) => {}
    const fetchMedia = (ref: MediaRef) => {
      asked.push(ref)
      return new Promise<Uint8Array>((resolve) => {
        give = resolve
      })
    }
    const road = open({ media, channel: { fetchMedia } })
    await road.pipeline.chats.receive([road.message('ani', photo('tg:1'))])
    while (asked.length === 0 || road.sent.length === 0) await road.deps.breathe()
    // The answer did not wait for the file.
    expect(road.texts()).toEqual(['1: image'])
    const [before] = await linesOf(road)
    expect(before?.media).toMatchObject({ type: 'image', state: 'fetching' })
    expect(before?.media?.ref).toMatch(/^media:[0-9a-f]{40}$/)
    give(bytes('piksel'))
    await road.pipeline.idle()
    expect(asked).toEqual([{ ref: 'tg:1' }])
    const [after] = await linesOf(road)
    expect(after?.media).toMatchObject({
      ref: before?.media?.ref,
      state: 'kept',
      mime: 'audio/ogg',
      bytes: 6,
    })
    expect(kept.has(`c1|${after?.media?.ref}`)).toBe(true)
  })

  it('is fetched once however often its message comes', async () => {
    const { media } = shelf()
    let fetches = 0
    const fetchMedia = async () => {
      fetches += 1
      return bytes('piksel')
    }
    const road = open({ media, channel: { fetchMedia } })
    const message = road.message('ani', photo('tg:1'))
    await road.pipeline.chats.receive([message, message])
    await road.pipeline.idle()
    await road.pipeline.chats.receive([message])
    await road.pipeline.idle()
    expect(fetches).toBe(1)
  })

  it('is tried again while the platform is away, and after a restart', async () => {
    const dir = newDir()
    const { kept, media } = shelf()
    const away = async () => {
      throw new FetchError('away', { code: 'network' })
    }
    const first = open({ dir, media, channel: { fetchMedia: away } })
    await first.write('ani', photo('tg:1'))
    await first.advance(10_000)
    expect((await linesOf(first))[0]?.media?.state).toBe('fetching')
    await first.pipeline.stop()
    const fetchMedia = async () => bytes('piksel')
    const second = open({ dir, media, channel: { fetchMedia }, from: first.clock.now })
    await second.pipeline.idle()
    await second.advance(120_000)
    expect((await linesOf(second))[0]?.media?.state).toBe('kept')
    expect(kept.size).toBe(1)
  })

  it.each([
    { label: 'is gone', fault: () => new FetchError('x', { code: 'gone' }), why: 'gone' },
    { label: 'is too large', fault: () => new FetchError('x', { code: 'too_big' }), why: 'too_big' },
    { label: 'is refused by the shelf', fault: undefined, why: 'not_taken' },
    { label: 'never comes', fault: () => new FetchError('x', { code: 'server' }), why: 'not_fetched' },
  ])('is told as lost when it $label', async ({ fault, why }) => {
    const { media } = shelf()
    const fetchMedia = async () => {
      if (fault !== undefined) throw fault()
      return bytes('virus')
    }
    const road = open({ media, channel: { fetchMedia } })
    await road.write('ani', photo('tg:1'))
    await road.advance(60 * 60_000)
    expect(road.texts()).toEqual(['1: image', `lost image ${why}`])
    const [line] = await linesOf(road)
    expect(line?.media?.state).toBe('lost')
    // The platform's name for it is not kept longer than it is needed.
    expect(
      road.deps.store.files.get('c1', line?.media?.ref.slice('media:'.length) ?? '')?.refSealed,
    ).toBeNull()
  })

  it('is given up when it kills the process each time', async () => {
    const dir = newDir()
    const { media } = shelf()
    let now = T0
    const fetchMedia = () => new Promise<Uint8Array>(() => {})
    for (let n = 0; n < 12; n += 1) {
      // Never closed properly: its fetch hangs as at a kill.
      const dying = makeRoad({ dir, media, channel: { fetchMedia }, from: now })
      if (n === 0) await dying.pipeline.chats.receive([dying.message('ani', photo('tg:1'))])
      await dying.deps.breathe()
      await dying.deps.breathe()
      now += 200_000
    }
    const last = open({ dir, media, channel: { fetchMedia: async () => bytes('piksel') }, from: now })
    await last.pipeline.idle()
    expect((await linesOf(last))[0]?.media?.state).toBe('lost')
  })

  it('is not asked for when it is a sticker', async () => {
    const { media } = shelf()
    let fetches = 0
    const fetchMedia = async () => {
      fetches += 1
      return bytes('x')
    }
    const road = open({ media, channel: { fetchMedia } })
    await road.write('ani', { type: 'sticker', media: { ref: 'tg:9' } })
    expect(fetches).toBe(0)
  })

  it('cannot name a file of somebody else', async () => {
    const { media } = shelf()
    const road = open({ media, channel: { fetchMedia: async () => bytes('piksel') } })
    await road.write('ani', photo('media:punya-orang-lain'))
    expect((await linesOf(road))[0]?.media?.ref).not.toContain('punya-orang-lain')
  })
})
