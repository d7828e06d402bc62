/**
 * @module The platforms and the people on them, as a process of its own: both emulators, a crowd that talks over them,
 * faults on the way, and the judge who reads what the platforms saw. Speaks JSON lines with the test.
 */

import { createInterface } from 'node:readline'
import { startTelegramEmulator } from '../support/emulators/telegram/emulator.ts'
import { startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { cloudFaults, cloudPhone, judgeCloud } from './crowd-cloud.ts'
import { judgeTelegram, telegramFaults, telegramPhone } from './crowd-telegram.ts'
import { makeResident, type Resident } from './resident.ts'

export type CrowdOptions = {
  /** On each of the two platforms. */
  people: number
  /** Talking at once, on each. */
  atOnce: number
  seed: number
  webhookUrl: string
  /** How long a resident waits for an answer before the conversation counts as stuck. */
  patienceMs?: number
  appSecret: string
  verifyToken: string
}

/** What the platforms saw. A "doubled" message is one that people read twice. */
export type Verdict = {
  written: Record<string, string[]>
  stuck: string[]
  ms: number
  telegram: ReturnType<typeof judgeTelegram>
  cloud: ReturnType<typeof judgeCloud>
}

const options = JSON.parse(process.env.CROWD_OPTIONS ?? '{}') as CrowdOptions
const telegram = await startTelegramEmulator({ seed: options.seed })
// How fast the bot may send is another test's; here it is how much can go wrong.
telegram.control.limits({ on: false })
const graph = await startGraphEmulator({
  seed: options.seed,
  appSecret: options.appSecret,
  verifyToken: options.verifyToken,
  webhookUrl: options.webhookUrl,
  duplicates: 0.1,
  // Longer than the first pause before a repeat: whoever does not wait for a status sends twice.
  statusDelayMs: 2_500,
  inboundDelayMs: 150,
  accountPerSecond: 1_000,
  pair: { burst: 45, everyMs: 6_000 },
})

/** Resolves once it has left: a verdict is longer than a pipe is deep. */
const say = (value: unknown) =>
  new Promise<void>((done) => process.stdout.write(`${JSON.stringify(value)}\n`, () => done()))
const residents: Resident[] = []
const [onTelegram, onCloud] = [telegramPhone(telegram), cloudPhone(graph)]
let ms = 0

async function play(): Promise<void> {
  const startedAt = Date.now()
  telegramFaults(telegram, options.people)
  cloudFaults(graph, options.people)
  const phones = [onTelegram, onCloud]
  const waiting = Array.from({ length: options.people }, (_, n) =>
    phones.map(({ phoneOf, nameOf }) => makeResident(nameOf(n), n, phoneOf(n), options.patienceMs)),
  ).flat()
  residents.push(...waiting)
  const talking = new Set<Resident>()
  while (waiting.length > 0 || talking.size > 0) {
    // A crowd gathers; it does not begin on a word of command.
    const next = talking.size < options.atOnce * 2 ? waiting.shift() : undefined
    if (next !== undefined) talking.add(next)
    for (const one of talking) {
      one.look(Date.now())
      if (one.isDone || one.isStuck) talking.delete(one)
    }
    await new Promise((done) => setTimeout(done, 15))
  }
  ms = Date.now() - startedAt
}

function verdict(): Verdict {
  return {
    written: Object.fromEntries(residents.map(({ name, written }) => [name, written])),
    stuck: residents.filter(({ isStuck }) => isStuck).map(({ name }) => name),
    ms,
    telegram: judgeTelegram(telegram, onTelegram.count.duplicated),
    cloud: judgeCloud(graph),
  }
}

await say({
  telegram: { url: telegram.url, token: telegram.token },
  graph: { url: graph.url, token: graph.token, phoneNumberId: graph.phoneNumberId },
})
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'play') {
    await play()
    await say({ played: residents.length })
  }
  if (line === 'judge') {
    // Statuses are still on their way.
    await graph.idle()
    await say(verdict())
    break
  }
}
await graph.close()
await telegram.close()
process.exit(0)
