/** @module How the platforms' lines stand, for the doctor: asked of the running server, else of the platforms themselves. Changes nothing. */

import type { Config } from '../config.ts'
import type { LineView } from '../core/line.ts'
import type { ChannelId, Language } from '../core/lists.ts'
import type { Log } from '../pipeline/deps.ts'
import { makePlatforms } from '../wiring/channels.ts'
import { statesOf } from '../wiring/lines.ts'
import { unsetOf } from '../wiring/unset.ts'
import type { Finding } from './finding.ts'
import { loadTexts, sayIn } from './office-texts.ts'
import { connectStaff } from './staff/client.ts'
import { socketPath } from './staff/socket.ts'

const area = 'channels'
const PLATFORMS = ['telegram', 'whatsapp_cloud', 'whatsapp_web'] as const

export async function aboutLines(config: Config, language: Language): Promise<Finding[]> {
  const unset = unsetOf(config)
  const isSet: Record<(typeof PLATFORMS)[number], boolean> = {
    telegram: !unset.includes('telegram'),
    whatsapp_cloud: !unset.includes('whatsapp_cloud'),
    whatsapp_web: config.whatsappWeb !== undefined,
  }
  const states = Object.values(isSet).includes(true) ? await linesOf(config) : []
  return [
    { area, state: 'ok', what: 'own' },
    ...PLATFORMS.flatMap((channel): Finding[] => {
      if (!isSet[channel]) return [{ area, state: 'missing', what: `not_set.${channel}` }]
      const line = states.find((one) => one.channel === channel)
      return line === undefined
        ? [{ area, state: 'missing', what: 'not_asked', args: named(channel, language) }]
        : [findingOf(line, language)]
    }),
  ]
}

function named(channel: ChannelId, language: Language) {
  return { channel: sayIn(language)(`staff.channel.${channel}`) }
}

function findingOf(line: LineView, language: Language): Finding {
  const args = { ...named(line.channel, language), name: line.name ?? '' }
  if (line.missing.length > 0)
    return { area, state: 'fault', what: 'incomplete', args: { ...args, missing: line.missing.join(', ') } }
  if (line.why === undefined) return { area, state: 'ok', what: `answers.${line.link}`, args }
  const why = sayIn(language)(`channel.why.${line.why}`)
  return { area, state: line.link === 'down' ? 'fault' : 'missing', what: 'trouble', args: { ...args, why } }
}

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
  return statesOf(makePlatforms(config, { texts: loadTexts(), now: Date.now, log, alarm: () => {}, keep }))
}
