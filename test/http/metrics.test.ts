/** @module What Prometheus is shown: numbers that move with what happened, and nothing of anybody. */

import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { CHANNELS } from '../../src/core/lists.ts'
import { LEFT_OUTCOMES, TURN_OUTCOMES } from '../../src/core/observer.ts'
import { POLICY_DIRECTIVES } from '../../src/core/policy.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import { build, type Service } from '../../src/main.ts'
import { newDataDir } from '../support/learned.ts'

const ROOT = resolve(import.meta.dirname, '../..')
let service: Service | undefined
const dirs: string[] = []
let text = ''
beforeAll(async () => {
  text = await talked()
}, 240_000)
afterAll(async () => {
  await service?.stop()
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})
const folder = () => {
  const dir = newDataDir('metrics')
  dirs.push(dir)
  return dir
}

const CANARIES = ['Bu Kenari Fiktif', '081200000000', '3275010101900000', 'jatuh di Kranji']

/** A service that has had a talk about things nobody else may read, and its metrics. */
async function talked(): Promise<string> {
  const metrics = await makeMetrics()
  service = await build(readConfig({ LOG_LEVEL: 'silent', DATA_DIR: folder() }), {
    inMemory: true,
    observer: metrics.observer,
  })
  service.start()
  const texts = [
    'halo',
    `saya ${CANARIES[0]}, ${CANARIES[3]}, nik ${CANARIES[2]}`,
    'qwxz plrk vbnm',
    'petugas',
  ]
  for (const [n, text] of texts.entries()) {
    const line = { channel: 'web', account: 'web', address: String(CANARIES[1]) } as const
    const content = { type: 'text', text } as const
    await service.chats.receive([
      { type: 'message', ...line, externalId: `luar-${CANARIES[1]}-${n}`, at: Date.now(), content },
    ])
    await service.quiet()
  }
  const now = Date.now()
  await service.office.apply(
    { chatId: 'lain', channel: 'web' },
    'lain.1',
    { type: 'request_staff', reason: 'asked', topic: 'menu', summary: [], urgent: false, language: 'id' },
    now,
  )
  const app = metrics.app(service.gauges)
  // Lines are asked beside the first look.
  await (await app.request('/metrics')).text()
  await new Promise((done) => setTimeout(done, 50))
  return await (await app.request('/metrics')).text()
}

const numberOf = (text: string, line: string) => {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

it('counts messages, turns and replies, and shows what waits', () => {
  expect(numberOf(text, 'sigap_messages_total{channel="web"}')).toBe(4)
  expect(numberOf(text, 'sigap_turns_total{outcome="done"}')).toBeGreaterThanOrEqual(4)
  expect(numberOf(text, 'sigap_left_total{to="web",outcome="sent"}')).toBeGreaterThanOrEqual(4)
  expect(numberOf(text, 'sigap_left_total{to="office",outcome="sent"}')).toBeGreaterThanOrEqual(1)
  expect(numberOf(text, 'sigap_queue_waiting')).toBe(1)
  expect(numberOf(text, 'sigap_ready')).toBe(1)
  expect(numberOf(text, 'sigap_line_connected{channel="web"}')).toBe(1)
  expect(numberOf(text, 'sigap_commit_things_count')).toBeGreaterThan(4)
  expect(text).toContain('nodejs_eventloop_lag_max_seconds')
})

it('shows no word, address or number of anybody: labels are closed names', () => {
  for (const canary of CANARIES) expect(text).not.toContain(canary)
  const known = new Set<string>([
    ...CHANNELS,
    'office',
    ...TURN_OUTCOMES,
    ...LEFT_OUTCOMES,
    ...POLICY_DIRECTIVES,
  ])
  const ours = text.split('\n').filter((line) => line.startsWith('sigap_') && line.includes('{'))
  expect(ours.length).toBeGreaterThan(8)
  for (const line of ours)
    for (const [, label, value = ''] of line.matchAll(/(\w+)="([^"]*)"/g))
      if (label !== 'le') expect(known, line).toContain(value)
})

it('has every number that the alert rules look at, and a runbook for each alert', () => {
  const rules = readFileSync(join(ROOT, 'deploy/alerts.rules.yml'), 'utf8')
  const names = new Set(rules.match(/\b(?:sigap|nodejs|process)_[a-z_]+/g))
  expect(names.size).toBeGreaterThan(15)
  const types = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  for (const name of names) expect(types, name).toContain(name.replace(/_bucket$/, ''))
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => String(name))
  const guide = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')
  for (const alert of alerts) {
    expect(rules).toContain(`docs/operating.md#${alert.toLowerCase()}`)
    expect(guide, alert).toContain(`### ${alert}\n`)
  }
})
