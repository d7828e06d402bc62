/** @module An attack on the secure form, and how much it learns: many numbers from many chats, half of the numbers on the list, with a restart in between. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identityAsks } from '../../src/store/office/identity-schema.ts'
import { openAsItIs } from '../../src/store/sqlite.ts'
import { listPeople } from '../support/people-list.ts'
import { AT, type Clock, DAY, HOUR, type IdentityWorld, identityWorld, lineOf } from './world.ts'

/** What one number brought: bytes of the page, and how many ticks later which words came to the chat. */
export type Seen = { isListed: boolean; page: string; chat: string; afterMs: number }
export type Attack = { seen: Seen[]; admitted: number; mostOfOne: number; alarms: string[] }

/** Links a chat may ask for in a day. */
const A_DAY = 20

/** `rounds` numbers from each of `chats` chats; the first half of the chats were bound to their own numbers at the counter. */
export async function attack({ chats, rounds }: { chats: number; rounds: number }): Promise<Attack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tanya-sigap-oracle-'))
  const clock: Clock = { now: AT }
  let world = await identityWorld(clock, {}, dataDir)
  try {
    const listed = Array.from({ length: (chats * rounds) / 2 }, (_, n) => ({
      nik: numberOf(2 * n),
      kk: numberOf(2 * n + 1_000_001),
    }))
    await listPeople(world.service, listed)
    const who = Array.from({ length: chats }, (_, n) => `orang-${n}`)
    for (const one of who) await world.write(one, 'halo')
    for (const [n, one] of who.entries())
      if (n % 2 === 0) await world.bindAtCounter(one, numberOf(500_000 + n))
    await world.pass(2 * DAY)
    const seen: Seen[] = []
    for (let round = 0; round < rounds; round += 1) {
      if (round === Math.floor(rounds / 2)) {
        await world.service.stop()
        world = await identityWorld(clock, {}, dataDir)
      }
      seen.push(...(await askRound(world, who, round)))
      await world.pass(round % A_DAY === A_DAY - 1 ? DAY : HOUR)
    }
    const alarms = (await world.service.office.alarms({ limit: 100 })).map(({ reason }) => reason)
    return { seen, ...admittedIn(dataDir), alarms }
  } finally {
    await world.service.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** All chats at the same moment: an old button gives each its link, the form is sent, and what comes is noted. */
async function askRound(world: IdentityWorld, who: readonly string[], round: number): Promise<Seen[]> {
  const { service, clock, said, request, pass } = world
  const at = clock.now
  const begin = said.length
  const content = { type: 'choice' as const, id: 'registered.which.list' }
  await service.chats.receive(
    who.map((one) => ({ type: 'message', ...lineOf(one), externalId: `${one}.${round}`, at, content })),
  )
  await service.quiet()
  const links = new Map(
    said
      .slice(begin)
      .flatMap(({ address, link }) => (link === undefined ? [] : [[address, new URL(link.url).pathname]])),
  )
  const told = said.length
  const pages = await Promise.all(
    who.map(async (one, n) => {
      const nik = numberOf(round * who.length + n)
      const path = links.get(one) ?? ''
      const sent = await request(path, { nik, kk: numberOf(round * who.length + n + 1_000_001) })
      const next = await request(sent.location ?? path)
      return [sent, next]
        .map(({ status, headers, body }) => JSON.stringify([status, [...headers], body]))
        .join()
    }),
  )
  await pass(15_000)
  return who.map((one, n) => {
    const answers = said.slice(told).filter(({ address }) => address === one)
    return {
      isListed: (round * who.length + n) % 2 === 0,
      page: pages[n] ?? '',
      chat: JSON.stringify(answers.map(({ text, choices }) => [text, choices])),
      afterMs: (answers[0]?.at ?? 0) - at,
    }
  })
}

/**
 * Numbers of nobody, one after the other as somebody counts up: of province 99, which does not exist, fifty to a day of
 * birth. Even ones are on the list.
 */
export function numberOf(n: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const serial = n % 50
  const day = Math.floor(n / 50)
  const born = `${two((day % 28) + 1)}${two((Math.floor(day / 28) % 12) + 1)}${two(Math.floor(day / 336) % 100)}`
  return `99${two((Math.floor(day / 33_600) % 90) + 1)}01${born}${String(serial + 1).padStart(4, '0')}`
}

function admittedIn(dataDir: string): Pick<Attack, 'admitted' | 'mostOfOne'> {
  const { db, close } = openAsItIs(join(dataDir, 'office.db'))
  const rows = db.select().from(identityAsks).all()
  close()
  const ofChat = new Map<string, Set<string>>()
  for (const { chatId, personHash } of rows) {
    const own = ofChat.get(chatId) ?? new Set()
    ofChat.set(chatId, own.add(personHash.join()))
  }
  return { admitted: rows.length, mostOfOne: Math.max(0, ...[...ofChat.values()].map(({ size }) => size)) }
}

/** Mutual information between what was seen and whether the number is on the list, in bits. */
export function bitsIn(seen: readonly Seen[]): number {
  const count = (of: readonly Seen[], key: (one: Seen) => string) => {
    const counts = new Map<string, number>()
    for (const one of of) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1)
    return counts
  }
  const entropy = (counts: Map<string, number>) =>
    [...counts.values()].reduce((sum, n) => sum - (n / seen.length) * Math.log2(n / seen.length), 0)
  const look = ({ page, chat, afterMs }: Seen) => `${page} ${chat} ${afterMs}`
  const [a, b, both] = [
    count(seen, look),
    count(seen, ({ isListed }) => String(isListed)),
    count(seen, (one) => `${look(one)} ${one.isListed}`),
  ]
  return entropy(a) + entropy(b) - entropy(both)
}

/** Medians in ms of what the page takes to answer, members and others in turn. */
export async function measure(each: number): Promise<{ members: number; others: number }> {
  const world = await identityWorld()
  const took: [number[], number[]] = [[], []]
  try {
    await listPeople(
      world.service,
      Array.from({ length: each }, (_, n) => ({ nik: numberOf(2 * n), kk: numberOf(2 * n + 1_000_001) })),
    )
    for (let n = 0; n < 2 * each; n += 1) {
      const who = `orang-${Math.floor(n / A_DAY)}`
      const content = { type: 'choice' as const, id: 'registered.which.list' }
      const at = world.clock.now
      await world.service.chats.receive([
        { type: 'message', ...lineOf(who), externalId: `${who}.${n}`, at, content },
      ])
      await world.service.quiet()
      const path = new URL(world.said.findLast(({ link }) => link)?.link?.url ?? '').pathname
      const typed = { nik: numberOf(n), kk: numberOf(n + 1_000_001) }
      const begin = performance.now()
      await world.request(path, typed)
      took[n % 2 === 0 ? 0 : 1].push(performance.now() - begin)
      if (n % 100 === 99) await world.pass(15_000)
    }
  } finally {
    await world.service.stop()
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  return { members: median(took[0]), others: median(took[1]) }
}
