/** @module Where platforms post: answered after it was kept, and not before. */

import { expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { StoreUnavailable } from '../../src/core/errors.ts'
import type { Incoming } from '../../src/core/message.ts'
import { webhooks } from '../../src/http/webhooks.ts'
import { hookOf } from '../../src/wiring/lines.ts'

const post = (path: string, hooks: object) =>
  webhooks.request(path, { method: 'POST', body: '{}' }, { hooks } as never)

const NOW = Date.UTC(2026, 10, 25)
const DAY = 86_400_000
const told: unknown[] = []
const known = { now: () => NOW, log: { warn: (entry: unknown) => void told.push(entry) } }
const message = { type: 'message', externalId: 'm1', at: NOW } as Incoming

it('gives the answer of the platform once what it brought is kept', async () => {
  const order: string[] = []
  const webhook = async () => ({ incoming: [message], response: new Response('ok') })
  const hook = hookOf(
    { webhook } as unknown as Channel,
    {
      receive: async () => {
        await Promise.resolve()
        order.push('kept')
      },
    },
    known,
  )
  const answer = await post('/telegram', { telegram: hook })
  order.push('answered')
  expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  expect(order).toEqual(['kept', 'answered'])
})

it('says 503 when the store cannot write, so that the platform comes again', async () => {
  const webhook = async () => ({ incoming: [message], response: new Response('ok') })
  const hook = hookOf(
    { webhook } as unknown as Channel,
    {
      receive: () => Promise.reject(new StoreUnavailable('full')),
    },
    known,
  )
  const answer = await post('/whatsapp', { whatsapp: hook })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
})

it('keeps nothing of a call that the channel refuses', async () => {
  const webhook = async () => ({ incoming: [], response: new Response('no', { status: 401 }) })
  let kept = 0
  const hook = hookOf(
    { webhook } as unknown as Channel,
    {
      receive: async () => {
        kept += 1
      },
    },
    known,
  )
  expect((await post('/whatsapp', { whatsapp: hook })).status).toBe(401)
  expect(kept).toBe(0)
})

it('answers a post of eight days ago and keeps nothing of it, as no platform repeats for so long', async () => {
  const late = { ...message, externalId: 'm2', at: NOW - 8 * DAY - 1 }
  const week = { ...message, externalId: 'm3', at: NOW - 7 * DAY }
  const webhook = async () => ({ incoming: [late, week], response: new Response('ok') })
  const kept: Incoming[] = []
  const channel = { id: 'whatsapp_cloud', webhook } as unknown as Channel
  const hook = hookOf(channel, { receive: async (incoming) => void kept.push(...incoming) }, known)
  expect((await post('/whatsapp', { whatsapp: hook })).status).toBe(200)
  expect(kept).toEqual([week])
  expect(told).toEqual([{ event: 'webhook_too_old', channel: 'whatsapp_cloud', count: 1 }])
})

it.each(['/telegram', '/whatsapp', '/signal'])(
  'looks like nothing at %s when that channel is not set',
  async (path) => {
    expect((await post(path, {})).status).toBe(404)
    expect((await webhooks.request(path, { method: 'POST' }, {} as never)).status).toBe(404)
  },
)
