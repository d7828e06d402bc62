/** @module The Cloud API over a whole line: our channel, its webhook on a server, and the emulator behind both. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Channel } from '../../../src/channels/channel.ts'
import type { Incoming } from '../../../src/core/message.ts'
import type { GraphOptions } from '../../support/emulators/whatsapp/world.ts'
import { cloud } from './cloud.ts'

const endings: (() => Promise<unknown>)[] = []

/** What a test opened is closed after it, the last first. */
export async function closeAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}

export function atEnd(end: () => Promise<unknown>): void {
  endings.push(end)
}

/** A line with its webhook on a server of its own; the first `busy` calls are not taken. */
export async function whole(graph: Partial<GraphOptions> = {}, { busy = 0 } = {}) {
  const incoming: Incoming[] = []
  const bodies: string[] = []
  const held: { channel?: Channel } = {}
  let left = busy
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    bodies.push(body.toString())
    left -= 1
    if (left >= 0) return response.writeHead(503).end()
    const { method = 'GET', url = '/' } = request
    const asked = new Request(`http://127.0.0.1${url}`, {
      method,
      headers: request.headers as Record<string, string>,
      ...(method === 'POST' ? { body } : {}),
    })
    const taken = await held.channel?.webhook?.(asked)
    incoming.push(...(taken?.incoming ?? []))
    return response.writeHead(taken?.response.status ?? 500).end(await taken?.response.text())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/whatsapp`
  const made = await cloud({}, { webhookUrl, statusDelayMs: 20, ...graph })
  held.channel = made.channel
  endings.push(async () => {
    await made.emulator.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return { ...made, incoming, bodies }
}
