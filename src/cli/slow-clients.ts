/** @module Cuts connections that are held and hardly used: a few hundred of them would keep everybody else out. Node only. */

import type { IncomingMessage, Server, ServerOptions } from 'node:http'

export type Limits = {
  /** From the connection, or the last answer, to the end of the headers. */
  headersMs: number
  /** A body is looked at from then on. */
  graceMs: number
  /** On the average since its headers: a photo over the worst mobile line comes ten times as fast. */
  leastBytesASecond: number
  /** How often it is looked. */
  lookMs: number
}

export const LIMITS: Limits = { headersMs: 15_000, graceMs: 15_000, leastBytesASecond: 500, lookMs: 5_000 }

/** For `createServer`: slow headers, and sockets that say nothing at all, are Node's own to cut. */
export function slowOptions({ headersMs, lookMs }: Limits = LIMITS): ServerOptions {
  return { headersTimeout: headersMs, connectionsCheckingInterval: lookMs }
}

/** Cuts requests whose bodies only drip. An answer that streams is no slow request. Gives the way to stop it. */
export function cutSlow(server: Server, limits: Limits = LIMITS): () => void {
  const open = new Map<IncomingMessage, { since: number; before: number }>()
  server.on('request', (request: IncomingMessage) => {
    open.set(request, { since: performance.now(), before: request.socket.bytesRead })
    request.once('close', () => open.delete(request))
  })
  const timer = setInterval(() => {
    const now = performance.now()
    for (const [request, { since, before }] of open) {
      // All of it is here, whether or not anybody has read it: the answer may take its time.
      if (request.complete) {
        open.delete(request)
        continue
      }
      const ms = now - since
      const bytes = request.socket.bytesRead - before
      if (ms >= limits.graceMs && bytes < (limits.leastBytesASecond * ms) / 1_000) request.socket.destroy()
    }
  }, limits.lookMs)
  timer.unref()
  return () => clearInterval(timer)
}
