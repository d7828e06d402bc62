/** @module `npm run understand`: one utterance a line in, `utterance<TAB>intent<TAB>confidence` out; `--top N` adds pairs. */

import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { loadUnderstanding } from '../wiring/model-cache.ts'

const { values } = parseArgs({
  options: { top: { type: 'string', default: '1' }, data: { type: 'string' } },
  strict: false,
})
const top = Math.max(1, Number.parseInt(String(values.top), 10) || 1)
const dataDir = typeof values.data === 'string' ? values.data : (process.env.DATA_DIR ?? './data')
const understand = loadUnderstanding(dataDir)

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const { intents } = understand(line)
  const pairs = intents.slice(0, top).map((guess) => `${guess.intent}\t${guess.confidence.toFixed(3)}`)
  process.stdout.write(`${line}\t${pairs.join('\t')}\n`)
}
