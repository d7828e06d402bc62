/** @module A line with sockets that do what a test says, on a clock that stands still. */

import type { ChannelDeps } from '../../../../src/channels/channel.ts'
import type { Keep } from '../../../../src/channels/keep.ts'
import { whatsappWebChannel } from '../../../../src/channels/whatsapp-web/whatsapp-web.ts'
import type { ChannelAlarm } from '../../../../src/core/lists.ts'
import type { Incoming } from '../../../../src/core/message.ts'
import { OUTGOING } from '../../../channels/contract.ts'
import { type Clock, makeClock } from './clock.ts'
import { fakeSockets } from './fake-socket.ts'
import { pair, pairedCreds, testKeep } from './keeps.ts'

export const BUDI = '6281333333333@s.whatsapp.net'

type Options = {
  keep?: Keep
  clock?: Clock
  isPaired?: boolean
  random?: number
  /** Each socket opens by itself. */
  opens?: boolean
  holder?: string
  receive?: (incoming: Incoming[]) => Promise<void>
}

export type TestLine = Awaited<ReturnType<typeof testLine>>

let count = 0
export function newKey(remoteJid = BUDI, more: object = {}) {
  return { remoteJid, fromMe: false, id: `A${count++}`, ...more }
}

export async function testLine({ keep = testKeep().keep, clock = makeClock(), ...options }: Options = {}) {
  const { isPaired = true, random = 1, opens = true, holder = 'one' } = options
  if (isPaired && keep.get('creds', 'line') === undefined) pair(keep, pairedCreds())
  const sockets = fakeSockets()
  sockets.rules.opens = opens
  const alarms: ChannelAlarm[] = []
  const got: Incoming[] = []
  const logged: string[] = []
  const log: ChannelDeps['log'] = (_level, { event }) => void logged.push(event)
  const ends: ChannelAlarm[] = []
  const deps: ChannelDeps = {
    now: clock.now,
    log,
    alarm: (what) => void alarms.push(what),
    over: (what) => void ends.push(...what),
  }
  const { makeSocket } = sockets
  const channel = whatsappWebChannel(
    { keep, mode: 'demo', makeSocket, timers: clock.timers, random: () => random, holder },
    deps,
  )
  const receive = options.receive ?? (async (incoming: Incoming[]) => void got.push(...incoming))
  const stop = (await channel.listen?.(receive)) ?? (async () => {})
  await clock.settle()
  return {
    keep,
    clock,
    sockets,
    alarms,
    ends,
    logged,
    got,
    channel,
    stop,
    state: async () => {
      const { link, why } = await channel.check()
      return why === undefined ? link : `${link}: ${why}`
    },
    hear: async (jid = BUDI) => {
      sockets.last().bring(newKey(jid), { conversation: 'halo' })
      await clock.settle()
    },
    out: (address = BUDI, id = 'c1.1.0') => ({ ...OUTGOING, channel: channel.id, address, id }),
  }
}
