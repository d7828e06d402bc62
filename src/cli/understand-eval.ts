/** @module `npm run understand:eval`: every figure of the understanding, by data kept apart from training; writes them into `docs/understanding.md`. `--dry` only prints. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SURE_INTENT } from '../engine/limits.ts'
import { makeUnderstand, train } from '../understanding/understand.ts'
import { readUnderstandingData } from '../wiring/model-cache.ts'
import { judge, judgeFolds, makeFolds, type Spoil } from './understand-eval/cross-validate.ts'
import { ROOT, readEmergencies, readJudges } from './understand-eval/messages.ts'
import { COMMON_SLANG, makeRandom, slangOf, withSlang, withTypos } from './understand-eval/perturb.ts'
import { measureSpeed } from './understand-eval/speed.ts'
import { calibration, confused, figure, intents, summary, table } from './understand-eval/tables.ts'
import { measureXsid, readPairs } from './understand-eval/xsid.ts'

const FOLDS = 5
const DOCUMENT = join(ROOT, 'docs/understanding.md')
const BEGIN = '<!-- figures: written by npm run understand:eval -->'
const END = '<!-- end of figures -->'

const { values } = parseArgs({
  options: { dry: { type: 'boolean', default: false }, shared: { type: 'string' } },
})
const shared = values.shared ?? join(ROOT, '../shared/data')

const pairs = readPairs(shared)
const slang = pairs ? slangOf(pairs) : COMMON_SLANG
const spoils: [name: string, spoil: Spoil][] = [
  ['as written', (text) => text],
  ['typing errors', (text, at) => withTypos(text, makeRandom(at))],
  ['slang', (text, at) => withSlang(text, slang, makeRandom(at))],
  [
    'slang and typing errors',
    (text, at) => withTypos(withSlang(text, slang, makeRandom(at)), makeRandom(at + 7)),
  ],
]

const data = readUnderstandingData()
const parts: string[] = []
const say = (...lines: string[]) => {
  for (const line of lines) process.stdout.write(`${line}\n\n`)
  parts.push(...lines)
}

const folds = makeFolds(data, FOLDS)
const crossed = spoils.map(([name, spoil]) => [name, judgeFolds(folds, spoil)] as const)
const clean = crossed[0]?.[1] ?? []
say(`### Cross-validation, ${FOLDS} folds over ${clean.length} examples`, summary(crossed, SURE_INTENT))
say('### Each intent, cross-validated', intents(clean))
say('### What is taken for what, cross-validated', confused(clean))
say('### Is it as sure as it is right? Cross-validated', calibration(clean))

const model = train(data)
const understand = makeUnderstand(data, model)
for (const [name, rows] of readJudges()) {
  const judged = spoils.map(
    ([spoilt, spoil]) =>
      [spoilt, rows.map((row, at) => judge(understand, { ...row, text: spoil(row.text, at) }))] as const,
  )
  say(`### Judging messages, ${name}`, summary(judged, SURE_INTENT), confused(judged[0]?.[1] ?? []))
}

const calls = readEmergencies()
const found = spoils.map(([name, spoil]) => {
  const heard = calls.map(({ urgent, text }, at) => ({
    urgent,
    alarm: understand(spoil(text, at)).emergency,
  }))
  const urgent = heard.filter((one) => one.urgent)
  const calm = heard.filter((one) => !one.urgent)
  const share = (rows: typeof heard) => figure(rows.filter(({ alarm }) => alarm).length / rows.length)
  return [name, share(urgent), share(calm)]
})
say(
  '### Calls for help and what is near them, emergency.tsv',
  table(['messages', 'found', 'false alarms'], found),
)

const xsid = await measureXsid(
  shared,
  data.lexicon,
  spoils.map(([, spoil]) => spoil),
)
if (xsid) {
  const rows = xsid.figures.map(({ name, accuracies, microseconds }) => [
    name,
    ...accuracies.map(figure),
    microseconds.toFixed(0),
  ])
  say(
    '### xSID-id, trained on its train split, measured on its test split',
    table(['model', ...spoils.map(([name]) => name), 'µs a message'], rows),
  )
  if (xsid.missing.length > 0) say(`Not measured, since it is not installed: ${xsid.missing.join(', ')}.`)
} else say('### xSID-id', `Not measured: the public data does not lie in the folder that \`--shared\` names.`)
if (!pairs)
  say('Slang was taken from a short list of common forms, since the pairs of public data do not lie there.')

const texts = [...readJudges().values()].flat().map(({ text }) => text)
const speed = measureSpeed(data, model, texts)
say(
  '### Speed and size',
  table(
    ['µs a message, p50', 'p90', 'kept model ready, ms', 'kept model, MB', 'memory, MB'],
    [
      [
        speed.p50.toFixed(0),
        speed.p90.toFixed(0),
        speed.loadMs.toFixed(0),
        speed.storedMb.toFixed(1),
        speed.memoryMb?.toFixed(1) ?? 'not measured',
      ],
    ],
  ),
)

if (!values.dry) {
  const before = readFileSync(DOCUMENT, 'utf8')
  const [head] = before.split(BEGIN)
  const tail = before.split(END)[1] ?? '\n'
  writeFileSync(DOCUMENT, `${head}${BEGIN}\n\n${parts.join('\n\n')}\n\n${END}${tail}`)
}
