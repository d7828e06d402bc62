/** @module Ends a process whose event loop stands still: a message that never comes to its end would hold up everybody. Node only. */

import { Worker } from 'node:worker_threads'

/** Far longer than any honest turn, photo or start of the model takes. */
const STILL_SECONDS = 30
const BEAT_MS = 1_000

/**
 * Kills the process when its loop has not turned for so long. Its attempt was counted and committed before the turn
 * (docs/decisions/0004), so whatever starts the server again meets the message a few times and then sets it aside.
 *
 * Counts beats of its own, not the clock: a machine that slept has missed none. Resolves to the way to stop it.
 */
export function startWatchdog(stillSeconds = STILL_SECONDS): () => Promise<void> {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const beating = setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS)
  beating.unref()
  const workerData = { beats, stillSeconds, pid: process.pid }
  // None of the flags of this process: it may have been started as a module.
  const dog = new Worker(DOG, { eval: true, execArgv: [], workerData })
  dog.unref()
  return async () => {
    clearInterval(beating)
    await dog.terminate()
  }
}

// Plain text, since the service runs as one file made of all: a worker of its own would need a second one.
const DOG = `
  const { workerData: { beats, stillSeconds, pid } } = require('node:worker_threads')
  const { writeSync } = require('node:fs')
  let last = -1
  let still = 0
  setInterval(() => {
    const now = Atomics.load(beats, 0)
    still = now === last ? still + 1 : 0
    last = now
    if (still < stillSeconds) return
    try {
      writeSync(2, JSON.stringify({ level: 60, event: 'loop_stands_still', ms: still * 1000 }) + '\\n')
    } finally {
      process.kill(pid, 'SIGKILL')
    }
  }, 1000)
`
