/** @module A line of the Cloud API with the emulator behind it, and what it logged and alarmed. */

import type { ChannelDeps } from '../../../src/channels/channel.ts'
import {
  type WhatsappCloudOptions,
  whatsappCloudChannel,
} from '../../../src/channels/whatsapp-cloud/whatsapp-cloud.ts'
import type { ChannelAlarm } from '../../../src/core/lists.ts'
import type { Outgoing } from '../../../src/core/message.ts'
import { signatureOf } from '../../support/emulators/whatsapp/bodies.ts'
import { startGraphEmulator } from '../../support/emulators/whatsapp/graph.ts'
import type { GraphOptions } from '../../support/emulators/whatsapp/world.ts'
import { OUTGOING } from '../contract.ts'

export const SECRET = 'app-secret-of-tests'
export const VERIFY_TOKEN = 'verify-token-of-tests'
export const PHONE = '6281200000001'
export const NOW = Date.UTC(2026, 10, 25)

export function watched() {
  const logs: Parameters<ChannelDeps['log']>[] = []
  const alarms: ChannelAlarm[] = []
  const ends = new Set<ChannelAlarm>()
  const deps: ChannelDeps = {
    now: () => NOW,
    log: (...entry) => {
      logs.push(entry)
    },
    alarm: (what) => {
      alarms.push(what)
    },
    over: (whats) => {
      for (const what of whats) ends.add(what)
    },
  }
  return { deps, logs, alarms, ends }
}

/** The person of `PHONE` has just written. */
export async function cloud(more: Partial<WhatsappCloudOptions> = {}, graph: Partial<GraphOptions> = {}) {
  const emulator = await startGraphEmulator({
    appSecret: SECRET,
    verifyToken: VERIFY_TOKEN,
    statusDelayMs: 0,
    ...graph,
  })
  emulator.act({ from: PHONE, said: { type: 'text', text: 'halo' } })
  const watch = watched()
  const options = {
    token: emulator.token,
    phoneNumberId: emulator.phoneNumberId,
    appSecret: SECRET,
    verifyToken: VERIFY_TOKEN,
    apiRoot: emulator.url,
    texts: { listButton: 'Lihat pilihan' },
    ...more,
  }
  return { emulator, channel: whatsappCloudChannel(options, watch.deps), ...watch }
}

/** A line with nothing behind it. */
export function line(more: Partial<WhatsappCloudOptions> = {}) {
  const watch = watched()
  const options = {
    token: 'token-of-tests',
    phoneNumberId: '106540352242922',
    appSecret: SECRET,
    verifyToken: VERIFY_TOKEN,
    apiRoot: 'http://127.0.0.1/v25.0',
    texts: { listButton: 'Lihat pilihan' },
    ...more,
  }
  const channel = whatsappCloudChannel(options, watch.deps)
  const webhook = async (request: Request) => {
    if (channel.webhook === undefined) throw new Error('no webhook')
    return channel.webhook(request)
  }
  return { channel, webhook, ...watch }
}

export function outgoing(more: Partial<Outgoing> = {}): Outgoing {
  return { ...OUTGOING, channel: 'whatsapp_cloud', address: PHONE, ...more }
}

export const HOOK = 'http://127.0.0.1/hooks/whatsapp'

export function posted(
  body: string | Uint8Array<ArrayBuffer>,
  signature: string | null = signatureOf(body, SECRET),
): Request {
  const headers = signature === null ? new Headers() : new Headers({ 'x-hub-signature-256': signature })
  return new Request(HOOK, { method: 'POST', body, headers })
}
