/** @module The webhook: who is let in, what becomes of what was posted, and telling Telegram where to post. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { registerWebhook } from '../../src/channels/telegram/webhook.ts'
import { SendError } from '../../src/core/errors.ts'
import type { Incoming } from '../../src/core/message.ts'
import {
  type telegramBench as Bench,
  PERSON,
  SECRET,
  telegramBench,
  until,
  wordsOf,
} from './telegram/bench.ts'

const HOOK = 'http://127.0.0.1:1/hooks/telegram'
const HEADER = 'X-Telegram-Bot-Api-Secret-Token'
const HOOKED = { mode: 'webhook', secret: SECRET, webhookUrl: HOOK } as const

const post = (body: string | ReadableStream, secret: string | undefined = SECRET, method = 'POST') =>
  new Request(HOOK, {
    method,
    headers: { ...(secret === '' ? {} : { [HEADER]: secret }) },
    ...(method === 'GET' ? {} : { body, duplex: 'half' }),
  } as RequestInit)

const MESSAGE = {
  update_id: 5,
  message: {
    message_id: 3,
    from: { id: 1, is_bot: false },
    chat: { id: 1, type: 'private' },
    date: 9,
    text: 'a',
  },
}
const TAP = {
  update_id: 6,
  callback_query: { id: '77', from: { id: 1 }, message: { chat: { id: 1, type: 'private' } }, data: 'x' },
}

describe('a post to the webhook', () => {
  it.each([
    { label: 'a message', request: () => post(JSON.stringify(MESSAGE)), status: 200, count: 1 },
    {
      label: 'a kind nobody knows',
      request: () => post('{"update_id":4,"hologram":{}}'),
      status: 200,
      count: 0,
    },
    { label: 'JSON that is no update', request: () => post('[1]'), status: 200, count: 0 },
    { label: 'no JSON', request: () => post('halo'), status: 400, count: 0 },
    { label: 'nothing', request: () => post(''), status: 400, count: 0 },
    { label: 'no secret', request: () => post(JSON.stringify(MESSAGE), ''), status: 401, count: 0 },
    {
      label: 'a secret that begins right',
      request: () => post(JSON.stringify(MESSAGE), SECRET.slice(0, -1)),
      status: 401,
      count: 0,
    },
    { label: 'a look at it', request: () => post('', SECRET, 'GET'), status: 405, count: 0 },
    {
      label: 'more than any update',
      request: () => post(`"${'x'.repeat(1_000_001)}"`),
      status: 413,
      count: 0,
    },
  ])('is answered: $label', async ({ request, status, count }) => {
    const { channel, end } = await telegramBench(HOOKED)
    const got = await channel.webhook?.(request())
    expect(got?.response.status).toBe(status)
    expect(got?.incoming).toHaveLength(count)
    await end()
  })

  it('is not read by whoever has not the secret', async () => {
    const { channel, end } = await telegramBench(HOOKED)
    const request = post(JSON.stringify(MESSAGE), 'falsch')
    await channel.webhook?.(request)
    expect(request.bodyUsed).toBe(false)
    await end()
  })

  it('is not read to an end that never comes', async () => {
    const { channel, end } = await telegramBench(HOOKED)
    let given = 0
    const endless = new ReadableStream({
      pull(controller) {
        given += 1
        controller.enqueue(new Uint8Array(100_000))
      },
    })
    const got = await channel.webhook?.(post(endless))
    expect(got?.response.status).toBe(413)
    expect(given).toBeLessThan(20)
    await end()
  })

  it('lets nobody in while we have no secret', async () => {
    const { channel, end } = await telegramBench({ mode: 'webhook', webhookUrl: HOOK })
    for (const secret of ['', 'undefined', 'x']) {
      const headers = { [HEADER]: secret }
      const got = await channel.webhook?.(new Request(HOOK, { method: 'POST', headers, body: '{}' }))
      expect(got?.response.status).toBe(401)
    }
    await end()
  })

  it('of a tap has the answer to it in ours, which leaves when it was received', async () => {
    const { channel, end } = await telegramBench(HOOKED)
    const got = await channel.webhook?.(post(JSON.stringify(TAP)))
    expect(got?.incoming).toMatchObject([{ content: { type: 'choice', id: 'x' } }])
    expect(await got?.response.json()).toEqual({ method: 'answerCallbackQuery', callback_query_id: '77' })
    await end()
  })
})

/** The way of a webhook as `http` goes it: what was posted is received before it is answered. */
async function serve(channel: Awaited<ReturnType<typeof Bench>>['channel'], refuse: () => boolean) {
  const got: Incoming[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = { [HEADER]: String(request.headers[HEADER.toLowerCase()] ?? '') }
    const taken = await channel.webhook?.(
      new Request(HOOK, { method: 'POST', headers, body: Buffer.concat(chunks) }),
    )
    if (refuse()) return response.writeHead(503).end()
    got.push(...(taken?.incoming ?? []))
    response.writeHead(taken?.response.status ?? 500, { 'Content-Type': 'application/json' })
    response.end(await taken?.response.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/telegram`
  return { got, url, close: () => server.close() }
}

describe('a line with a webhook', () => {
  it('is told of, and receives in order what was refused before', async () => {
    const { channel, options, deps, control, emulator, message, end } = await telegramBench(HOOKED)
    let refusals = 3
    const { got, url, close } = await serve(channel, () => refusals-- > 0)
    await registerWebhook({ ...options, webhookUrl: url }, deps)
    expect(emulator.world.hook).toMatchObject({ url, secret: SECRET, maxConnections: 20 })
    expect(emulator.world.allowed).toEqual(['message', 'edited_message', 'callback_query', 'my_chat_member'])
    for (const text of ['satu', 'dua', 'tiga']) control.user({ chat: PERSON, text })
    await until(() => got.length === 3)
    expect(wordsOf(got)).toEqual(['satu', 'dua', 'tiga'])
    await channel.send({
      ...message,
      choices: [{ id: 'menu.a', label: 'Iuran' }],
    })
    control.user({ chat: PERSON, tap: 'menu.a' })
    await until(() => emulator.world.answered.length === 1)
    const [id] = control.journal().findLast(({ kind }) => kind === 'delivery')?.updates ?? []
    expect(await control.deliver({ update_id: id ?? 0, times: 2 })).toEqual([200, 200])
    expect(new Set(got.slice(3).map((one) => 'externalId' in one && one.externalId)).size).toBe(1)
    close()
    await end()
  })

  it('refuses a group', async () => {
    const { channel, control, end } = await telegramBench(HOOKED)
    control.user({ chat: -100, type: 'group', text: 'halo' })
    const update = { message: { chat: { id: -100, type: 'group' }, message_id: 1, text: 'halo' } }
    expect(await channel.webhook?.(post(JSON.stringify(update)))).toMatchObject({ incoming: [] })
    await until(() => control.journal().some(({ method }) => method === 'leaveChat'))
    await end()
  })

  it('is told of once the platform is back', async () => {
    const { options, deps, told, control, emulator, end } = await telegramBench(HOOKED)
    control.inject({ fault: '502', times: 2 })
    control.inject({ fault: 'reset_before' })
    await registerWebhook(options, deps)
    expect(emulator.world.hook?.url).toBe(HOOK)
    expect(emulator.world.commands).toHaveLength(1)
    expect(told.logs).toHaveLength(3)
    await end()
  })

  it.each([
    { label: 'the token', fault: '401' as const, code: 'unauthorised', alarms: ['token_refused'] },
    { label: 'the address', fault: '403' as const, code: 'blocked', alarms: [] },
  ])('gives up when Telegram refuses $label', async ({ fault, code, alarms }) => {
    const { options, deps, told, control, errorOf, end } = await telegramBench(HOOKED)
    control.inject({ fault })
    const error = await errorOf(registerWebhook(options, deps))
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject({ code })
    expect(told.alarms).toEqual(alarms)
    await end()
  })

  it('is not told of any more after a stop', async () => {
    const { options, deps, emulator, errorOf, end } = await telegramBench(HOOKED)
    await emulator.close()
    const error = await errorOf(registerWebhook(options, deps, AbortSignal.timeout(50)))
    expect(error).toMatchObject({ code: 'network', outcome: 'not_sent' })
    await end()
  })

  it('cannot be told of without its settings', async () => {
    const { options, deps, end } = await telegramBench(HOOKED)
    await expect(registerWebhook({ ...options, webhookUrl: '' }, deps)).rejects.toThrow('PUBLIC_URL')
    await end()
  })

  it.each([
    { label: 'another address', url: 'http://127.0.0.1:2/', failedAgoMs: undefined, why: 'webhook_absent' },
    { label: 'a fresh failure', url: HOOK, failedAgoMs: 60_000, why: 'webhook_failing' },
    { label: 'an old failure', url: HOOK, failedAgoMs: 3_600_000, why: undefined },
  ])('says in its check what Telegram says: $label', async ({ url, failedAgoMs, why }) => {
    const { channel, emulator, end } = await telegramBench(HOOKED)
    const date = Math.floor((Date.now() - (failedAgoMs ?? 0)) / 1000)
    const error = failedAgoMs === undefined ? {} : { lastError: { date, message: 'Wrong response' } }
    emulator.world.hook = { url, secret: SECRET, maxConnections: 1, setAt: 0, ...error }
    const state = await channel.check()
    expect(state).toMatchObject({ set: true, link: 'idle' })
    expect(state.why).toBe(why)
    // What came since shows that posts arrive.
    const update = {
      message: { chat: { id: 7, type: 'private' }, from: { id: 7 }, message_id: 1, text: 'ya' },
    }
    await channel.webhook?.(post(JSON.stringify({ update_id: 1, ...update })))
    expect((await channel.check()).why).toBe(why === 'webhook_failing' ? undefined : why)
    await end()
  })
})
