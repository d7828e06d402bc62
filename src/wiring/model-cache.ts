/** @module Reads the texts of understanding, trains once, and keeps the model in DATA_DIR by the hash of its sources. */

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MODEL_VERSION, type Model } from '../understanding/model.ts'
import { makeUnderstand, train, type UnderstandingData } from '../understanding/understand.ts'
import type { Utterance } from '../understanding/utterance.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The texts that understanding learns from, as they stand in `locales/`. */
export function readUnderstandingData(): UnderstandingData {
  const read = (path: string) => readFileSync(join(ROOT, 'locales', path), 'utf8')
  return {
    examples: read('id/examples.tsv'),
    lexicon: read('id/lexicon.tsv'),
    examplesEn: read('en/examples.tsv'),
  }
}

/** Of the data and of the code that turns it into a model: a change of either trains anew. */
function hashSources(data: UnderstandingData): string {
  const hash = createHash('sha256').update(JSON.stringify([MODEL_VERSION, data]))
  const folder = join(ROOT, 'src/understanding')
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.ts')) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 20)
}

function readKept(path: string): Model | undefined {
  try {
    const model = JSON.parse(readFileSync(path, 'utf8')) as Model
    return model.version === MODEL_VERSION && typeof model.classifier.weights === 'string' ? model : undefined
  } catch {
    // Absent or cut short by a crash: it is made again.
    return undefined
  }
}

/** Written beside and renamed, so that two processes starting at once never read half a file. */
function keep(folder: string, path: string, model: Model): void {
  mkdirSync(folder, { recursive: true })
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, JSON.stringify(model))
  renameSync(temporary, path)
  for (const name of readdirSync(folder))
    if (name.startsWith('understanding-') && name.endsWith('.json') && join(folder, name) !== path)
      rmSync(join(folder, name), { force: true })
}

/** By the hash of its sources. It is the same whatever folder its model was read from, and most of a start to read. */
const loaded = new Map<string, (text: string) => Utterance>()

/**
 * The understanding of messages, trained on first use and read from `dataDir/models` afterwards; once in a process.
 * A folder that cannot be written only costs the training at each start.
 */
export function loadUnderstanding(dataDir: string): (text: string) => Utterance {
  const data = readUnderstandingData()
  const hash = hashSources(data)
  const understand =
    loaded.get(hash) ?? makeUnderstand(data, readOrTrain(data, join(dataDir, 'models'), hash))
  loaded.set(hash, understand)
  return understand
}

function readOrTrain(data: UnderstandingData, folder: string, hash: string): Model {
  const path = join(folder, `understanding-${hash}.json`)
  const kept = readKept(path)
  if (kept) return kept
  const model = train(data)
  try {
    keep(folder, path, model)
  } catch (cause) {
    process.stderr.write(`model not kept in ${folder}: ${String(cause)}\n`)
  }
  return model
}
