/** @module A conversation in a Durable Object goes as it goes on Node: nothing on the road stands in the way of Workers. */

import { fileURLToPath } from 'node:url'
import { build as bundle } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, expect, it } from 'vitest'
import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import { readConfig } from '../../src/config.ts'
import type { Content } from '../../src/core/chat.ts'
import type { Incoming } from '../../src/core/message.ts'
import { build } from '../../src/main.ts'
import type { Ask } from './chat-object.ts'

const START = Date.parse('2026-11-23T09:00:00+07:00')
const TURNS: (string | Content)[][] = [
  ['halo'],
  [{ type: 'choice', id: 'menu.choices.eligibility' }],
  ['kranji'],
  [{ type: 'voice' }],
  ['bekasi', 'kota bekasi'],
  ['41'],
  ['nik saya 3275011503850000'],
  ['menu'],
]

let workers: Miniflare | undefined
afterAll(() => workers?.dispose())

/** The same message twice each time, as platforms deliver. */
function incomingOf(contents: readonly (string | Content)[], turn: number, at: number): Incoming[] {
  const messages = contents.map(
    (content, n): Incoming => ({
      type: 'message',
      channel: 'terminal',
      account: 'terminal',
      address: 'warga',
      externalId: `m${turn}.${n}`,
      at,
      content: typeof content === 'string' ? { type: 'text', text: content } : content,
    }),
  )
  return [...messages, ...messages]
}

async function onNode(): Promise<string[][]> {
  let now = START
  const sent: string[] = []
  const terminal = terminalChannel(async ({ text }) => void sent.push(text))
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const overrides = {
    inMemory: true,
    now: () => now,
    wakeAt: () => {},
    holdOver: true,
    channels: { terminal },
  }
  const service = await build(config, overrides)
  service.start()
  const answers: string[][] = []
  for (const [turn, contents] of TURNS.entries()) {
    now += 60_000
    await service.chats.receive(incomingOf(contents, turn, now))
    await service.quiet()
    answers.push(sent.splice(0))
  }
  await service.stop()
  return answers
}

async function inWorkerd(): Promise<string[][]> {
  const { outputFiles } = await bundle({
    entryPoints: [fileURLToPath(new URL('./chat-object.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'import'],
    target: 'es2022',
    external: ['cloudflare:*', 'node:*'],
    loader: { '.tsv': 'text', '.sql': 'text' },
  })
  const contents = outputFiles[0]?.text ?? ''
  // Nothing of Node but what workerd has, too.
  expect(new Set(contents.match(/from "node:[a-z_/]+"/g))).toEqual(new Set(['from "node:crypto"']))
  workers = new Miniflare({
    modules: [{ type: 'ESModule', path: 'chat-object.js', contents }],
    compatibilityDate: '2025-11-01',
    compatibilityFlags: ['nodejs_compat'],
    durableObjects: { CHATS: { className: 'ChatObject', useSQLite: true } },
  })
  const answers: string[][] = []
  let now = START
  for (const [turn, messages] of TURNS.entries()) {
    now += 60_000
    const ask: Ask = { now, incoming: incomingOf(messages, turn, now) }
    const answer = await workers.dispatchFetch('http://localhost/', {
      method: 'POST',
      body: JSON.stringify(ask),
    })
    expect(answer.status).toBe(200)
    answers.push((await answer.json()) as string[])
  }
  return answers
}

it('answers in a Durable Object what it answers on Node', async () => {
  const node = await onNode()
  expect(node.every((answers) => answers.length > 0)).toBe(true)
  expect(await inWorkerd()).toEqual(node)
})
