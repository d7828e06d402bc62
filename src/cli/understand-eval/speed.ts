/** @module How long one message takes, how soon the kept model is ready, and how much memory it holds. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MODEL_VERSION, type Model } from '../../understanding/model.ts'
import { makeUnderstand, type UnderstandingData } from '../../understanding/understand.ts'

export type Speed = {
  /** Microseconds a message, half of them and nine of ten. */
  p50: number
  p90: number
  loadMs: number
  /** Megabytes on the heap and in buffers while the model is held, once the garbage is gone; undefined without --expose-gc. */
  memoryMb: number | undefined
  storedMb: number
}

const ROUNDS = 5
const BYTES_A_MB = 1e6
const MICROSECONDS = 1000

/** The collector, which Node hides unless it is asked for. */
function collector(): (() => void) | undefined {
  setFlagsFromString('--expose-gc')
  return runInNewContext('typeof gc === "function" ? gc : undefined') as (() => void) | undefined
}

function heldBytes(): number | undefined {
  const gc = collector()
  if (!gc) return undefined
  // A first pass only ends what is under way.
  gc()
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function readKept(stored: string): Model {
  const kept = JSON.parse(stored) as Model
  if (kept.version !== MODEL_VERSION) throw new Error('the model did not come back as it was')
  return kept
}

/** What goes when the loaded understanding is dropped: neither what was before it nor what it was read from counts. */
function memoryOf(data: UnderstandingData, stored: string): number | undefined {
  const held: { understand?: ReturnType<typeof makeUnderstand> } = {}
  const load = () => {
    held.understand = makeUnderstand(data, readKept(stored))
    held.understand('halo')
  }
  load()
  const full = heldBytes()
  delete held.understand
  const empty = heldBytes()
  return full === undefined || empty === undefined ? undefined : (full - empty) / BYTES_A_MB
}

export function measureSpeed(data: UnderstandingData, model: Model, texts: readonly string[]): Speed {
  const stored = JSON.stringify(model)
  const memoryMb = memoryOf(data, stored)
  const start = performance.now()
  const understand = makeUnderstand(data, readKept(stored))
  understand('halo')
  const loadMs = performance.now() - start
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const text of texts) {
      const from = performance.now()
      understand(text)
      times.push((performance.now() - from) * MICROSECONDS)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { p50: at(0.5), p90: at(0.9), loadMs, memoryMb, storedMb: stored.length / BYTES_A_MB }
}
