/** @module `npm run chat`: one chat at a terminal, over the same road as everything else. `--json` speaks JSON lines, `--repro` prints a transcript. */

import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { decodeLine, type Written } from '../channels/terminal/decode.ts'
import { encodeColoured, encodeJson, encodeTranscript } from '../channels/terminal/encode.ts'
import { terminalChannel } from '../channels/terminal/terminal.ts'
import { type Config, readConfig } from '../config.ts'
import type { OfficeRequest } from '../core/chat.ts'
import type { Incoming, Outgoing } from '../core/message.ts'
import { build, type Service } from '../main.ts'
import { readTexts } from '../wiring/data.ts'
import { type ChatClock, makeChatClock } from './chat/clock.ts'
import { counterLine, formLine } from './chat/form.ts'
import { reproMessages, reproPause, reproSeen } from './chat/repro.ts'
import { errorWords } from './office-texts.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    repro: { type: 'boolean', default: false },
    as: { type: 'string', default: 'warga' },
    now: { type: 'string' },
    data: { type: 'string' },
  },
})
const mode = values.json ? 'json' : values.repro ? 'repro' : 'people'
const colours = mode === 'people' && process.stdout.isTTY === true && process.env.NO_COLOR === undefined

/** The last that was said: where a server runs it opens in a browser, here it is filled by a line. */
let link = ''
/** What the office took since the last line. */
const requests: OfficeRequest[] = []

try {
  await main()
} catch (error) {
  process.stderr.write(`${errorWords(error)}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const clock = makeChatClock(standingAt(values.now))
  const config = chatConfig()
  const service = await build(config, {
    now: clock.now,
    ...(clock.wakeAt === undefined ? {} : { wakeAt: clock.wakeAt }),
    // A line is all there is: nobody waits for the next one.
    holdOver: true,
    ownChannelsAlone: true,
    channels: {
      terminal: terminalChannel((message) => {
        link = message.link?.url ?? link
        return print(shown(message))
      }),
    },
    onRequest: (_id, request) => requests.push(request),
  })
  service.start()
  if (mode === 'people') await print(welcome(config))
  // What an earlier run left unsaid.
  await service.quiet()
  await converse(service, clock)
  await service.stop()
}

async function converse(service: Service, clock: ChatClock): Promise<void> {
  const lines = createInterface({
    input: process.stdin,
    terminal: colours,
    output: colours ? process.stdout : undefined,
  })
  const ask = () => {
    if (colours) lines.prompt()
  }
  process.on('SIGTERM', () => lines.close())
  ask()
  for await (const line of lines) {
    const read = decodeLine(line)
    if (read.type === 'advance') {
      if (mode === 'repro') await print(reproPause(read.ms))
      await clock.advance(service, read.ms)
    }
    if (read.type === 'form') await print(await formLine(service, link, read, mode))
    if (read.type === 'counter') await print(await counterLine(service, read.nik, mode))
    if (read.type === 'form' || read.type === 'counter') await service.quiet()
    if (read.type === 'messages') {
      if (mode === 'repro') await print(reproMessages(read.messages.map(({ content }) => content)))
      await service.chats.receive(read.messages.map((message) => incoming(message, clock)))
      await service.quiet()
    }
    if (mode === 'json') await print(JSON.stringify({ end_of_turn: true }))
    const seen = await reproSeen(service.office, requests.splice(0))
    for (const one of mode === 'repro' ? seen : []) await print(one)
    ask()
  }
}

function incoming({ content, id }: Written, clock: ChatClock): Incoming {
  return {
    type: 'message',
    channel: 'terminal',
    account: 'terminal',
    address: values.as,
    externalId: id ?? crypto.randomUUID(),
    at: clock.now(),
    content,
  }
}

function shown(message: Outgoing): string {
  if (mode === 'json') return encodeJson(message)
  if (mode === 'people') return encodeColoured(message, colours)
  const bubble = encodeTranscript(message)
  return message.author === 'staff' ? bubble.replace('<', '<!') : bubble
}

/** Resolves once the line has left; rejects when nobody reads. */
function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()))
  })
}

function welcome({ service }: Config): string {
  const texts = readTexts()
  const keys = [...(service.official ? [] : ['start.demo']), 'chat.welcome']
  return keys.flatMap((key) => [texts.format(key, 'id', {}), texts.format(key, 'en', {})]).join('\n')
}

/** A folder of its own: never the running server's database. Logs only what is wrong. */
function chatConfig(): Config {
  const config = readConfig({ LOG_LEVEL: 'error', ...process.env })
  return { ...config, dataDir: values.data ?? join(config.dataDir, 'chat') }
}

function standingAt(now: string | undefined): number | undefined {
  if (now === undefined) return undefined
  const at = Date.parse(now)
  if (Number.isNaN(at)) throw new Error(`--now takes a time such as 2026-11-22T09:00:00+07:00, not "${now}"`)
  return at
}
