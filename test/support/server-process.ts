/** @module The server as an operator starts it: a process of its own on a real folder, to be stopped in good order or killed. */

import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

export type Ending = { code: number | null; signal: NodeJS.Signals | null }

export type ServerProcess = {
  /** Where it listens, such as `http://localhost:40231`. */
  address: string
  /** From the start of the process to that address, milliseconds. */
  readyMs: number
  /** Of the process itself, or of what it runs under. */
  pid: number
  /** All it has said so far. */
  said(): string
  /** Told to stop; resolves when it has. */
  stop(): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when it has ended, however it came to it. */
  gone: Promise<Ending>
}

type Options = {
  /** A program it runs under, such as `['strace', '-f']`. It is told to stop in the server's place. */
  under?: readonly string[]
  /** Where its log goes: a descriptor, or the test's own stderr. */
  stderr?: number | 'inherit' | 'ignore'
}

/**
 * Resolves once it listens and has said all, the link for the first administrator too.
 *
 * @param env settings besides those that every such test needs
 * @throws Error with what it said when it ends before
 */
export function startServer(
  dataDir: string,
  env: Record<string, string> = {},
  { under = [], stderr = 'inherit' }: Options = {},
): Promise<ServerProcess> {
  const [program = process.execPath, ...args] = [...under, process.execPath, 'src/cli/run.mjs', 'start']
  const startedAt = performance.now()
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', MODE: 'demo', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', stderr],
  })
  const gone = new Promise<Ending>((done) => child.once('exit', (code, signal) => done({ code, signal })))
  const end = async (signal: NodeJS.Signals) => {
    if (isRunning(child)) child.kill(signal)
    await gone
  }
  let said = ''
  return new Promise((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0]
      if (address === undefined || !said.includes('Ctrl+C')) return
      done({
        address,
        readyMs: performance.now() - startedAt,
        pid: child.pid ?? 0,
        said: () => said,
        stop: () => end('SIGTERM'),
        kill: () => end('SIGKILL'),
        gone,
      })
    })
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)))
  })
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null
