/** @module A resident's mouth on each of the five channels, through the real adapter and its platform: what they write arrives as that platform brings it. */

import { createHash, randomUUID } from 'node:crypto'
import type { Channel, ChannelDeps } from '../../src/channels/channel.ts'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import { whatsappCloudChannel } from '../../src/channels/whatsapp-cloud/whatsapp-cloud.ts'
import { whatsappWebChannel } from '../../src/channels/whatsapp-web/whatsapp-web.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import type { Line } from '../../src/core/message.ts'
import type { Service } from '../../src/main.ts'
import { startTelegramEmulator } from '../support/emulators/telegram/emulator.ts'
import { startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { fakeSockets } from '../support/emulators/whatsapp-web/fake-socket.ts'
import { pair, pairedCreds, testKeep } from '../support/emulators/whatsapp-web/keeps.ts'

export type Mouth = {
  /** To be given to the service; absent where the service has it anyway. */
  channel?: Channel
  line(): Line
  /** All of one breath, in order. */
  say(service: Service, texts: readonly string[]): Promise<void>
  close(): Promise<void>
}

const nothing = async () => {}
const pace = { account: { everyMs: 1, burst: 100 }, chat: { everyMs: 1, burst: 100 } }
const deps: ChannelDeps = { now: Date.now, log: () => {}, alarm: () => {}, over: () => {} }

/** @param address where this machine serves the app */
export const MOUTHS: Record<ChannelId, (address: string) => Promise<Mouth>> = {
  terminal: async () => terminal(),
  web: async (address) => web(address),
  telegram: async () => telegram(),
  whatsapp_cloud: (address) => cloud(address),
  whatsapp_web: async () => whatsappWeb(),
}

function terminal(): Mouth {
  const line = { channel: 'terminal' as const, account: 'terminal', address: 'warga' }
  const messageOf = (text: string) => ({
    type: 'message' as const,
    ...line,
    externalId: randomUUID(),
    at: Date.now(),
    content: { type: 'text' as const, text },
  })
  return {
    channel: terminalChannel(nothing),
    line: () => line,
    say: ({ chats }, texts) => chats.receive(texts.map(messageOf)),
    close: nothing,
  }
}

function web(address: string): Mouth {
  const token = 'a'.repeat(64)
  const visitor = createHash('sha256').update(`visitor|${token}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    origin: address,
    'sec-fetch-site': 'same-origin',
    cookie: `tamu=${token}`,
  }
  return {
    line: () => ({ channel: 'web', account: 'web', address: visitor }),
    say: async (_service, texts) => {
      for (const text of texts) {
        const body = JSON.stringify({ key: randomUUID(), text })
        const answer = await fetch(`${address}/pesan`, { method: 'POST', headers, body })
        if (!answer.ok) throw new Error(`the page was answered with ${answer.status}`)
      }
    },
    close: nothing,
  }
}

async function telegram(): Promise<Mouth> {
  const emulator = await startTelegramEmulator()
  emulator.control.limits({ on: false })
  const texts = {
    groupRefused: 'maaf',
    shareLocation: 'Kirim lokasi',
    sharePhone: 'Kirim nomor',
    commands: [],
  }
  const { token, url: apiRoot } = emulator
  const channel = telegramChannel({ token, apiRoot, mode: 'polling', pollSeconds: 1, pace, texts }, deps)
  return {
    channel,
    line: () => ({ channel: 'telegram', account: channel.account() ?? '', address: '501' }),
    say: async (_service, texts) => {
      for (const text of texts) emulator.control.user({ chat: 501, text })
    },
    close: emulator.close,
  }
}

async function cloud(address: string): Promise<Mouth> {
  const secrets = { appSecret: 'rahasia-uji', verifyToken: 'kata-uji' }
  const graph = await startGraphEmulator({ ...secrets, webhookUrl: `${address}/hooks/whatsapp` })
  const { token, url: apiRoot, phoneNumberId } = graph
  const texts = { listButton: 'Pilih' }
  const channel = whatsappCloudChannel({ token, apiRoot, phoneNumberId, ...secrets, texts, pace }, deps)
  const from = '629900000001'
  return {
    channel,
    line: () => ({ channel: 'whatsapp_cloud', account: phoneNumberId, address: from }),
    say: async (_service, texts) => {
      // A second apart, so that they can be put into order; they arrive in any.
      for (const [n, text] of texts.entries())
        graph.act({ from, agoMs: (texts.length - 1 - n) * 1_000, said: { type: 'text', text } })
    },
    close: graph.close,
  }
}

function whatsappWeb(): Mouth {
  const sockets = fakeSockets()
  const { keep, close } = testKeep()
  pair(keep, pairedCreds())
  const channel = whatsappWebChannel({ keep, mode: 'demo', makeSocket: sockets.makeSocket }, deps)
  const address = '6299000000002@s.whatsapp.net'
  let ids = 0
  return {
    channel: { ...channel, pace },
    line: () => ({ channel: 'whatsapp_web', account: channel.account() ?? '', address }),
    say: async (_service, texts) => {
      while (sockets.made.length === 0) await new Promise((done) => setTimeout(done, 10))
      for (const text of texts) {
        ids += 1
        const messageTimestamp = Math.floor(Date.now() / 1_000)
        const key = { remoteJid: address, fromMe: false, id: `W${ids}` }
        sockets.last().bring(key, { conversation: text }, 'notify', { messageTimestamp })
      }
    },
    close: async () => close(),
  }
}
