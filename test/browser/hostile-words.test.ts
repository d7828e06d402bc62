/**
 * @module Every text of the corpus in every field of a message that a resident can fill, on the pages of staff and on the
 * resident's own, in Chromium: it stands there letter by letter, no element or attribute is there that plain words do not
 * make, no dialog opens, no policy is breached.
 */

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Content } from '../../src/core/chat.ts'
import { sha256 } from '../../src/pages/assets.ts'
import { consoleWorld } from '../support/console-world.ts'
import { grown, type Look, lookAt, lost } from '../support/look.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { setStage } from '../support/stage.ts'
import { visit } from '../support/visit.ts'
import { XSS, XSS_BY, XSS_CLEANED } from '../support/xss.ts'

const PLAIN = 'kata biasa'
const SLOW_MS = 300_000
const stage = setStage(consoleWorld)

it('the corpus holds at least 300 texts, all different, of many mechanisms, and none that is cleaned away', () => {
  expect(XSS.length).toBeGreaterThanOrEqual(300)
  expect(new Set(XSS).size).toBe(XSS.length)
  expect(Object.values(XSS_BY).filter((texts) => texts.length >= 5).length).toBeGreaterThanOrEqual(12)
  expect(XSS.filter((text) => text !== text.trim())).toEqual([])
  expect(XSS.filter((text) => XSS_CLEANED.some(([sent]) => sent === text))).toEqual([])
})

type Field = [name: string, of: (text: string) => Content]
/** Where each kind of message has room for words. A kind that is missing here does not compile. */
const MESSAGES: Record<Content['type'], Field[]> = {
  text: [['text', (text) => ({ type: 'text', text })]],
  choice: [
    ['id of a choice', (id) => ({ type: 'choice', id })],
    ['label of a choice', (label) => ({ type: 'choice', id: 'x', label })],
  ],
  image: [['caption of a photo', (caption) => ({ type: 'image', caption })]],
  voice: [['caption of a voice', (caption) => ({ type: 'voice', caption })]],
  sticker: [['caption of a sticker', (caption) => ({ type: 'sticker', caption })]],
  document: [['caption of a document', (caption) => ({ type: 'document', caption })]],
  video: [['caption of a video', (caption) => ({ type: 'video', caption })]],
  location: [['name of a place', (label) => ({ type: 'location', lat: -6.2, lng: 107, label })]],
  contact: [['number of a card', (phone) => ({ type: 'contact', phone, name: phone })]],
  unsupported: [['edited text', (text) => ({ type: 'unsupported', what: text, text })]],
}

/** A resident with a browser of their own: what comes from `address` stands on the page that the cookie opens. */
async function resident(n: number) {
  const token = n.toString(16).padStart(64, '0')
  return { address: await sha256(`visitor|${token}`), cookie: { name: 'tamu', value: token } }
}
type Resident = Awaited<ReturnType<typeof resident>>

/** A chat that staff hold: the bot is silent there. */
async function held({ address }: Resident): Promise<string> {
  const chatId = await stage.world.writes(address, 'halo')
  await stage.world.service.chats.act(chatId, `ambil-${address}`, { act: 'take', staffId: 'ani' })
  await stage.world.service.quiet()
  return chatId
}

let ids = 0
/** All at once, as a channel hands them over; each with the name of a profile beside it. */
async function sends(
  { address }: Resident,
  contents: readonly Content[],
  names: readonly string[],
): Promise<void> {
  const line = { channel: 'web', account: 'web', address } as const
  await stage.world.service.chats.receive(
    contents.map((content, n) => ({
      ...{ type: 'message', ...line, externalId: `kiriman-${++ids}`, at: stage.world.now(), content },
      profile: { name: names[n] ?? '' },
    })),
  )
  await stage.world.service.quiet()
}

type Pages = { desk: Page; home: Page }

/** Two browsers for the whole test: a chat is opened before staff in one, before its resident in the other. */
async function browsers(): Promise<Pages> {
  const desk = staffVisit(stage.browser, `${stage.url}/console/coba`, { role: 'supervisor', id: 'ani' })
  return { desk: await stage.keep(desk), home: await stage.keep(visit(stage.browser, stage.url)) }
}

async function opened({ desk, home }: Pages, chatId: string, { cookie }: Resident): Promise<Page[]> {
  await home.context().addCookies([{ ...cookie, url: stage.url }])
  await Promise.all([
    desk.goto(`${stage.url}/console/chat/${chatId}?semua=1`),
    home.goto(`${stage.url}/?semua=1`),
  ])
  return [desk, home]
}

function expectText(look: Look | undefined, plain: Look | undefined, label: string): void {
  if (look === undefined || plain === undefined) throw new Error('no such page')
  expect(lost(look, XSS), label).toEqual([])
  expect(grown(look, plain), label).toEqual([])
  expect(
    look.strange.filter((one) => !plain.strange.includes(one)),
    label,
  ).toEqual([])
}

it('messages of every kind, with captions, labels, cards and the names of profiles', {
  timeout: SLOW_MS,
}, async () => {
  const began = performance.now()
  const fields = Object.values(MESSAGES).flat()
  const twin = await resident(0)
  const twinId = await held(twin)
  await sends(
    twin,
    fields.map(([, of]) => of(PLAIN)),
    [],
  )
  const pages = await browsers()
  const plain = await Promise.all((await opened(pages, twinId, twin)).map(lookAt))
  for (const [n, [name, of]] of fields.entries()) {
    const who = await resident(n + 1)
    const chatId = await held(who)
    // The first kind comes while the pages stand open: by the stream, and after a reload from the server.
    const open = n === 0 ? await opened(pages, chatId, who) : []
    await sends(who, XSS.map(of), XSS)
    for (const [at, page] of open.entries()) {
      const last = XSS.at(-1) ?? ''
      await page.getByText(last, { exact: true }).last().waitFor()
      expectText(await lookAt(page), plain[at], `${name}, by the stream`)
    }
    for (const [at, page] of (await opened(pages, chatId, who)).entries())
      expectText(await lookAt(page), plain[at], name)
  }
  console.info(
    `${fields.length} fields of messages, ${XSS.length} texts each: ${Math.round((performance.now() - began) / 1_000)} s`,
  )
})

it('what nothing can show is taken away at the door, and what is left is text', async () => {
  const who = await resident(1)
  const chatId = await held(who)
  const pages = await browsers()
  const plain = await Promise.all((await opened(pages, chatId, who)).map(lookAt))
  for (const [n, [text]] of XSS_CLEANED.entries()) {
    const data = { key: `bersih-${n}`, text }
    const headers = { accept: 'application/json', 'sec-fetch-site': 'same-origin' }
    expect((await pages.home.request.post(`${stage.url}/pesan`, { data, headers })).status()).toBe(204)
  }
  await stage.world.service.quiet()
  for (const [at, page] of (await opened(pages, chatId, who)).entries()) {
    const look = await lookAt(page)
    expect(
      lost(
        look,
        XSS_CLEANED.map(([, shown]) => shown),
      ),
    ).toEqual([])
    expect(look.strange).toEqual(plain[at]?.strange)
  }
})
