/** @module The other end of the staff socket: calls the running server's ports as if they were here. */

import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import type { Lines } from '../../core/line.ts'
import type { Chats, Office } from '../../core/ports.ts'
import { cutLines } from './lines.ts'
import type { PortName, StaffAnswer } from './protocol.ts'

/** A transcript may be long; this only guards against an endless line. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

export type StaffClient = {
  chats: Pick<Chats, 'act' | 'read'> & {
    /** One follower a chat; following again replaces it. */
    follow(chatId: string, wake: () => void): Promise<() => Promise<void>>
  }
  office: Pick<Office, 'queue' | 'cards' | 'cases' | 'case' | 'changeCase' | 'alarms'>
  lines: Lines
  close(): void
  /** Resolves when the connection is gone, whoever closed it. */
  closed: Promise<void>
}

/** Nobody listens there: the server is not running, or runs with another data directory. */
export class NoServer extends Error {
  constructor(path: string, cause: unknown) {
    super(`no server answers on ${path}`, { cause })
    this.name = 'NoServer'
  }
}

// The server is of this very version and answers what its ports gave: the shape of the envelope is checked, not the value.
const answerSchema = z.union([
  z.object({ event: z.literal('wake'), chatId: z.string() }),
  z.object({ id: z.union([z.number(), z.string(), z.null()]), ok: z.literal(true), value: z.unknown() }),
  z.object({
    id: z.union([z.number(), z.string(), z.null()]),
    ok: z.literal(false),
    code: z.string(),
    error: z.string(),
  }),
])

type Waiting = { done(value: unknown): void; fail(error: Error): void }

/** @throws NoServer */
export async function connectStaff(path: string): Promise<StaffClient> {
  const socket = await open(path)
  const waiting = new Map<number, Waiting>()
  const followers = new Map<string, () => void>()
  let ids = 0

  const hear = (text: string) => {
    const answer = answerSchema.parse(JSON.parse(text)) as StaffAnswer
    if ('event' in answer) return followers.get(answer.chatId)?.()
    const call = waiting.get(Number(answer.id))
    waiting.delete(Number(answer.id))
    if (answer.ok) call?.done(answer.value ?? undefined)
    else call?.fail(new Error(`${answer.code}: ${answer.error}`))
  }
  socket.on('data', cutLines(MAX_ANSWER_BYTES, { line: hear, tooLong: () => socket.destroy() }))
  const closed = new Promise<void>((done) => {
    socket.once('close', () => {
      for (const call of waiting.values()) call.fail(new Error('the server has gone away'))
      waiting.clear()
      done()
    })
  })

  const call = <T>(port: PortName, method: string, args: unknown[]): Promise<T> =>
    new Promise((done, fail) => {
      if (!socket.writable) return fail(new Error('the server has gone away'))
      const id = ++ids
      waiting.set(id, { done: (value) => done(value as T), fail })
      socket.write(`${JSON.stringify({ id, port, method, args })}\n`)
    })

  return {
    chats: {
      act: (...args) => call('chats', 'act', args),
      read: (chatId, options = {}) => call('chats', 'read', [chatId, options]),
      follow: async (chatId, wake) => {
        followers.set(chatId, wake)
        await call('chats', 'follow', [chatId])
        return async () => {
          followers.delete(chatId)
          await call('chats', 'unfollow', [chatId])
        }
      },
    },
    office: {
      queue: () => call('office', 'queue', []),
      cards: (options = {}) => call('office', 'cards', [options]),
      cases: (options = {}) => call('office', 'cases', [options]),
      case: (number) => call('office', 'case', [number]),
      changeCase: (key, number, state, note, staffId) =>
        call('office', 'changeCase', [key, number, state, note ?? null, staffId]),
      alarms: (options = {}) => call('office', 'alarms', [options]),
    },
    lines: { states: () => call('lines', 'states', []) },
    close: () => socket.end(),
    closed,
  }
}

function open(path: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect(path)
    const refused = (cause: Error) => fail(new NoServer(path, cause))
    socket.once('error', refused)
    socket.once('connect', () => {
      socket.off('error', refused)
      // The end is seen by 'close'.
      socket.on('error', () => socket.destroy())
      done(socket)
    })
  })
}
