/** @module S11 of the security tests, the part after the name server has spoken: whatever a name points to, nothing inside is dialled, and no second answer changes that. */

import { createServer, type Server } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { makePlatforms, type PlatformDeps } from '../../src/wiring/channels.ts'
import { isInside, makeOutbound, ownHostsOf } from '../../src/wiring/outbound.ts'

let inside: Server
let port = 0
/** What reached something inside. */
const reached: string[] = []
beforeAll(async () => {
  inside = createServer((request, response) => {
    reached.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    response.end(JSON.stringify({ secret: 'inside' }))
  })
  inside.on('connection', () => reached.push('connection'))
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done))
  port = (inside.address() as AddressInfo).port
})
afterAll(async () => {
  inside.closeAllConnections()
  await new Promise((done) => inside.close(done))
})

/** A name server that answers the first question so, the second so, and all later ones as the last. */
function nameServer(...answers: string[][]) {
  const asked: string[] = []
  return {
    asked,
    resolve: (host: string, _options: object, callback: (error: null, found: Found[]) => void) => {
      const now = answers[Math.min(asked.length, answers.length - 1)] ?? []
      asked.push(host)
      callback(
        null,
        now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    },
  }
}
type Found = { address: string; family: number }

const causeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'reached',
    (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.message,
  )

const INSIDE = [
  ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['169.254.169.254', '100.100.100.200', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.0.192'],
  ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'fc00::1', 'ff02::1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe'],
  ...['2002:7f00:1::', '2001:0:7f00:1::'],
]
const OUTSIDE = [
  '157.240.1.1',
  '149.154.167.220',
  '172.32.0.1',
  '100.128.0.1',
  '2a03:2880:f003::1',
  '64:ff9b::9df0:101',
]

describe('a name that leads inside', () => {
  it.each(INSIDE)('is not dialled: %s', async (address) => {
    expect(isInside(address)).toBe(true)
    const { resolve, asked } = nameServer([address])
    const { fetch } = makeOutbound(new Set(), resolve)
    expect(await causeOf(fetch(`http://media.test:${port}/x`))).toBe('ERR_INSIDE_ADDRESS')
    expect(asked).toEqual(['media.test'])
    expect(reached).toEqual([])
  })

  it.each(OUTSIDE)('is told from one that leads to a platform: %s', (address) => {
    expect(isInside(address)).toBe(false)
  })

  it('is refused as a whole when one of its addresses is inside', async () => {
    const { resolve } = nameServer(['157.240.1.1', '127.0.0.1'])
    const { fetch } = makeOutbound(new Set(), resolve)
    expect(await causeOf(fetch(`http://media.test:${port}/x`))).toBe('ERR_INSIDE_ADDRESS')
    expect(reached).toEqual([])
  })

  it('is asked for once: what was judged is what is dialled, although the next answer would be another', async () => {
    // Our own host stands for a platform's: allowed at first, "moved inside" with the next question.
    const { resolve, asked } = nameServer(['127.0.0.1'], ['10.0.0.5'])
    const { fetch } = makeOutbound(new Set(['kita.test']), resolve)
    const answer = await fetch(`http://kita.test:${port}/once`)
    expect(await answer.json()).toEqual({ secret: 'inside' })
    expect(asked).toEqual(['kita.test'])
    expect(reached).toEqual(['connection', 'GET /once '])
    reached.length = 0
  })

  it('is not dialled by the client of Telegram either', async () => {
    const { resolve } = nameServer(['169.254.169.254'])
    const { agent } = makeOutbound(new Set(), resolve)
    const code = await new Promise((done) => {
      httpsRequest({ host: 'api.test', port, path: '/', agent })
        .on('error', (error: NodeJS.ErrnoException) => done(error.code))
        .end()
    })
    expect(code).toBe('ERR_INSIDE_ADDRESS')
    expect(reached).toEqual([])
  })
})

describe('a number in place of a name', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::1]',
    '[::ffff:7f00:1]',
    '169.254.169.254',
  ])('is not dialled, however it is written: %s', async (host) => {
    const { resolve, asked } = nameServer(['157.240.1.1'])
    const { fetch } = makeOutbound(new Set(), resolve)
    expect(await causeOf(fetch(`http://${host}:${port}/x`))).toBe('ERR_INSIDE_ADDRESS')
    expect(asked).toEqual([])
    expect(reached).toEqual([])
  })

  it('is dialled where the operator wrote this machine into the settings, and then that host alone', async () => {
    const hosts = ownHostsOf([
      `http://127.0.0.1:${port}`,
      'https://api.telegram.org',
      undefined,
      'https://10.0.0.5',
    ])
    expect([...hosts]).toEqual(['127.0.0.1'])
    const { fetch } = makeOutbound(hosts)
    expect((await fetch(`http://127.0.0.1:${port}/own`)).status).toBe(200)
    expect(reached.splice(0)).toContain('GET /own ')
    expect(await causeOf(fetch(`http://127.0.0.2:${port}/other`))).toBe('ERR_INSIDE_ADDRESS')
    expect(await causeOf(fetch(`http://[::1]:${port}/other`))).toBe('ERR_INSIDE_ADDRESS')
    expect(reached).toEqual([])
  })
})

it('the service wires its platforms so: with their names led inside no message, no token and no file goes there', async () => {
  const { resolve, asked } = nameServer(['127.0.0.1'])
  const note = () => {}
  const deps: PlatformDeps = {
    texts: { format: (key) => key },
    now: () => Date.UTC(2026, 10, 30),
    log: { info: note, warn: note, error: note },
    alarm: note,
    over: note,
    outbound: makeOutbound(new Set(), resolve),
    keep: () => {
      throw new Error('no WhatsApp Web here')
    },
  }
  const channels = makePlatforms(
    readConfig({
      TELEGRAM_BOT_TOKEN: '123456:tests-only',
      TELEGRAM_API_ROOT: 'https://telegram.test',
      WHATSAPP_CLOUD_TOKEN: 'tests-only',
      WHATSAPP_CLOUD_API_ROOT: 'https://graph.test',
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
      WHATSAPP_CLOUD_APP_SECRET: 'x',
      WHATSAPP_CLOUD_VERIFY_TOKEN: 'y',
    }),
    deps,
  )
  const message = {
    id: 'm1',
    chatId: 'c1',
    address: '1',
    text: 'halo',
    author: 'bot',
    at: 0,
    seq: 1,
  } as const
  for (const id of ['telegram', 'whatsapp_cloud'] as const) {
    const channel = channels[id]
    const signal = AbortSignal.timeout(10_000)
    await expect(channel?.send({ ...message, channel: id }, signal)).rejects.toMatchObject({
      code: 'network',
      outcome: 'not_sent',
    })
    const ref = id === 'telegram' ? 'telegram:x' : 'whatsapp_cloud:x'
    await expect(channel?.fetchMedia?.({ ref } as never, 1_000, signal)).rejects.toMatchObject({
      name: 'FetchError',
    })
  }
  expect(new Set(asked)).toEqual(new Set(['telegram.test', 'graph.test']))
  expect(reached).toEqual([])
})
