/** @module `npm run whatsapp:pair`: pairs the WhatsApp line with its phone. `-- --code +62…` gives a code to type, `-- --again --yes` begins anew. */

import { readConfig } from '../config.ts'
import { errorWords, loadTexts, sayIn } from './office-texts.ts'
import { pairCommand } from './whatsapp-pair/command.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const texts = loadTexts()
const says = [sayIn('id', texts), sayIn('en', texts)] as const

try {
  process.exitCode = await pairCommand({
    config: readConfig(process.env),
    args: process.argv.slice(2),
    says,
    print: (text) => process.stdout.write(`${text}\n`),
    now: Date.now,
    signal: stop.signal,
  })
} catch (error) {
  process.stderr.write(`${errorWords(error, says)}\n`)
  process.exitCode = 1
}
// A socket that was just closed leaves timers behind: without this the terminal stands still for a minute after "done".
process.exit()
