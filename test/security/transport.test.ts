/** @module What travels: the kind that every answer says it is, methods that would echo a request, addresses that only a proxy may tell, certificates that are always checked. */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { CONSOLE_ORIGIN, type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filesOf } from '../support/files-of.ts'
import { assets } from '../support/web-world.ts'
import { ROUTES } from './open-routes.ts'

let world: ConsoleWorld

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

const filled = (path: string) => path.replace(/:\w+(\{[^}]*\})?/g, 'tidak_ada')

describe('an answer', () => {
  const ways = ROUTES.flatMap(({ method, path }) =>
    (method === 'ALL' ? ['GET', 'POST'] : [method]).map((one) => ({ method: one, path: filled(path) })),
  )
  const files = ['mark.svg', 'web.css', 'chat.js'] as const

  it('with words in it says what they are and in which letters', async () => {
    const tries = [
      ...ways,
      ...files.map((file) => ({ method: 'GET', path: assets.path(file) })),
      { method: 'GET', path: '/tidak-ada' },
      { method: 'GET', path: '/console/laporan/unduh' },
    ]
    const lacking: string[] = []
    const kinds = new Set<string>()
    for (const { method, path } of tries) {
      const body = method === 'POST' ? { body: new URLSearchParams() } : {}
      const headers = {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        cookie: 'petugas=supervisor.ani',
      }
      const answer = await app.request(
        `${CONSOLE_ORIGIN}${path}`,
        { method, ...body, headers },
        world.service.web,
      )
      const kind = answer.headers.get('content-type') ?? ''
      const isStream = kind.startsWith('text/event-stream')
      const hasWords = isStream || (await answer.text()) !== ''
      if (isStream) await answer.body?.cancel()
      if (!hasWords) continue
      kinds.add(kind.split(';')[0] ?? '')
      // JSON has one way of writing and no such word; what an EventSource reads is UTF-8 by its own rule.
      const isSaid = /^(text\/[\w-]+|image\/svg\+xml); ?charset=utf-8$/i.test(kind)
      if (!isSaid && kind !== 'application/json' && !isStream) lacking.push(`${method} ${path}: ${kind}`)
    }
    expect(lacking).toEqual([])
    expect([...kinds]).toEqual(expect.arrayContaining(['text/html', 'text/css', 'image/svg+xml', 'text/csv']))
  })
})

describe('a method that would send a request back', () => {
  it.each(['TRACE', 'TRACK', 'OPTIONS'])(
    '%s is refused, and nothing of the request stands in the answer',
    async (method) => {
      const server = createServer(getRequestListener((request) => app.fetch(request, world.service.web)))
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const { port } = server.address() as AddressInfo
      const answer = await new Promise<string>((done, fail) => {
        let text = ''
        const line = connect(port, '127.0.0.1', () =>
          line.write(
            `${method} / HTTP/1.1\r\nHost: contoh\r\nX-Rahasia: kanarigema\r\nConnection: close\r\n\r\n`,
          ),
        )
        line.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        line.on('close', () => done(text))
        line.on('error', fail)
      })
      server.close()
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(answer).not.toContain('kanarigema')
    },
  )
})

describe('where somebody comes from', () => {
  const MANY = 3_000
  /** Asks once, from the connection of `peer`, who says by header to be `said`. */
  const ask = async (peer: string, said: string) =>
    (
      await app.request(
        `${CONSOLE_ORIGIN}/aset/tidak-ada`,
        { headers: { 'x-forwarded-for': said, 'x-real-ip': said, forwarded: `for=${said}` } },
        { ...world.service.web, peer },
      )
    ).status

  it('is not what a stranger says of himself: another name on each request frees nobody', async () => {
    let last = 0
    for (let n = 0; n <= MANY; n += 1) last = await ask('203.0.113.21', `198.51.100.${n % 250}`)
    expect(last).toBe(429)
  })

  it('is the last address that a web server on this machine names, whatever the stranger wrote before it', async () => {
    let last = 0
    for (let n = 0; n <= MANY; n += 1) last = await ask('127.0.0.1', `198.51.100.${n % 250}, 203.0.113.22`)
    expect(last).toBe(429)
    expect(await ask('127.0.0.1', '203.0.113.22, 203.0.113.23')).not.toBe(429)
  })
})

it('nothing switches off the look at certificates', () => {
  const src = resolve(import.meta.dirname, '../../src')
  const off = filesOf(src, /\.(ts|tsx|mjs)$/).filter((file) =>
    /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|allowUnauthorized/.test(
      readFileSync(file, 'utf8'),
    ),
  )
  expect(off).toEqual([])
})
