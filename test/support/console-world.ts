/** @module The staff pages before the real service in memory; who is logged in is said by a fake `Access`, whose cookie names role and id. */

import type { Gate } from '../../src/access/access.ts'
import { app } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Content } from '../../src/core/chat.ts'
import { type AuditEntry, type Member, ROLES, type Role } from '../../src/core/staff.ts'
import { build, type Service } from '../../src/main.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { learn } from './learned.ts'

export const CONSOLE_ORIGIN = 'http://127.0.0.1:8787'
/** 2026-11-25 09.30 in Jakarta, a Wednesday. */
export const CONSOLE_AT = Date.UTC(2026, 10, 25, 2, 30)

export type ConsoleWorld = {
  service: Service
  /** What went to the audit log so far. */
  audited: AuditEntry[]
  /** What of it people did: the service writes its own daily round there too. */
  deeds(): AuditEntry[]
  /** Moves the clock and lets what is due happen. */
  pass(ms: number): Promise<void>
  now(): number
  /** A browser of a member of staff; the same id twice is the same person. */
  as(role: Role, id?: string): Desk
  /** What a resident writes on the web, answered; resolves to the chat's id. */
  writes(address: string, ...contents: (string | Content)[]): Promise<string>
  stop(): Promise<void>
}

export type Desk = {
  request(path: string, init?: RequestInit): Promise<Response>
  text(path: string): Promise<string>
  /** Fields of a form; a list gives the same field several times. */
  post(path: string, fields?: Record<string, string | readonly string[]>): Promise<Response>
}

/** The cookie a fake session is read from, also for Chromium. */
export const fakeCookie = (role: Role, id: string) => ({ name: 'petugas', value: `${role}.${id}` })

export function fakeAccess(audited: AuditEntry[]): Gate {
  const seen = new Map<string, Member>()
  return {
    session: async (token) => {
      const [role, id] = token.split('.')
      const known = ROLES.find((one) => one === role)
      if (known === undefined || id === undefined) return undefined
      const member: Member = { id, name: `Contoh ${id}`, role: known, language: 'id' }
      seen.set(id, member)
      return { id: `s-${id}`, member, isLocked: false, endsAt: Number.MAX_SAFE_INTEGER }
    },
    audit: async (entry) => {
      audited.push(entry)
    },
    // Whoever was at a page before.
    members: async () => [...seen.values()].map((member) => ({ ...member, isActive: true })),
  }
}

export async function consoleWorld(
  overrides: Overrides = {},
  settings: Record<string, string> = {},
): Promise<ConsoleWorld> {
  let clock = CONSOLE_AT
  let ids = 0
  const audited: AuditEntry[] = []
  learn()
  const service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'silent', ...settings }), {
    inMemory: true,
    now: () => clock,
    wakeAt: () => {},
    access: fakeAccess(audited),
    ...overrides,
  })
  service.start()
  const desk = (role: Role, id: string): Desk => {
    const { name, value } = fakeCookie(role, id)
    const request = async (path: string, init: RequestInit = {}) => {
      const headers = new Headers({ accept: 'text/html', 'sec-fetch-site': 'same-origin', ...init.headers })
      headers.set('cookie', `${name}=${value}`)
      const response = await app.request(`${CONSOLE_ORIGIN}${path}`, { ...init, headers }, service.web)
      await service.quiet()
      return response
    }
    return {
      request,
      text: async (path) => await (await request(path)).text(),
      post: async (path, fields = {}) => {
        const body = new URLSearchParams()
        for (const [field, given] of Object.entries(fields))
          for (const one of [given].flat()) body.append(field, one)
        return await request(path, { method: 'POST', body })
      },
    }
  }
  return {
    service,
    audited,
    deeds: () => audited.filter(({ by }) => by !== 'system'),
    now: () => clock,
    pass: async (ms) => {
      clock += ms
      service.wake()
      await service.quiet()
    },
    as: (role, id = role) => desk(role, id),
    writes: async (address, ...contents) => {
      const line = { channel: 'web', account: 'web', address } as const
      for (const one of contents) {
        const content = typeof one === 'string' ? ({ type: 'text', text: one } as const) : one
        const externalId = `m${++ids}`
        await service.chats.receive([{ type: 'message', ...line, externalId, at: clock, content }])
        await service.quiet()
      }
      const chatId = await service.chats.find(line)
      if (chatId === undefined) throw new Error('nobody has written')
      return chatId
    },
    stop: () => service.stop(),
  }
}
