/** @module A server that checks the signature of a post, reads it, keeps nothing and says 200. A process of its own, started by door.ts. */

import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { app } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Log } from '../../src/pipeline/deps.ts'
import { makePlatforms } from '../../src/wiring/channels.ts'
import { hookOf } from '../../src/wiring/lines.ts'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const now = () => Date.now()

const channels = makePlatforms(readConfig(process.env), {
  texts: { format: (key) => key },
  now,
  log: silent,
  alarm: () => {},
  over: () => {},
  keep: () => {
    throw new Error('WhatsApp Web is not measured')
  },
})
const hook = hookOf(channels.whatsapp_cloud, { receive: async () => {} }, { now, log: silent })
// The hook is all that is asked of it.
const deps = { hooks: { whatsapp: hook }, log: () => {}, ready: () => true } as never

const server = createServer(getRequestListener((request) => app.fetch(request, deps)))
server.listen({ port: 0, host: '127.0.0.1' }, () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.(address.port)
})
process.once('disconnect', () => process.exit())
