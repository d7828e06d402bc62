/** @module Whose webhook it is: signatures over the bytes as they came, the handshake, and what is answered to the rest. */

import { expect, it } from 'vitest'
import { bytesOf, signatureOf } from '../support/emulators/whatsapp/bodies.ts'
import { HOOK, line, PHONE, posted, SECRET, VERIFY_TOKEN } from './whatsapp-cloud/cloud.ts'

const MOST = 3 * 1024 * 1024

function saying(text: string) {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            value: {
              metadata: { phone_number_id: '106540352242922' },
              messages: [
                { from: PHONE, id: 'wamid.1', timestamp: '1795413000', type: 'text', text: { body: text } },
              ],
            },
          },
        ],
      },
    ],
  }
}

const RAW = bytesOf(saying('Halo 👷🏽‍♂️, rp10.000/bulan — bisa?'))
const RIGHT = signatureOf(RAW, SECRET)
const HEX = RIGHT.slice('sha256='.length)

it('takes what is signed over the very bytes, escapes and emoji and all', async () => {
  const { webhook, channel } = line()
  expect(RAW).toContain('\\ud83d')
  const { incoming, response } = await webhook(posted(RAW))
  expect(response.status).toBe(200)
  expect(incoming).toMatchObject([{ content: { text: 'Halo 👷🏽‍♂️, rp10.000/bulan — bisa?' } }])
  expect((await channel.check()).lastReceivedAt).toEqual(expect.any(Number))
})

it('takes a signature in capital letters, which are the same bytes', async () => {
  const { response } = await line().webhook(posted(RAW, `sha256=${HEX.toUpperCase()}`))
  expect(response.status).toBe(200)
})

const other = HEX.startsWith('0') ? '1' : '0'
const REFUSED: { label: string; body?: string; signature: string | null }[] = [
  { label: 'no signature', signature: null },
  { label: 'an empty signature', signature: '' },
  { label: 'a signature without its name', signature: HEX },
  { label: 'a signature of another name', signature: `sha1=${HEX}` },
  { label: 'a signature cut short', signature: `sha256=${HEX.slice(0, 62)}` },
  { label: 'a signature with more behind it', signature: `${RIGHT}00` },
  { label: 'a signature that is no hexadecimal', signature: `sha256=${'zz'.repeat(32)}` },
  { label: 'one wrong letter', signature: `sha256=${other}${HEX.slice(1)}` },
  { label: 'the signature of another body', signature: signatureOf(`${RAW} `, SECRET) },
  { label: 'the signature by another secret', signature: signatureOf(RAW, 'other') },
  { label: 'the signature by no secret', signature: signatureOf(RAW, '') },
  {
    label: 'the same JSON written anew',
    body: JSON.stringify(JSON.parse(RAW)),
    signature: RIGHT,
  },
]

it.each(REFUSED)(
  'refuses $label, and does not say which would be right',
  async ({ body = RAW, signature }) => {
    const { webhook, logs } = line()
    const { incoming, response } = await webhook(posted(body, signature))
    expect(response.status).toBe(401)
    expect(incoming).toEqual([])
    const right = signatureOf(body, SECRET).slice('sha256='.length)
    const told = [await response.text(), JSON.stringify(logs), JSON.stringify([...response.headers])].join()
    expect(told).not.toContain(right)
    expect(told).not.toContain(SECRET)
  },
)

it('checks the signature before it reads a letter', async () => {
  const { webhook, logs, channel } = line()
  const { response } = await webhook(posted('{"entry":', signatureOf('', SECRET)))
  expect(await channel.check()).not.toHaveProperty('lastReceivedAt')
  expect(response.status).toBe(401)
  expect(logs).toEqual([['warn', { event: 'webhook_refused', code: 'signature' }]])
})

it('takes the old secret and the new one while they are changed, and the old one no more afterwards', async () => {
  const both = line({ appSecret: ['new', SECRET] })
  expect((await both.webhook(posted(RAW, signatureOf(RAW, 'new')))).response.status).toBe(200)
  expect((await both.webhook(posted(RAW))).response.status).toBe(200)
  const after = line({ appSecret: ['new'] })
  expect((await after.webhook(posted(RAW))).response.status).toBe(401)
})

it('takes nothing while no secret is set', async () => {
  const { webhook } = line({ appSecret: '' })
  expect((await webhook(posted(RAW, signatureOf(RAW, '')))).response.status).toBe(401)
})

it('takes 3 MB and refuses a byte more, with or without a stated length', async () => {
  const { webhook } = line()
  const full = ' '.repeat(MOST - 2).concat('{}')
  expect((await webhook(posted(full))).response.status).toBe(200)
  expect((await webhook(posted(`${full} `))).response.status).toBe(413)
  const stated = posted(RAW)
  stated.headers.set('content-length', String(MOST + 1))
  expect((await webhook(stated)).response.status).toBe(413)
})

it.each([
  { label: 'no JSON', body: '{"entry":' },
  { label: 'no text', body: new Uint8Array([0xff, 0xfe, 0x00]) },
  { label: 'nothing', body: '' },
])('answers 200 to $label that is signed, so that Meta does not send it for seven days', async ({ body }) => {
  const { webhook, logs } = line()
  const { incoming, response } = await webhook(posted(body))
  expect(response.status).toBe(200)
  expect(incoming).toEqual([])
  expect(logs).toEqual([['error', { event: 'webhook_unreadable' }]])
})

it('counts what is for another number, and raises what a failed message means', async () => {
  const { webhook, logs, alarms } = line()
  const failed = { id: 'w', status: 'failed', recipient_id: PHONE, errors: [{ code: 131031 }] }
  const value = (id: string) => ({ metadata: { phone_number_id: id }, statuses: [failed, failed] })
  const changes = [{ value: value('106540352242922') }, { value: value('999') }]
  const { incoming } = await webhook(posted(bytesOf({ entry: [{ changes }] })))
  expect(incoming).toHaveLength(2)
  expect(alarms).toEqual(['restricted'])
  expect(logs).toEqual([['warn', { event: 'webhook_ignored', count: 2 }]])
})

it('answers 400 when the caller goes away in the middle', async () => {
  const body = new ReadableStream({
    pull: (stream) => {
      stream.error(new Error('gone'))
    },
  })
  const request = new Request(HOOK, { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect((await line().webhook(request)).response.status).toBe(400)
})

it.each(['PUT', 'DELETE', 'HEAD'])('answers 405 to %s', async (method) => {
  expect((await line().webhook(new Request(HOOK, { method }))).response.status).toBe(405)
})

function handshake(query: Record<string, string>): Request {
  return new Request(`${HOOK}?${new URLSearchParams(query)}`)
}
const SHAKE = {
  'hub.mode': 'subscribe',
  'hub.verify_token': VERIFY_TOKEN,
  'hub.challenge': '<b>1158201444</b>',
}

it('gives the challenge of a handshake back as text', async () => {
  const { response, incoming } = await line().webhook(handshake(SHAKE))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(await response.text()).toBe('<b>1158201444</b>')
  expect(incoming).toEqual([])
})

it.each([
  { label: 'a wrong token', more: { 'hub.verify_token': 'wrong' } },
  { label: 'the beginning of the token', more: { 'hub.verify_token': VERIFY_TOKEN.slice(0, -1) } },
  { label: 'no token', more: { 'hub.verify_token': '' } },
  { label: 'another mode', more: { 'hub.mode': 'unsubscribe' } },
])('refuses a handshake with $label', async ({ more }) => {
  const { response } = await line().webhook(handshake({ ...SHAKE, ...more }))
  expect(response.status).toBe(403)
  expect(await response.text()).not.toContain(VERIFY_TOKEN)
})

it('refuses any handshake while no token is set', async () => {
  const { webhook } = line({ verifyToken: '' })
  const { response } = await webhook(handshake({ ...SHAKE, 'hub.verify_token': '' }))
  expect(response.status).toBe(403)
})

it('hands over two calls in the order they came, although the first takes longer to check', async () => {
  const { webhook } = line()
  const order: string[] = []
  const post = async (name: string, text: string) => {
    const { incoming } = await webhook(posted(bytesOf(saying(text))))
    if (incoming.length === 1) order.push(name)
  }
  for (let time = 0; time < 5; time += 1)
    await Promise.all([post('first', 'a'.repeat(2_500_000)), post('second', 'b')])
  expect(order).toEqual(Array.from({ length: 5 }, () => ['first', 'second']).flat())
})

it('goes on with the next call after one that was refused', async () => {
  const { webhook } = line()
  const [refused, taken] = await Promise.all([webhook(posted(RAW, 'sha256=00')), webhook(posted(RAW))])
  expect([refused.response.status, taken.response.status]).toEqual([401, 200])
})
