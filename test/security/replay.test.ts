/** @module S2 and S3 of the security tests on the whole service: a recording that is played back does nothing, a bomb is not unfolded, and no secret is told. */

import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { CONSOLE_ORIGIN, type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { bytesOf, signatureOf } from '../support/emulators/whatsapp/bodies.ts'

const SECRET = 'app-secret-of-tests'
const BOT_SECRET = 'rahasia_webhook'
const SETTINGS = {
  PUBLIC_URL: CONSOLE_ORIGIN,
  WHATSAPP_CLOUD_TOKEN: 'token-for-tests',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
  WHATSAPP_CLOUD_APP_SECRET: SECRET,
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'verify',
  WHATSAPP_CLOUD_API_ROOT: 'http://127.0.0.1:9',
  TELEGRAM_BOT_TOKEN: '7001:Kata-Sandi_Bot',
  TELEGRAM_MODE: 'webhook',
  TELEGRAM_WEBHOOK_SECRET: BOT_SECRET,
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
}
const DAY = 86_400_000

let world: ConsoleWorld
let logged: string[]

beforeEach(async () => {
  logged = []
  const note = (entry: unknown) => void logged.push(JSON.stringify(entry))
  world = await consoleWorld({ log: { info: note, warn: note, error: note } }, SETTINGS)
})
afterEach(() => world.stop())

const seconds = () => Math.floor(world.now() / 1000)
const cloudBody = (text: string) =>
  bytesOf({
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            value: {
              metadata: { phone_number_id: '1' },
              messages: [
                {
                  from: '6281200000001',
                  id: 'wamid.1',
                  timestamp: String(seconds()),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  })
const update = () => ({
  update_id: 5,
  message: {
    message_id: 3,
    from: { id: 1, is_bot: false },
    chat: { id: 1, type: 'private' },
    date: seconds(),
    text: 'halo',
  },
})

/** The request of a platform, made once and sent as often as one likes. */
const RECORDED = {
  'the Cloud API': () => {
    const body = cloudBody('halo')
    return { path: '/hooks/whatsapp', body, headers: { 'x-hub-signature-256': signatureOf(body, SECRET) } }
  },
  Telegram: () => ({
    path: '/hooks/telegram',
    body: JSON.stringify(update()),
    headers: { 'x-telegram-bot-api-secret-token': BOT_SECRET },
  }),
}
type Recorded = { path: string; body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> }

async function send({ path, body, headers }: Recorded): Promise<Response> {
  const answer = await app.request(
    `${CONSOLE_ORIGIN}${path}`,
    { method: 'POST', headers, body },
    world.service.web,
  )
  await world.service.quiet()
  return answer
}

/** All that stands in the chats and at the office. */
async function everything() {
  const lines = [
    { channel: 'whatsapp_cloud', account: '1', address: '6281200000001' },
    { channel: 'telegram', account: '7001', address: '1' },
  ] as const
  const ids = await Promise.all(lines.map((one) => world.service.chats.find(one)))
  const known = ids.filter((id) => id !== undefined)
  const chats = await Promise.all(known.map((id) => world.service.chats.read(id, { forStaff: true })))
  return chats.map((chat) => chat?.lines.map(({ seq, from, text }) => [seq, from, text]))
}

describe('a recording', () => {
  it.each(Object.entries(RECORDED))(
    'of a post of %s does nothing after a second, an hour, seven and eight days',
    async (_name, record) => {
      const recorded = record()
      expect((await send(recorded)).status).toBe(200)
      const before = await everything()
      expect(before).toHaveLength(1)
      for (const ms of [1_000, 3_600_000, 7 * DAY, DAY]) {
        await world.pass(ms)
        const then = await everything()
        expect((await send(recorded)).status).toBe(200)
        expect(await everything()).toEqual(then)
      }
    },
  )

  it.each(Object.entries(RECORDED))(
    'of %s that is eight days old opens no chat, when its own was forgotten',
    async (_name, record) => {
      const recorded = record()
      await world.pass(8 * DAY + 1_000)
      expect((await send(recorded)).status).toBe(200)
      expect(await everything()).toEqual([])
      expect(logged.join()).toContain('webhook_too_old')
    },
  )
})

describe('a body that is no body', () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000)))

  it.each([
    ['unsigned', { 'content-encoding': 'gzip' }, 401],
    ['signed', { 'content-encoding': 'gzip', 'x-hub-signature-256': signatureOf(bomb, SECRET) }, 200],
  ] as const)(
    'of fifty megabytes folded into fifty kilobytes is never unfolded: %s',
    async (_label, headers, status) => {
      const before = process.memoryUsage().arrayBuffers
      expect((await send({ path: '/hooks/whatsapp', body: bomb, headers })).status).toBe(status)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(25_000_000)
      expect(await everything()).toEqual([])
    },
  )

  it.each(Object.entries(RECORDED))(
    'of three megabytes and a byte is refused, and nothing of it kept: %s',
    async (_name, record) => {
      const { path, headers } = record()
      const body = ' '.repeat(3 * 1024 * 1024 + 1)
      const signed = path.endsWith('whatsapp')
        ? { 'x-hub-signature-256': signatureOf(body, SECRET) }
        : headers
      expect((await send({ path, body, headers: signed })).status).toBe(413)
      expect(await everything()).toEqual([])
    },
  )
})

it('a refusal tells neither the right signature nor the secret, in its answer and in the log', async () => {
  const body = cloudBody('halo')
  const right = signatureOf(body, SECRET)
  const wrong = `sha256=${'0'.repeat(64)}`
  const answers = [
    await send({ path: '/hooks/whatsapp', body, headers: { 'x-hub-signature-256': wrong } }),
    await send({ path: '/hooks/whatsapp', body, headers: {} }),
    await send({
      path: '/hooks/telegram',
      body: '{}',
      headers: { 'x-telegram-bot-api-secret-token': BOT_SECRET.slice(0, -1) },
    }),
    await app.request(
      `${CONSOLE_ORIGIN}/hooks/whatsapp?hub.mode=subscribe&hub.verify_token=falsch&hub.challenge=1`,
      {},
      world.service.web,
    ),
  ]
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 403])
  const told = `${(await Promise.all(answers.map((answer) => answer.text()))).join()}${logged.join()}`
  for (const secret of [right, right.slice(7), SECRET, BOT_SECRET, 'verify_token='])
    expect(told).not.toContain(secret)
})
