/** @module Durable turns a second through the whole road in one process, beside better-sqlite3 that seals and writes the same rows by hand. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCrowd } from './road/crowd.ts'
import { writeRaw } from './road/raw.ts'
import { readSteps } from './road/rows.ts'
import { openBench } from './road/service.ts'
import { median, type Section, table } from './section.ts'

const PEOPLE = 1_000
const MESSAGES = 5
const ROUNDS = 5
const WARM_UP = 200
/** As many turns as share a commit in the road when a thousand people write at once. */
const GROUP = 64
const SECOND_MS = 1_000

type Round = { road: number; cpuMicros: number; sealed: number; plain: number; right: number }

/** Rounds of road and raw write take turns, so that what else the machine does meets both. */
export async function turns(): Promise<Section> {
  const rounds: Round[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await round())
  const of = (pick: (one: Round) => number) => median(rounds.map(pick))
  const aSecond = (ms: number) => Math.round((PEOPLE * MESSAGES * SECOND_MS) / ms)
  const share = of(({ road, sealed }) => sealed / road)
  const shareOfPlain = of(({ road, plain }) => plain / road)
  const lines = table(
    ['what', 'turns a second, median', `of ${ROUNDS} rounds`],
    [
      ['the whole road', aSecond(of((one) => one.road)), rounds.map((one) => aSecond(one.road)).join(', ')],
      [
        'better-sqlite3, the same rows sealed and written',
        aSecond(of((one) => one.sealed)),
        rounds.map((one) => aSecond(one.sealed)).join(', '),
      ],
      [
        'better-sqlite3, the same rows not sealed',
        aSecond(of((one) => one.plain)),
        rounds.map((one) => aSecond(one.plain)).join(', '),
      ],
    ],
  )
  const text = [
    `${PEOPLE} people say five messages each, all at the same time: one free sentence that the model understands, a name, something that is no age, an age, a choice. Nobody says the sentence of another. A turn is: received, understood, taken, committed at FULL, handed to a channel that takes it at once, marked as sent; the counting of visits in the office is part of it.`,
    lines,
    `Share of the raw write that seals: **${share.toFixed(2)}** (median of the rounds; aim 0.5). Of the one that does not seal: ${shareOfPlain.toFixed(2)}. Processor time of the road: ${Math.round(of((one) => one.cpuMicros))} µs a turn. Right last answers: ${Math.min(...rounds.map((one) => one.right))} of ${PEOPLE} in the worst round.`,
  ]
  return { name: 'turns', title: 'Durable turns a second', text: text.join('\n\n') }
}

async function round(): Promise<Round> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-turns-'))
  try {
    const crowd = makeCrowd()
    const bench = await openBench(crowd.heard, { dir })
    await crowd.talk(bench, WARM_UP)
    const before = process.cpuUsage()
    const road = await crowd.talk(bench, PEOPLE)
    const { user, system } = process.cpuUsage(before)
    const right = crowd.right()
    await bench.close()
    const data = readSteps(dir)
    const measured = { ...data, steps: data.steps.slice(-PEOPLE * MESSAGES) }
    const [sealed, plain] = [writeRaw(measured, GROUP, true), writeRaw(measured, GROUP, false)]
    return { road, cpuMicros: (user + system) / (PEOPLE * MESSAGES), sealed, plain, right }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
