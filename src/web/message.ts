/** @module What a page posted, read into one message: by a form without script or by the script as JSON. */

import type { Context } from 'hono'
import { z } from 'zod'
import { sha256 } from '../pages/assets.ts'
import type { WebEnv } from './deps.ts'
import { MAX_TEXT_BYTES } from './limits.ts'

/** A try has the key of the first try: the same key with the same contents is the same message. */
const keySchema = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/)

const postedSchema = z.object({
  key: keySchema,
  text: z.string().optional(),
  choice: z.string().min(1).max(200).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
})

export type Posted =
  | { type: 'text'; text: string }
  | { type: 'choice'; id: string }
  | { type: 'location'; lat: number; lng: number }
  | { type: 'photo'; caption: string; bytes: Uint8Array<ArrayBuffer> }

export type Read =
  | { ok: true; posted: Posted; externalId: string }
  /** `text` is what stood in the box, so that nothing written is lost. */
  | { ok: false; why: 'empty' | 'too_long' | 'not_understood'; text: string }

export async function readMessage(c: Context<WebEnv>): Promise<Read> {
  const { fields, file } = await fieldsOf(c)
  const parsed = postedSchema.safeParse(fields)
  if (!parsed.success) {
    return { ok: false, why: 'not_understood', text: typeof fields.text === 'string' ? fields.text : '' }
  }
  const { key, choice, lat, lng } = parsed.data
  const text = clean(parsed.data.text ?? '')
  if (new TextEncoder().encode(text).length > MAX_TEXT_BYTES) return { ok: false, why: 'too_long', text }
  if (choice !== undefined) return found(key, { type: 'choice', id: choice })
  if (lat !== undefined && lng !== undefined) {
    return found(key, { type: 'location', lat: round(lat), lng: round(lng) })
  }
  // A browser posts an empty file for a field that was left alone.
  if (file !== undefined && (file.size > 0 || file.name !== '')) {
    return found(key, { type: 'photo', caption: text, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return text === '' ? { ok: false, why: 'empty', text } : found(key, { type: 'text', text })
}

async function found(key: string, posted: Posted): Promise<Read> {
  const isPhoto = posted.type === 'photo'
  const body = isPhoto ? await sha256(posted.bytes) : await sha256(JSON.stringify(posted))
  return { ok: true, posted, externalId: `${key}.${body.slice(0, 16)}` }
}

async function fieldsOf(c: Context<WebEnv>): Promise<{ fields: Record<string, unknown>; file?: File }> {
  const type = c.req.header('content-type') ?? ''
  try {
    if (type.startsWith('application/json')) {
      const body: unknown = await c.req.json()
      return { fields: typeof body === 'object' && body !== null ? { ...body } : {} }
    }
    const form = await c.req.formData()
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
    const file = form.get('photo')
    return file instanceof File ? { fields, file } : { fields }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { fields: {} }
    throw error
  }
}

/** Line ends as one sign, no other control signs, no half characters: what is kept can be shown. */
function clean(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones taken away
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .trim()
  )
}

/** Five places are a metre: a phone does not know it better. */
function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
