/** @module getUpdates and the webhook: how Telegram hands its queue over, and keeps what nobody took. */

import { failure, sleep } from './faults.ts'
import { type Answer, keepAllowed, METHODS } from './methods.ts'
import { type Hook, type Json, type Queued, seconds, type World } from './world.ts'

const DAY_MS = 24 * 3600_000
const TERMINATED =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
const HOOKED =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

export type Poller = {
  /** @param gone when nobody waits for the answer any more */
  getUpdates(fields: Json, gone: AbortSignal): Promise<Answer & { updates?: number[] }>
}

export function makePoller(world: World): Poller {
  let end: ((answer: Answer) => void) | undefined
  let last = { offset: 0, at: 0 }
  return {
    async getUpdates(fields, gone) {
      if (world.hook) return failure(409, HOOKED)
      // The one that waits loses against the one that comes.
      end?.(failure(409, TERMINATED))
      keepAllowed(world, fields)
      const offset = Number(fields.offset ?? 0)
      const isSame = last.offset === offset
      const sinceMs = Date.now() - last.at
      last = { offset, at: Date.now() }
      confirm(world, offset)
      let timeout = Math.min(Math.max(Number(fields.timeout ?? 0), 0), 50)
      let limit = Math.min(Math.max(Number(fields.limit ?? 100), 1), 100)
      // Who asks the same again and again gets little, and slowly (telegram-bot-api, Client.cpp).
      if (isSame && sinceMs < 500) limit = 1
      if (isSame && sinceMs < 3000 && timeout < 3) timeout = 3
      const answer = (): Answer & { updates: number[] } => {
        const updates = world.queue.slice(0, limit).map(({ update }) => update)
        return {
          status: 200,
          body: { ok: true, result: updates },
          updates: updates.map((one) => one.update_id),
        }
      }
      if (world.queue.length > 0 || timeout === 0) return answer()
      return new Promise((resolve) => {
        const finish = (given: Answer) => {
          clearTimeout(timer)
          world.wake.delete(onNews)
          if (end === finish) end = undefined
          resolve(given)
        }
        const onNews = () => {
          if (world.hook) finish(failure(409, 'Conflict: terminated by setWebhook request'))
          else if (world.queue.length > 0) finish(answer())
        }
        const timer = setTimeout(() => finish(answer()), timeout * 1000)
        timer.unref()
        end = finish
        world.wake.add(onNews)
        gone.addEventListener('abort', () => finish(answer()))
      })
    },
  }
}

function confirm(world: World, offset: number): void {
  world.queue = world.queue.filter(({ at }) => world.now() - at < DAY_MS)
  if (offset < 0) world.queue = world.queue.slice(offset)
  // An offset that lies ahead of all that ever was confirms nothing.
  if (offset > 0 && offset <= world.nextUpdateId)
    world.queue = world.queue.filter(({ update }) => update.update_id >= offset)
}

/** Posts to the webhook until `signal`: one at a time in a chat, others beside it; what fails comes again, later and later. */
export function startWebhook(world: World, retryScale: () => number, signal: AbortSignal): void {
  const flying = new Set<number | undefined>()
  const look = () => {
    const { hook } = world
    if (!hook || signal.aborted) return
    for (const queued of world.queue) {
      if (flying.size >= hook.maxConnections) return
      if (flying.has(queued.chat)) continue
      flying.add(queued.chat)
      void bring(world, hook, queued, retryScale, signal).finally(() => {
        flying.delete(queued.chat)
        look()
      })
    }
  }
  world.wake.add(look)
  signal.addEventListener('abort', () => world.wake.delete(look))
}

async function bring(world: World, hook: Hook, queued: Queued, scale: () => number, stop: AbortSignal) {
  for (let tries = 0; world.hook === hook && !stop.aborted; tries += 1) {
    const { status, retryAfter } = await post(world, hook, queued.update)
    const isOver = world.now() - queued.at > DAY_MS
    if ((status >= 200 && status < 300) || isOver) {
      world.queue = world.queue.filter((other) => other !== queued)
      return
    }
    hook.lastError = {
      date: seconds(world),
      message: status === 0 ? 'Connection refused' : `Wrong response from the webhook: ${status}`,
    }
    const wait = Math.min(retryAfter ?? Math.min(2 ** tries, 60), 3600)
    await sleep(wait * 1000 * scale())
  }
}

/** One delivery; a method in the answer is carried out and its result is lost. */
export async function post(world: World, hook: Hook, update: Json & { update_id: number }) {
  const entry = { at: Date.now(), kind: 'delivery' as const, method: 'webhook', updates: [update.update_id] }
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(hook.secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': hook.secret }),
      },
      body: JSON.stringify(update),
    })
    const text = await response.text()
    world.journal.push({ ...entry, status: response.status, accepted: response.ok })
    if (response.ok && text.startsWith('{')) obey(world, JSON.parse(text) as Json)
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    return { status: response.status, retryAfter: Number.isFinite(seconds) ? seconds : undefined }
  } catch {
    // Nobody there, or it broke off: the same to Telegram.
    world.journal.push({ ...entry, status: 0, accepted: false })
    return { status: 0, retryAfter: undefined }
  }
}

function obey(world: World, { method, ...fields }: Json): void {
  const call = METHODS[String(method)]
  if (!call) return
  const { status } = call(world, fields)
  world.journal.push({
    at: Date.now(),
    kind: 'request',
    method: String(method),
    status,
    accepted: status === 200,
  })
}
