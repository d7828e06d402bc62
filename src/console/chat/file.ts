/** @module A file of a resident, opened for staff: inert, never kept by a browser, each opening written down. */

import { HTTPException } from 'hono/http-exception'
import { FILE_POLICY } from '../../pages/security.ts'
import type { StaffVisit } from '../deps.ts'

/** Shown or played on the page; anything else is handed out to be opened by a program of the desk. */
const SHOWN = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/
const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

export async function chatFile({ c, deps }: StaffVisit): Promise<Response> {
  const chatId = c.req.param('id') ?? ''
  const file = await deps.media.open(chatId, `media:${c.req.param('name')}`)
  if (file === undefined) throw new HTTPException(404)
  const how = SHOWN.test(file.mime) ? 'inline' : 'attachment'
  const all = new Uint8Array(file.bytes)
  const part = rangeOf(c.req.header('range'), all.length)
  const headers = {
    'content-type': file.mime,
    'content-disposition': `${how}; filename="kiriman-warga.${ENDINGS[file.mime] ?? 'bin'}"`,
    'content-security-policy': FILE_POLICY,
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  }
  if (part === undefined) return c.body(all, 200, headers)
  const { from, to } = part
  return c.body(all.slice(from, to + 1), 206, {
    ...headers,
    'content-range': `bytes ${from}-${to}/${all.length}`,
  })
}

/** One span, as players ask for it; of anything else the whole file is the answer. https://www.rfc-editor.org/rfc/rfc9110#field.range */
function rangeOf(header: string | undefined, length: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (length === 0 || (first === '' && last === '')) return undefined
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  return from <= to ? { from, to } : undefined
}
