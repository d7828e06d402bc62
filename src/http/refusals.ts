/** @module Tells the log that something was refused, by the kind of refusal alone: one line a kind and minute, so that a flood of tries is no flood of lines. */

import type { MiddlewareHandler } from 'hono'

/** Not known who, not allowed, from another site, too large, of another kind, too often. */
const REFUSALS = [401, 403, 413, 415, 429]
const MINUTE_MS = 60_000

type Log = (entry: Record<string, unknown>) => void
type Told = { minute: number; untold: number }

/** Of each service, since one program may hold several. */
const services = new WeakMap<Log, Map<number, Told>>()

/** `count` of a line is how many there were since the line before. */
export const refusalsTold: MiddlewareHandler<{ Bindings: { log: Log; now(): Date } }> = async (c, next) => {
  await next()
  const { status } = c.res
  if (!REFUSALS.includes(status)) return
  const { log, now } = c.env
  const kinds = services.get(log) ?? new Map<number, Told>()
  services.set(log, kinds)
  const minute = Math.floor(now().getTime() / MINUTE_MS)
  const before = kinds.get(status)
  const count = (before?.untold ?? 0) + 1
  const isNews = before?.minute !== minute
  kinds.set(status, { minute, untold: isNews ? 0 : count })
  if (isNews) log({ event: `refused_${status}`, count })
}
