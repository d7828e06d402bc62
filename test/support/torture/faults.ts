/** @module Faults of the machine under a running server: system calls that fail, by strace, and people who write meanwhile. */

import { spawn } from 'node:child_process'
import { type Answer, post, type Visitor } from './visitors.ts'

/** Calls that fail while `work` runs, such as `{ calls: 'fsync', error: 'EIO' }`; `when` as strace has it, else always. */
export type Fault = { calls: string; error: string; when?: string }

export async function withFault<T>(
  pid: number,
  { calls, error, when }: Fault,
  work: () => Promise<T>,
): Promise<T> {
  const inject = `inject=${calls}:error=${error}${when === undefined ? '' : `:when=${when}`}`
  const args = ['-f', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject, '-p', `${pid}`]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((done) => strace.once('exit', () => done()))
  await new Promise<void>((done, fail) => {
    let said = ''
    strace.once('exit', (code) => fail(new Error(`strace ended with ${code}: ${said}`)))
    strace.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('attached')) done()
    })
  })
  try {
    return await work()
  } finally {
    // It lets go of the server, which goes on without the fault.
    strace.kill('SIGTERM')
    await gone
  }
}

export type Tally = { acknowledged: number; refused: number; cut: number; answers: Answer[] }

/** Everybody writes again and again for so long, also what is refused; nobody stops at a refusal. */
export async function keepWriting(address: string, people: readonly Visitor[], ms: number): Promise<Tally> {
  const tally: Tally = { acknowledged: 0, refused: 0, cut: 0, answers: [] }
  const until = performance.now() + ms
  const one = async (visitor: Visitor) => {
    while (performance.now() < until) {
      const answer = await post(address, visitor, visitor.acknowledged)
      tally.answers.push(answer)
      if (answer === undefined) tally.cut += 1
      else if (answer < 300) {
        visitor.acknowledged += 1
        tally.acknowledged += 1
        continue
      } else tally.refused += 1
      visitor.unanswered += 1
      await new Promise((done) => setTimeout(done, 50))
    }
  }
  await Promise.all(people.map(one))
  return tally
}

/** From now until `/readyz` says so, ms. */
export async function untilReady(address: string, status: 200 | 503, mostMs: number): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const now = await fetch(`${address}/readyz`).then(
      (answer) => answer.status,
      () => undefined,
    )
    const ms = performance.now() - startedAt
    if (now === status) return ms
    if (ms > mostMs) throw new Error(`/readyz is ${now}, not ${status}, after ${mostMs} ms`)
    await new Promise((done) => setTimeout(done, 20))
  }
}
