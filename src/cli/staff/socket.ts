/** @module The door for staff on this machine: `DATA_DIR/staff.sock`, mode 0600, open while the server runs. Calls the two ports, nothing else. */

import { chmodSync, existsSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join, relative, resolve } from 'node:path'
import { z } from 'zod'
import type { Lines } from '../../core/line.ts'
import type { Chats, Office } from '../../core/ports.ts'
import { cutLines } from './lines.ts'
import {
  argumentsOf,
  MAX_LINE_BYTES,
  type RefusedCode,
  requestSchema,
  SOCKET_NAME,
  type StaffAnswer,
} from './protocol.ts'

const MAX_CONNECTIONS = 32
const MAX_OPEN_REQUESTS = 64
// sun_path of Linux without its final zero; macOS has 103. https://man7.org/linux/man-pages/man7/unix.7.html
const MAX_PATH_BYTES = process.platform === 'darwin' ? 103 : 107

export type Ports = { chats: Chats; office: Office; lines: Lines }

/** Where the socket of a data directory is; the shorter of two ways to write it, since the system's limit is short. */
export function socketPath(dataDir: string): string {
  const absolute = resolve(dataDir, SOCKET_NAME)
  const fromHere = relative(process.cwd(), absolute)
  const path = fromHere.length < absolute.length ? fromHere : absolute
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return path
  throw new Error(`${join(dataDir, SOCKET_NAME)} is too long for a socket: set DATA_DIR to a shorter path`)
}

/**
 * Listens for staff terminals of the same user of this machine; a socket left by a dead server is replaced.
 * @throws Error when another server answers there already, or the path cannot be a socket
 */
export async function openStaffSocket(dataDir: string, ports: Ports): Promise<{ close(): Promise<void> }> {
  const path = socketPath(dataDir)
  if (existsSync(path)) {
    if (await isAnswered(path))
      throw new Error(
        `DATA_DIR: another server is running on this data (${path}). Stop it, or start with another DATA_DIR and PORT`,
      )
    rmSync(path)
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, ports)
  })
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, path)
  return {
    close: () =>
      new Promise((done) => {
        // Node removes the file of a socket it closes.
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    // The file exists from here on: it must never have been open to others, not even for a moment.
    const before = process.umask(0o177)
    server.listen(path, () => {
      server.off('error', fail)
      chmodSync(path, 0o600)
      done()
    })
    process.umask(before)
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    const settle = (answered: boolean) => {
      socket.destroy()
      done(answered)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

/** One connection. Whatever it sends gets an answer; only an endless line closes it. */
function serve(socket: Socket, ports: Ports): void {
  const followed = new Map<string, () => void>()
  let open = 0
  const write = (answer: StaffAnswer) => {
    if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`)
  }
  const refuse = (id: string | number | null, code: RefusedCode, error: string) =>
    write({ id, ok: false, code, error })
  const cut = cutLines(MAX_LINE_BYTES, {
    line: (text) => {
      if (text.trim() === '') return
      if (open >= MAX_OPEN_REQUESTS) return refuse(null, 'busy', 'too many requests at once')
      open += 1
      void answer(text, ports, followed, write, refuse).finally(() => {
        open -= 1
      })
    },
    tooLong: () => {
      refuse(null, 'too_long', `a line has at most ${MAX_LINE_BYTES} bytes`)
      socket.end()
    },
  })
  socket.on('data', cut)
  // A terminal that goes away in the middle of a line is nothing to report.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const stop of followed.values()) stop()
    followed.clear()
  })
}

async function answer(
  text: string,
  ports: Ports,
  followed: Map<string, () => void>,
  write: (answer: StaffAnswer) => void,
  refuse: (id: string | number | null, code: RefusedCode, error: string) => void,
): Promise<void> {
  const request = requestSchema.safeParse(readJson(text))
  if (!request.success) return refuse(null, 'malformed', 'not a request: {"id","port","method","args"}')
  const { id, port, method, args } = request.data
  const schema = argumentsOf(port, method)
  if (!schema) return refuse(id, 'no_such_method', `${port}.${method} is not for staff`)
  const checked = schema.safeParse(args)
  if (!checked.success) return refuse(id, 'bad_arguments', z.prettifyError(checked.error))
  try {
    write({ id, ok: true, value: (await call(ports, port, method, checked.data, followed, write)) ?? null })
  } catch (error) {
    refuse(id, 'failed', error instanceof Error ? error.message : 'failed')
  }
}

async function call(
  ports: Ports,
  port: keyof Ports,
  method: string,
  args: readonly unknown[],
  followed: Map<string, () => void>,
  write: (answer: StaffAnswer) => void,
): Promise<unknown> {
  if (port === 'chats' && (method === 'follow' || method === 'unfollow')) {
    const chatId = String(args[0])
    followed.get(chatId)?.()
    followed.delete(chatId)
    if (method === 'follow')
      followed.set(
        chatId,
        ports.chats.follow(chatId, () => write({ event: 'wake', chatId })),
      )
    return true
  }
  const target: object = ports[port]
  const run: unknown = Reflect.get(target, method)
  if (typeof run !== 'function') throw new Error(`the ${port} port has no ${method}`)
  return Reflect.apply(run, target, args)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Answered as malformed, whatever the fault.
    return undefined
  }
}
