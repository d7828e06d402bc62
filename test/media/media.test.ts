/** @module Photos of residents: taken by content, redrawn, sealed, bounded. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exifr from 'exifr'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MediaRefused } from '../../src/core/media.ts'
import { MAX_FILE_BYTES, MAX_FILES_AN_HOUR, MAX_SIDE_PX } from '../../src/media/limits.ts'
import { makeMedia } from '../../src/media/media.ts'
import { openShelf } from '../../src/media/shelf.ts'
import { makeWorld } from './world.ts'

const HOUR_MS = 60 * 60 * 1000
const MARKER = 'SIAPAKAH-AKU'

let folder: string
let now: Date
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-media-'))
  now = new Date('2026-11-22T02:30:00Z')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const world = () => makeWorld(folder, () => now)

const plain = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#c63' } })

/** A photo as a phone makes it: turned, with place, phone and a comment. */
const fromPhone = async (): Promise<Buffer> =>
  await plain()
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: 'HP', Model: 'Contoh', ImageDescription: MARKER },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '6/1 14/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '107/1 0/1 0/1',
      },
    })
    .jpeg()
    .toBuffer()

async function refusal(file: Uint8Array): Promise<string> {
  const result = await world()
    .media.keep('c1', file)
    .catch((error: unknown) => error)
  if (!(result instanceof MediaRefused)) throw new Error(`it was taken: ${JSON.stringify(result)}`)
  return result.code
}

describe('a photo that is taken', () => {
  it('comes back upright, without place, phone or comment', async () => {
    const file = await fromPhone()
    expect((await exifr.gps(file))?.latitude).toBeCloseTo(-6.23, 1)
    const { media } = world()
    const { ref, mime } = await media.keep('c1', file)
    const opened = await media.open('c1', ref)
    if (!opened) throw new Error('it did not come back')
    expect(mime).toBe('image/jpeg')
    expect(opened.mime).toBe('image/jpeg')
    const read = await exifr.parse(Buffer.from(opened.bytes), true)
    expect(read ?? {}).not.toHaveProperty('Make')
    expect(await exifr.gps(Buffer.from(opened.bytes)).catch(() => undefined)).toBeUndefined()
    expect(Buffer.from(opened.bytes).includes(MARKER)).toBe(false)
    const { width, height, exif } = await sharp(opened.bytes).metadata()
    expect([width, height, exif]).toEqual([40, 60, undefined])
  })

  it('is made small enough to send and large enough to read', async () => {
    const { media } = world()
    const { ref } = await media.keep('c1', await plain(4000, 3000).jpeg().toBuffer())
    const opened = await media.open('c1', ref)
    const { width, height } = await sharp(opened?.bytes).metadata()
    expect([width, height]).toEqual([MAX_SIDE_PX, (MAX_SIDE_PX * 3) / 4])
  })

  it.each([
    ['PNG', () => plain().png().toBuffer()],
    ['WebP', () => plain().webp().toBuffer()],
    ['AVIF', () => plain().avif().toBuffer()],
  ])('as %s becomes WebP', async (_label, make) => {
    const { media } = world()
    const { ref, mime } = await media.keep('c1', await make())
    expect(mime).toBe('image/webp')
    expect((await sharp((await media.open('c1', ref))?.bytes).metadata()).format).toBe('webp')
  })

  it.each([
    ['HTML', '<html><script>alert(1)</script>'],
    ['PHP', '<?php system($_GET[0]); ?>'],
    ['a zip', 'PK\u0003\u0004zip'],
    ['the EICAR test string', 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'],
  ])('and carries %s behind its pixels leaves it behind', async (_label, payload) => {
    const { media } = world()
    const { ref } = await media.keep(
      'c1',
      Buffer.concat([await plain().jpeg().toBuffer(), Buffer.from(payload)]),
    )
    const opened = await media.open('c1', ref)
    expect(Buffer.from(opened?.bytes ?? []).includes(payload.slice(0, 12))).toBe(false)
  })

  it('lies sealed under a name that tells nothing, readable by us alone', async () => {
    const { media } = world()
    const { ref } = await media.keep('c1', await fromPhone())
    const [name = ''] = readdirSync(join(folder, 'c1'))
    expect(ref).toBe(`media:${name}`)
    const file = join(folder, 'c1', name)
    expect(readFileSync(file).includes('JFIF')).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('opens for its own chat alone', async () => {
    const { media } = world()
    const { ref } = await media.keep('c1', await fromPhone())
    expect(await media.open('c2', ref)).toBeUndefined()
  })

  it('does not open once it was moved to another chat or the chat was forgotten', async () => {
    const { media, shelf, vault } = world()
    const { ref } = await media.keep('c1', await fromPhone())
    await media.keep('c2', await fromPhone())
    const sealed = (await shelf.get('c1', 'f1')) ?? new Uint8Array()
    await shelf.put('c2', 'f1', sealed, now)
    await expect(media.open('c2', ref)).rejects.toThrow('does not open')
    vault.forget('chat:c1')
    await expect(media.open('c1', ref)).rejects.toThrow('does not open')
  })

  it.each(['media:../c2/f1', 'media:', 'f1', 'media:f1/../../x', 'media:%2e%2e'])(
    'is not found by %s',
    async (ref) => {
      const { media } = world()
      await media.keep('c1', await fromPhone())
      expect(await media.open('c1', ref)).toBeUndefined()
    },
  )

  it('goes with all others when the chat is cleared', async () => {
    const { media, shelf } = world()
    const { ref } = await media.keep('c1', await fromPhone())
    await shelf.clear('c1')
    expect(await media.open('c1', ref)).toBeUndefined()
  })
})

describe('a file that is no photo', () => {
  it.each([
    ['nothing', () => new Uint8Array(), 'empty'],
    ['text', () => Buffer.from('halo'), 'not_a_photo'],
    ['HTML named as a photo', () => Buffer.from('<html><script>alert(1)</script></html>'), 'not_a_photo'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not_a_photo'],
    [
      'SVG with a declaration',
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'not_a_photo',
    ],
    ['PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'not_a_photo'],
    ['a GIF', () => Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1'), 'not_a_photo'],
    [
      'the head of a JPEG and then HTML',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>')]),
      'broken',
    ],
    ['too many bytes', () => new Uint8Array(MAX_FILE_BYTES + 1), 'too_big'],
  ])('is refused: %s', async (_label, make, code) => {
    expect(await refusal(make())).toBe(code)
    expect(readdirSync(folder)).toEqual([])
  })

  it('is refused when it is only half of one', async () => {
    const whole = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
        background: '#000',
      },
    })
      .jpeg()
      .toBuffer()
    expect(await refusal(whole.subarray(0, whole.length / 2))).toBe('broken')
  })
})

describe('a bomb', () => {
  it('of 20,000 by 20,000 points is refused before it unfolds', async () => {
    const bomb = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(MAX_FILE_BYTES)
    const started = performance.now()
    expect(await refusal(bomb)).toBe('too_big')
    expect(performance.now() - started).toBeLessThan(200)
  })
})

describe('the hour', () => {
  it('holds ten photos of a chat, also after a restart; the next hour takes more', async () => {
    const file = await plain(8, 8).png().toBuffer()
    const { media, vault } = world()
    for (let n = 0; n < MAX_FILES_AN_HOUR; n++) await media.keep('c1', file)
    await expect(media.keep('c1', file)).rejects.toMatchObject({ code: 'too_many' })
    const restarted = makeMedia({ vault, shelf: openShelf(folder), now: () => now, newId: () => 'x1' })
    await expect(restarted.keep('c1', file)).rejects.toMatchObject({ code: 'too_many' })
    await expect(restarted.keep('c2', file)).resolves.toHaveProperty('ref')
    now = new Date(now.getTime() + HOUR_MS + 1)
    await expect(restarted.keep('c1', file)).resolves.toHaveProperty('ref')
  })

  it('holds no more when they all come at the same moment', async () => {
    const file = await plain(8, 8).png().toBuffer()
    const { media } = world()
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => media.keep('c1', file)))
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(
      MAX_FILES_AN_HOUR,
    )
    expect(readdirSync(join(folder, 'c1')).length).toBeGreaterThan(0)
  })
})
