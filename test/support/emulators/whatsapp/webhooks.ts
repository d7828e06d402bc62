/** @module Webhooks on their way: late, twice, out of order, several in a body, and again until they are taken. */

import { bodyOf, bytesOf, signatureOf, type Value } from './bodies.ts'
import type { World } from './world.ts'

// Those that come due within this long may travel together.
const GATHER_MS = 3
const MOST_TOGETHER = 20
const DELIVERY_TIMEOUT_MS = 5_000

export type Webhooks = {
  /** @param delayMs at most; the true one is chance */
  send(value: Value, delayMs: number): void
  /** Sends it now and resolves when it was taken, or `patienceMs` have passed. */
  sendNow(value: Value, patienceMs: number): Promise<void>
  /** Any body, once, signed by any secret: what a stranger would do, or Meta in the middle of a change of secrets. */
  deliver(body: string, secret: string): Promise<number>
  /** Resolves once nothing is on its way. */
  idle(): Promise<void>
  /** What is on its way is dropped. */
  close(): void
}

export function webhooksOf(world: World): Webhooks {
  const { options, journal } = world
  const chance = world.chance('webhooks')
  const timers = new Set<NodeJS.Timeout>()
  const stop = new AbortController()
  let due: Value[] = []
  let underway = 0

  const after = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }
  const pause = (ms: number) => new Promise<void>((done) => after(ms, done))

  const deliver = async (values: Value[]) => {
    if (options.webhookUrl === undefined) return
    const body = bytesOf(bodyOf(values, chance.is(0.5)))
    underway += 1
    for (let tries = 1; !stop.signal.aborted; tries += 1) {
      const http = await post(options.webhookUrl, body, options.appSecret, stop.signal)
      if (stop.signal.aborted) break
      journal.tell({ kind: 'delivery', events: values.length, http, tries, wamids: idsIn(values) })
      if (http === 200) break
      await pause(Math.min(options.retryMs * 2 ** (tries - 1), options.retryMs * 50))
    }
    underway -= 1
  }

  const flush = () => {
    const ready = due
    due = []
    while (ready.length > 0) {
      const together = chance.is(options.batch) ? Math.min(ready.length, MOST_TOGETHER) : 1
      void deliver(ready.splice(0, together))
    }
  }

  const copies = () => (chance.is(options.duplicates) ? 2 : 1)

  return {
    send: (value, delayMs) => {
      for (let copy = copies(); copy > 0; copy -= 1)
        after(chance.upTo(delayMs), () => {
          due.push(value)
          if (due.length === 1) after(GATHER_MS, flush)
        })
    },
    sendNow: (value, patienceMs) => Promise.race([deliver([value]), pause(patienceMs)]),
    deliver: async (body, secret) => {
      const http =
        options.webhookUrl === undefined ? 0 : await post(options.webhookUrl, body, secret, stop.signal)
      journal.tell({ kind: 'delivery', events: 1, http, tries: 1 })
      return http
    },
    idle: async () => {
      while (!stop.signal.aborted && (underway > 0 || timers.size > 0))
        await new Promise((done) => setTimeout(done, 5))
    },
    close: () => {
      stop.abort()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

/** Of the messages of residents in these bodies. */
function idsIn(values: readonly Value[]): string[] {
  const messages = values.flatMap(({ messages = [] }) => messages as { id: string }[])
  return messages.map(({ id }) => id)
}

/** The status of the answer; 0 when there was none. */
async function post(url: string, body: string, secret: string, stop: AbortSignal): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signatureOf(body, secret),
      },
      body,
      signal: AbortSignal.any([stop, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    // Killed, or not there yet: it is sent again.
    return 0
  }
}

/** The handshake of a new webhook: true when it gave the challenge back. */
export async function subscribe({ options, newId }: World): Promise<boolean> {
  if (options.webhookUrl === undefined) return false
  const challenge = newId()
  const url = new URL(options.webhookUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.verify_token', options.verifyToken)
  url.searchParams.set('hub.challenge', challenge)
  const response = await fetch(url)
  return response.status === 200 && (await response.text()) === challenge
}
