/** @module What understanding has learned, kept for all tests of this checkout: once a checkout, not once a folder. */

import { join } from 'node:path'
import { loadUnderstanding } from '../../src/wiring/model-cache.ts'

/** A data directory with a model alone. Another checkout has another: each keeps one model, that of its own texts. */
export const LEARNED = join(import.meta.dirname, '../../node_modules/.cache/tanya-sigap/learned')

/** Where the model lies in it, and in any data directory. */
export const MODELS = join(LEARNED, 'models')

let isLearned = false

/** Learns it where that was not done yet. */
export function learn(): void {
  if (!isLearned) loadUnderstanding(LEARNED)
  isLearned = true
}
