/** @module T07. Duplicates, any order, a week late, edits, statuses before their time, two at once: the road does what a model of twenty lines does. */

import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Incoming, Outgoing } from '../../src/core/message.ts'
import { makeRoad, type Road } from '../pipeline/road.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'
import {
  act,
  type Delivery,
  hear,
  newPerson,
  type Person,
  type Status,
  tell,
} from '../support/torture/reference.ts'

const RUNS = scale({ short: 150, full: 5_000, nightly: 20_000 })
const WEEK_MS = 7 * 24 * 3_600_000
/** Longer than what is old is waited for. */
const HOLD_MS = 3_500

type Stage = {
  road: Road
  pipeline: Road['pipeline']
  isUnordered: boolean
  /** While set, a send waits for it. */
  gate: Promise<void> | undefined
}
type Model = { people: Person[] }
type Real = Stage & { names: string[]; ids: () => number }

function openStage(isUnordered: boolean): Stage {
  const stage: Stage = { isUnordered, gate: undefined } as Stage
  const send = async ({ id }: Outgoing) => {
    await stage.gate
    return { externalId: `w.${id}` }
  }
  stage.road = makeRoad({ send, channel: isUnordered ? { isUnordered } : {} })
  stage.pipeline = stage.road.pipeline
  return stage
}

let stages: Stage[] = []
beforeAll(() => {
  stages = [openStage(false), openStage(true)]
})
afterAll(async () => {
  for (const { road, pipeline } of stages) {
    await pipeline.stop()
    await road.close()
  }
})

const line = (real: Real, who: number) => ({ ...real.road.line, address: real.names[who] ?? '' })
const toIncoming = (real: Real, who: number, one: Delivery): Incoming => ({
  type: 'message',
  ...line(real, who),
  externalId: one.externalId,
  at: one.at,
  content: { type: 'text', text: one.text },
})

async function settle(real: Real): Promise<void> {
  await real.pipeline.idle()
  await real.road.advance(HOLD_MS, real.pipeline)
  // So many a minute are answered without a word about it.
  real.road.clock.now += 20_000
}

const statusOf = async (real: Real, who: number, outboxId: string, status: Status, byOurId: boolean) =>
  real.pipeline.chats.receive([
    {
      type: 'status',
      ...line(real, who),
      ...(byOurId ? { outboxId } : { sentId: `w.${outboxId}` }),
      status,
      at: real.road.clock.now,
    },
  ])

type Said = { kind: 'new' | 'again' | 'edited'; nth: number; lateMs: number; twiceAtOnce: boolean }

/** Some messages of one person, delivered in one breath in any order. */
function wave(who: number, said: readonly Said[], order: readonly number[]): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    toString: () => `wave(${who}, ${JSON.stringify(said)}, ${JSON.stringify(order)})`,
    run: async (model, real) => {
      const person = model.people[who]
      if (person === undefined) throw new Error('nobody')
      const known = [...person.seen]
      const now = real.road.clock.now
      const sent = said.map(({ kind, nth, lateMs }, index): Delivery => {
        const at = now - lateMs - (said.length - index)
        const old = known[nth % Math.max(1, known.length)]
        if (old === undefined || kind === 'new') {
          const id = `m${real.ids()}`
          return { externalId: id, text: `teks ${id}`, at }
        }
        return kind === 'again'
          ? { externalId: old, text: 'lain', at }
          : { externalId: `${old}:e${real.ids()}`, text: `ralat ${old}`, at }
      })
      const delivered = order
        .flatMap((key, index) => ({ key, one: sent[index % sent.length] }))
        .sort((a, b) => a.key - b.key)
      const all = [...delivered.map(({ one }) => one), ...sent].filter((one) => one !== undefined)
      const calls = all.flatMap((one) => {
        const isTwice = said[sent.indexOf(one)]?.twiceAtOnce === true
        return isTwice ? [one, one] : [one]
      })
      await Promise.all(calls.map((one) => real.pipeline.chats.receive([toIncoming(real, who, one)])))
      await settle(real)
      hear(person, all, real.isUnordered)
    },
  }
}

function status(who: number, nth: number, is: Status, byOurId: boolean): fc.AsyncCommand<Model, Real> {
  return {
    check: ({ people }) => (people[who]?.replies.length ?? 0) > 0,
    toString: () => `status(${who}, ${nth}, ${is}, ${byOurId})`,
    run: async (model, real) => {
      const replies = model.people[who]?.replies ?? []
      const reply = replies[nth % replies.length]
      const chatId = await real.pipeline.chats.find(line(real, who))
      if (reply === undefined || chatId === undefined) throw new Error('no reply')
      await statusOf(real, who, `${chatId}.${reply.id}`, is, byOurId)
      await settle(real)
      tell(reply, is, true)
    },
  }
}

/** The platform tells what became of a message before it has answered the send. */
function earlyStatus(who: number, is: Status): fc.AsyncCommand<Model, Real> {
  return {
    check: ({ people }) => people[who]?.isTaken === false,
    toString: () => `earlyStatus(${who}, ${is})`,
    run: async (model, real) => {
      let open = () => {}
      const stage = stages[real.isUnordered ? 1 : 0]
      if (stage === undefined) throw new Error('no stage')
      stage.gate = new Promise((resolve) => {
        open = resolve
      })
      const id = `m${real.ids()}`
      const one = { externalId: id, text: `teks ${id}`, at: real.road.clock.now }
      await real.pipeline.chats.receive([toIncoming(real, who, one)])
      for (let n = 0; real.road.deps.store.outbox.claimed().length === 0; n++) {
        if (n === 5) real.road.clock.now += HOLD_MS
        if (n >= 5) real.pipeline.wake()
        await real.road.deps.breathe()
      }
      const [row] = real.road.deps.store.outbox.claimed()
      await statusOf(real, who, row?.id ?? '', is, true)
      open()
      stage.gate = undefined
      await settle(real)
      const person = model.people[who]
      if (person === undefined) throw new Error('nobody')
      hear(person, [one], real.isUnordered)
      const reply = person.replies.at(-1)
      if (reply !== undefined) tell(reply, is, false)
    },
  }
}

function staff(who: number, isTake: boolean, times: number): fc.AsyncCommand<Model, Real> {
  return {
    check: ({ people }) => (people[who]?.seen.size ?? 0) > 0 && people[who]?.isTaken === !isTake,
    toString: () => `staff(${who}, ${isTake ? 'take' : 'hand_back'}, ${times})`,
    run: async (model, real) => {
      const person = model.people[who]
      const chatId = await real.pipeline.chats.find(line(real, who))
      if (person === undefined || chatId === undefined) throw new Error('nobody')
      const what = isTake
        ? ({ act: 'take', staffId: 's1' } as const)
        : ({ act: 'hand_back', staffId: 's1', to: 'menu' } as const)
      const key = `k${person.acts}`
      const all = Array.from({ length: times }, () => real.pipeline.chats.act(chatId, key, what))
      expect(await Promise.all(all)).toEqual(Array.from({ length: times }, () => ({ ok: true })))
      await settle(real)
      act(person, isTake)
    },
  }
}

/** The same files under a new process. */
const restart: fc.AsyncCommand<Model, Real> = {
  check: () => true,
  toString: () => 'restart()',
  run: async (_model, real) => {
    const stage = stages[real.isUnordered ? 1 : 0]
    if (stage === undefined) throw new Error('no stage')
    await stage.pipeline.stop()
    stage.pipeline = stage.road.again()
    stage.pipeline.start()
    real.pipeline = stage.pipeline
    await settle(real)
  },
}

const who = fc.nat({ max: 1 })
const is = fc.constantFrom<Status>('sent', 'delivered', 'read', 'failed')
const said: fc.Arbitrary<Said> = fc.record({
  kind: fc.constantFrom('new', 'new', 'again', 'edited'),
  nth: fc.nat({ max: 30 }),
  lateMs: fc.oneof(
    fc.nat({ max: 500 }).map((ms) => ms * 10),
    fc.nat({ max: WEEK_MS / 1_000 }).map((s) => s * 1_000),
  ),
  twiceAtOnce: fc.boolean(),
})
const commands = fc.commands(
  [
    fc
      .tuple(
        who,
        fc.array(said, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 100 }), { maxLength: 4 }),
      )
      .map((args) => wave(...args)),
    fc.tuple(who, fc.nat({ max: 20 }), is, fc.boolean()).map((args) => status(...args)),
    fc.tuple(who, is).map((args) => earlyStatus(...args)),
    fc.tuple(who, fc.boolean(), fc.integer({ min: 1, max: 3 })).map((args) => staff(...args)),
    fc.constant(restart),
  ],
  { maxCommands: 14 },
)

async function held(model: Model, real: Real): Promise<void> {
  for (const [index, person] of model.people.entries()) {
    const chatId = await real.pipeline.chats.find(line(real, index))
    expect(chatId === undefined).toBe(person.seen.size === 0)
    if (chatId === undefined) continue
    const view = await real.pipeline.chats.read(chatId, { limit: 1_000, forStaff: true })
    const lines = view?.lines ?? []
    const turns = real.road.deps.store.chats.get(chatId)?.turn
    expect({
      heard: lines
        .filter(({ from }) => from === 'resident')
        .map(({ text }) => text)
        .sort(),
      replies: lines.filter(({ from }) => from === 'bot').map(({ text, status }) => ({ text, status })),
      turns,
      isTaken: view?.owner === 'staff:s1',
    }).toEqual({
      heard: [...person.heard].sort(),
      replies: person.replies.map(({ text, status }) => ({ text, status })),
      turns: person.turn,
      isTaken: person.isTaken,
    })
    // The order in which they were taken is told by the replies; what left, left once and in that order.
    const left = real.road.sent.filter(({ address }) => address === real.names[index])
    expect(left.map(({ text }) => text)).toEqual(person.replies.map(({ text }) => text))
  }
}

it(
  `holds whatever is delivered, however, in ${RUNS} runs`,
  async () => {
    let [run, ids, ran] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(fc.boolean(), commands, async (isUnordered, some) => {
        run += 1
        const stage = stages[isUnordered ? 1 : 0]
        if (stage === undefined) throw new Error('no stage')
        // What earlier runs sent is of no interest, and the list is walked in each.
        stage.road.sent.length = 0
        const real: Real = { ...stage, names: [`a${run}`, `b${run}`], ids: () => ++ids }
        const model: Model = { people: [newPerson(), newPerson()] }
        await fc.asyncModelRun(() => ({ model, real }), some)
        await held(model, real)
        ran += [...some].length
      }),
      { numRuns: RUNS, ...(isShort ? { seed: 20261130 } : {}) },
    )
    figure('T07', 'any mix of duplicates, order, delay, edits, statuses, acts, restarts against a model', {
      runs: RUNS,
      commands: ran,
      differences: 0,
    })
  },
  isShort ? 120_000 : 60 * 60_000,
)
