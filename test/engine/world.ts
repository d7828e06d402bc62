/** @module A fixed world for the engine: real texts, rules and understanding, real flows with small ones beside them, a clock that only moves when told. */

import { expect } from 'vitest'
import { flows as realFlows } from '../../flows/index.ts'
import en from '../../locales/en/messages.json' with { type: 'json' }
import id from '../../locales/id/messages.json' with { type: 'json' }
import type { ChatEvent, Content, OfficeNotice, OfficeRequest, StaffAct } from '../../src/core/chat.ts'
import type { Effect } from '../../src/core/effect.ts'
import { newSession, type Session } from '../../src/core/session.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { gather, type MessageEvent } from '../../src/engine/gather.ts'
import { loadFlows } from '../../src/engine/load.ts'
import { takeTurn } from '../../src/engine/turn.ts'
import type { World } from '../../src/engine/world.ts'
import { tell } from '../../src/rules/tell.ts'
import { makeTexts } from '../../src/text/texts.ts'
import { loadUnderstanding } from '../../src/wiring/model-cache.ts'
import { demoEdition } from '../rules/edition.ts'
import { LEARNED } from '../support/learned.ts'
import { flowsForTests, textsForTests } from './flows.ts'

/** Monday 23 November 2026, 10.00 in Jakarta. */
export const T0 = Date.UTC(2026, 10, 23, 3)
export const SECOND = 1_000
export const HOUR = 3_600_000

const understand = loadUnderstanding(LEARNED)

type Options = { flows?: readonly Flow[]; texts?: Record<string, string>; official?: boolean }

/** Flows given here take the place of those with the same id. */
export function worldOf({ flows = [], texts = {}, official = true }: Options = {}): World {
  const all = new Map([...realFlows, ...flowsForTests, ...flows].map((flow) => [flow.id, flow]))
  const own = { ...textsForTests, ...texts }
  return {
    flows: loadFlows([...all.values()]),
    texts: makeTexts({ id: { ...id, ...own }, en: { ...en, ...own } }),
    rules: demoEdition,
    understand,
    now: new Date(T0),
    service: { name: 'Tanya SIGAP', official },
  }
}

export const REAL = worldOf()

/** What one turn did, as a reader asks for it. */
export type Turn = {
  effects: Effect[]
  /** The words of all bubbles, in order. */
  texts: string[]
  /** All of them in one string, for `toContain`. */
  said: string
  question: Extract<Effect, { type: 'say' }> | undefined
  notes: string[]
  requests: OfficeRequest['type'][]
  result: Extract<Effect, { type: 'act_result' }> | undefined
}

type Timer = Extract<Effect, { type: 'set_timer' }>

/** Plays events in one chat; between any two turns the session goes through JSON, and each turn is taken twice. */
export class Chat {
  world: World
  session: Session = newSession('id')
  timers = new Map<string, Timer>()
  asked: { id: string; request: OfficeRequest }[] = []
  #count = 0

  constructor(world: World = REAL, session?: Session) {
    this.world = world
    if (session) this.session = session
  }

  get now(): number {
    return this.world.now.getTime()
  }

  take(event: ChatEvent): Turn {
    const before = JSON.stringify(this.session)
    const once = takeTurn(this.world, this.session, structuredClone(event))
    const twice = takeTurn(this.world, JSON.parse(before) as Session, structuredClone(event))
    expect(twice, 'the same turn taken twice').toEqual(once)
    expect(JSON.stringify(this.session), 'the session that was given').toBe(before)
    const stored = JSON.stringify(once.session)
    this.session = JSON.parse(stored) as Session
    expect(this.session, 'the session through JSON').toEqual(once.session)
    for (const effect of once.effects) {
      if (effect.type === 'set_timer') this.timers.set(effect.key, effect)
      if (effect.type === 'cancel_timer') this.timers.delete(effect.key)
      if (effect.type === 'office') this.asked.push({ id: `c1.${effect.id}`, request: effect.request })
    }
    return turnOf(once.effects)
  }

  message(content: Content, followed = false): MessageEvent {
    this.#count += 1
    const more = followed ? { followed } : {}
    return { type: 'message', id: `m${this.#count}`, at: this.now, content, ...more }
  }

  send(content: Content): Turn {
    return this.take(this.message(content))
  }

  say(text: string): Turn {
    return this.send({ type: 'text', text })
  }

  /** Several messages one after the other; gives the last turn. */
  all(...texts: string[]): Turn {
    const turns = texts.map((text) => this.say(text))
    return turns.at(-1) ?? turnOf([])
  }

  tap(id: string, label?: string): Turn {
    return this.send({ type: 'choice', id, ...(label === undefined ? {} : { label }) })
  }

  /** Messages that arrive at the same moment, after which nothing more comes. */
  burst(...contents: (Content | string)[]): Turn[] {
    const waiting = contents.map((one) =>
      this.message(typeof one === 'string' ? { type: 'text', text: one } : one),
    )
    const turns: Turn[] = []
    while (waiting.length > 0) {
      const next = gather(this.world, this.session, waiting, this.now, true)
      if ('waitUntil' in next) throw new Error('a message is held back although nothing more comes')
      waiting.splice(0, next.take)
      turns.push(this.take(next.event))
    }
    return turns
  }

  office(notice: OfficeNotice): Turn {
    return this.take({ type: 'office', id: `n${this.session.turn}`, at: this.now, notice })
  }

  staff(act: StaffAct): Turn {
    return this.take({ type: 'staff', id: `s${this.session.turn}`, at: this.now, act })
  }

  timer(key: string, name = this.timers.get(key)?.name ?? 'office'): Turn {
    this.timers.delete(key)
    return this.take({ type: 'timer', id: `t${this.session.turn}`, at: this.now, name, key })
  }

  /** Moves the clock; due timers fire in their order. Gives the turns they made. */
  wait(ms: number): Turn[] {
    const until = this.now + ms
    const turns: Turn[] = []
    for (;;) {
      const [next] = [...this.timers.values()]
        .filter(({ dueAt }) => dueAt <= until)
        .sort((a, b) => a.dueAt - b.dueAt)
      if (!next) break
      this.world = { ...this.world, now: new Date(Math.max(this.now, next.dueAt)) }
      turns.push(this.timer(next.key, next.name))
    }
    this.world = { ...this.world, now: new Date(until) }
    return turns
  }

  /** The id of the newest request of this kind, as the office answers it. */
  re(type: OfficeRequest['type']): string {
    const found = this.asked.findLast(({ request }) => request.type === type)
    if (!found) throw new Error(`nothing of the kind ${type} was asked of the office`)
    return found.id
  }

  filed(number = 'SGP-TEST-1'): Turn {
    const re = this.re('file_case')
    const deadlineAt = this.now + 48 * HOUR
    return this.office({ type: 'case_filed', re, number, code: 'AB12', kind: 'accident', deadlineAt })
  }

  position(position = 1): Turn {
    const re = this.re('request_staff')
    return this.office({ type: 'queue_position', re, position, open: true, hoursKnown: true })
  }

  get top() {
    return this.session.stack.at(-1)
  }

  /** `flow.node` of what is open. */
  get at(): string {
    return this.top ? `${this.top.flow}.${this.top.node}` : ''
  }
}

function turnOf(effects: Effect[]): Turn {
  const says = effects.filter((effect) => effect.type === 'say')
  return {
    effects,
    texts: says.map(({ reply }) => reply.text),
    said: says.map(({ reply }) => reply.text).join('\n'),
    question: says.findLast(({ part }) => part === 'question'),
    notes: effects.flatMap((effect) => (effect.type === 'note' ? [effect.kind] : [])),
    requests: effects.flatMap((effect) => (effect.type === 'office' ? [effect.request.type] : [])),
    result: effects.findLast((effect) => effect.type === 'act_result'),
  }
}

/** A text of the service as it is said. */
export const t = (key: string, args: Record<string, string | number> = {}) =>
  REAL.texts.format(key, 'id', { ...FACTS, ...args })

const FACTS = Object.fromEntries(
  [...demoEdition.facts.keys()].map((fact) => {
    const told = tell(demoEdition, fact, new Date(T0), 'id')
    return [`fact_${fact}`, told.ok ? told.text : '']
  }),
)

/** A chat that stands at this node, its question already asked. */
export function at(flow: string, node: string, world: World = REAL): Chat {
  const loaded = world.flows.get(flow)
  if (!loaded) throw new Error(`there is no flow ${flow}`)
  const frame = { flow, hash: loaded.hash, node, slots: {}, trail: [], tries: 0 }
  return new Chat(world, { ...newSession('id'), turn: 3, lastAt: T0 - SECOND, stack: [frame] })
}

/** A chat of yesterday's acquaintance that starts this flow now; gives the chat and the first turn. */
export function begin(flow: string, world: World = REAL): { chat: Chat; turn: Turn } {
  const choices = [{ id: 'go', label: 'Mulai', action: { do: 'start' as const, flow } }]
  const offer = { kind: 'did_you_mean' as const, at: T0, choices }
  const chat = new Chat(world, { ...newSession('id'), turn: 3, lastAt: T0 - SECOND, offer })
  return { chat, turn: chat.tap('offer.did_you_mean.go') }
}

/** The letter up to its summary, all answered. */
export function reviewed(world: World = REAL): Chat {
  const { chat } = begin('letter', world)
  chat.all('merah', '41', 'Jalan depan rumah saya rusak')
  return chat
}
