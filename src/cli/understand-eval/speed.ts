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

/** The collector, which Node hides unless it is asked for. */
function collector(): (() => void) | undefined {
  setFlagsFromString('--expose-gc')
  return runInNewContext('typeof gc === "function" ? gc : undefined') as (() => void) | undefined
}

function heldBytes(): number | undefined {
  const gc = collector()
  if (!gc) return undefined
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function readKept(stored: string): Model {
  const kept = JSON.parse(stored) as Model
  if (kept.version !== MODEL_VERSION) throw new Error('the model did not come back as it was')
  return kept
}

export function measureSpeed(data: UnderstandingData, model: Model, texts: readonly string[]): Speed {
  const stored = JSON.stringify(model)
  const before = heldBytes()
  const start = performance.now()
  const understand = makeUnderstand(data, readKept(stored))
  understand('halo')
  const loadMs = performance.now() - start
  const after = heldBytes()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const text of texts) {
      const from = performance.now()
      understand(text)
      times.push((performance.now() - from) * 1000)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  const memoryMb = before === undefined || after === undefined ? undefined : (after - before) / BYTES_A_MB
  return { p50: at(0.5), p90: at(0.9), loadMs, memoryMb, storedMb: stored.length / BYTES_A_MB }
}
