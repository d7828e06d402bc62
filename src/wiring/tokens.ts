/** @module Which token each line runs with, kept as a keyed hash: a pause for a refused token ends with that token. */

import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../core/lists.ts'
import { accountOf } from '../pipeline/arriving/place.ts'
import { makePacing, type Pacing } from '../store/account/pacing.ts'
import type { Parts } from './parts.ts'

/** The pace of all lines, told which tokens they run with now. */
export function openPacing(
  { config, stores, vault, now }: Pick<Parts, 'config' | 'stores' | 'vault' | 'now'>,
  channels: Partial<Record<ChannelId, Channel>>,
): Pacing {
  const { telegram, whatsappCloud } = config
  const pacing = makePacing(stores.accounts.db)
  const tokens = { telegram: telegram?.token, whatsapp_cloud: whatsappCloud?.token }
  for (const channel of ['telegram', 'whatsapp_cloud'] as const) {
    const token = tokens[channel]
    const account = channels[channel]?.account()
    if (token === undefined || account === undefined) continue
    pacing.knowToken(accountOf({ channel, account }), channel, vault.hash(`token:${channel}`, token), now())
  }
  return pacing
}
