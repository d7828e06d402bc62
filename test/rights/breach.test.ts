/** @module `npm run breach:affected`: by the audit log, who has to be told; ids and counts, nothing in clear. */

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build } from '../../src/main.ts'
import { newDataDir } from '../support/learned.ts'

const AT = Date.UTC(2026, 10, 25, 2, 30)
const HOUR = 60 * 60 * 1000
const SECRET = 'Rahasiasekali'
let dataDir = ''
let seen = ''
let number = ''

beforeAll(async () => {
  dataDir = newDataDir('tanya-sigap-breach')
  let clock = AT
  const config = readConfig({ MODE: 'demo', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
  const service = await build(config, { now: () => clock, wakeAt: () => {} })
  service.start()
  const writes = async (address: string) => {
    const line = { channel: 'web', account: 'web', address } as const
    const content = { type: 'text', text: `halo ${SECRET}` } as const
    await service.chats.receive([{ type: 'message', ...line, externalId: 'm', at: clock, content }])
    await service.quiet()
    return (await service.chats.find(line)) ?? ''
  }
  seen = await writes('a')
  await writes('b')
  const fields = { story: SECRET, consent: true }
  const filing = {
    type: 'file_case' as const,
    kind: 'complaint' as const,
    summary: [],
    language: 'id' as const,
  }
  await service.office.apply(
    { chatId: seen, channel: 'web' },
    't.1',
    { ...filing, fields, urgent: false },
    clock,
  )
  number = (await service.office.cases())[0]?.number ?? ''
  const opens = (action: 'chat.open' | 'cases.export', subject?: string) =>
    service.access.audit({
      by: 'rina',
      action,
      requestId: 'r',
      ...(subject === undefined ? {} : { subject }),
    })
  await opens('chat.open', seen)
  await opens('cases.export')
  clock += 5 * HOUR
  await opens('chat.open', 'later')
  await service.stop()
}, 120_000)
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const ask = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/run.mjs', 'breach-affected', ...args], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DATA_DIR: dataDir, MODE: 'demo' },
    encoding: 'utf8',
  })
const span = ['--from', new Date(AT - HOUR).toISOString(), '--to', new Date(AT + HOUR).toISOString()]

it('names the chats and cases that were opened then, and what has to be found by hand', () => {
  const { stdout } = ask(...span, '--json')
  expect(JSON.parse(stdout)).toEqual({
    chats: [seen],
    cases: [number],
    acts: [
      { action: 'cases.export', n: 1, subjects: 1 },
      { action: 'chat.open', n: 1, subjects: 1 },
    ],
    lists: [{ action: 'cases.export', n: 1 }],
  })
  expect(ask(...span, '--by', 'budi').stdout).toContain('chats: 0')
}, 60_000)

it('names everybody where the whole machine was taken, and asks for a span otherwise; no word of anybody', () => {
  const { stdout } = ask('--all')
  expect(stdout).toContain('chats: 2')
  expect(stdout).not.toContain(SECRET)
  expect(ask().stderr).toContain('--from needs a moment')
}, 60_000)
