/** @module How the platforms' lines stand, for the doctor: asked of the running server, else of the platforms themselves. Changes nothing. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { LineView } from '../core/line.ts'
import type { ChannelAlarm, ChannelId, Language } from '../core/lists.ts'
import type { Log } from '../pipeline/deps.ts'
import { Database } from '../store/sqlite.ts'
import { makePlatforms } from '../wiring/channels.ts'
import { statesOf } from '../wiring/lines.ts'
import { unsetOf } from '../wiring/unset.ts'
import type { Finding } from './finding.ts'
import { loadTexts, sayIn } from './office-texts.ts'
import { connectStaff } from './staff/client.ts'
import { socketPath } from './staff/socket.ts'

const area = 'channels'
const PLATFORMS = ['telegram', 'whatsapp_cloud', 'whatsapp_web'] as const

/** Which settings switch a platform on, or change how it works. */
const OWN: Record<(typeof PLATFORMS)[number], RegExp> = {
  telegram: /^TELEGRAM_/,
  whatsapp_cloud: /^WHATSAPP_CLOUD_/,
  whatsapp_web: /^WHATSAPP_WEB(_|$)/,
}

/** @param wrong names of the settings that `config` was read without */
export async function aboutLines(
  config: Config,
  wrong: ReadonlySet<string>,
  language: Language,
): Promise<Finding[]> {
  const unset = unsetOf(config)
  const isSet: Record<(typeof PLATFORMS)[number], boolean> = {
    telegram: !unset.includes('telegram'),
    whatsapp_cloud: !unset.includes('whatsapp_cloud'),
    whatsapp_web: config.whatsappWeb !== undefined,
  }
  const posts = config.telegram?.mode === 'webhook'
  const wrongOf = (channel: (typeof PLATFORMS)[number]) =>
    [...wrong].filter(
      (name) => OWN[channel].test(name) || (channel === 'telegram' && posts && name === 'PUBLIC_URL'),
    )
  const askable = PLATFORMS.filter((channel) => isSet[channel] && wrongOf(channel).length === 0)
  const states = askable.length > 0 ? await linesOf(only(config, askable)) : []
  return [
    { area, state: 'ok', what: 'own' },
    ...PLATFORMS.flatMap((channel): Finding[] => {
      const names = wrongOf(channel).join(', ')
      const args = named(channel, language)
      if (names !== '') return [{ area, state: 'missing', what: 'wrong_settings', args: { ...args, names } }]
      if (!isSet[channel]) return [{ area, state: 'missing', what: `not_set.${channel}` }]
      const line = states.find((one) => one.channel === channel)
      if (line === undefined && channel === 'whatsapp_web' && !hasLineKeys(config.dataDir))
        return [{ area, state: 'fault', what: 'not_paired', args }]
      return line === undefined
        ? [{ area, state: 'missing', what: 'not_asked', args }]
        : findingsOf(line, config, language)
    }),
  ]
}

function only(config: Config, channels: readonly ChannelId[]): Config {
  const { telegram, whatsappCloud, whatsappWeb } = config
  const has = (channel: ChannelId) => channels.includes(channel)
  return {
    ...config,
    telegram: has('telegram') ? telegram : undefined,
    whatsappCloud: has('whatsapp_cloud') ? whatsappCloud : undefined,
    whatsappWeb: has('whatsapp_web') ? whatsappWeb : undefined,
  }
}

/** What the platform calls the line goes along where it is known. */
function named(channel: ChannelId, language: Language, name?: string) {
  const word = sayIn(language)(`staff.channel.${channel}`)
  return { channel: name === undefined ? word : `${word} ${name}` }
}

function findingsOf(line: LineView, config: Config, language: Language): Finding[] {
  const unchecked = (line.unchecked ?? []).map((one): Finding => {
    const args = { ...named(line.channel, language), template: config.whatsappCloud?.template ?? '' }
    return { area, state: 'missing', what: `unchecked.${one}`, args }
  })
  return [findingOf(line, language), ...unchecked]
}

function findingOf(line: LineView, language: Language): Finding {
  const args = named(line.channel, language, line.name)
  if (line.missing.length > 0)
    return { area, state: 'fault', what: 'incomplete', args: { ...args, missing: line.missing.join(', ') } }
  if (line.why === undefined) return { area, state: 'ok', what: `answers.${line.link}`, args }
  const why = sayIn(language)(`channel.why.${line.why}`)
  // A loop that comes again by itself still reaches nobody meanwhile: the same fault whoever tells of it.
  const isFault = line.link === 'down' || NEEDS_A_HAND.includes(line.why)
  return { area, state: isFault ? 'fault' : 'missing', what: 'trouble', args: { ...args, why } }
}

const NEEDS_A_HAND: readonly ChannelAlarm[] = ['not_reachable', 'template_unknown', 'webhook_failing']

/** The server knows best; without one the platforms are asked, but for WhatsApp Web, whose keys only one process may open. */
async function linesOf(config: Config): Promise<LineView[]> {
  return (await ofServer(config.dataDir)) ?? (await ofPlatforms({ ...config, whatsappWeb: undefined }))
}

async function ofServer(dataDir: string): Promise<LineView[] | undefined> {
  try {
    const client = await connectStaff(socketPath(dataDir))
    try {
      return await client.lines.states()
    } finally {
      client.close()
    }
  } catch {
    // No server, or one of an earlier version: asked without it.
    return undefined
  }
}

function ofPlatforms(config: Config): Promise<LineView[]> {
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
  const keep = () => {
    throw new Error('the doctor opens no keys')
  }
  const deps = { texts: loadTexts(), now: Date.now, log, alarm: () => {}, over: () => {}, keep }
  return statesOf(makePlatforms(config, deps))
}

/** Whether a phone was ever paired with this folder. The keys themselves stay shut: what they say the running server knows. */
function hasLineKeys(dataDir: string): boolean {
  const path = join(dataDir, 'line.db')
  if (!existsSync(path)) return false
  try {
    const client = new Database(path, { fileMustExist: true })
    try {
      return client.prepare("select 1 from kept where kind = 'creds'").get() !== undefined
    } finally {
      client.close()
    }
  } catch {
    // A file that is damaged stands among the findings of the database.
    return true
  }
}
