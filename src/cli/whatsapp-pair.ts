/** @module `npm run whatsapp:pair`: pairs the WhatsApp line with its phone. `-- --code +62…` gives a code to type, `-- --again --yes` begins anew. */

import { ConfigFault, readConfig } from '../config.ts'
import { loadTexts, sayIn } from './office-texts.ts'
import { pairCommand } from './whatsapp-pair/command.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

try {
  const texts = loadTexts()
  process.exitCode = await pairCommand({
    config: readConfig(process.env),
    args: process.argv.slice(2),
    says: [sayIn('id', texts), sayIn('en', texts)],
    print: (text) => process.stdout.write(`${text}\n`),
    now: Date.now,
    signal: stop.signal,
  })
} catch (error) {
  const isConfig = error instanceof ConfigFault
  process.stderr.write(
    `${isConfig ? error.faults.join('\n') : error instanceof Error ? error.message : error}\n`,
  )
  process.exitCode = 1
}
