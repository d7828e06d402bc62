/** @module The crowd and its platforms as a process beside the test. */

import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { CrowdOptions } from './crowd.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** A process that answers each line with one of JSON. */
export function startCrowd(options: CrowdOptions) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'crowd.ts')], {
    cwd: ROOT,
    env: { ...process.env, CROWD_OPTIONS: JSON.stringify(options) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the crowd has gone home')
    return JSON.parse(value) as T
  }
  return {
    kill: () => void child.kill('SIGKILL'),
    hello: () =>
      answer<{
        telegram: { url: string; token: string }
        graph: { url: string; token: string; phoneNumberId: string }
      }>(),
    ask: <T>(line: string) => {
      child.stdin.write(`${line}\n`)
      return answer<T>()
    },
  }
}
