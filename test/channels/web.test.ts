/** @module The web page as a channel. */

import { webChannel } from '../../src/channels/web/web.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { channelContract } from './contract.ts'

channelContract('web', async () => {
  const channel = webChannel()
  const ids: string[] = []
  const send = async (message: Outgoing) => {
    const sent = await channel.send(message)
    ids.push(message.id)
    return sent
  }
  return { channel: { ...channel, send }, arrived: () => ids }
})
