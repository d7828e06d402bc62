/** @module Meta's Graph API on this machine, as far as messages go. Listens on 127.0.0.1 alone and takes no real token. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errorOf, httpOf } from './bodies.ts'
import { control } from './control.ts'
import { type Fault, type Faults, faultsOf } from './faults.ts'
import { type Files, filesOf } from './files.ts'
import type { Journal } from './journal.ts'
import { asJson } from './limits.ts'
import { accept, type Desk, type Reply } from './messages.ts'
import { type Act, act } from './people.ts'
import { ratesOf } from './rates.ts'
import { subscribe, webhooksOf } from './webhooks.ts'
import { type GraphOptions, isReal, type StoredFile, type World, worldOf } from './world.ts'

const VERSION = 'v25.0'

export type Emulated = {
  journal: Journal
  now(): number
  advance(ms: number): void
  inject(fault: Fault): void
  /** Somebody does something; the id of the message. */
  act(what: Act): string | undefined
  /** Puts a file there, for an id. */
  keep(file: StoredFile): string
  /** Shakes hands with the webhook. */
  subscribe(): Promise<boolean>
  /** Posts any body once, signed by this secret or the right one; the status of the answer. */
  deliver(body: string, secret?: string): Promise<number>
  /** Resolves once no webhook is on its way. */
  idle(): Promise<void>
  /** Forgets journal and faults. */
  reset(): void
}

export type GraphEmulator = Emulated & {
  /** For `apiRoot`. */
  url: string
  origin: string
  token: string
  phoneNumberId: string
  close(): Promise<void>
}

export async function startGraphEmulator(options: GraphOptions): Promise<GraphEmulator> {
  const world = worldOf(options)
  const webhooks = webhooksOf(world)
  const desk: Desk = { world, webhooks, rates: ratesOf(world) }
  const faults = faultsOf(world)
  const files = filesOf(world)
  const emulated: Emulated = {
    journal: world.journal,
    now: world.now,
    advance: world.advance,
    inject: faults.inject,
    act: (what) => act(world, webhooks, files, what),
    keep: files.keep,
    subscribe: () => subscribe(world),
    deliver: (body, secret = options.appSecret) => webhooks.deliver(body, secret),
    idle: webhooks.idle,
    reset: () => {
      world.journal.clear()
      faults.clear()
    },
  }
  const server = createServer((request, response) => {
    const port = (server.address() as AddressInfo).port
    const origin = `http://127.0.0.1:${port}`
    serve({ emulated, desk, faults, files, origin }, request, response).catch((error: unknown) => {
      if (!response.headersSent) give(response, { http: 500, body: { error: String(error) } })
    })
  })
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { token, phoneNumberId } = world.options
  return {
    ...emulated,
    url: `${origin}/${VERSION}`,
    origin,
    token,
    phoneNumberId,
    close: async () => {
      webhooks.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

type House = { emulated: Emulated; desk: Desk; faults: Faults; files: Files; origin: string }

async function serve(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { emulated, desk, faults, files, origin } = house
  const { world } = desk
  const { method = 'GET' } = request
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', origin)
  const bytes = await bytesOf(request)
  const message = asJson(parse(bytes))
  if (path.startsWith('/__ctl/')) return give(response, await control(emulated, path.slice(7), message))

  const to = message.to ?? message.recipient
  const asked = {
    method,
    path,
    to: typeof to === 'string' ? to : undefined,
    type: typeof message.type === 'string' ? message.type : undefined,
  }
  const given = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  const ids = idsOf(message)
  world.journal.tell({ kind: 'request', method, path, ...ids, hasToken: given !== '' })
  const isSend = method === 'POST' && path.endsWith('/messages')
  if (isSend && asked.to !== undefined) desk.rates.judge(asked.to)

  const fault = faults.meet(asked)
  if (fault) world.journal.tell({ kind: 'fault', fault: fault.fault, ...ids })
  if (fault && refuseBy(fault, house, asked.to, response)) return
  if (isReal(given) || given !== world.options.token)
    return give(response, { http: 401, body: errorOf(190, 'Invalid OAuth access token.') })

  const file = files.at(path)
  if (file && method === 'GET') {
    response.writeHead(200, { 'content-type': file.mime, 'content-length': file.bytes.byteLength })
    response.end(file.bytes)
    return
  }
  const mime = request.headers['content-type']
  const reply = await replyOf(house, { method, path, query, message, bytes, mime })
  finishBy(fault, world, reply, response)
}

/** Faults that come before anything was taken; true when the answer is given. */
function refuseBy(fault: Fault, { desk }: House, to: string | undefined, response: ServerResponse): boolean {
  const { fault: name, retryAfterS } = fault
  if (name === 'reset_before') {
    response.destroy()
    return true
  }
  if (name.startsWith('redirect:')) {
    response.writeHead(302, { location: name.slice('redirect:'.length) }).end()
    return true
  }
  if (name.startsWith('code:')) {
    const code = Number(name.slice('code:'.length))
    if (code === 131056 && to !== undefined) desk.rates.silence(to, 6_000)
    if (code === 130429) desk.rates.silence('account', 1_000)
    give(response, { http: httpOf(code), body: errorOf(code, 'by request of a test') })
    return true
  }
  if (!/^\d{3}$/.test(name)) return false
  if (name === '429') desk.rates.silence('account', (retryAfterS ?? 1) * 1000)
  // What stands before Meta's servers answers in HTML.
  const after = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }
  response
    .writeHead(Number(name), { 'content-type': 'text/html', ...after })
    .end(`<html><h1>${name}</h1></html>`)
  return true
}

/** Faults that come after it was taken. */
function finishBy(fault: Fault | undefined, world: World, reply: Reply, response: ServerResponse): void {
  if (fault?.fault === 'reset_after') response.destroy()
  else if (fault?.fault === 'stall') {
    const timer = setTimeout(() => give(response, reply), world.options.stallMs)
    response.on('close', () => clearTimeout(timer))
  } else if (fault?.fault === 'truncated') {
    const text = JSON.stringify(reply.body)
    response.writeHead(reply.http, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2))
  } else give(response, reply)
}

type Asked = {
  method: string
  path: string
  query: URLSearchParams
  message: Record<string, unknown>
  bytes: Buffer
  mime: string | undefined
}

async function replyOf(
  { desk, files, origin }: House,
  { method, path, query, message, bytes, mime }: Asked,
): Promise<Reply> {
  const { phoneNumberId, accountId } = desk.world.options
  const [, version, id = '', edge] = path.split('/')
  if (version === undefined || !/^v\d+\.\d+$/.test(version))
    return { http: 404, body: errorOf(2500, 'Unknown path') }
  if (id === phoneNumberId && edge === 'messages' && method === 'POST') return accept(desk, message)
  if (id === phoneNumberId && edge === 'media' && method === 'POST')
    return { http: 200, body: { id: files.keep({ bytes, mime: mime ?? 'application/octet-stream' }) } }
  if (id === accountId && edge === 'message_templates') return templatesOf(desk.world, query)
  if (edge === 'subscribed_apps') return { http: 200, body: { success: true } }
  if (id === phoneNumberId && query.get('fields') === 'health_status') return healthOf(desk.world)
  if (id === phoneNumberId && edge === undefined) {
    const number = {
      display_phone_number: '+62 21 8888 8888',
      verified_name: 'Tanya SIGAP',
      quality_rating: 'GREEN',
    }
    return { http: 200, body: { ...number, id } }
  }
  if (edge !== undefined) return { http: 400, body: errorOf(100, 'Object does not exist', 33) }
  return method === 'DELETE' ? files.drop(id) : files.about(id, origin)
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status, read in a stored copy 2026-11-25 */
function healthOf({ options }: World): Reply {
  const entity = (entity_type: string, id: string) => ({ entity_type, id, can_send_message: 'AVAILABLE' })
  const entities = [entity('PHONE_NUMBER', options.phoneNumberId), entity('WABA', options.accountId)]
  const health_status = { can_send_message: 'AVAILABLE', entities }
  return { http: 200, body: { health_status, id: options.phoneNumberId } }
}

/** Meta's filter by name finds longer ones too. */
function templatesOf({ options }: World, query: URLSearchParams): Reply {
  const found = options.templates.filter(({ name }) => name.startsWith(query.get('name') ?? ''))
  const data = found.map((one) => ({ status: 'APPROVED', ...one, category: 'UTILITY' }))
  return { http: 200, body: { data } }
}

function idsOf({ to, recipient, biz_opaque_callback_data: outboxId }: Record<string, unknown>) {
  const whom = to ?? recipient
  return {
    ...(typeof whom === 'string' ? { to: whom } : {}),
    ...(typeof outboxId === 'string' ? { outboxId } : {}),
  }
}

function give(response: ServerResponse, { http, body }: Reply): void {
  response.writeHead(http, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body))
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    // A GET, or a file.
    return undefined
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
