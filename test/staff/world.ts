/** @module Two ports that only remember, behind a real socket in a folder of its own. Owners follow the rules of a take. */

import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { connectStaff } from '../../src/cli/staff/client.ts'
import { openStaffSocket, socketPath } from '../../src/cli/staff/socket.ts'
import type { Instant, OfficeRequest, Owner } from '../../src/core/chat.ts'
import type { Lines } from '../../src/core/line.ts'
import type { ActResult, Card, CaseView, ChatLine, Chats, Office } from '../../src/core/ports.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export const AT = Date.parse('2026-11-02T02:00:00Z')

/** Gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sigap-'))
  cleanups.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A server with the chats named, all waiting for staff. */
export async function staffWorld(chatIds: string[] = ['c1', 'c2']) {
  const dir = folder()
  const ports = fakePorts(chatIds)
  const socket = await openStaffSocket(dir, ports)
  cleanups.push(() => socket.close())
  return {
    dir,
    path: socketPath(dir),
    ports,
    close: socket.close,
    client: async () => {
      const client = await connectStaff(socketPath(dir))
      cleanups.push(() => client.close())
      return client
    },
    raw: () => rawLines(socketPath(dir)),
  }
}

/** Sends bytes as they are and gives the answers line by line. */
function rawLines(path: string) {
  const socket = connect(path)
  cleanups.push(() => socket.destroy())
  const lines: string[] = []
  const readers: ((line: string | undefined) => void)[] = []
  let held = ''
  let isClosed = false
  socket.on('data', (chunk) => {
    const parts = (held + chunk.toString()).split('\n')
    held = parts.pop() ?? ''
    for (const line of parts) {
      const reader = readers.shift()
      if (reader) reader(line)
      else lines.push(line)
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    isClosed = true
    for (const reader of readers.splice(0)) reader(undefined)
  })
  const next = (): Promise<string | undefined> => {
    const line = lines.shift()
    if (line !== undefined || isClosed) return Promise.resolve(line)
    return new Promise((done) => readers.push(done))
  }
  return {
    write: (text: string | Uint8Array) => socket.write(text),
    /** The next answer; undefined when the server closed. */
    next: async () => {
      const line = await next()
      return line === undefined ? undefined : (JSON.parse(line) as Record<string, unknown>)
    },
  }
}

type Chat = { owner: Owner; lines: ChatLine[]; followers: Set<() => void> }

export function fakePorts(chatIds: string[]) {
  const chats = new Map<string, Chat>(
    chatIds.map((id) => [id, { owner: 'queue', lines: [], followers: new Set() }]),
  )
  const done = new Map<string, ActResult>()
  const cases: CaseView[] = []
  const calls: string[] = []
  const add = (chatId: string, from: ChatLine['from'], text: string) => {
    const chat = chats.get(chatId)
    if (!chat) throw new Error(`no chat ${chatId}`)
    const seq = chat.lines.length + 1
    chat.lines.push({ seq, id: `${chatId}.${seq}`, at: AT, from, text })
    for (const wake of chat.followers) wake()
  }
  const never = () => Promise.reject(new Error('not for staff'))
  const port: Chats = {
    receive: never,
    tell: never,
    find: never,
    leave: never,
    act: async (chatId, key, act) => {
      calls.push(act.act)
      const before = done.get(key)
      if (before) return before
      const result = carryOut(chats.get(chatId), act, (from, text) => add(chatId, from, text))
      done.set(key, result)
      return result
    },
    read: async (chatId, { after = 0 } = {}) => {
      const chat = chats.get(chatId)
      if (!chat) return undefined
      const lines = chat.lines.filter(({ seq }) => seq > after)
      return {
        chatId,
        channel: 'web',
        owner: chat.owner,
        epoch: 0,
        lang: 'id',
        mask: 'web',
        summary: [],
        lines,
      }
    },
    follow: (chatId, wake) => {
      chats.get(chatId)?.followers.add(wake)
      return () => chats.get(chatId)?.followers.delete(wake)
    },
  }
  return { chats: port, office: fakeOffice(chats, cases), lines: fakeLines, add, cases, calls, state: chats }
}

type Act = Parameters<Chats['act']>[2]

function carryOut(
  chat: Chat | undefined,
  act: Act,
  add: (from: ChatLine['from'], text: string) => void,
): ActResult {
  if (!chat) return { ok: false, why: 'unknown_chat' }
  const me = `staff:${act.staffId}` as const
  if (act.act === 'take') {
    if (chat.owner.startsWith('staff:')) return { ok: false, why: 'owned', owner: chat.owner }
    chat.owner = me
    return { ok: true }
  }
  if (chat.owner !== me) return { ok: false, why: 'not_yours', owner: chat.owner }
  if (act.act === 'reply') add('staff', act.text)
  if (act.act === 'note') add('note', act.text)
  if (act.act === 'hand_back') chat.owner = 'bot'
  if (act.act === 'return_to_queue') chat.owner = 'queue'
  return { ok: true }
}

function fakeOffice(chats: Map<string, Chat>, cases: CaseView[]): Office {
  const cards = (): Card[] =>
    [...chats].map(([chatId, { owner, lines }]) => ({
      chatId,
      channel: 'web',
      owner,
      reason: 'asked',
      topic: 'menu',
      urgent: false,
      lastMessageAt: AT,
      unread: lines.length,
      ...(owner === 'queue' ? { waitingSince: AT } : {}),
    }))
  return {
    apply: () => Promise.reject(new Error('not for staff')),
    queue: async () => cards().filter(({ owner }) => owner === 'queue'),
    cards: async ({ owner } = {}) => cards().filter((card) => owner === undefined || card.owner === owner),
    cases: async ({ state } = {}) => cases.filter((one) => state === undefined || one.state === state),
    case: async (number) => cases.find((one) => one.number === number),
    changeCase: async (_key, number, state, note) => {
      const found = cases.find((one) => one.number === number)
      if (found) Object.assign(found, { state }, note === undefined ? {} : { note })
      return found !== undefined
    },
    bindings: async () => [],
    forgetBindings: async () => 0,
    raise: () => Promise.reject(new Error('not for staff')),
    end: () => Promise.reject(new Error('not for staff')),
    alarms: async () => [{ id: 'a1', at: AT, chatId: 'c1', reason: 'emergency', topic: 'accident' }],
  }
}

const fakeLines: Lines = {
  states: async () => [
    { channel: 'web', set: true, missing: [], link: 'idle' },
    {
      channel: 'telegram',
      set: true,
      missing: [],
      link: 'down',
      why: 'second_poller',
      name: '@tanya_demo_bot',
    },
    { channel: 'whatsapp_web', set: true, missing: [], link: 'down', why: 'not_paired', show: '2@contoh' },
  ],
}

export const aCase = (): CaseView => ({
  number: 'SGP-0000-0059',
  kind: 'accident',
  state: 'received',
  filedAt: AT,
  changedAt: AT,
  chatId: 'c1',
  urgent: false,
  summary: [{ label: 'Kejadian', value: 'jatuh dari motor' }],
})

/** A report of an accident an hour before `at`. */
export const accidentOf = (at: Instant): OfficeRequest => ({
  type: 'file_case',
  kind: 'accident',
  fields: { what: 'jatuh dari motor' },
  summary: [{ label: 'Kejadian', value: 'jatuh dari motor' }],
  language: 'id',
  urgent: false,
  occurredAt: at - 60 * 60_000,
})
