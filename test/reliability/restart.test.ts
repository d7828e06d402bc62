/** @module T08, seen close: a platform without order, that asks for pauses and tells later what arrived, and a server that is killed at every commit. What was waited for is waited for again after the start. */

import { expect, it } from 'vitest'
import { SendError } from '../../src/core/errors.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { makeRoad, type Road, roadsOfTest, T0 } from '../pipeline/road.ts'

const { newDir } = roadsOfTest()

const STATUS_WAIT_MS = 120_000
const PAUSE_MS = 60_000
const THROTTLED = { code: 'throttled', outcome: 'not_sent', retryable: true, scope: 'account' } as const
/** More commits than any play here needs. */
const MOST = 40

/** The one clock of platform and processes; a process that is killed does nothing any more. */
function makePlay() {
  const dir = newDir()
  const accepted: { id: string; text: string }[] = []
  const untold = new Set<string>()
  const play = { now: T0, pausedUntil: 0, refuses: 0, early: 0, isMute: false }
  let running: { road: Road; kill(): void; isDead(): boolean } | undefined

  const send = async ({ id, text }: Outgoing) => {
    if (play.now < play.pausedUntil) play.early += 1
    if (play.refuses > 0) {
      play.refuses -= 1
      play.pausedUntil = play.now + PAUSE_MS
      throw new SendError('too many', { ...THROTTLED, retryAfterMs: PAUSE_MS })
    }
    accepted.push({ id, text })
    untold.add(id)
    if (play.isMute) return await new Promise<never>(() => {})
    return { externalId: `w.${id}` }
  }
  /** Dies right after its `commits`th commit, or never. */
  const start = (commits = Number.POSITIVE_INFINITY) => {
    let left = commits
    const never = new Promise<never>(() => {})
    const isDead = () => left <= 0
    const road = makeRoad({
      dir,
      from: play.now,
      channel: {
        unsure: { do: 'await_status', statusWaitMs: STATUS_WAIT_MS },
        isUnordered: true,
        pace: { account: { everyMs: 10, burst: 50 }, chat: { everyMs: 10, burst: 50 } },
        // The platform has it, whoever lives to hear so.
        send: async (message) => {
          try {
            return await send(message)
          } finally {
            if (isDead()) await never
          }
        },
      },
    })
    const { breathe, store } = road.deps
    road.deps.breathe = () => (isDead() ? never : breathe().then(() => (isDead() ? never : undefined)))
    road.deps.now = () => play.now
    road.deps.store = {
      ...store,
      commit: (work) => {
        if (isDead()) throw new Error('dead')
        const result = store.commit(work)
        left -= 1
        return result
      },
    }
    running = {
      road,
      isDead,
      kill: () => {
        left = 0
      },
    }
    return running
  }
  /** All that is due until then happens, at its time. */
  const until = async (at: number) => {
    while (play.now < at) {
      await rest()
      const next = running?.isDead() === false ? running.road.pipeline.nextAt() : undefined
      play.now = Math.min(at, Math.max(play.now + 10, next ?? at))
      if (running?.isDead() === false) running.road.pipeline.wake()
    }
    await rest()
  }
  const rest = async () => {
    // One that waits for a platform without an answer is busy for good.
    const isBusy = () => running?.isDead() === false && running.road.pipeline.isBusy() && !play.isMute
    for (let n = 0; n < (play.isMute ? 30 : 3) || isBusy(); n++)
      await new Promise((done) => setImmediate(done))
  }
  /** True when it was acknowledged. */
  const post = async (text: string, writtenAt: number) => {
    if (running === undefined || running.isDead()) return false
    const { road } = running
    let isTaken = false
    const message = { ...road.message('ani', text, `m.${text}`), at: writtenAt }
    void road.pipeline.chats.receive([message]).then(
      () => {
        isTaken = running?.isDead() === false
      },
      () => undefined,
    )
    await rest()
    return isTaken
  }
  const tellStatuses = async () => {
    if (running === undefined || running.isDead()) return
    const { road } = running
    const told = [...untold].map((outboxId) => ({
      type: 'status' as const,
      ...road.line,
      address: 'ani',
      outboxId,
      status: 'delivered' as const,
      at: play.now,
    }))
    void road.pipeline.chats.receive(told)
    await rest()
    if (!running.isDead()) untold.clear()
  }
  return { play, accepted, start, until, post, tellStatuses, kill: () => running?.kill() }
}

/** Two messages on a platform that hands over the later one first; the server dies after so many commits and comes again. */
async function twoMessages(commits: number, refuses: number) {
  const stage = makePlay()
  const { play, until, post } = stage
  play.refuses = refuses
  const first = stage.start(commits)
  const written = { a: T0 - 1_200, b: T0 } as const
  const isTaken = { a: false, b: false }
  isTaken.b = await post('b', written.b)
  await until(T0 + 300)
  isTaken.a = await post('a', written.a)
  await until(T0 + 1_500)
  const wasKilled = first.isDead()
  first.kill()
  await until(T0 + 4_000)
  stage.start()
  // What was not acknowledged comes again, each by itself, the later one first.
  await until(T0 + 4_200)
  if (!isTaken.b) await post('b', written.b)
  await until(T0 + 4_700)
  if (!isTaken.a) await post('a', written.a)
  await until(T0 + 5_500)
  await stage.tellStatuses()
  for (let n = 1; n <= 10; n++) {
    await until(T0 + 5_500 + n * 30_000)
    await stage.tellStatuses()
  }
  return { texts: stage.accepted.map(({ text }) => text), early: play.early, wasKilled }
}

it('answers in order and once, wherever it was killed', async () => {
  const killed: number[] = []
  for (let commits = 1; commits < MOST; commits++) {
    const { texts, wasKilled } = await twoMessages(commits, 0)
    expect([commits, texts]).toEqual([commits, ['1: a', '2: b']])
    if (!wasKilled) break
    killed.push(commits)
  }
  expect(killed.length).toBeGreaterThan(3)
})

it('is silent for as long as the platform asked, wherever it was killed', async () => {
  const killed: number[] = []
  for (let commits = 1; commits < MOST; commits++) {
    const { texts, early, wasKilled } = await twoMessages(commits, 1)
    expect([commits, texts, early]).toEqual([commits, ['1: a', '2: b'], 0])
    if (!wasKilled) break
    killed.push(commits)
  }
  expect(killed.length).toBeGreaterThan(3)
})

/** A send that the platform took and never answered; then a kill. */
async function cutOff() {
  const stage = makePlay()
  const first = stage.start()
  stage.play.isMute = true
  await stage.post('a', T0)
  await stage.until(T0 + 1_000)
  expect(stage.accepted).toHaveLength(1)
  first.kill()
  stage.play.isMute = false
  return stage
}

it('waits for a status anew after each start: while nobody listened none could come', async () => {
  const stage = await cutOff()
  const { until, play } = stage
  for (let n = 0; n < 3; n++) {
    await until(play.now + STATUS_WAIT_MS)
    stage.start()
    await until(play.now + 1_000)
    stage.kill()
  }
  stage.start()
  await until(play.now + 5_000)
  await stage.tellStatuses()
  await until(play.now + 2 * STATUS_WAIT_MS)
  expect(stage.accepted.map(({ text }) => text)).toEqual(['1: a'])
})

it('sends once more when it has listened for as long and nothing came', async () => {
  const stage = await cutOff()
  stage.start()
  await stage.until(stage.play.now + STATUS_WAIT_MS - 1_000)
  expect(stage.accepted).toHaveLength(1)
  await stage.until(stage.play.now + 2_000)
  expect(stage.accepted.map(({ text }) => text)).toEqual(['1: a', '1: a'])
})

it('hears what the platform said while a batch was committed, before it sends what that batch claimed', async () => {
  const tries: string[] = []
  let refuse = () => {}
  const pace = { account: { everyMs: 1, burst: 50 }, chat: { everyMs: 1, burst: 50 } }
  const road = makeRoad({
    channel: { pace },
    send: async ({ id, text }) => {
      tries.push(text)
      if (tries.length > 1) return { externalId: id }
      // Answered, and nobody has read it yet.
      return await new Promise((_, reject) => {
        refuse = () => reject(new SendError('too many', { ...THROTTLED, retryAfterMs: PAUSE_MS }))
      })
    },
  })
  await road.pipeline.chats.receive([road.message('ani', 'a')])
  while (tries.length === 0) await road.deps.breathe()
  const { commit } = road.deps.store
  road.deps.store.commit = (work) => {
    const result = commit(work)
    // In the very commit that claims what is said to somebody else.
    if (road.deps.store.outbox.claimed().length > 1) refuse()
    return result
  }
  await road.write('budi', 'b')
  expect(tries).toEqual(['1: a'])
  await road.advance(PAUSE_MS + 2_000)
  expect(tries.slice(1).sort()).toEqual(['1: a', '1: b'])
  await road.close()
})
