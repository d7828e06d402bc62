/**
 * @module `npm run breach:affected -- --from 2026-11-25T08:00+07:00 --to 2026-11-25T12:00+07:00`: who has to be told after a breach.
 * `--by <staff id>` of one account alone; `--all` of the whole machine; `--json`. See docs/breach.md.
 */

import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { affectedBetween, affectedByAll } from '../wiring/affected.ts'
import { errorWords } from './office-texts.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    by: { type: 'string' },
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

try {
  const { dataDir } = readConfig(process.env)
  const found = values.all
    ? affectedByAll(dataDir)
    : affectedBetween(dataDir, momentOf('--from', values.from), momentOf('--to', values.to), values.by)
  const lines = values.json
    ? [JSON.stringify(found)]
    : [
        `chats: ${found.chats.length}`,
        ...found.chats.map((chatId) => `  ${chatId}`),
        `cases: ${found.cases.length}`,
        ...found.cases.map((number) => `  ${number}`),
        ...found.acts.map(({ action, n, subjects }) => `${action}: ${n} times, ${subjects} subjects`),
        ...found.lists.map(
          ({ action, n }) => `by hand: who stood in ${n} × ${action} (docs/breach.md, step 3)`,
        ),
      ]
  process.stdout.write(`${lines.join('\n')}\n`)
} catch (error) {
  process.stderr.write(`${errorWords(error)}\n`)
  process.exitCode = 2
}

function momentOf(name: string, text: string | undefined): number {
  const at = Date.parse(text ?? '')
  if (Number.isNaN(at))
    throw new Error(`${name} needs a moment such as 2026-11-25T08:00+07:00, or give --all`)
  return at
}
