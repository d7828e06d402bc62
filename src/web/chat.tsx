/** @module The web chat: the page, and what is written on it. */

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Content } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { MediaRefusal } from '../core/lists.ts'
import { MediaRefused } from '../core/media.ts'
import type { Incoming } from '../core/message.ts'
import type { ChatView } from '../core/ports.ts'
import { answered } from './answered.ts'
import { ChatPage } from './chat-page.tsx'
import { CLEARED, clearScreen } from './clear.tsx'
import type { Problem } from './composer.tsx'
import type { WebEnv } from './deps.ts'
import {
  ANSWER_WAIT_MS,
  LINES_ALL,
  LINES_FIRST,
  MAX_BODY_BYTES,
  MAX_PHOTO_BODY_BYTES,
  MAX_TEXT_BYTES,
} from './limits.ts'
import { type Posted, readMessage } from './message.ts'
import { ownCases } from './own-cases.ts'
import { lastSeq } from './transcript.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import { languageOf, takeUntold, wordsOf } from './words.ts'

/** Why something was not taken; each has a sentence `web.problem.<it>` and a status. */
const STATUS = {
  empty: 400,
  not_understood: 400,
  too_long: 413,
  too_big: 413,
  not_a_photo: 415,
  not_taken: 415,
  broken: 415,
  too_many: 429,
  unsafe: 415,
  unscanned: 503,
  write_first: 409,
  unavailable: 503,
} as const satisfies Record<MediaRefusal, number> & Record<string, number>

type Refusal = keyof typeof STATUS

const tooBig = (c: Context<WebEnv>) => refuse(c, 'too_big', '')
const smallBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 'too_long', '') })
const photoBody = bodyLimit({ maxSize: MAX_PHOTO_BODY_BYTES, onError: tooBig })

export const chat = new Hono<WebEnv>()
  .get('/', async (c) => {
    const visitor = await visitorOf(c)
    return await page(c, visitor, undefined, 200)
  })
  .post(
    '/pesan',
    (c, next) => (isMultipart(c) ? photoBody(c, next) : smallBody(c, next)),
    async (c) => {
      const read = await readMessage(c)
      if (!read.ok) return await refuse(c, read.why, read.text)
      if (read.posted.type === 'text' && c.env.clearsScreen(read.posted.text)) {
        // Not even written down: it is said to the page, whoever owns the chat.
        await clearScreen(c)
        return wantsJson(c) ? c.json({ go: CLEARED }) : c.redirect(CLEARED, 303)
      }
      const visitor = await visitorOf(c)
      const view = visitor.chatId === undefined ? undefined : await c.env.chats.read(visitor.chatId)
      try {
        const content = await contentOf(c, read.posted, visitor, view)
        if (content === undefined) return await refuse(c, 'write_first', textOf(read.posted))
        await c.env.chats.receive(incoming(c, visitor, content, read.externalId))
      } catch (error) {
        if (error instanceof MediaRefused) return await refuse(c, error.code, textOf(read.posted))
        if (!(error instanceof StoreUnavailable)) throw error
        c.env.log({ event: 'web_not_kept', err: error })
        return await refuse(c, 'unavailable', textOf(read.posted))
      }
      if (wantsJson(c)) return c.body(null, 204)
      const chatId = visitor.chatId ?? (await c.env.chats.find(visitor.line))
      if (chatId !== undefined) await answered(c.env.chats, chatId, lastSeq(view), ANSWER_WAIT_MS)
      return c.redirect(visitor.isNew ? '/?baru=1#akhir' : '/#akhir', 303)
    },
  )

async function page(
  c: Context<WebEnv>,
  visitor: Visitor,
  problem: Problem | undefined,
  status: 200 | (typeof STATUS)[Refusal],
) {
  const limit = c.req.query('semua') === undefined ? LINES_FIRST : LINES_ALL
  const view = visitor.chatId === undefined ? undefined : await c.env.chats.read(visitor.chatId, { limit })
  const words = wordsOf(c.env, languageOf(c, view?.lang))
  const own = view ? await ownCases(c.env, view.chatId, view.lines) : new Set<string>()
  // Written, sent on, and the cookie did not come back: the next message would begin anew.
  const noCookie = visitor.isNew && c.req.query('baru') !== undefined
  const looks = Math.max(0, Number.parseInt(c.req.query('lihat') ?? '0', 10)) || 0
  return c.html(
    <ChatPage
      deps={c.env}
      words={words}
      view={view}
      own={own}
      problem={noCookie ? { say: words.say('problem.no_cookie') } : problem}
      looks={looks}
    />,
    status,
  )
}

/** The same sentence for both: as the page itself with what was written still in the box, or as JSON. */
async function refuse(c: Context<WebEnv>, why: Refusal, text: string) {
  const visitor = await visitorOf(c)
  const words = wordsOf(c.env, languageOf(c, undefined))
  const say = words.say(`problem.${why}`, { max: MAX_TEXT_BYTES / 2 })
  if (wantsJson(c)) return c.json({ why, say }, STATUS[why])
  return await page(c, visitor, { say, text }, STATUS[why])
}

/** Undefined for a photo before the first word: there is no chat yet under whose key it could be kept. */
async function contentOf(
  c: Context<WebEnv>,
  posted: Posted,
  { chatId }: Visitor,
  view: ChatView | undefined,
): Promise<Content | undefined> {
  if (posted.type === 'choice') {
    const label = labelOf(view, posted.id)
    return { type: 'choice', id: posted.id, ...(label === undefined ? {} : { label }) }
  }
  if (posted.type !== 'photo') return posted
  if (chatId === undefined) return undefined
  const media = await c.env.media.keep(chatId, posted.bytes)
  return { type: 'image', media, ...(posted.caption === '' ? {} : { caption: posted.caption }) }
}

/** As we offered it, never as the page claims it. */
function labelOf(view: ChatView | undefined, id: string): string | undefined {
  const choices = view?.lines.flatMap((line) => line.choices ?? []) ?? []
  return choices.findLast((choice) => choice.id === id)?.label
}

/** The language chosen on the page goes ahead of the first message that follows. */
function incoming(c: Context<WebEnv>, visitor: Visitor, content: Content, externalId: string): Incoming[] {
  const at = c.env.now().getTime()
  const message: Extract<Incoming, { type: 'message' }> = {
    ...visitor.line,
    type: 'message',
    externalId,
    at,
    content,
  }
  const language = takeUntold(c)
  if (language === undefined) return [message]
  // A stranger's chat begins in it; one that goes on is asked to change.
  if (visitor.chatId === undefined) return [{ ...message, profile: { lang: language } }]
  const text = c.env.texts.format('web.language.ask', language, {})
  return [{ ...message, externalId: `${externalId}.bahasa`, content: { type: 'text', text } }, message]
}

function textOf(posted: Posted): string {
  if (posted.type === 'text') return posted.text
  return posted.type === 'photo' ? posted.caption : ''
}

function isMultipart(c: Context<WebEnv>): boolean {
  return c.req.header('content-type')?.startsWith('multipart/') ?? false
}

/** The script asks for JSON, a form does not. */
function wantsJson(c: Context<WebEnv>): boolean {
  return c.req.header('accept')?.includes('application/json') ?? false
}
