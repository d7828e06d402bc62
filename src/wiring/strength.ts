/** @module How hard a password is to guess, weighed by zxcvbn in a thread of its own, which is there only while passwords are chosen. */

import { Worker } from 'node:worker_threads'
import { OWN_WORDS, type Strength, type Weigh } from '../access/password.ts'

/** A hostile one takes up to a second of a busy machine. */
const MAX_WAITING = 8
/** The first one also waits for the dictionaries. */
const PATIENCE_MS = 20_000
/** Then thread and dictionaries go: passwords are chosen seldom. */
const IDLE_MS = 60_000
/** Its dictionaries take some 70 MB; a thread that wants far more is ended, and with it what it was asked. */
const MAX_MB = 192

type Answer = { id: number; strength: Strength }
type Thread = { worker: Worker; waiting: Map<number, (strength: Strength | 'busy') => void> }

/** `busy` when too many wait, or it was not answered in time. One thread a process, begun by the first password. */
export const weigh: Weigh = makeWeigh()

function makeWeigh(): Weigh {
  let thread: Thread | undefined
  let last = 0
  let idle: NodeJS.Timeout | undefined

  const end = (which: Thread) => {
    if (thread === which) thread = undefined
    for (const answer of which.waiting.values()) answer('busy')
    which.waiting.clear()
    void which.worker.terminate()
  }
  const rest = (which: Thread) => {
    clearTimeout(idle)
    idle = setTimeout(() => {
      if (which.waiting.size === 0) end(which)
    }, IDLE_MS).unref()
  }
  const begin = (): Thread => {
    const worker = new Worker(new URL('./strength-worker.mjs', import.meta.url), {
      // None of the flags of this process: it may have been started as a module.
      execArgv: [],
      workerData: { words: OWN_WORDS },
      resourceLimits: { maxOldGenerationSizeMb: MAX_MB },
    })
    worker.unref()
    const made: Thread = { worker, waiting: new Map() }
    worker.on('message', ({ id, strength }: Answer) => made.waiting.get(id)?.(strength))
    worker.on('error', () => end(made))
    worker.on('exit', () => end(made))
    return made
  }

  return async (password, own) => {
    thread ??= begin()
    const asked = thread
    if (asked.waiting.size >= MAX_WAITING) return 'busy'
    last += 1
    const id = last
    const late = setTimeout(() => end(asked), PATIENCE_MS).unref()
    const strength = await new Promise<Strength | 'busy'>((answer) => {
      asked.waiting.set(id, answer)
      asked.worker.postMessage({ id, password, own })
    })
    clearTimeout(late)
    asked.waiting.delete(id)
    rest(asked)
    return strength
  }
}
