/** @module What a turn costs when there are a million chats, beside what it costs when there are a thousand; and the start, the memory and the queue page then. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from '../src/app.ts'
import type { Member } from '../src/core/staff.ts'
import { fill } from './growth/fill.ts'
import { type Crowd, makeCrowd } from './road/crowd.ts'
import { messageOf, openBench } from './road/service.ts'
import { median, type Section, table } from './section.ts'
import { postAll } from './webhooks/sender.ts'
import { openServer } from './webhooks/server.ts'

export type Size = { chats: number; rows: number }

const FULL: Size = { chats: 1_000_000, rows: 20_000_000 }
const BASE = 1_000
const ROUNDS = 3
const PEOPLE = 400
const MESSAGES = 5
const WARM_UP = 100
const AIM = { ratio: 1.3, readyMs: 3_000, memoryMiB: 300, pageMs: 100 }
const PAGES = 20
/** Chats that wait for people, and how many of them the page shows at least. */
const [QUEUE, SHOWN] = [400, 40]

export async function growth(wanted: Partial<Size> = {}): Promise<Section> {
  const size = { ...FULL, ...wanted }
  const root = mkdtempSync(join(tmpdir(), 'bench-growth-'))
  const [small, large] = [join(root, 'small'), join(root, 'large')]
  const tell = (text: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`)
  try {
    const crowd = makeCrowd()
    await talk(crowd, small, BASE)
    cpSync(small, large, { recursive: true })
    const filled = fill(large, Math.ceil(size.chats / BASE), size.rows, tell)
    tell(`${(filled.bytes / 2 ** 30).toFixed(1)} GiB`)
    // Gigabytes that are not on the disk yet would go there while it is measured, before every commit of ours.
    spawnSync('sync')
    tell('on the disk')
    const rounds: { few: Cost; many: Cost }[] = []
    for (let n = 0; n < ROUNDS; n++) {
      rounds.push({ few: await talk(crowd, small, PEOPLE), many: await talk(crowd, large, PEOPLE) })
      tell(`round ${n + 1} of ${ROUNDS}`)
    }
    const pages = await queuePages(large)
    const server = await serve(large)
    return { name: 'growth', title: 'Growth', text: textOf(filled, rounds, pages, server) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Of one turn. */
type Cost = { cpuMicros: number; wallMicros: number }

/** People who never wrote before, on a service of its own: their rows fall anywhere between those that are there. */
async function talk(crowd: Crowd, dir: string, people: number): Promise<Cost> {
  const bench = await openBench(crowd.heard, { dir })
  try {
    await crowd.talk(bench, WARM_UP)
    const before = process.cpuUsage()
    const ms = await crowd.talk(bench, people)
    const { user, system } = process.cpuUsage(before)
    const turns = people * MESSAGES
    return { cpuMicros: (user + system) / turns, wallMicros: (ms * 1000) / turns }
  } finally {
    await bench.close()
  }
}

const OFFICER: Member = { id: 'petugas', name: 'Contoh Petugas', role: 'supervisor', language: 'id' }

/** Milliseconds of the console's queue page, one after the other, while a bad day's crowd waits. */
async function queuePages(dir: string): Promise<number[]> {
  const access = {
    session: async () => ({ id: 's', member: OFFICER, isLocked: false, endsAt: Number.MAX_SAFE_INTEGER }),
    audit: async () => {},
    members: async () => [{ ...OFFICER, isActive: true }],
  }
  const bench = await openBench(() => {}, { dir, access })
  try {
    const asked = Array.from({ length: QUEUE }, (_, n) => messageOf(`queue-${n}`, 'petugas', '0'))
    await bench.service.chats.receive(asked)
    await bench.service.quiet()
    const times: number[] = []
    for (let n = 0; n < PAGES; n++) {
      const from = performance.now()
      const headers = { accept: 'text/html', cookie: 'petugas=x', 'sec-fetch-site': 'same-origin' }
      const response = await app.request('http://127.0.0.1:8787/console', { headers }, bench.service.web)
      const text = await response.text()
      if (response.status !== 200)
        throw new Error(`the queue page answered ${response.status}: ${text.slice(0, 200)}`)
      const rows = text.match(/href="[^"]*\/chat\/[0-9a-f-]{36}/g)?.length ?? 0
      if (rows < SHOWN) throw new Error(`the queue page shows ${rows} chats`)
      times.push(performance.now() - from)
    }
    return times
  } finally {
    await bench.close()
  }
}

/** The server itself on these files: its start, and its memory after a minute's work. */
async function serve(dir: string) {
  const server = await openServer(dir, { isKept: true })
  try {
    const fresh = server.rssMiB()
    await postAll(server, { rate: 100, seconds: 20, from: 0 })
    await server.settled()
    return { readyMs: server.readyMs, fresh, worked: server.rssMiB() }
  } finally {
    await server.close()
  }
}

function textOf(
  filled: ReturnType<typeof fill>,
  rounds: readonly { few: Cost; many: Cost }[],
  pages: readonly number[],
  server: Awaited<ReturnType<typeof serve>>,
): string {
  const of = (pick: (one: { few: Cost; many: Cost }) => number) => median(rounds.map(pick))
  const ratio = of(({ few, many }) => many.cpuMicros / few.cpuMicros)
  const wall = of(({ few, many }) => many.wallMicros / few.wallMicros)
  const number = (value: number) => Math.round(value).toLocaleString('en')
  const sum = (one: 'few' | 'many') =>
    `${number(of((round) => round[one].cpuMicros))} µs of processor, ${number(of((round) => round[one].wallMicros))} µs`
  const [slowest, first] = [Math.max(...pages.slice(1)), pages[0] ?? Number.NaN]
  return [
    `Every row of a thousand chats again and again under other ids, in all tables; ids are even, so that new rows fall between old ones. ${PEOPLE} people who never wrote before say their five messages on either, in ${ROUNDS} rounds that take turns. ${number(filled.chats)} chats, ${number(filled.lines)} lines of journals, ${(filled.bytes / 2 ** 30).toFixed(1)} GiB.`,
    table(
      ['what', `${number(BASE)} chats`, `${number(filled.chats)} chats`, 'ratio', 'aim'],
      [
        [
          'a turn, median of the rounds',
          sum('few'),
          sum('many'),
          `**${ratio.toFixed(2)}** of processor, ${wall.toFixed(2)} of time`,
          AIM.ratio,
        ],
        ['start to ready', '', `${number(server.readyMs)} ms`, '', `${number(AIM.readyMs)} ms`],
        [
          'resident memory, after the start and after 2,000 posts',
          '',
          `${number(server.fresh)} and ${number(server.worked)} MiB`,
          '',
          `${AIM.memoryMiB} MiB`,
        ],
        [
          `queue page of the console, ${QUEUE} chats waiting, slowest of 19 (the first)`,
          '',
          `${number(slowest)} ms (${number(first)} ms)`,
          '',
          `${AIM.pageMs} ms`,
        ],
      ],
    ),
    `Ratios by round, of processor: ${rounds.map(({ few, many }) => (many.cpuMicros / few.cpuMicros).toFixed(2)).join(', ')}.`,
  ].join('\n\n')
}
