/** @module The whole service in this process, on files of its own at FULL, with a channel that takes everything at once. */

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { readConfig } from '../../src/config.ts'
import type { Incoming, Outgoing } from '../../src/core/message.ts'
import { build } from '../../src/main.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { benchTalk } from './talk.ts'

const ACCOUNT = 'bench'
/** Trained once for all runs: training is no part of any figure. */
export const MODELS = join(tmpdir(), 'tanya-sigap-bench-models')

export function nullChannel(onSent: (message: Outgoing) => void, isUnordered = false): Channel {
  return {
    ...(isUnordered ? { isUnordered } : {}),
    id: 'terminal',
    // As wide as a page; no pace, no window.
    limits: webChannel().limits,
    unsure: { do: 'repeat' },
    account: () => ACCOUNT,
    check: async () => ({ set: true, missing: [], link: 'idle' }),
    send: async (message) => {
      onSent(message)
      return { externalId: message.id }
    },
  }
}

export type Bench = Awaited<ReturnType<typeof openBench>>

/** `dir` is made, and removed by `close`, when it is not given. */
export async function openBench(
  onSent: (message: Outgoing) => void,
  options: { dir?: string; isUnordered?: boolean; access?: Overrides['access'] } = {},
) {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'bench-'))
  mkdirSync(MODELS, { recursive: true })
  cpSync(MODELS, join(dir, 'models'), { recursive: true, force: false, errorOnExist: false })
  const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'error' })
  const service = await build(config, {
    ownChannelsAlone: true,
    channels: { terminal: nullChannel(onSent, options.isUnordered) },
    talk: benchTalk(),
    ...(options.access === undefined ? {} : { access: options.access }),
  })
  cpSync(join(dir, 'models'), MODELS, { recursive: true })
  service.start()
  return {
    dir,
    service,
    close: async () => {
      await service.stop()
      if (options.dir === undefined) rmSync(dir, { recursive: true })
    },
  }
}

export function messageOf(address: string, text: string, externalId: string): Incoming {
  return {
    type: 'message',
    channel: 'terminal',
    account: ACCOUNT,
    address,
    externalId,
    at: Date.now(),
    content: { type: 'text', text },
  }
}
