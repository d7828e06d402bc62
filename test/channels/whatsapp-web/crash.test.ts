/** @module A process that dies while it receives: with our wiring nothing is lost, with the library's own something is. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { pair, pairedCreds, testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'
import { AUTHORITY } from '../../support/emulators/whatsapp-web/noise.ts'
import { startWaServer, written } from '../../support/emulators/whatsapp-web/server.ts'

const PROGRAM = resolve(import.meta.dirname, '../../support/emulators/whatsapp-web/dying-line.ts')
const POINTS = ['before_ratchet', 'after_ratchet', 'after_decrypt', 'after_receipt'] as const
const FATAL = '3AFATAL'

type Wiring = 'ours' | 'stock'
type Point = (typeof POINTS)[number]
type Outcome = {
  /** How the first process ended. */
  signal: NodeJS.Signals | null
  /** The server had the receipt before the end, and so did not send the message again. */
  wasAcknowledged: boolean
  /** How often the message was taken, over both lives. */
  taken: number
  others: string[]
}

/** Two lives of one line: the first dies at the point, the second takes up what is left. */
async function run(wiring: Wiring, point: Point): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'dying-line-'))
  const creds = pairedCreds()
  const { keep, close } = testKeep(dir)
  pair(keep, creds)
  close()
  const server = await startWaServer(() => creds)
  const budi = server.peer({ pn: '6281333333333@s.whatsapp.net', lid: '99900011@lid' })
  const children: ChildProcess[] = []
  const live = (dies?: Point) => {
    const order = {
      dir,
      url: server.url,
      authority: AUTHORITY,
      wiring,
      ...(dies === undefined ? {} : { point: dies }),
    }
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: resolve(import.meta.dirname, '../../..'),
    })
    children.push(child)
    return child
  }
  try {
    const first = live(point)
    // Brought while nobody is there: it waits for the login, and so does the test.
    server.bring(await written(budi, { conversation: 'halo' }, { id: '3ABEFORE' }))
    await said(first, '3ABEFORE')
    const ended = new Promise<NodeJS.Signals | null>((done) =>
      first.on('exit', (_code, signal) => done(signal)),
    )
    server.bring(await written(budi, { conversation: 'jatuh dari motor' }, { id: FATAL }))
    const signal = await ended
    const wasAcknowledged = !server.waiting().includes(FATAL)
    const second = live()
    // Written last and so taken last: what is not there by then does not come.
    server.bring(await written(budi, { conversation: 'halo?' }, { id: '3AAFTER' }))
    await said(second, '3AAFTER')
    const taken = readFileSync(join(dir, 'taken'), 'utf8').trim().split('\n')
    const others = taken.filter((id) => id !== FATAL)
    return { signal, wasAcknowledged, taken: taken.length - others.length, others }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await server.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((done, failed) => {
    let heard = ''
    child.stdout?.on('data', (bytes: Buffer) => {
      heard += bytes.toString()
      if (heard.split('\n').includes(word)) done()
    })
    child.on('exit', () => failed(new Error(`it ended before it said ${word}; it said: ${heard}`)))
  })
}

const runs = (['ours', 'stock'] as const).flatMap((wiring) => POINTS.map((point) => ({ wiring, point })))
const outcomes = new Map<string, Outcome>()

// Two at a time, as many as there are cores to count on.
beforeAll(async () => {
  const left = [...runs]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      outcomes.set(`${next.wiring} ${next.point}`, await run(next.wiring, next.point))
    }
  }
  await Promise.all([worker(), worker()])
}, 120_000)

describe('a message on whose way the process dies', () => {
  it.each(runs)('with wiring $wiring, $point: the process dies there', ({ wiring, point }) => {
    expect(outcomes.get(`${wiring} ${point}`)).toMatchObject({
      signal: 'SIGKILL',
      // Only what was kept before may be told to have arrived.
      wasAcknowledged: point === 'after_receipt',
      others: ['3ABEFORE', '3AAFTER'],
    })
  })

  it.each(POINTS)('is taken once with our wiring: %s', (point) => {
    expect(outcomes.get(`ours ${point}`)?.taken).toBe(1)
  })

  // The control: if the library alone lost nothing, the tests above would prove nothing.
  it.each([
    { point: 'before_ratchet', taken: 1 },
    { point: 'after_ratchet', taken: 0 },
    { point: 'after_decrypt', taken: 0 },
    { point: 'after_receipt', taken: 0 },
  ])("is taken $taken times with the library's own wiring: $point", ({ point, taken }) => {
    expect(outcomes.get(`stock ${point}`)?.taken).toBe(taken)
  })
})
