/** @module A Worker for the test alone: plays the transcript that it is sent, over objects that reach each other by RPC. */

import type { Instant } from '../../src/core/chat.ts'
import type { Line } from '../../src/core/message.ts'
import { playOn, type Stage, startOf } from '../flows/stage.ts'
import { AccountObject } from './account-object.ts'
import { ChatObject } from './chat-object.ts'
import { type Env, outside, startAnew } from './env.ts'
import { OfficeObject } from './office-object.ts'

export { AccountObject, ChatObject, OfficeObject }

/** More due times than this in one pause are a loop. */
const MOST_STEPS = 1_000

export type Play = {
  source: string
  /** Each message comes twice, and after each step every object loses its memory, as it may at any time. */
  harsh: boolean
}

// biome-ignore lint/style/noDefaultExport: what a Worker is, is its default export
export default {
  fetch: async (request: Request, env: Env): Promise<Response> => {
    const { source, harsh } = (await request.json()) as Play
    startAnew(startOf(source))
    return new Response(await playOn(stageOn(env, harsh), source))
  },
}

function stageOn(env: Env, harsh: boolean): Stage {
  const account = () => env.ACCOUNTS.getByName('terminal:terminal')
  const office = () => env.OFFICE.getByName('office')
  const chat = (chatId: string) => env.CHATS.getByName(chatId)
  const known = new Set<string>()
  const chats = () => [...known].map(chat)
  const idle = async () => {
    let isBusy = true
    while (isBusy) {
      const were = await Promise.all(chats().map((one) => one.idle()))
      await office().idle()
      isBusy = were.includes(true)
    }
  }
  const nextAt = async (): Promise<Instant | undefined> => {
    const times = await Promise.all([office(), ...chats()].map((one) => one.nextAt()))
    const due = times.filter((at) => at !== undefined)
    return due.length === 0 ? undefined : Math.min(...due)
  }
  const quiet = async () => {
    await idle()
    if (!harsh) return
    // What is ended so has no answer to give.
    await Promise.allSettled([account(), office(), ...chats()].map((one) => one.forget()))
  }
  return {
    chats: {
      receive: async (incoming) => {
        // A transcript has one resident.
        const [first] = incoming
        if (first === undefined) return
        const chatId = await account().chatOf(lineOf(first))
        known.add(chatId)
        await chat(chatId).receive(chatId, harsh ? [...incoming, ...incoming] : incoming)
      },
      find: (line) => account().find(line),
      act: (chatId, key, act) => chat(chatId).act(chatId, key, act),
    },
    office: {
      cases: (options = {}) => office().cases(options),
      changeCase: (...change) => office().changeCase(...change),
    },
    now: () => outside.now,
    pass: async (ms) => {
      const until = outside.now + ms
      for (let step = 0; step < MOST_STEPS; step++) {
        const at = await nextAt()
        if (at === undefined || at > until) break
        outside.now = Math.max(outside.now, at)
        await Promise.all([office(), ...chats()].map((one) => one.wake()))
        await idle()
      }
      outside.now = until
    },
    quiet,
    lines: outside.lines,
    requests: outside.requests,
  }
}

function lineOf({ channel, account, address }: Line): Line {
  return { channel, account, address }
}
