/** @module A Bot API on 127.0.0.1: in the process of a test, or in one of its own (`main.ts`). Takes no token that could be real. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Control, makeControl } from './control.ts'
import { type Fault, failure, faultAnswer, give, takeFault, tooMany } from './faults.ts'
import { type Answer, METHODS } from './methods.ts'
import { heldBy, hold, LIMITS, type Limits } from './throttle.ts'
import { makePoller, type Poller, startWebhook } from './updates.ts'
import { DEFAULT_TOKEN, type Json, newWorld, type World } from './world.ts'

export type EmulatorOptions = {
  /** 0: any that is free. */
  port?: number
  seed?: number
  token?: string
  limits?: Partial<Limits>
  /** Waits between deliveries to a webhook: 1 as Telegram, less for tests. */
  retryScale?: number
}

export type Emulator = { url: string; token: string; world: World; control: Control; close(): Promise<void> }

/** @throws Error when the token has the form of a real one */
export async function startTelegramEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { seed = 1, token = DEFAULT_TOKEN, retryScale = 1 } = options
  if (isReal(token)) throw new Error('this token looks real: the emulator takes made-up ones alone')
  const world = newWorld({ seed, token, limits: { ...LIMITS, ...options.limits } })
  const poller = makePoller(world)
  const ended = new AbortController()
  startWebhook(world, () => retryScale, ended.signal)
  const server = createServer((request, response) => {
    // Who breaks off in the middle of a request gets no answer.
    handle({ world, poller, control }, request, response).catch(() => response.destroy())
  })
  // Kept-alive connections end with the test, not in its middle.
  server.keepAliveTimeout = 30_000
  const port = await listen(server, options.port ?? 0)
  const down = async (ms: number) => {
    await shut(server)
    setTimeout(() => void listen(server, port), ms)
  }
  const control = makeControl({ world, seed, down })
  const close = async () => {
    ended.abort()
    await shut(server)
  }
  return { url: `http://127.0.0.1:${port}`, token, world, control, close }
}

function isReal(token: string): boolean {
  return /\d{8,}:[\w-]{35}/.test(token)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

type Parts = { world: World; poller: Poller; control: Control }

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
  const body = await bodyOf(request)
  if (path.startsWith('/__ctl/')) return obey(parts.control, path.slice(7), body, response)
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path)
  const call = /^\/bot([^/]+)\/(\w+)$/.exec(path)
  const token = decodeURIComponent(file?.[1] ?? call?.[1] ?? '')
  if (token !== parts.world.bot.token) return give(response, stranger(token), undefined)
  const method = file ? 'file' : (call?.[2] ?? '')
  const fields = file ? { path: decodeURIComponent(file[2] ?? '') } : fieldsOf(body)
  await answerCall(parts, method, fields, response)
}

function stranger(token: string): Answer {
  if (isReal(token)) return failure(401, 'Unauthorized: the emulator takes made-up tokens alone')
  return /^\d+:[\w-]+$/.test(token) ? failure(401, 'Unauthorized') : failure(404, 'Not Found')
}

async function answerCall(
  parts: Parts,
  method: string,
  fields: Json,
  response: ServerResponse,
): Promise<void> {
  const { world } = parts
  const at = Date.now()
  const chat = fields.chat_id === undefined ? undefined : Number(fields.chat_id)
  const held = heldBy(world, method, chat)
  const fault = held ? undefined : takeFault(world, method, chat)
  const isDone = !held && (!fault || fault.phase === 'after' || DOES.includes(fault.fault))
  const done = isDone ? await carryOut(parts, method, fields, response) : undefined
  const answer: Answer = (held ? tooMany(held.retryAfter) : fault && faultAnswer(fault)) ?? done ?? NOTHING
  if (!held && answer.retryAfter !== undefined)
    hold(world, answer.holds ?? keyOf(method, chat, fault), answer.retryAfter)
  world.journal.push({
    at,
    kind: 'request',
    method,
    status: fault?.fault.startsWith('reset') ? 0 : answer.status,
    accepted: done !== undefined && done.status === 200,
    ...(chat === undefined ? {} : { chat }),
    ...(fault ? { fault: fault.fault } : {}),
    ...(answer.retryAfter === undefined ? {} : { retryAfter: answer.retryAfter }),
    ...(held?.isEarly ? { violation: 'retry_after' as const } : {}),
    ...(fields.reply_markup === undefined ? {} : { markup: fields.reply_markup }),
    ...(done?.text === undefined ? {} : { text: done.text }),
    ...(done?.messageId === undefined ? {} : { messageId: done.messageId }),
    ...(done && 'updates' in done ? { updates: done.updates as number[] } : {}),
    ...(typeof fields.offset === 'number' ? { offset: fields.offset } : {}),
  })
  await give(response, answer, fault)
}

/** These spoil the answer, not the deed. */
const DOES = ['reset_after', 'slow', 'truncated', 'stall']
const NOTHING: Answer = { status: 200, body: { ok: true, result: true } }

function keyOf(method: string, chat: number | undefined, fault: Fault | undefined): string {
  if (!method.startsWith('send')) return `method:${method}`
  return fault?.scope === 'bot' ? 'sends' : `chat:${chat}`
}

async function carryOut({ world, poller }: Parts, method: string, fields: Json, response: ServerResponse) {
  if (method === 'file') {
    const file = [...world.files.values()].find(({ path }) => path === fields.path)
    if (!file) return failure(404, 'Not Found')
    return { status: 200, bytes: Buffer.from(file.bytes) }
  }
  if (method === 'getUpdates') {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    return poller.getUpdates(fields, gone.signal)
  }
  return METHODS[method]?.(world, fields) ?? failure(404, 'Not Found')
}

function obey(control: Control, name: string, body: string, response: ServerResponse): void {
  const reply = (status: number, value: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(value ?? null))
  }
  const run = async () => {
    if (!Object.hasOwn(control, name)) throw new Error(`no such act: ${name}`)
    const act = control[name as keyof Control] as (fields: unknown) => unknown
    return act(JSON.parse(body === '' ? '{}' : body))
  }
  run().then(
    (value) => reply(200, value),
    (error: unknown) => reply(400, { error: String(error) }),
  )
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Telegram takes JSON; what is none has no fields. */
function fieldsOf(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    return {}
  }
}
