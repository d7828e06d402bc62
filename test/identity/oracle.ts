/** @module An attack on the secure form, and how much it learns: many numbers from many chats and many networks, half of the numbers on the list, with restarts in between. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { identityAsks } from '../../src/store/office/identity-schema.ts'
import { openAsItIs } from '../../src/store/sqlite.ts'
import { listPeople } from '../support/people-list.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { AT, type Clock, DAY, HOUR, type IdentityWorld, identityWorld, lineOf } from './world.ts'

/** On the list with this family card, on the list with another, not on the list. */
export type Kind = 'hit' | 'mismatch' | 'miss'
/** What one number brought: bytes of the page, and how many ms later which words came to the chat. */
export type Seen = { kind: Kind; page: string; chat: string; afterMs: number }
export type Attack = {
  seen: Seen[]
  /** Let through to a look-up; of one chat at most; beginning alike within an hour at most. */
  admitted: number
  mostOfOne: number
  mostAlike: number
  /** From the first number to the first alarm of each kind. */
  alarmsAfterMs: Record<string, number>
}

/** Links a chat may ask for in a day. */
const A_DAY = 20
export const kindOf = (n: number): Kind => (n % 2 === 1 ? 'miss' : n % 4 === 0 ? 'hit' : 'mismatch')

/**
 * `rounds` numbers from each of `chats` chats, with `restarts` in between; every second of the chats was bound to its own
 * number at the counter. All of a round ask at the same moment, each from a network of its own.
 */
export async function attack({
  chats,
  rounds,
  restarts = 1,
}: {
  chats: number
  rounds: number
  restarts?: number
}): Promise<Attack> {
  const dataDir = quickFolder('tanya-sigap-oracle')
  const clock: Clock = { now: AT }
  const stops = new Set(
    Array.from({ length: restarts }, (_, n) => Math.floor(((n + 1) * rounds) / (restarts + 1))),
  )
  let world = await identityWorld(clock, {}, dataDir)
  try {
    const listed = Array.from({ length: (chats * rounds) / 2 }, (_, n) => ({
      nik: numberOf(2 * n),
      kk: kkOfKind(2 * n, 'hit'),
    }))
    await listPeople(world.service, listed)
    const who = Array.from({ length: chats }, (_, n) => `orang-${n}`)
    for (const one of who) await world.write(one, 'halo')
    for (const [n, one] of who.entries())
      if (n % 2 === 0) await world.bindAtCounter(one, numberOf(500_000 + n))
    await world.pass(2 * DAY)
    const begin = clock.now
    const seen: Seen[] = []
    for (let round = 0; round < rounds; round += 1) {
      if (stops.has(round)) {
        await world.service.stop()
        world = await identityWorld(clock, {}, dataDir)
      }
      seen.push(...(await askRound(world, who, round)))
      await world.pass(round % A_DAY === A_DAY - 1 ? DAY : HOUR)
    }
    const alarmsAfterMs: Record<string, number> = {}
    for (const { reason, at } of await world.service.office.alarms({ limit: 1_000 }))
      alarmsAfterMs[reason] = Math.min(alarmsAfterMs[reason] ?? Number.POSITIVE_INFINITY, at - begin)
    return { seen, ...admittedIn(dataDir), alarmsAfterMs }
  } finally {
    await world.service.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** All chats at the same moment: an old button gives each its link, the form is sent, and what comes is noted. */
async function askRound(world: IdentityWorld, who: readonly string[], round: number): Promise<Seen[]> {
  const { service, clock, said, request, pass } = world
  const at = clock.now
  const links = await linksFor(world, who, String(round))
  const told = said.length
  const pages = await Promise.all(
    who.map(async (one, n) => {
      const number = round * who.length + n
      const path = links.get(one) ?? ''
      const from = `2001:db8:${(n % 65_536).toString(16)}:${(round % 65_536).toString(16)}::1`
      const typed = { nik: numberOf(number), kk: kkOfKind(number, kindOf(number)) }
      const sent = await request(path, typed, from)
      const next = await request(sent.location ?? path, undefined, from)
      return [sent, next]
        .map(({ status, headers, body }) => JSON.stringify([status, [...headers], body]))
        .join()
    }),
  )
  await pass(15_000)
  await service.quiet()
  const byAddress = grouped(said.slice(told), ({ address }) => address)
  return who.map((one, n) => {
    const answers = byAddress.get(one) ?? []
    return {
      kind: kindOf(round * who.length + n),
      page: pages[n] ?? '',
      chat: JSON.stringify(answers.map(({ text, choices }) => [text, choices])),
      afterMs: (answers[0]?.at ?? 0) - at,
    }
  })
}

/** The path of a link to the form for each of these chats, by an old button. `mark` is different each time. */
export async function linksFor(
  { service, said, clock }: IdentityWorld,
  who: readonly string[],
  mark: string,
): Promise<Map<string, string>> {
  const begin = said.length
  const content = { type: 'choice' as const, id: 'registered.which.list' }
  await service.chats.receive(
    who.map((one) => ({
      type: 'message',
      ...lineOf(one),
      externalId: `${one}.${mark}`,
      at: clock.now,
      content,
    })),
  )
  await service.quiet()
  return new Map(
    said
      .slice(begin)
      .flatMap(({ address, link }) => (link === undefined ? [] : [[address, new URL(link.url).pathname]])),
  )
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

/** Of the family card that the list has beside `numberOf(n)`, or of one that it has not. */
export const kkOfKind = (n: number, kind: Kind): string =>
  numberOf(n + (kind === 'hit' ? 1_000_001 : 1_500_001))

function admittedIn(dataDir: string): Pick<Attack, 'admitted' | 'mostOfOne' | 'mostAlike'> {
  const { db, close } = openAsItIs(join(dataDir, 'office.db'))
  const rows = db.select().from(identityAsks).all()
  close()
  const ofChat = grouped(rows, ({ chatId }) => chatId)
  const ofPrefix = grouped(rows, ({ prefixHash }) => prefixHash.join())
  const people = [...ofChat.values()].map(
    (asks) => new Set(asks.map(({ personHash }) => personHash.join())).size,
  )
  const alike = [...ofPrefix.values()].flatMap((asks) =>
    asks.map(({ at }) => asks.filter((one) => one.at > at - HOUR && one.at <= at).length),
  )
  return { admitted: rows.length, mostOfOne: Math.max(0, ...people), mostAlike: Math.max(0, ...alike) }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}

/** Mutual information between what was seen and what the number was to the list, in bits. */
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
    count(seen, ({ kind }) => kind),
    count(seen, (one) => `${look(one)} ${one.kind}`),
  ]
  return entropy(a) + entropy(b) - entropy(both)
}
