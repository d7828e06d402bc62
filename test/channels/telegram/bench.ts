/** @module A Telegram line on an emulated platform, with all it tells written down, and the token looked for in it. */

import { inspect } from 'node:util'
import { expect } from 'vitest'
import type { ChannelDeps } from '../../../src/channels/channel.ts'
import type { TelegramOptions } from '../../../src/channels/telegram/options.ts'
import { telegramChannel } from '../../../src/channels/telegram/telegram.ts'
import type { Incoming } from '../../../src/core/message.ts'
import { type EmulatorOptions, startTelegramEmulator } from '../../support/emulators/telegram/emulator.ts'
import { OUTGOING } from '../contract.ts'

export const SECRET = 'rahasia_webhook'
export const TOKEN = '7001:Kata-Sandi_Bot'
export const PERSON = 5012

export const TEXTS = {
  groupRefused: 'Maaf, saya hanya melayani chat pribadi.',
  shareLocation: 'Kirim lokasi saya',
  sharePhone: 'Kirim nomor HP saya',
  commands: [{ command: 'menu', description: 'Menu utama' }],
}

export type Told = { logs: unknown[]; alarms: string[]; ends: Set<string>; errors: unknown[] }

export async function telegramBench(more: Partial<TelegramOptions> = {}, platform: EmulatorOptions = {}) {
  const emulator = await startTelegramEmulator({
    token: TOKEN,
    limits: { on: false },
    retryScale: 0.01,
    ...platform,
  })
  const { control } = emulator
  const told: Told = { logs: [], alarms: [], ends: new Set(), errors: [] }
  const clock = { skewMs: 0 }
  const deps: ChannelDeps = {
    now: () => Date.now() + clock.skewMs,
    log: (...entry) => void told.logs.push(entry),
    alarm: (what) => void told.alarms.push(what),
    over: (whats) => {
      for (const what of whats) told.ends.add(what)
    },
  }
  const options: TelegramOptions = {
    token: TOKEN,
    apiRoot: emulator.url,
    mode: 'polling',
    texts: TEXTS,
    pollSeconds: 5,
    backoff: { firstMs: 20, mostMs: 100 },
    sendTimeoutMs: 400,
    ...more,
  }
  const channel = telegramChannel(options, deps)
  // A platform lets nobody be written to who did not write first.
  control.user({ chat: PERSON, text: '/start' })
  emulator.world.queue = []
  return {
    emulator,
    control,
    told,
    clock,
    deps,
    options,
    channel,
    message: { ...OUTGOING, channel: 'telegram' as const, address: String(PERSON) },
    /** The error of a promise that must fail; kept, so that the token is looked for in it. */
    errorOf: async (work: Promise<unknown>) => {
      const error = await work.then(
        () => new Error('it worked'),
        (reason: unknown) => reason,
      )
      told.errors.push(error)
      return error
    },
    /** Ends it, and fails when the token can be found in anything that was told. */
    end: async () => {
      await emulator.close()
      const all = inspect(told, { depth: 10, showHidden: true, maxStringLength: null })
      expect(all).not.toContain('Kata-Sandi_Bot')
      expect(all).not.toContain(SECRET)
    },
  }
}

export type Bench = Awaited<ReturnType<typeof telegramBench>>

/** Waits for what happens by itself soon. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 8000
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it did not happen within 8 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** What was received, by the words of the messages. */
export function wordsOf(incoming: readonly Incoming[]): string[] {
  return incoming.map((one) =>
    one.type === 'message' && one.content.type === 'text' ? one.content.text : one.type,
  )
}

/** The numbers that getUpdates was asked with, in order. */
export function polls({ control }: Bench) {
  return control.journal().filter(({ method }) => method === 'getUpdates')
}

/** A line that listens and keeps what it received. */
export async function listening(bench: Bench, refuse: (incoming: Incoming[]) => boolean = () => false) {
  const got: Incoming[] = []
  const stop = await bench.channel.listen?.(async (incoming) => {
    if (refuse(incoming)) throw new Error('the store is full')
    got.push(...incoming)
  })
  if (!stop) throw new Error('this line does not listen')
  return { got, stop }
}

/** What the person of the bench writes. */
export const say = ({ control }: Bench, ...texts: string[]) => {
  for (const text of texts) control.user({ chat: PERSON, text })
}

/** All was confirmed, and a poll waits for what comes next. */
export function isQuiet({ emulator: { world } }: Bench): boolean {
  // The webhook's side always looks; a second one is the poll.
  return world.queue.length === 0 && world.wake.size > 1
}
