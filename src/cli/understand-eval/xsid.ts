/** @module The architecture on public data of another domain, beside two peers that see the same messages. */

import { join } from 'node:path'
import { trainFastText } from '../../../bench/understanding/fast-text.ts'
import { trainNlpJs } from '../../../bench/understanding/nlp-js.ts'
import { makeLabeller, trainModel } from '../../understanding/model.ts'
import type { Spoil } from './cross-validate.ts'
import { ROOT, readShared } from './messages.ts'

type Row = { label: string; text: string }
type Peer = { name: string; label: (text: string) => string | Promise<string> }

/** Right answers of each model, 0..1, in the order of `spoils`. */
export type XsidFigures = { name: string; accuracies: number[]; microseconds: number }[]

const MICROSECONDS = 1000

async function measure({ name, label }: Peer, rows: readonly Row[], spoils: readonly Spoil[]) {
  const accuracies: number[] = []
  const before = performance.now()
  for (const spoil of spoils) {
    let right = 0
    for (const [at, row] of rows.entries()) if ((await label(spoil(row.text, at))) === row.label) right++
    accuracies.push(right / rows.length)
  }
  const each = ((performance.now() - before) * MICROSECONDS) / (rows.length * spoils.length)
  return { name, accuracies, microseconds: each }
}

/** Trains on the train split, measures on the test split; undefined where the data does not lie beside this folder. */
export async function measureXsid(
  folder: string,
  lexicon: string,
  spoils: readonly Spoil[],
): Promise<{ figures: XsidFigures; missing: string[] } | undefined> {
  const rows = readShared(folder, 'intents_xsid_id.tsv')
  if (!rows) return undefined
  const split = (wanted: string): Row[] =>
    rows.flatMap(([part, label = '', text = '']) => (part === wanted ? [{ label, text }] : []))
  const trained = split('train')
  const peers: Peer[] = [
    { name: 'this model', label: makeLabeller(lexicon, trainModel(lexicon, trained)) },
    { name: 'fastText-like baseline', label: trainFastText(trained) },
  ]
  const nlpJs = await trainNlpJs(join(ROOT, 'bench'), trained)
  if (nlpJs) peers.push({ name: 'nlp.js', label: nlpJs })
  const figures: XsidFigures = []
  for (const peer of peers) figures.push(await measure(peer, split('test'), spoils))
  return { figures, missing: nlpJs ? [] : ['nlp.js (npm install --prefix bench)'] }
}

/** Pairs of an informal and a formal sentence, to read slang off; undefined where they do not lie there. */
export function readPairs(folder: string): (readonly [string, string])[] | undefined {
  return readShared(join(folder), 'stif_informal_formal.tsv')?.map(
    ([, from = '', to = '']) => [from, to] as const,
  )
}
