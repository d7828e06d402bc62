/** @module How the service stands, for metrics: counted in the store, asked of the lines at most once a minute. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel } from '../channels/channel.ts'
import type { LineView } from '../core/line.ts'
import type { ChannelId } from '../core/lists.ts'
import type { Gauges } from '../core/observer.ts'
import { accountOf } from '../pipeline/arriving/place.ts'
import { makePacing } from '../store/account/pacing.ts'
import { makeDepths as ofChats } from '../store/chat/depths.ts'
import { makeDepths as ofOffice } from '../store/office/depths.ts'
import { statesOf } from './lines.ts'
import type { Parts } from './parts.ts'

/** A line asks its platform, and each scrape must not. */
const ASK_MS = 60_000
/** Written by each backup. */
export const BACKUP_MARK = 'last-backup.json'

export function makeGauges(
  { stores, now, config, logLost }: Pick<Parts, 'stores' | 'now' | 'config' | 'logLost'>,
  channels: Partial<Record<ChannelId, Channel>>,
  isReady: () => boolean,
): () => Gauges {
  const [chats, office] = [ofChats(stores.chats.db), ofOffice(stores.office.db)]
  const pacing = makePacing(stores.accounts.db)
  let lines: LineView[] = []
  let askedAt = Number.NEGATIVE_INFINITY
  const ask = () => {
    if (now() - askedAt < ASK_MS) return
    askedAt = now()
    // What comes is shown with the next scrape: none of them waits for a platform.
    void statesOf(channels).then((states) => {
      lines = states
    })
  }
  const isPaused = (channel: ChannelId) => {
    const account = channels[channel]?.account()
    return account !== undefined && pacing.pausedUntil(accountOf({ channel, account })) > now()
  }
  return () => {
    ask()
    return {
      at: now(),
      isReady: isReady(),
      inbox: chats.arriving(),
      outbox: chats.leaving(),
      ...office(),
      lines: lines.map((line) => ({ ...line, isPaused: isPaused(line.channel) })),
      logLost: logLost(),
      backupAt: backupAt(config.dataDir),
    }
  }
}

function backupAt(dataDir: string): number | undefined {
  const path = join(dataDir, BACKUP_MARK)
  if (!existsSync(path)) return undefined
  try {
    const { at } = JSON.parse(readFileSync(path, 'utf8')) as { at: unknown }
    return typeof at === 'string' ? Date.parse(at) : undefined
  } catch {
    // Damaged says as little as missing: the alarm for a missing backup comes.
    return undefined
  }
}
