/** @module A fixed world for the residents' pages: fakes as Hono's bindings, and a browser's manners by `app.request`. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { app } from '../../src/app.ts'
import type { Content } from '../../src/core/chat.ts'
import { MediaRefused } from '../../src/core/media.ts'
import type { Reply } from '../../src/core/message.ts'
import type { CaseView } from '../../src/core/ports.ts'
import { type Assets, makeAssets } from '../../src/pages/assets.ts'
import { makeTexts } from '../../src/text/texts.ts'
import type { WebDeps } from '../../src/web/deps.ts'
import { type FakeChats, fakeChats, fakeOffice } from './fake-chats.ts'

const root = resolve(import.meta.dirname, '../..')

const readJson = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(resolve(root, file), 'utf8')) as Record<string, string>

/** The real texts; the bot's own are not needed here. */
export const texts = makeTexts({
  id: readJson('locales/id/messages.json'),
  en: readJson('locales/en/messages.json'),
})

export const assets: Assets = await makeAssets((file) => readFileSync(resolve(root, 'src', file), 'utf8'))

/** 2026-11-22 09.30 in Jakarta. */
export const START_AT = Date.UTC(2026, 10, 22, 2, 30)

export type WebWorld = WebDeps & { chats: FakeChats; cases: CaseView[]; logged: Record<string, unknown>[] }

export function webWorld(
  options: Partial<WebDeps> & { answer?: (content: Content) => Reply[] } = {},
): WebWorld {
  const cases: CaseView[] = []
  const logged: Record<string, unknown>[] = []
  let ids = 0
  const { answer = echo, ...given } = options
  return {
    cases,
    logged,
    office: fakeOffice(cases),
    forms: { look: async () => undefined, take: async () => false },
    media: {
      keep: async () => {
        throw new MediaRefused('not_a_photo')
      },
      open: async () => undefined,
    },
    texts,
    clearsScreen: (text) => text.trim().toLowerCase() === 'hapus layar',
    facts: () => ({ fact_telepon_darurat: '112', fact_telepon_bpjs: '175' }),
    service: { name: 'Tanya SIGAP', official: false },
    assets,
    publicUrl: undefined,
    ready: () => true,
    now: () => new Date(START_AT),
    newId: () => `id-${String(++ids).padStart(8, '0')}`,
    log: (entry) => logged.push(entry),
    ...given,
    chats: fakeChats(answer, () => START_AT),
  }
}

function echo(content: Content): Reply[] {
  return content.type === 'text' ? [{ text: `Anda menulis: ${content.text}` }] : [{ text: 'Diterima.' }]
}

export const ORIGIN = 'http://127.0.0.1:8787'

/** One browser: keeps its cookies, says where a request comes from, follows nothing by itself. */
export function visitor(world: WebDeps) {
  const jar = new Map<string, string>()
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    if (!headers.has('host')) headers.set('host', new URL(ORIGIN).host)
    const response = await app.request(`${ORIGIN}${path}`, { ...init, headers }, world)
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    return response
  }
  return {
    jar,
    request,
    text: async (path: string) => await (await request(path)).text(),
    post: async (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      await request('/pesan', {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      }),
    postJson: async (fields: unknown, headers: Record<string, string> = {}) =>
      await request('/pesan', {
        method: 'POST',
        body: JSON.stringify(fields),
        headers: {
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          accept: 'application/json',
          ...headers,
        },
      }),
  }
}
