/** @module What `npm run whatsapp:pair` does and says: opens the data alone, pairs, tells how it ended. */

import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import QRCode from 'qrcode'
import { type PairNews, type PairOutcome, pairLine } from '../../channels/whatsapp-web/pair.ts'
import type { WhatsappWebOptions } from '../../channels/whatsapp-web/whatsapp-web.ts'
import type { Config } from '../../config.ts'
import type { ChannelAlarm } from '../../core/lists.ts'
import { openVault } from '../../vault/vault.ts'
import { openKeep } from '../../wiring/keep.ts'
import { openStores } from '../../wiring/stores.ts'
import type { Say } from '../office-texts.ts'

export type PairWorld = {
  config: Pick<Config, 'dataDir' | 'keyDir' | 'mode' | 'whatsappWeb' | 'whatsappWebUrl'>
  args: string[]
  /** In each language that is to be spoken. */
  says: readonly Say[]
  print(text: string): void
  now(): number
  signal?: AbortSignal
  /** In tests. */
  line?: Pick<WhatsappWebOptions, 'makeSocket' | 'timers'>
}

/** What people type; `unknown` names what is none of ours, and `undefined` stands where it cannot be meant so. */
type Wish = { phone?: string; again: boolean } | { unknown: string } | undefined

/** The exit code: 0 when the line is paired by this. */
export async function pairCommand(world: PairWorld): Promise<number> {
  const { config, says, print } = world
  const say = (key: string, args: Record<string, string> = {}) =>
    print(says.map((one) => one(`pair.${key}`, args)).join('\n'))
  const wish = wishOf(world.args)
  if (wish === undefined || 'unknown' in wish) {
    if (wish !== undefined) say('unknown', { option: wish.unknown })
    say('usage')
    return 1
  }
  const opened = open(config)
  if (opened === undefined) {
    say('held', { data: config.dataDir })
    return 1
  }
  try {
    const outcome = await pair(world, wish, opened.keep, say)
    if (outcome.type === 'failed') sayWhy(world, outcome.why)
    else say(outcome.type, 'number' in outcome ? { number: `+${outcome.number}` } : {})
    if (outcome.type === 'paired' && config.whatsappWeb === undefined) say('turn_on')
    return outcome.type === 'paired' ? 0 : 1
  } finally {
    opened.close()
  }
}

const OPTIONS = {
  code: { type: 'string' },
  again: { type: 'boolean' },
  yes: { type: 'boolean' },
} as const

/** `--again` throws keys away, so it wants `--yes` beside it. */
function wishOf(args: string[]): Wish {
  const { values, tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') return { unknown: token.value }
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name)) return { unknown: token.rawName }
  }
  const again = values.again === true
  if (again && values.yes !== true) return undefined
  if (values.code === undefined) return { again }
  // "--code" alone, without the number.
  if (typeof values.code !== 'string') return undefined
  const phone = values.code.replace(/[\s().+-]/g, '').replace(/^0/, '62')
  return /^[1-9]\d{7,14}$/.test(phone) ? { phone, again } : undefined
}

/** Undefined while the server, or another terminal, has the data open. */
function open(config: PairWorld['config']) {
  // The first thing somebody does here may be this.
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  let stores: ReturnType<typeof openStores>
  try {
    stores = openStores(config, false, true)
  } catch (error) {
    if (error instanceof Error && error.message.includes('is held by another process')) return undefined
    throw error
  }
  const { keep, close } = openKeep(config.dataDir, openVault(stores.ring, stores.shelf))
  return {
    keep,
    close: () => {
      close()
      stores.close()
    },
  }
}

async function pair(
  { config, now, signal, line, print }: PairWorld,
  { phone, again }: Exclude<Wish, { unknown: string } | undefined>,
  keep: WhatsappWebOptions['keep'],
  say: (key: string, args?: Record<string, string>) => void,
): Promise<PairOutcome> {
  const url = config.whatsappWebUrl
  const tell = (news: PairNews) => {
    if (news.type === 'no_answer') return say('no_answer')
    if (news.type === 'enter') return say('enter', { code: `${news.code.slice(0, 4)}-${news.code.slice(4)}` })
    void QRCode.toString(news.qr, { type: 'terminal', small: true }).then((drawn) => {
      print(drawn)
      say('scan')
    })
  }
  say('wait')
  return pairLine(
    {
      keep,
      mode: config.mode,
      again,
      ...line,
      ...(url === undefined ? {} : { url }),
      ...(phone === undefined ? {} : { phone }),
      ...(signal === undefined ? {} : { signal }),
    },
    // How it ended is told by the outcome; the library's own words help nobody here.
    { now, log: () => {}, alarm: () => {}, over: () => {} },
    tell,
  )
}

/** The reason in the words that staff read of the same trouble. */
function sayWhy({ says, print }: PairWorld, why: ChannelAlarm): void {
  print(says.map((one) => one('pair.failed', { why: one(`channel.why.${why}`) })).join('\n'))
}
