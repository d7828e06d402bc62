/** @module S1 and S15 of the security tests over every router: who may, what of others looks like nothing, and the headers of every answer. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { sha256 } from '../../src/pages/assets.ts'
import { filed } from '../console/cases-world.ts'
import { CONSOLE_ORIGIN, type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { visitor } from '../support/web-world.ts'
import { EXPECTED, METHODS, OPEN, ROUTES } from './open-routes.ts'

const SETTINGS = {
  WHATSAPP_CLOUD_TOKEN: 'token-for-tests',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
  WHATSAPP_CLOUD_APP_SECRET: 'secret',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'verify',
  WHATSAPP_CLOUD_API_ROOT: 'http://127.0.0.1:9',
}

const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
    'base64',
  ),
)

let world: ConsoleWorld
let telegram: string[] = []

beforeAll(async () => {
  world = await consoleWorld({}, SETTINGS)
  // Any platform's hook will do where one is not set: what it is asked is written down.
  const { hooks = {} } = world.service.web
  world.service.web.hooks = {
    ...hooks,
    telegram: async (request) => {
      telegram.push(request.method)
      return new Response(null, { status: 401 })
    },
  }
})
afterAll(() => world.stop())

/** A resident at a browser, who has written once, has sent a photo and has filed a report. */
async function resident() {
  const browser = visitor(world.service.web)
  await browser.post({ key: 'kunci-0001', text: 'halo' })
  await world.service.quiet()
  const address = await sha256(`visitor|${browser.jar.get('tamu')}`)
  const chatId = await world.service.chats.find({ channel: 'web', account: 'web', address })
  return { browser, chatId: chatId ?? '' }
}

describe('who may ask', () => {
  it('stands here for every route of every router, and for no other', () => {
    expect(OPEN.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it('is a page of the console for every route below it, and no other way leads there', async () => {
    const mounted = ROUTES.filter(({ path }) => path === '/console' || path.startsWith('/console/'))
    expect(mounted.length).toBeGreaterThan(90)
    for (const { method } of mounted) expect(['GET', 'POST']).toContain(method)
  })

  it.each(
    OPEN.flatMap(({ method, path }) =>
      METHODS.filter((one) => one !== method && !(one === 'HEAD' && EXPECTED[`GET ${path}`]))
        .filter((one) => !EXPECTED[`${one} ${path}`] && method !== 'ALL')
        .map((one) => ({ one, path })),
    ),
  )('by another method is nobody: $one $path', async ({ one, path }) => {
    const headers = { 'sec-fetch-site': 'same-origin' }
    const answer = await app.request(
      `${CONSOLE_ORIGIN}${filled(path)}`,
      { method: one, headers },
      world.service.web,
    )
    expect(answer.status).toBe(404)
  })

  it.each(['POST', 'GET', 'PUT', 'DELETE'])(
    'has signed it, at the doors of the platforms: %s',
    async (method) => {
      telegram = []
      for (const path of ['/hooks/telegram', '/hooks/whatsapp']) {
        const body = method === 'GET' ? {} : { body: '{}' }
        const answer = await app.request(`${CONSOLE_ORIGIN}${path}`, { method, ...body }, world.service.web)
        expect([401, 403, 405]).toContain(answer.status)
      }
      expect(telegram).toEqual([method])
    },
  )
})

describe('what is somebody else’s', () => {
  const bytesOf = async (answer: Response) => [answer.status, await answer.text()]

  it('is the same to the letter as what never was: photo, report, stream', async () => {
    const [own, other] = [await resident(), await resident()]
    expect(own.chatId).not.toBe(other.chatId)
    const kept = await world.service.web.media.keep(own.chatId, PIXEL)
    const photo = `/berkas/${encodeURIComponent(kept.ref.replace('media:', ''))}`
    const number = await filed(world, 'warga-lain')
    expect((await own.browser.request(photo)).status).toBe(200)
    for (const stranger of [other.browser, visitor(world.service.web)]) {
      const missing = await bytesOf(await stranger.request('/berkas/AAAAAAAAAAAAAAAAAAAAAA'))
      expect(await bytesOf(await stranger.request(photo))).toEqual(missing)
      const never = await bytesOf(await stranger.request('/ringkasan/SGP-9999-9999'))
      expect(await bytesOf(await stranger.request(`/ringkasan/${number}`))).toEqual(never)
      expect([missing[0], never[0]]).toEqual([404, 404])
    }
    expect((await visitor(world.service.web).request('/stream')).status).toBe(204)
  })

  it('is not opened from another chat by staff either', async () => {
    const [own, other] = [await resident(), await resident()]
    const { ref } = await world.service.web.media.keep(own.chatId, PIXEL)
    const name = encodeURIComponent(ref.replace('media:', ''))
    const agent = world.as('agent')
    const right = await agent.request(`/console/chat/${own.chatId}/berkas/${name}`)
    const wrong = await agent.request(`/console/chat/${other.chatId}/berkas/${name}`)
    const never = await agent.request(`/console/chat/${other.chatId}/berkas/AAAAAAAAAAAAAAAAAAAAAA`)
    expect([right.status, wrong.status, never.status]).toEqual([200, 404, 404])
    expect(await wrong.text()).toBe(await never.text())
  })

  it('is not asked for by a page of another site: stream, photo, page in a script', async () => {
    const { browser } = await resident()
    for (const site of ['cross-site', 'same-site'])
      for (const path of ['/stream', '/', '/berkas/x', '/ringkasan/SGP-1000-0009']) {
        const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' }
        expect((await browser.request(path, { headers })).status).toBe(403)
        // An older browser says at least where a script or a stream comes from.
        expect((await browser.request(path, { headers: { origin: 'https://jahat.example' } })).status).toBe(
          403,
        )
      }
  })

  it('but a link on another site leads here', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await visitor(world.service.web).request('/', { headers })).status).toBe(200)
    expect((await visitor(world.service.web).request('/tentang')).status).toBe(200)
  })
})

const filled = (path: string) =>
  path.replace(/:\w+(\{[^}]*\})?/g, (_, pattern?: string) => {
    if (pattern === undefined) return '00000000-0000-4000-8000-000000000000'
    return pattern === '{[0-9]+}' ? '999999' : 'tidak_ada'
  })

/** What every answer carries, whoever asked and whatever came of it. */
function guards({ headers }: Response): Record<string, boolean> {
  const policy = headers.get('content-security-policy') ?? ''
  const maxAge = /max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1]
  return {
    'nothing from elsewhere':
      policy.includes("default-src 'none'") && !/unsafe|\*|https?:|data:/.test(policy),
    'no frame': policy.includes("frame-ancestors 'none'") && headers.get('x-frame-options') === 'DENY',
    'no other base': policy.includes("base-uri 'none'") || policy.includes('sandbox'),
    'no guess at the kind': headers.get('x-content-type-options') === 'nosniff',
    'no address to others': /^(same-origin|strict-origin)$/.test(headers.get('referrer-policy') ?? ''),
    'a window of its own': headers.get('cross-origin-opener-policy') === 'same-origin',
    'no loan to others': headers.get('cross-origin-resource-policy') === 'same-origin',
    'not kept': /no-store|immutable/.test(headers.get('cache-control') ?? ''),
    'https for a year and below':
      Number(maxAge) >= 31_536_000 &&
      /includeSubDomains/.test(headers.get('strict-transport-security') ?? ''),
  }
}

const ALL = Object.fromEntries(Object.keys(guards(new Response())).map((name) => [name, true]))

describe('every answer has its guards', () => {
  const ask = async (path: string, init: RequestInit) => {
    const headers = new Headers({ accept: 'text/html', 'sec-fetch-site': 'same-origin' })
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    const deps = { ...world.service.web, publicUrl: 'https://sigap.example' }
    const secure = { ...deps, console: { ...world.service.web.console, publicUrl: 'https://sigap.example' } }
    const answer = await app.request(`https://sigap.example${path}`, { ...init, headers }, secure)
    // A stream would go on for ever.
    await answer.body?.cancel()
    return answer
  }
  const asked = ROUTES.flatMap(({ method, path }) =>
    (method === 'ALL' ? ['GET', 'POST'] : [method]).map((one) => ({ method: one, path })),
  )

  it.each(asked)('$method $path, asked by nobody and by a supervisor', async ({ method, path }) => {
    const body = method === 'POST' ? { body: new URLSearchParams() } : {}
    for (const cookie of ['', '__Host-petugas=supervisor.ani', '__Host-petugas=auditor.budi']) {
      const answer = await ask(filled(path), { method, ...body, headers: { cookie } })
      expect(guards(answer), `${answer.status}`).toEqual(ALL)
    }
  })

  it('streams, photos, tables and papers too', async () => {
    const { browser, chatId } = await resident()
    const number = await filed(world, 'warga-kepala')
    const { ref } = await world.service.web.media.keep(chatId, PIXEL)
    const name = encodeURIComponent(ref.replace('media:', ''))
    const own = `__Host-tamu=${browser.jar.get('tamu')}`
    const staff = '__Host-petugas=supervisor.ani'
    const answers = [
      await ask('/stream', { headers: { cookie: own, accept: 'text/event-stream' } }),
      await ask(`/berkas/${name}`, { headers: { cookie: own } }),
      await ask(`/console/chat/${chatId}`, { headers: { cookie: staff } }),
      await ask(`/console/chat/${chatId}/aliran`, {
        headers: { cookie: staff, accept: 'text/event-stream' },
      }),
      await ask(`/console/chat/${chatId}/berkas/${name}`, { headers: { cookie: staff } }),
      await ask(`/console/laporan/${number}/formulir.pdf`, {
        headers: { cookie: '__Host-petugas=agent.ani' },
      }),
      await ask('/console/laporan/unduh', { headers: { cookie: staff } }),
      await ask('/console/laporan/unduh?bentuk=xlsx', { headers: { cookie: staff } }),
      await ask('/console/kata/contoh.tsv', { headers: { cookie: staff } }),
      await ask('/console/jejak/unduh', { headers: { cookie: '__Host-petugas=auditor.budi' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    for (const answer of answers) expect(guards(answer)).toEqual(ALL)
    const files = answers.filter(({ headers }) =>
      /image|pdf|csv|sheet|tab-sep/.test(headers.get('content-type') ?? ''),
    )
    expect(files.length).toBeGreaterThanOrEqual(6)
    for (const { headers } of files)
      expect(headers.get('content-disposition')).toMatch(/^(attachment|inline)/)
  })

  it.each([
    ['nothing there', '/tidak/ada', {}, 404],
    ['a path that is no text', '/%E0%A4%A', {}, 404],
    [
      'a write from elsewhere',
      '/pesan',
      { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } },
      403,
    ],
    ['a body too large', '/pesan', { method: 'POST', body: 'x'.repeat(70_000) }, 413],
    ['a form too large for staff', '/console/masuk', { method: 'POST', body: 'x'.repeat(200_000) }, 413],
    [
      'a fault of ours',
      '/stream',
      { headers: { cookie: `__Host-tamu=${'a'.repeat(64)}`, 'x-fail': '1' } },
      204,
    ],
  ] as const)('also of a refusal: %s', async (_label, path, init, status) => {
    const answer = await ask(path, init)
    expect(answer.status).toBe(status)
    expect(guards(answer)).toEqual(ALL)
  })
})

describe('a refusal is told in words', () => {
  it('when a form of staff is too large', async () => {
    const answer = await world.as('supervisor').post('/console/tim', { catatan: 'x'.repeat(200_000) })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('Yang dikirim terlalu besar')
  })

  it('when one network floods us, with the time to come again, and nobody else is kept out', async () => {
    const ask = (peer: string, path = '/tentang') =>
      app.request(`${CONSOLE_ORIGIN}${path}`, {}, { ...world.service.web, peer })
    let last = await ask('203.0.113.7')
    for (let n = 0; n < 3_000; n++) last = await ask('203.0.113.7', '/aset/tidak-ada')
    expect(last.status).toBe(429)
    expect(await last.text()).toContain('Terlalu banyak permintaan')
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask('203.0.113.8')).status).toBe(200)
    await world.pass(60_000)
    expect((await ask('203.0.113.7')).status).toBe(200)
  })
})
