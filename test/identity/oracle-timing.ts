/** @module How long the page of the secure form takes, by what the number is to the list and to the chat: four kinds that end in four different answers, in turn. */

import { rmSync } from 'node:fs'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { listPeople } from '../support/people-list.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { kkOfKind, linksFor, numberOf } from './oracle.ts'
import { AT, DAY, HOUR, type IdentityWorld, identityWorld, lineOf } from './world.ts'

/** What the chat is told in the end; the first three of people who were shown to be the person. */
const ENDS = {
  hit: messages['identity.answer.registered'],
  mismatch: messages['identity.answer.verify'],
  miss: messages['identity.answer.not_yet'],
  limit: messages['identity.answer.counter'],
} as const
export type End = keyof typeof ENDS
const KINDS = Object.keys(ENDS) as End[]

/** Answers a chat gets in a day; whoever is over the limit for good has asked about three people before. */
const A_DAY = 5
const OTHERS = 3

/** Of one kind: how many, and the median and the 95th percentile in ms of what the page took: by the clock, and of the processor, where a busy machine counts for nothing. */
export type Took = { count: number; median: number; p95: number; medianCpu: number; p95Cpu: number }
type Times = { clock: number[]; cpu: number[] }

/** `each` numbers of each kind, from a `each / 20` chats of each, five a day as the limits allow. */
export async function timeTheForm(each: number): Promise<Record<End, Took> & { ticks: number[] }> {
  const dataDir = quickFolder('tanya-sigap-oracle')
  const world = await identityWorld({ now: AT }, {}, dataDir)
  const times = (): Times => ({ clock: [], cpu: [] })
  const took: Record<End, Times> = { hit: times(), mismatch: times(), miss: times(), limit: times() }
  const ticks = new Set<number>()
  try {
    const crowd = await gather(world, Math.ceil(each / 20))
    for (let round = 0; took.limit.clock.length < each; round += 1) {
      for (const after of await oneRound(world, crowd, round, took)) ticks.add(after)
      await world.pass(round % A_DAY === A_DAY - 1 ? DAY : HOUR)
    }
  } finally {
    await world.service.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return {
    hit: summary(took.hit),
    mismatch: summary(took.mismatch),
    miss: summary(took.miss),
    limit: summary(took.limit),
    ticks: [...ticks],
  }
}

type Chat = { who: string; kind: End; n: number }

/** Each bound to a person of its own at the counter, those of `hit` and `mismatch` on the list; those of `limit` to nobody and over it. */
async function gather(world: IdentityWorld, each: number): Promise<Chat[]> {
  const crowd = Array.from({ length: each }, (_, n) =>
    KINDS.map((kind, k): Chat => ({ who: `${kind}-${n}`, kind, n: apart(n * KINDS.length + k) })),
  ).flat()
  const listed = crowd.filter(({ kind }) => kind === 'hit' || kind === 'mismatch')
  await listPeople(
    world.service,
    listed.map(({ n }) => ({ nik: numberOf(n), kk: kkOfKind(n, 'hit') })),
  )
  for (const { who } of crowd) await world.write(who, 'halo')
  for (const { who, kind, n } of crowd) if (kind !== 'limit') await world.bindAtCounter(who, numberOf(n))
  await world.pass(2 * DAY)
  const over = crowd.filter(({ kind }) => kind === 'limit')
  for (let other = 0; other < OTHERS; other += 1) {
    const links = await linksFor(
      world,
      over.map(({ who }) => who),
      `before.${other}`,
    )
    for (const { who, n } of over) {
      const about = numberOf(apart(n + 1_000 * (other + 1)))
      await world.request(links.get(who) ?? '', { nik: about, kk: about })
    }
    await world.pass(HOUR)
  }
  await world.pass(DAY)
  return crowd
}

/** Of people whose numbers begin alike too few are asked about together for the breaker. */
const apart = (n: number) => n * 50

async function oneRound(
  world: IdentityWorld,
  crowd: readonly Chat[],
  round: number,
  took: Record<End, Times>,
): Promise<Set<number>> {
  const { said, clock } = world
  const at = clock.now
  const links = await linksFor(
    world,
    crowd.map(({ who }) => who),
    String(round),
  )
  const told = said.length
  for (const { who, kind, n } of crowd) {
    const typed = { nik: numberOf(n), kk: kkOfKind(n, kind === 'mismatch' ? 'mismatch' : 'hit') }
    const path = links.get(who) ?? ''
    const [begin, cpu] = [performance.now(), process.cpuUsage()]
    const { location } = await world.request(path, typed)
    took[kind].clock.push(performance.now() - begin)
    const { user, system } = process.cpuUsage(cpu)
    took[kind].cpu.push((user + system) / 1000)
    if (location !== '/f/diterima') throw new Error(`${who}: the form was not taken`)
  }
  await world.pass(15_000)
  const answers = said.slice(told)
  for (const { who, kind } of crowd) {
    const text = answers.find(({ address }) => address === lineOf(who).address)?.text ?? ''
    const [begin = ''] = ENDS[kind].split('{')
    if (!text.startsWith(begin)) throw new Error(`${who} was to end as ${kind}: ${text}`)
  }
  return new Set(answers.map((answer) => answer.at - at))
}

function summary({ clock, cpu }: Times): Took {
  const at = (times: readonly number[], share: number) =>
    [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN
  return {
    count: clock.length,
    median: at(clock, 0.5),
    p95: at(clock, 0.95),
    medianCpu: at(cpu, 0.5),
    p95Cpu: at(cpu, 0.95),
  }
}
