/** @module A resident's own photo, opened for the chat it was sent in and for no other. */

import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { FILE_POLICY } from '../pages/security.ts'
import type { WebEnv } from './deps.ts'
import { chatOf } from './visitor.ts'

export const photo = new Hono<WebEnv>().get('/berkas/:name', async (c) => {
  const chatId = await chatOf(c)
  const file = chatId && (await c.env.media.open(chatId, `media:${c.req.param('name')}`))
  if (!file) throw new HTTPException(404)
  // A page sends photos alone; whatever else lies there came from another channel.
  if (!file.mime.startsWith('image/')) throw new HTTPException(404)
  const ending = file.mime === 'image/webp' ? 'webp' : 'jpg'
  return c.body(new Uint8Array(file.bytes), 200, {
    'content-type': file.mime,
    'content-disposition': `attachment; filename="foto.${ending}"`,
    'content-security-policy': FILE_POLICY,
    'cache-control': 'private, no-store',
  })
})
