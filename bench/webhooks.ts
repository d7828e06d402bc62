/** @module Webhooks of the Cloud API against the real server, in an open loop: how soon they are acknowledged, how soon the reply is queued, and where it can no longer follow. */

import { median, quantile, type Section, table } from './section.ts'
import { openDoor } from './webhooks/door.ts'
import { postAll } from './webhooks/sender.ts'
import { openServer } from './webhooks/server.ts'

/** What the service is built for; half a minute of it. */
const AIM = { rate: 400, seconds: 30, ackMs: 100, queuedMs: 300 }
const STEPS = [600, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_000, 4_000]
const STEP_SECONDS = 10
/** Of a server that keeps nothing. */
const DOOR_STEPS = [1_000, 1_500, 2_000, 2_500, 3_000]
const DOOR_SECONDS = 5
/** A step as slow as that has found what was looked for. */
const HOPELESS_MS = 2_000

type Step = {
  rate: number
  sent: number
  refused: number
  ack: readonly number[]
  /** From the end of the wait for order to the turn. */
  queued: readonly number[]
  /** Messages whose turn was not taken within a minute. */
  left: number
  cpuShare: number
  late: number
}

export async function webhooks(): Promise<Section> {
  const steps: Step[] = [await step(AIM.rate, AIM.seconds)]
  for (const rate of STEPS) {
    const one = await step(rate, STEP_SECONDS)
    steps.push(one)
    if (quantile(one.ack, 0.99) > HOPELESS_MS || one.refused > 0) break
  }
  const door = await doorAlone()
  const isKept = (one: Step) => one.refused === 0 && quantile(one.ack, 0.99) <= AIM.ackMs
  const isAnswered = (one: Step) =>
    isKept(one) && one.left === 0 && quantile(one.queued, 0.95) <= AIM.queuedMs
  const knee = (holds: (one: Step) => boolean) => {
    const first = steps.findIndex((one) => !holds(one))
    const last = steps[first < 0 ? steps.length - 1 : first - 1]
    return last === undefined ? `below ${AIM.rate}` : `${first < 0 ? 'at least ' : ''}${last.rate}`
  }
  const ms = (values: readonly number[], share: number) => Math.round(quantile(values, share))
  const lines = table(
    [
      'a second',
      'posts',
      'not 200',
      'acknowledged p50',
      'p95',
      'p99',
      'queued p50',
      'p95',
      'server, share of a core',
    ],
    steps.map((one) => [
      one.rate,
      one.sent,
      one.refused,
      `${Math.round(median(one.ack))} ms`,
      `${ms(one.ack, 0.95)} ms`,
      `${ms(one.ack, 0.99)} ms`,
      `${Math.round(median(one.queued))} ms`,
      `${ms(one.queued, 0.95)} ms${one.left === 0 ? '' : ` (${one.left} had no turn within a minute)`}`,
      one.cpuShare.toFixed(2),
    ]),
  )
  const text = [
    `The server as \`npm start\` runs it, on files at FULL, beside the program that posts, on the same two cores. One message a post, signed, from one of ${PEOPLE_WORDS}; half of them questions. Posts leave at their times whether or not those before were answered, and are counted from the time they should have left. *Acknowledged*: 200, after the commit. *Queued*: the turn that answers, counted from the end of the ${HOLD_WORDS} that the Cloud API, which keeps no order, is waited for; replies then leave as fast as Meta lets a number send (58 a second). Each step has a server and a data directory of its own: ${AIM.seconds} seconds at ${AIM.rate}, ${STEP_SECONDS} at the others.`,
    lines,
    `At ${AIM.rate} a second: p99 of the acknowledgement **${ms(steps[0]?.ack ?? [], 0.99)} ms** (aim ${AIM.ackMs}), p95 of the queued reply **${ms(steps[0]?.queued ?? [], 0.95)} ms** (aim ${AIM.queuedMs}). The knee, the last step that holds both aims: **${knee(isAnswered)}** a second (aim 2,500); for the acknowledgement alone: **${knee(isKept)}**. The posting program was late by ${Math.max(...steps.map((one) => one.late))} ms at the worst p99; that is in the figures.`,
    `The same posts to a server that only checks the signature, reads the post and says 200, ${DOOR_SECONDS} seconds each: ${door.map(({ rate, p99, refused }) => `at ${rate} a second p99 ${p99} ms${refused === 0 ? '' : ` and ${refused} not 200`}`).join(', ')}. What the table takes longer is the service's own.`,
  ]
  return { name: 'webhooks', title: 'Webhooks', text: text.join('\n\n') }
}

const PEOPLE_WORDS = 'five thousand people'
const HOLD_WORDS = '0.7 seconds'

type DoorStep = { rate: number; p99: number; refused: number }

async function doorAlone(): Promise<DoorStep[]> {
  const door = await openDoor()
  try {
    await postAll(door, { rate: 200, seconds: 4, from: 0 })
    const steps: DoorStep[] = []
    for (const rate of DOOR_STEPS) {
      const { ack, refused } = await postAll(door, { rate, seconds: DOOR_SECONDS, from: 0 })
      const p99 = Math.round(quantile(ack, 0.99))
      process.stdout.write(`the door alone, ${rate} a second: p99 ${p99} ms, not 200 ${refused}\n`)
      steps.push({ rate, p99, refused })
      if (p99 > HOPELESS_MS || refused > 0) break
    }
    return steps
  } finally {
    await door.close()
  }
}

async function step(rate: number, seconds: number): Promise<Step> {
  process.stdout.write(`${rate} a second for ${seconds} s\n`)
  const server = await openServer()
  try {
    // The first turns of a process are slow, and no server stays new.
    await postAll(server, { rate: 50, seconds: 4, from: 0 })
    const first = await server.settled()
    const before = server.cpuMs()
    const startedAt = performance.now()
    const { ack, refused, late } = await postAll(server, { rate, seconds, from: 1_000 })
    const cpuShare = (server.cpuMs() - before) / (performance.now() - startedAt)
    const { queued, left } = await server.settled()
    const [p99, p95] = [quantile(ack, 0.99), quantile(queued, 0.95)].map(Math.round)
    process.stdout.write(
      `  acknowledged p99 ${p99} ms, queued p95 ${p95} ms, not 200 ${refused}, left ${left}, ${cpuShare.toFixed(2)} cores\n`,
    )
    return {
      rate,
      sent: ack.length,
      refused,
      ack,
      queued: queued.slice(first.queued.length),
      left,
      cpuShare,
      late,
    }
  } finally {
    await server.close()
  }
}
