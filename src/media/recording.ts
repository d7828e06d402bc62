/** @module Sound, video and papers: told by their content, never by what a platform or a name says. Kept as they are; only ever handed out as a download. */

import { fileTypeFromBuffer } from 'file-type'
import type { MediaType } from '../core/chat.ts'
import { MediaRefused } from '../core/media.ts'
import type { Mime } from './kinds.ts'
import { MAX_RECORDING_BYTES } from './limits.ts'
import { TAKEN } from './photo.ts'

/** By what file-type calls it. An MP4 that holds sound alone is told as video by some recorders. */
const SOUND: Readonly<Record<string, Mime>> = {
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'video/mp4': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/amr': 'audio/amr',
}
const VIDEO: Readonly<Record<string, Mime>> = {
  'video/mp4': 'video/mp4',
  'video/quicktime': 'video/mp4',
  'video/3gpp': 'video/3gpp',
}
const PAPER: Readonly<Record<string, Mime>> = { 'application/pdf': 'application/pdf' }

const BY_TYPE: Partial<Record<MediaType, Readonly<Record<string, Mime>>>> = {
  voice: SOUND,
  video: VIDEO,
  document: PAPER,
}

/**
 * What the file is; `photo` when it has to be redrawn.
 * @throws MediaRefused when it is empty, too large or of a kind that is not taken
 */
export async function recognise(file: Uint8Array, type: MediaType): Promise<Mime | 'photo'> {
  if (file.length === 0) throw new MediaRefused('empty')
  if (file.length > MAX_RECORDING_BYTES) throw new MediaRefused('too_big')
  const found = (await fileTypeFromBuffer(file).catch(() => undefined))?.mime ?? ''
  if (type === 'document' && TAKEN.includes(found)) return 'photo'
  const mime = BY_TYPE[type]?.[found]
  if (mime === undefined) throw new MediaRefused('not_taken')
  return mime
}
