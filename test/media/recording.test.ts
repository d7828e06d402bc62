/** @module Voice messages, videos and papers of residents: taken by content, kept as they are, sealed. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_RECORDING_BYTES } from '../../src/media/limits.ts'
import { makeWorld } from './world.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-media-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const world = () => makeWorld(folder, () => new Date('2026-11-22T02:30:00Z'))

describe('sound, video and papers', () => {
  const OGG = new Uint8Array([
    ...new TextEncoder().encode('OggS'),
    0,
    2,
    ...new Array(20).fill(0),
    1,
    19,
    ...new TextEncoder().encode('OpusHead'),
    1,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
  const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  const AMR = new TextEncoder().encode('#!AMR\n0123456789012345')

  it.each([
    { label: 'a voice message', file: OGG, type: 'voice' as const, mime: 'audio/ogg' },
    { label: 'a voice message of an old phone', file: AMR, type: 'voice' as const, mime: 'audio/amr' },
    { label: 'a PDF', file: PDF, type: 'document' as const, mime: 'application/pdf' },
  ])('keeps $label as it is, under the name it was given, sealed', async ({ file, type, mime }) => {
    const { media, shelf } = world()
    const ref = await media.keep('c1', file, { name: 'abc123', type })
    expect(ref).toEqual({ ref: 'media:abc123', mime, bytes: file.length })
    expect(await media.open('c1', ref.ref)).toEqual({ bytes: file, mime })
    const sealed = await shelf.get('c1', 'abc123')
    expect(Buffer.from(sealed ?? []).includes(Buffer.from(file.slice(0, 8)))).toBe(false)
    expect(await media.open('c2', ref.ref)).toBeUndefined()
  })

  it('redraws a photo that comes as a document', async () => {
    const { media } = world()
    const file = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const ref = await media.keep('c1', file, { name: 'foto', type: 'document' })
    expect(ref.mime).toBe('image/webp')
  })

  it.each([
    {
      label: 'a page that claims to be a paper',
      file: new TextEncoder().encode('<script>1</script>'),
      type: 'document' as const,
      why: 'not_taken',
    },
    { label: 'a paper that claims to be sound', file: PDF, type: 'voice' as const, why: 'not_taken' },
    { label: 'sound that claims to be a photo', file: OGG, type: 'image' as const, why: 'not_a_photo' },
    { label: 'nothing', file: new Uint8Array(), type: 'voice' as const, why: 'empty' },
    {
      label: 'an endless recording',
      file: new Uint8Array(MAX_RECORDING_BYTES + 1),
      type: 'voice' as const,
      why: 'too_big',
    },
  ])('does not take $label', async ({ file, type, why }) => {
    const { media } = world()
    await expect(media.keep('c1', file, { name: 'x', type })).rejects.toMatchObject({ code: why })
  })
})
