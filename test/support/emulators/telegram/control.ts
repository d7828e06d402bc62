/** @module The hand of a test on the emulator: the same acts in the process and over `/__ctl/<name>`. */

import { type Fault, requireFault } from './faults.ts'
import { type Act, act, addFile } from './people.ts'
import type { Limits } from './throttle.ts'
import { post } from './updates.ts'
import { type Entry, enqueue, type Json, newWorld, type Shown, type World } from './world.ts'

export type Control = {
  user(one: Act): number | undefined
  /** An update as it is; an `update_id` of its own wins. */
  update(fields: Json): number | undefined
  /** The same update once more, behind all others or before them. */
  duplicate(what: { update_id: number; first?: boolean }): void
  /** The newest update comes before the others. */
  swap(): void
  /** Posts one update to the webhook `times` times at once. */
  deliver(what: { update_id: number; times?: number }): Promise<number[]>
  file(file: { id: string; bytes?: string; base64?: string; size?: number; path?: string }): void
  inject(fault: Fault): void
  limits(limits: Partial<Limits>): void
  /** Moves Telegram's clock. */
  advance(what: { ms: number }): void
  /** Ids begin anew, as after a quiet week. */
  restart_ids(what: { at: number }): void
  /** Refuses connections for a while, and keeps the queue. */
  down(what: { ms: number }): Promise<void>
  messages(what: { chat: number }): Shown[]
  journal(): Entry[]
  stats(): Json
  reset(): void
}

export type Hands = { world: World; seed: number; down(ms: number): Promise<void> }

export function makeControl({ world, seed, down }: Hands): Control {
  const seen = new Map<number, { update: Json & { update_id: number }; chat: number | undefined }>()
  const remember = (id: number | undefined) => {
    const queued = world.queue.find(({ update }) => update.update_id === id)
    if (queued) seen.set(queued.update.update_id, queued)
    return id
  }
  const known = (id: number) => {
    const found = seen.get(id)
    if (!found) throw new Error(`no update ${id}`)
    return found
  }
  return {
    user: (one) => remember(act(world, one)),
    update: (fields) => remember(enqueue(world, fields, undefined)),
    duplicate: ({ update_id, first = false }) => {
      const again = { ...known(update_id), at: world.now() }
      if (first) world.queue.unshift(again)
      else world.queue.push(again)
      for (const wake of [...world.wake]) wake()
    },
    swap: () => {
      const last = world.queue.pop()
      if (last) world.queue.unshift(last)
    },
    deliver: async ({ update_id, times = 1 }) => {
      const { hook } = world
      if (!hook) throw new Error('no webhook is set')
      const { update } = known(update_id)
      const posts = await Promise.all(Array.from({ length: times }, () => post(world, hook, update)))
      return posts.map(({ status }) => status)
    },
    file: (file) => addFile(world, file),
    inject: (fault) => void world.faults.push(requireFault(fault)),
    limits: (limits) => void Object.assign(world.limits, limits),
    advance: ({ ms }) => {
      world.skewMs += ms
    },
    restart_ids: ({ at }) => {
      world.nextUpdateId = at
    },
    down: ({ ms }) => down(ms),
    messages: ({ chat }) => world.chats.get(chat)?.messages ?? [],
    journal: () => world.journal,
    stats: () => ({
      pending: world.queue.length,
      requests: world.journal.filter(({ kind }) => kind === 'request').length,
      sent: world.journal.filter(({ method, accepted }) => accepted && method === 'sendMessage').length,
      violations: world.journal.filter(({ violation }) => violation !== undefined).length,
      commands: world.commands,
      answered: world.answered,
    }),
    reset: () => {
      const { wake, bot, limits } = world
      Object.assign(world, newWorld({ seed, token: bot.token, limits }), { wake, now: world.now })
      seen.clear()
    },
  }
}
