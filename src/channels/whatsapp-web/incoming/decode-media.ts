/** @module Files in a message: what kind they are for us, and what is needed to fetch them. Pure. */

import type { proto } from '@whiskeysockets/baileys'
import type { Content, MediaType } from '../../../core/chat.ts'

/** How WhatsApp derives the key of a file; not always the kind that people see. */
export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** @example {"kind":"image","key":"q83v…","path":"/v/t62…","mime":"image/jpeg","bytes":81234} */
export type MediaKeys = {
  kind: FileKind
  /** Base64. */
  key: string
  path: string
  mime?: string
  bytes?: number
}

type File = {
  mediaKey?: Uint8Array | null
  directPath?: string | null
  mimetype?: string | null
  fileLength?: unknown
  caption?: string | null
}
type Medium = { type: MediaType; kind: FileKind; file: File | null | undefined }

/** Without its key a file cannot be fetched: then the content says what it was, and there is nothing to fetch. */
export function decodeMedia(message: proto.IMessage): { content: Content; media?: MediaKeys } | undefined {
  const media: Medium[] = [
    { type: 'image', kind: 'image', file: message.imageMessage },
    { type: 'video', kind: 'video', file: message.videoMessage ?? message.ptvMessage },
    { type: 'voice', kind: 'audio', file: message.audioMessage },
    { type: 'sticker', kind: 'sticker', file: message.stickerMessage },
    { type: 'document', kind: 'document', file: message.documentMessage },
  ]
  const found = media.find(({ file }) => file !== undefined && file !== null)
  if (found === undefined || !found.file) return undefined
  const { type, kind, file } = found
  const content: Content = { type, ...(file.caption ? { caption: file.caption } : {}) }
  const { mediaKey, directPath } = file
  if (!mediaKey || mediaKey.length === 0 || !directPath) return { content }
  const bytes = Number(file.fileLength)
  const mime = file.mimetype?.split(';')[0]?.trim()
  return {
    content,
    media: {
      kind,
      key: Buffer.from(mediaKey).toString('base64'),
      path: directPath,
      ...(mime ? { mime } : {}),
      ...(Number.isFinite(bytes) && bytes > 0 ? { bytes } : {}),
    },
  }
}
