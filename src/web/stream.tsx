/** @module New lines of one's own chat as they come: server-sent events, resumed after the last line seen. */

import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { ChatView } from '../core/ports.ts'
import { type Alarm, makeAlarm } from '../pages/alarm.ts'
import type { WebDeps, WebEnv } from './deps.ts'
import { LINES_ALL, MAX_CHATS_STREAMING, MAX_STREAMS, PING_MS, STREAM_MS } from './limits.ts'
import { LineItem } from './line.tsx'
import { ownCases } from './own-cases.ts'
import { itemsOf, lastSeq, type Place, START, speakerOf } from './transcript.ts'
import { chatOf } from './visitor.ts'
import { languageOf, ownerWords, type Words, wordsOf } from './words.ts'

const open = new Map<string, number>()

export const stream = new Hono<WebEnv>().get('/stream', async (c) => {
  const chatId = await chatOf(c)
  // EventSource does not come back after 204.
  if (chatId === undefined) return c.body(null, 204)
  const isFull = open.size >= MAX_CHATS_STREAMING || (open.get(chatId) ?? 0) >= MAX_STREAMS
  if (isFull) return c.body(null, 429, { 'retry-after': '30' })
  const { chats } = c.env
  const first = await chats.read(chatId)
  if (first === undefined) return c.body(null, 204)
  const words = wordsOf(c.env, languageOf(c, first.lang))
  const after = seqOf(c.req.header('last-event-id') ?? c.req.query('after'))
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (sse) => {
    const alarm = makeAlarm()
    const stop = chats.follow(chatId, alarm.ring)
    sse.onAbort(alarm.ring)
    open.set(chatId, (open.get(chatId) ?? 0) + 1)
    try {
      const isLeft = async () => (await chatOf(c)) !== chatId
      await follow(sse, c.env, words, alarm, resume(first, after, words), isLeft)
    } catch (error) {
      // The answer has begun: onError is past. The browser comes back and resumes.
      if (!sse.aborted) c.env.log({ event: 'web_stream_failed', err: error })
    } finally {
      stop()
      const left = (open.get(chatId) ?? 1) - 1
      if (left > 0) open.set(chatId, left)
      else open.delete(chatId)
    }
  })
})

type At = { chatId: string; after: number; place: Place }

function resume(view: ChatView, after: number, words: Words): At {
  const seen = view.lines.filter(({ seq }) => seq <= after)
  return { chatId: view.chatId, after, place: itemsOf(seen, START, words.language).place }
}

async function follow(
  sse: SSEStreamingApi,
  deps: WebDeps,
  words: Words,
  alarm: Alarm,
  at: At,
  isLeft: () => Promise<boolean>,
) {
  let { after, place } = at
  let owner = ''
  const endsAt = deps.now().getTime() + STREAM_MS
  while (!sse.aborted && deps.now().getTime() < endsAt) {
    if (await isLeft()) {
      // The screen was cleared in another tab: this one looks anew, and finds nobody's conversation.
      await sse.writeSSE({ event: 'left', data: '' })
      return
    }
    // All of them: the usual limit takes the last ones, and what came before those would never be shown.
    const view = await deps.chats.read(at.chatId, { after, limit: LINES_ALL })
    if (view === undefined) return
    const shown = itemsOf(view.lines, place, words.language)
    const own = await ownCases(deps, at.chatId, view.lines)
    for (const item of shown.items) {
      const html = <LineItem item={item} words={words} newId={deps.newId} own={own} />
      await sse.writeSSE({ id: String(item.line.seq), event: 'append', data: String(await html) })
    }
    place = shown.place
    after = Math.max(after, lastSeq(view))
    const speaker = speakerOf(view)
    if (speaker !== owner) {
      const data = JSON.stringify({
        owner: speaker,
        say: ownerWords(words, speaker),
      })
      await sse.writeSSE({ event: 'owner', data })
      owner = speaker
    }
    if ((await alarm.wait(PING_MS)) === 'quiet' && !sse.aborted) await sse.write(': ping\n\n')
  }
}

function seqOf(text: string | undefined): number {
  const seq = Number(text ?? 0)
  return Number.isSafeInteger(seq) && seq > 0 ? seq : 0
}
