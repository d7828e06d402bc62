/** @module What keeps strangers out: headers of every answer, where a write may come from, what may be uploaded and linked. */

import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../src/pages/rich.ts'
import { assets, ORIGIN, visitor, webWorld } from '../support/web-world.ts'

const KEY = 'kunci-0001'

describe('every answer', () => {
  const answers: [label: string, path: string, init?: RequestInit][] = [
    ['the page', '/'],
    ['a page that is not there', '/tidak-ada'],
    ['a photo that is not there', '/berkas/xyz'],
    ['the stream', '/stream'],
    ['a style sheet', assets.path('web.css')],
    ['health', '/healthz'],
    ['a refused write', '/pesan', { method: 'POST' }],
  ]

  it.each(answers)('has its guards: %s', async (_label, path, init) => {
    const { headers } = await visitor(webWorld()).request(path, init)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe(
      path.startsWith('/aset/') ? 'public, max-age=31536000, immutable' : 'no-store',
    )
  })

  it('allows nothing inline and nothing from elsewhere', async () => {
    const response = await visitor(webWorld()).request('/')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/)
    expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/)
  })

  it('asks for https once residents reach the service by it, and every cookie then too', async () => {
    const someone = visitor(webWorld({ publicUrl: 'https://sigap.example' }))
    const response = await someone.request('/?lang=en')
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000')
    const cookies = response.headers.getSetCookie().sort()
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-bahasa=en\.;.*HttpOnly; Secure; SameSite=Lax/),
      expect.stringMatching(/^__Host-tamu=[0-9a-f]{64};.*HttpOnly; Secure; SameSite=Lax/),
    ])
    expect(await someone.text('/tentang')).toContain('<html lang="en"')
  })

  it('of plain http asks for no https', async () => {
    const response = await visitor(webWorld()).request('/')
    expect(response.headers.get('strict-transport-security')).toBeNull()
    expect(response.headers.getSetCookie()[0]).toMatch(/^tamu=.*HttpOnly; SameSite=Lax/)
  })
})

describe('a write', () => {
  const plain = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = `key=${KEY}&text=halo`
  const tries: [label: string, headers: Record<string, string>, status: number][] = [
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 303],
    ['our own page in an older browser', { origin: ORIGIN }, 303],
    ['our own page in a browser that sends no origin', { referer: `${ORIGIN}/` }, 303],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }, 403],
    ['a neighbour of our host', { 'sec-fetch-site': 'same-site' }, 403],
    ['another origin', { origin: 'https://jahat.example' }, 403],
    ['a page without origin', { origin: 'null' }, 403],
    ['nobody who says where', {}, 403],
  ]

  it.each(tries)('from %s', async (_label, headers, status) => {
    const world = webWorld()
    const response = await visitor(world).request('/pesan', {
      method: 'POST',
      body,
      headers: { ...plain, ...headers },
    })
    expect(response.status).toBe(status)
    expect(world.chats.received).toHaveLength(status === 303 ? 1 : 0)
  })

  it('as JSON from another origin is refused all the same', async () => {
    const someone = visitor(webWorld())
    expect(
      (await someone.postJson({ key: KEY, text: 'halo' }, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403)
    const asText = { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }
    expect((await someone.postJson({ key: KEY, text: 'halo' }, asText)).status).toBe(403)
  })

  it('behind a proxy may come from the public address', async () => {
    const world = webWorld({ publicUrl: 'https://sigap.example' })
    const headers = { ...plain, origin: 'https://sigap.example', host: '127.0.0.1:8787' }
    expect((await visitor(world).request('/pesan', { method: 'POST', body, headers })).status).toBe(303)
  })

  it.each([
    ['no key', { text: 'halo' }],
    ['a key that is a path', { key: '../../etc/passwd', text: 'halo' }],
    ['a list', [1, 2]],
    ['nothing', null],
    ['an object where text is expected', { key: KEY, text: { $gt: '' } }],
    ['a place beyond the poles', { key: KEY, lat: 91, lng: 0 }],
    ['a prototype', JSON.parse(`{"key":"${KEY}","__proto__":{"text":"x"}}`)],
  ])('with %s is answered with a sentence', async (_label, fields) => {
    const world = webWorld()
    const response = await visitor(world).postJson(fields)
    expect(response.status).toBe(400)
    expect(((await response.json()) as { say: string }).say).toMatch(/^Pesan/)
    expect(world.chats.received).toHaveLength(0)
  })

  it('that is no JSON is answered with a sentence', async () => {
    const headers = {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      accept: 'application/json',
    }
    const response = await visitor(webWorld()).request('/pesan', { method: 'POST', body: '{"key":', headers })
    expect(response.status).toBe(400)
  })

  it('of a body beyond all measure is refused without being read', async () => {
    const world = webWorld()
    const response = await visitor(world).postJson({ key: KEY, text: 'x'.repeat(60_000) })
    expect(response.status).toBe(413)
    expect(world.chats.received).toHaveLength(0)
  })
})

describe('a photo', () => {
  const photoForm = () => {
    const form = new FormData()
    form.set('key', KEY)
    form.set('photo', new File([new Uint8Array([1, 2, 3])], '../../x\r\ny.jpg', { type: 'image/jpeg' }))
    return { method: 'POST', body: form, headers: { 'sec-fetch-site': 'same-origin' } }
  }
  const media = {
    keep: async () => ({ ref: 'media:p1', mime: 'image/jpeg', bytes: 3 }),
    open: async (chatId: string, ref: string) =>
      chatId === 'c1' && ref === 'media:p1'
        ? { bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg' }
        : undefined,
  }

  it('is shown in its own chat and to nobody else', async () => {
    const world = webWorld({ media })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    expect((await someone.request('/pesan', photoForm())).status).toBe(303)
    expect(await someone.text('/')).toContain('src="/berkas/p1"')
    const own = await someone.request('/berkas/p1')
    expect(own.status).toBe(200)
    expect(own.headers.get('content-disposition')).toBe('attachment; filename="foto.jpg"')
    expect(own.headers.get('content-security-policy')).toContain('sandbox')
    const other = visitor(world)
    await other.post({ key: KEY, text: 'halo' })
    expect((await other.request('/berkas/p1')).status).toBe(404)
    expect((await visitor(world).request('/berkas/p1')).status).toBe(404)
  })

  it('keeps nothing of the name it came with', async () => {
    const world = webWorld({ media })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    await someone.request('/pesan', photoForm())
    expect(JSON.stringify(world.chats.received)).not.toContain('..')
  })

  it('before the first word is asked to wait for a word', async () => {
    const response = await visitor(webWorld({ media })).request('/pesan', photoForm())
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('Tulis sepatah kata dulu')
  })

  it('that is none is refused with a sentence', async () => {
    const someone = visitor(webWorld())
    await someone.post({ key: KEY, text: 'halo' })
    const response = await someone.request('/pesan', photoForm())
    expect(response.status).toBe(415)
    expect(await response.text()).toContain('bukan foto yang bisa dibaca')
  })
})

describe('what a resident wrote', () => {
  it('is text on the page, never markup, and never a link', async () => {
    const evil = '<img src=x onerror=alert(1)> javascript:alert(1) https://jahat.example "\'`{{7*7}}'
    const world = webWorld({ answer: () => [] })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: evil })
    const html = await someone.text('/')
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toContain('href="https://jahat.example')
  })
})

describe('links in our own texts', () => {
  it.each([
    ['https://www.bpjsketenagakerjaan.go.id/bpu.', 'https://www.bpjsketenagakerjaan.go.id/bpu'],
    ['(https://a.example/b)', 'https://a.example/b'],
    ['lihat https://a.example/x?y=1&z=2, lalu', 'https://a.example/x?y=1&z=2'],
  ])('are found in %s', (text, link) => {
    const pieces = piecesOf(text)
    expect(pieces.find(({ type }) => type === 'link')?.text).toBe(link)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })

  it.each(['http://a.example', 'javascript:alert(1)', 'data:text/html,x', 'https://', 'ftp://a.example'])(
    'are not made of %s',
    (text) => {
      expect(piecesOf(text).filter(({ type }) => type === 'link')).toEqual([])
    },
  )

  it('of a reply open apart and tell nothing', async () => {
    const world = webWorld({
      answer: () => [
        { text: 'x', link: { url: 'https://a.example', label: 'A' } },
        { text: 'y', link: { url: 'javascript:alert(1)', label: 'B' } },
      ],
    })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    const html = await someone.text('/')
    expect(html).toContain(
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer external">A</a>',
    )
    expect(html).not.toContain('javascript:')
  })
})
