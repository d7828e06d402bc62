/** @module `npm run dev`: the server beside emulators of Telegram and WhatsApp, and a resident's phone on each, in one terminal. */

import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readConfig } from '../config.ts'
import { startChildren } from './dev/children.ts'
import { type Phone, type Shown, telegramPhone, whatsappPhone } from './dev/phones.ts'
import { loadTexts, sayIn } from './office-texts.ts'

const LOOK_MS = 250
const say = sayIn('en', loadTexts())
const print = (line: string) => process.stdout.write(`${line}\n`)

const dataDir = join(readConfig(process.env).dataDir, 'dev')
print(say('dev.starting'))
const children = await startChildren(dataDir, print)
const phones: Record<string, Phone> = {
  t: telegramPhone(children.platforms),
  w: whatsappPhone(children.platforms),
}
/** What can be tapped in the last message that had something to tap. */
const tappable = new Map<Phone, Shown['buttons']>()

print(say('dev.ready', { url: `http://localhost:${children.port}`, dir: dataDir }))
const lines = createInterface({ input: process.stdin })
const looking = setInterval(() => void lookAll(), LOOK_MS)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => lines.close())
// A server that is killed from outside ends all: half of it would only puzzle.
let isStopping = false
void children.ended.then((name) => {
  if (isStopping) return
  print(say('dev.ended', { name }))
  lines.close()
})
for await (const line of lines) {
  if (/^(q|quit|exit)$/.test(line.trim())) break
  await obey(line.trim()).catch((error: unknown) => print(String(error)))
}
isStopping = true
clearInterval(looking)
await children.stop()
process.exit(0)

async function obey(line: string): Promise<void> {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
  if (line === '') return
  const phone = phones[word]
  if (phone !== undefined && rest !== '') return await act(phone, rest)
  const hours = word === 'clock' ? Number(/^\+?(\d+)h$/.exec(rest)?.[1]) : Number.NaN
  if (!Number.isNaN(hours)) return await each((one) => one.advance(hours * 3_600_000))
  if (word === 'fail' && rest !== '') return await each((one) => one.fail(rest))
  print(say('dev.help'))
}

async function act(phone: Phone, what: string): Promise<void> {
  const nth = /^#(\d+)$/.exec(what)?.[1]
  if (nth === undefined) return await phone.write(what)
  const button = tappable.get(phone)?.[Number(nth) - 1]
  if (button === undefined) print(say('dev.no_button'))
  else await phone.tap(button.id)
}

async function each(work: (phone: Phone) => Promise<void>): Promise<void> {
  await Promise.all(Object.values(phones).map(work))
}

let isLooking = false
async function lookAll(): Promise<void> {
  if (isLooking) return
  isLooking = true
  try {
    for (const phone of Object.values(phones)) for (const shown of await phone.look()) show(phone, shown)
  } catch {
    // An emulator that is going away; its end is told elsewhere.
  } finally {
    isLooking = false
  }
}

function show(phone: Phone, { text, buttons }: Shown): void {
  print(`[${phone.name}] ${text.replaceAll('\n', `\n${' '.repeat(phone.name.length + 3)}`)}`)
  if (buttons.length === 0) return
  tappable.set(phone, buttons)
  print(`    ${buttons.map(({ label }, index) => `#${index + 1} ${label}`).join('  |  ')}`)
}
