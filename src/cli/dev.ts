/** @module `npm run dev`: the server beside emulators of Telegram and WhatsApp, and a resident's phone on each, in one terminal. */

import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { commandIn } from './dev/command.ts'
import { type Emulators, serverEnv, startEmulators } from './dev/emulators.ts'
import { type Hands, makeHands } from './dev/hands.ts'
import { openScreen } from './dev/screen.ts'
import { type Server, startServer } from './dev/server.ts'
import { telegramPhone } from './dev/telegram-phone.ts'
import { whatsappPhone } from './dev/whatsapp-phone.ts'
import { sayIn } from './office-texts.ts'

const { values } = parseArgs({ options: { lang: { type: 'string', default: 'en' } } })
const say = sayIn(values.lang === 'id' ? 'id' : 'en')
/** A folder of its own: never the running server's database. */
const dataDir = join(process.env.DATA_DIR?.trim() || './data', 'dev')
/** Grows with every run, so that each has a resident and ids that no server has seen. */
const run = Math.floor(Date.now() / 1000)
const screen = openScreen()

let isStopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => screen.close())
screen.print('', say('dev.starting'))
try {
  await main()
} catch (error) {
  screen.close()
  screen.print('', say('dev.failed', { reason: error instanceof Error ? error.message : String(error) }))
  // Not by an exit code alone: what was started would keep this process, and ends with it.
  process.exit(1)
}

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 0) || (await freePort())
  const url = `http://localhost:${port}`
  let hasBeenUp = false
  const onLine = (name: string, line: string) => screen.print(name, line)
  const emulators = await startEmulators({ port, seed: run, onLine })
  for (const { name, ended } of Object.values(emulators)) void ended.then((how) => lose(name, how))
  const server = startServer(serverEnv(emulators, port, dataDir), {
    onLine: (line) => onLine('server', line),
    onUp: () => {
      screen.print('', hasBeenUp ? say('dev.again') : say('dev.ready', { url, dir: dataDir }))
      hasBeenUp = true
    },
    onEnded: (how) => screen.print('', say('dev.server_ended', { how })),
    onChange: (file) => screen.print('', say('dev.changed', { file })),
  })
  const hands = handsOn(emulators)
  const unwatch = hands.watch()
  await converse(hands, server)
  isStopping = true
  await unwatch()
  // The server first: it takes leave of platforms that still stand.
  await server.stop()
  await emulators.telegram.end()
  await emulators.whatsapp.end()
  screen.print('', say('dev.stopped'))
}

function handsOn({ telegram, whatsapp }: Emulators): Hands {
  const phones = {
    t: telegramPhone(String(telegram.told.url), run),
    w: whatsappPhone(String(whatsapp.told.origin), `62999${run}`),
  }
  return makeHands(phones, screen, say)
}

/** Until somebody ends it. */
async function converse(hands: Hands, server: Server): Promise<void> {
  for await (const line of screen.lines) {
    const command = commandIn(line)
    if (command.type === 'quit') break
    if (command.type === 'restart') void server.restart()
    else
      await hands
        .obey(command)
        .catch((error: unknown) => screen.print('', error instanceof Error ? error.message : String(error)))
  }
  screen.close()
}

/** Half of it would only puzzle. */
function lose(name: string, how: string): void {
  if (isStopping) return
  process.exitCode = 1
  screen.close()
  screen.print('', say('dev.lost', { name, how }))
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
