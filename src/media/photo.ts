/** @module A stranger's image file becomes one of ours: type by content, pixels alone. Keeps nothing. */

import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { MediaRefused } from '../core/media.ts'
import { MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE_PX, QUALITY, WORK_SECONDS } from './limits.ts'

// One image at a time fills the cores; what libvips would keep between images belongs to residents.
sharp.concurrency(1)
sharp.cache(false)

/** Kinds of photos that can be redrawn. */
export const TAKEN: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

export type Photo = { bytes: Uint8Array; mime: 'image/jpeg' | 'image/webp' }

/**
 * The same picture, upright, at most `MAX_SIDE_PX` on a side, without any metadata: JPEG, or WebP when it came
 * lossless or see-through. What hides behind or inside the pixels' container does not survive.
 *
 * @throws MediaRefused
 */
export async function redraw(file: Uint8Array): Promise<Photo> {
  if (file.length === 0) throw new MediaRefused('empty')
  if (file.length > MAX_FILE_BYTES) throw new MediaRefused('too_big')
  const found = await fileTypeFromBuffer(file).catch(() => undefined)
  if (!found || !TAKEN.includes(found.mime)) throw new MediaRefused('not_a_photo')
  try {
    const image = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    const { width, height, format } = await image.metadata()
    if (width * height > MAX_PIXELS) throw new MediaRefused('too_big')
    const sized = image
      .autoOrient()
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: WORK_SECONDS })
    if (format === 'jpeg') return photo(await sized.jpeg({ quality: QUALITY }).toBuffer(), 'image/jpeg')
    return photo(await sized.webp({ quality: QUALITY }).toBuffer(), 'image/webp')
  } catch (cause) {
    if (cause instanceof MediaRefused) throw cause
    throw new MediaRefused(isTooLarge(cause) ? 'too_big' : 'broken', cause)
  }
}

function photo(buffer: Buffer, mime: Photo['mime']): Photo {
  return { bytes: new Uint8Array(buffer), mime }
}

function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('pixel limit')
}
