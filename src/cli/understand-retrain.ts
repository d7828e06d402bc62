/** @module `npm run understand:retrain FILE`: takes labelled messages in (TSV `intent<TAB>text` or JSONL `{intent,text}`), shows what would change, and adds them only with `--accept`. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseExamples } from '../understanding/understand.ts'
import { readUnderstandingData } from '../wiring/model-cache.ts'
import { judgeFolds, makeFolds } from './understand-eval/cross-validate.ts'
import { byLabel, strict } from './understand-eval/figures.ts'
import { ROOT } from './understand-eval/messages.ts'
import { figure, table } from './understand-eval/tables.ts'
import { sortOut } from './understand-retrain/sort-out.ts'

const FOLDS = 5
const EXAMPLES = join(ROOT, 'locales/id/examples.tsv')
// A smaller change of an intent is chance.
const NOTABLE = 0.01

const { values, positionals } = parseArgs({
  options: { accept: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [file] = positionals
const out = (line: string) => process.stdout.write(`${line}\n`)

if (file === undefined) {
  process.stderr.write('Usage: npm run understand:retrain -- FILE [--accept]\n')
  process.exit(2)
}

const data = readUnderstandingData()
const { taken, left } = sortOut(readFileSync(file, 'utf8'), parseExamples(data.examples))
for (const { line, why } of left) out(`left out, ${why}: ${line}`)
if (taken.length === 0) {
  out('Nothing new to learn from.')
  process.exit(left.length > 0 ? 1 : 0)
}

const added = taken.map(({ intent, text }) => `${intent}\t${text}`).join('\n')
const after = { ...data, examples: `${data.examples.trimEnd()}\n${added}\n` }
const judgedBefore = judgeFolds(makeFolds(data, FOLDS))
const judgedAfter = judgeFolds(makeFolds(after, FOLDS))
const isNew = new Set(taken.map(({ text }) => text))
const old = judgedAfter.filter(({ text }) => !isNew.has(text))

out(
  `\n${taken.length} new messages. Examples that were there before: ${figure(strict(judgedBefore))} right, ${figure(strict(old))} with the new ones.`,
)
const f1Before = new Map(byLabel(judgedBefore).map(({ label, f1 }) => [label, f1]))
const changed = byLabel(old)
  .map(({ label, f1 }) => ({ label, was: f1Before.get(label) ?? 0, now: f1 }))
  .filter(({ was, now }) => Math.abs(now - was) >= NOTABLE)
out(
  changed.length === 0
    ? 'No intent changes by a hundredth or more.'
    : `\n${table(
        ['intent', 'F1 before', 'F1 after'],
        changed.map(({ label, was, now }) => [label, figure(was), figure(now)]),
      )}`,
)

const guessBefore = new Map(judgedBefore.map(({ text, guess }) => [text, guess]))
const flips = old.filter(({ text, guess }) => guessBefore.get(text) !== guess)
out(`\n${flips.length} messages are understood otherwise:`)
for (const { label, text, guess } of flips) {
  const was = guessBefore.get(text) ?? ''
  const mark = guess === label ? 'better' : was === label ? 'worse ' : 'other '
  out(`${mark}  ${was} -> ${guess}  (${label})  ${text}`)
}

if (values.accept) {
  writeFileSync(EXAMPLES, after.examples)
  out(`\nAdded to locales/id/examples.tsv. Read the difference before it is committed.`)
} else out('\nNothing was changed. With --accept they are added to locales/id/examples.tsv.')
