/** @module The whole service in this process, on files of its own at FULL, with a channel that takes everything at once. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '../../src/channels/channel.ts'
import { readConfig } from '../../src/config.ts'
import type { Incoming, Outgoing } from '../../src/core/message.ts'
import { build } from '../../src/main.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { benchTalk } from './talk.ts'

const ACCOUNT = 'bench'

/** Bubbles as wide as a terminal; no pace, no window. */
const limits: Channel['limits'] = {
  maxTextChars: 20_000,
  maxChoiceTextChars: 20_000,
  maxButtons: 20,
  maxButtonChars: 60,
  maxListRows: 60,
  maxListRowChars: 80,
  maxListDescriptionChars: 0,
  maxChoiceIdBytes: 1_000,
  maxMediaBytes: 10_000_000,
  joinsBubbles: false,
}

export function nullChannel(onSent: (message: Outgoing) => void): Channel {
  return {
    id: 'terminal',
    limits,
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
  options: { dir?: string; realTalk?: boolean } & Pick<Overrides, 'watchVault'> = {},
) {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'bench-'))
  const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'error' })
  const { watchVault } = options
  const service = await build(config, {
    ownChannelsAlone: true,
    channels: { terminal: nullChannel(onSent) },
    ...(options.realTalk === true ? {} : { talk: benchTalk() }),
    ...(watchVault === undefined ? {} : { watchVault }),
  })
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
