/** @module `npm run staff`: the call center at a terminal. Talks to the running server through its socket; opens no database. */

import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readSettings } from '../wiring/settings.ts'
import { sayIn } from './office-texts.ts'
import { connectStaff, NoServer, type StaffClient } from './staff/client.ts'
import { readCommand } from './staff/command.ts'
import { makeStaffSession, type Staff, type StaffNews, type StaffResult } from './staff/session.ts'
import { socketPath } from './staff/socket.ts'
import { alarmWords, newsLines, plain, resultLines, unreadLines, type Voice } from './staff/words.ts'

const LOOK_EVERY_MS = 5_000

const { values } = parseArgs({
  options: {
    as: { type: 'string' },
    data: { type: 'string', default: readSettings(process.env).DATA_DIR ?? './data' },
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'id' },
  },
})
const language = values.lang === 'en' ? 'en' : 'id'
const say = sayIn(language)
process.exitCode = await main()

async function main(): Promise<number> {
  const staff = staffNamed(values.as ?? say('staff.demo_name'))
  let client: StaffClient
  try {
    client = await connectStaff(socketPath(values.data))
  } catch (error) {
    if (!(error instanceof NoServer)) throw error
    if (values.json) process.stdout.write(`${JSON.stringify({ type: 'no_server' })}\n`)
    process.stderr.write(`${say('staff.no_server', { data: values.data })}\n`)
    return 1
  }
  return values.json ? speakJson(client, staff) : speak(client, staff)
}

/** The id stands in rows and journals, the name is for colleagues alone. */
function staffNamed(name: string): Staff {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return { id: slug.slice(0, 60) || 'petugas', name: plain(name).slice(0, 100) }
}

/** One command a line in, one result a line out in the same order; news stands between as it comes. */
async function speakJson(client: StaffClient, staff: Staff): Promise<number> {
  const write = (value: StaffResult | StaffNews | object) =>
    process.stdout.write(`${JSON.stringify(value)}\n`)
  const session = makeStaffSession(client, staff, randomUUID, (news) => write({ news: true, ...news }))
  write({ type: 'ready', staff })
  const gone = client.closed.then(() => 'gone' as const)
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const command = readCommand(line)
    if ('unread' in command) {
      write({ type: 'unread', ...command })
      continue
    }
    const result = await Promise.race([session.run(command).catch(failure), gone])
    if (result === 'gone') {
      write({ type: 'no_server' })
      return 1
    }
    write(result)
    if (result.type === 'quit') break
  }
  client.close()
  return 0
}

function failure(error: unknown) {
  return { type: 'failed' as const, error: error instanceof Error ? error.message : String(error) }
}

/** For people. Ends with `keluar`, at the end of the input, or when the server goes away. */
async function speak(client: StaffClient, staff: Staff): Promise<number> {
  const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
  const voice = voiceOf(colours)
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: colours })
  const print = (lines: string[]) => {
    // Over the half-typed line, which is then shown again.
    if (colours) process.stdout.write('\r\u001b[K')
    for (const line of lines) process.stdout.write(`${line}\n`)
    if (colours) terminal.prompt(true)
  }
  const session = makeStaffSession(client, staff, randomUUID, (news) => print(newsLines(voice, news)))
  let isGone = false
  void client.closed.then(() => {
    isGone = true
    terminal.close()
  })
  terminal.setPrompt('> ')
  print([say('staff.welcome', { name: staff.name }), say('staff.help')])
  const watch = watchOffice(client, print)
  for await (const line of terminal) {
    const command = readCommand(line === '' ? 'daftar' : line)
    if (isGone) break
    if ('unread' in command) {
      print(unreadLines(voice, command))
      continue
    }
    const result = await session.run(command).catch(failure)
    if (result.type === 'quit') break
    const isFailed = result.type === 'failed'
    print(isFailed ? [say('staff.failed', { error: plain(result.error) })] : resultLines(voice, result))
  }
  clearInterval(watch)
  if (isGone) process.stdout.write(`\n${say('staff.server_gone')}\n`)
  terminal.close()
  client.close()
  return isGone ? 1 : 0
}

function voiceOf(colours: boolean): Voice {
  const codes = { head: 1, urgent: 31, faint: 2 }
  const paint: Voice['paint'] = (what, text) => (colours ? `\u001b[${codes[what]}m${text}\u001b[0m` : text)
  return { say, language, now: () => new Date(), paint }
}

/** Tells of new alarms, and when somebody new waits. */
function watchOffice(client: StaffClient, print: (lines: string[]) => void): NodeJS.Timeout {
  let known: { alarms: Set<string>; waiting: Set<string> } | undefined
  const look = async () => {
    const [alarms, queue] = await Promise.all([client.office.alarms({ limit: 20 }), client.office.queue()])
    const before = known
    known = {
      alarms: new Set(alarms.map(({ id }) => id)),
      waiting: new Set(queue.map(({ chatId }) => chatId)),
    }
    if (!before) return queue.length > 0 ? print([say('staff.queue', { n: queue.length })]) : undefined
    for (const alarm of alarms.filter(({ id }) => !before.alarms.has(id)))
      print([
        `\u0007${say('staff.new_alarm', { reason: alarmWords(say, alarm), chat: alarm.chatId || alarm.topic })}`,
      ])
    const isNew = queue.some(({ chatId }) => !before.waiting.has(chatId))
    if (isNew) print([say('staff.new_waiting', { n: queue.length })])
  }
  // A look that fails with the server is told by the end of the connection.
  const safely = () => void look().catch(() => undefined)
  safely()
  return setInterval(safely, LOOK_EVERY_MS)
}
