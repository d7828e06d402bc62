/** @module The web page as a channel. */

import { webChannel } from '../../src/channels/web/web.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { render } from '../../src/text/render.ts'
import { type Arrived, channelContract } from './contract.ts'

channelContract('web', async () => {
  const channel = webChannel()
  const got: Arrived[] = []
  const send = async (message: Outgoing) => {
    const sent = await channel.send(message)
    // The page draws the choices as buttons; read aloud they are the same words.
    got.push({ id: message.id, text: render(message, channel.limits).text })
    return sent
  }
  return { channel: { ...channel, send }, arrived: () => got }
})
