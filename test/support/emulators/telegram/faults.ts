/** @module Faults on order: which request they meet, and what they do to its answer. */

import type { ServerResponse } from 'node:http'
import type { Answer } from './methods.ts'
import type { World } from './world.ts'

export const FAULTS = [
  '429',
  '500',
  '502',
  '504',
  '401',
  '403',
  '404',
  '409',
  'reset_before',
  'reset_after',
  'stall',
  'slow',
  'truncated',
  'html_200',
  'empty',
] as const
export type FaultName = (typeof FAULTS)[number]

/**
 * Meets `times` requests (default 1) that match; `nth` waits for that one, `prob` lets luck decide.
 * @example {"match":{"method":"sendMessage","chat":501},"fault":"429","retry_after":2}
 */
export type Fault = {
  match?: { method?: string; chat?: number; nth?: number; prob?: number }
  fault: FaultName
  times?: number
  retry_after?: number
  /** Of 429: whom the wait binds; the chat of the request when absent. */
  scope?: 'chat' | 'bot'
  /** Of 429: without `parameters`, as a proxy before Telegram answers. */
  bare?: boolean
  /** Of errors: the request was carried out all the same. */
  phase?: 'before' | 'after'
  /** Of `stall` and `slow`. */
  ms?: number
  description?: string
  /** Counted here. */
  seen?: number
}

export function requireFault(value: unknown): Fault {
  const fault = value as Fault
  if (!FAULTS.includes(fault.fault)) throw new Error(`fault is one of ${FAULTS.join(', ')}`)
  return { ...fault }
}

/** The fault that meets this request, if any; each firing uses up one of its `times`. */
export function takeFault(world: World, method: string, chat: number | undefined): Fault | undefined {
  for (const fault of world.faults) {
    const { match = {} } = fault
    if (match.method !== undefined && match.method !== method) continue
    if (match.chat !== undefined && match.chat !== chat) continue
    fault.seen = (fault.seen ?? 0) + 1
    if (match.nth !== undefined && fault.seen !== match.nth) continue
    if (match.prob !== undefined && world.random() >= match.prob) continue
    fault.times = (fault.times ?? 1) - 1
    if (fault.times <= 0) world.faults = world.faults.filter((other) => other !== fault)
    return fault
  }
  return undefined
}

const WORDS: Record<string, string> = {
  '401': 'Unauthorized',
  '403': 'Forbidden: bot was blocked by the user',
  '404': 'Not Found',
  '409': 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
}

/** An error of the platform's own, or a page of the machine before it. */
export function faultAnswer({ fault, retry_after = 1, bare, description }: Fault): Answer | undefined {
  if (fault === '429') return tooMany(retry_after, bare)
  if (['500', '502', '504'].includes(fault)) return { status: Number(fault), html: page(fault) }
  if (fault === 'html_200') return { status: 200, html: page('Wartung') }
  if (fault === 'empty') return { status: 200, body: { ok: true, result: [] } }
  const words = description ?? WORDS[fault]
  return words === undefined ? undefined : failure(Number(fault), words)
}

export function tooMany(retryAfter: number, bare = false): Answer {
  const words = bare ? 'Too Many Requests' : `Too Many Requests: retry after ${retryAfter}`
  const answer = failure(429, words, bare ? undefined : { retry_after: retryAfter })
  return bare ? answer : { ...answer, headers: { 'Retry-After': String(retryAfter) }, retryAfter }
}

export function failure(error_code: number, description: string, parameters?: object): Answer {
  return {
    status: error_code,
    body: { ok: false, error_code, description, ...(parameters && { parameters }) },
  }
}

function page(title: string): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`
}

/** Writes the answer, whole, late or in pieces. */
export async function give(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.fault === 'reset_before' || fault?.fault === 'reset_after') {
    response.socket?.destroy()
    return
  }
  if (fault?.fault === 'stall') await sleep(fault.ms ?? 60_000)
  if (response.destroyed) return
  const text = answer.html ?? JSON.stringify(answer.body)
  const body = answer.bytes ?? Buffer.from(text)
  response.writeHead(answer.status, {
    'Content-Type': answer.bytes
      ? 'application/octet-stream'
      : answer.html
        ? 'text/html'
        : 'application/json',
    'Content-Length': body.length,
    ...answer.headers,
  })
  if (fault?.fault === 'truncated') {
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy())
    return
  }
  if (fault?.fault === 'slow') {
    const step = Math.ceil(body.length / 10)
    for (let at = 0; at < body.length && !response.destroyed; at += step) {
      response.write(body.subarray(at, at + step))
      await sleep((fault.ms ?? 1000) / 10)
    }
    response.end()
    return
  }
  response.end(body)
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
