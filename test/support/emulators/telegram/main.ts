/** @module The emulator as a process of its own, which outlives the bots it serves: `npx tsx test/support/emulators/telegram/main.ts [port] [seed]`. */

import { startTelegramEmulator } from './emulator.ts'

const [port = '8081', seed = '1'] = process.argv.slice(2)
const { url, token } = await startTelegramEmulator({ port: Number(port), seed: Number(seed) })
process.stdout.write(`${JSON.stringify({ url, token })}\n`)
