/** @module One process beside this one: its lines come here, it is ended by us alone, and it dies when we do. */

import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

export const root = resolve(import.meta.dirname, '../../..')
const LEASH = pathToFileURL(join(import.meta.dirname, 'leash.mjs')).href
/** One that does not listen to its signal is killed then; the server itself gives up after 25 s. */
const KILL_AFTER_MS = 27_000

export type Env = Record<string, string | undefined>

export type Child = {
  pid: number | undefined
  /** Once all that it said was read: its exit code, or the signal it died of. */
  ended: Promise<string>
  /** Asks it to end and resolves when it has. */
  end(): Promise<void>
}

/** @param onLine each line of stdout and stderr */
export function startChild(args: readonly string[], env: Env, onLine: (line: string) => void): Child {
  const child = spawn(process.execPath, ['--import', LEASH, ...args], {
    cwd: root,
    env,
    // A group of its own: Ctrl+C in the terminal reaches us alone, and we end them in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine)
  }
  let isOver = false
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message))
    child.once('close', (code, signal) => done(String(signal ?? code)))
  }).finally(() => {
    isOver = true
  })
  const end = async () => {
    if (isOver) return
    child.kill('SIGTERM')
    const limit = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    await ended
    clearTimeout(limit)
  }
  return { pid: child.pid, ended, end }
}
