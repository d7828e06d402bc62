/** @module T13 and T16. A platform that takes calls and answers none: the web is answered meanwhile, a stop ends in good order and in time, and no reply is sent twice. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Database } from '../../src/store/sqlite.ts'
import { type GraphEmulator, startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { figure } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeVisitors, post } from '../support/torture/visitors.ts'

const data = mkdtempSync(join(tmpdir(), 'stalled-'))
let server: ServerProcess | undefined
let graph: GraphEmulator | undefined
afterAll(async () => {
  await server?.kill()
  await graph?.close()
  rmSync(data, { recursive: true })
})

/** More than may fly on one line at once. */
const PEOPLE = 150
/** As docs/operating.md says it. */
const MOST_MS = 25_000

const rows = () => {
  const db = new Database(join(data, 'chats.db'), { readonly: true })
  const [found] = db
    .prepare(
      `select count(*) as replies, coalesce(sum(state in ('sent', 'delivered', 'read')), 0) as sent from outbox
       where dest = 'channel' and chat_id in (select chat_id from chats where channel = 'whatsapp_cloud')`,
    )
    .all() as Record<'replies' | 'sent', number>[]
  db.close()
  return found ?? { replies: 0, sent: 0 }
}

it(
  'stops in time under a platform that hangs, and answers on the web until then',
  async () => {
    const port = 20_000 + (process.pid % 20_000)
    const secrets = { appSecret: 'rahasia-uji', verifyToken: 'kata-uji' }
    const meta = await startGraphEmulator({
      ...secrets,
      webhookUrl: `http://127.0.0.1:${port}/hooks/whatsapp`,
      retryMs: 100,
    })
    graph = meta
    const env = {
      PORT: `${port}`,
      HOST: '127.0.0.1',
      WHATSAPP_CLOUD_TOKEN: meta.token,
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: meta.phoneNumberId,
      WHATSAPP_CLOUD_APP_SECRET: secrets.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: secrets.verifyToken,
      WHATSAPP_CLOUD_API_ROOT: meta.url,
    }
    meta.inject({ match: { method: 'POST', path: '/messages' }, prob: 1, fault: 'stall', times: 1_000_000 })
    const started = await startServer(data, env)
    server = started
    for (let n = 0; n < PEOPLE; n++)
      meta.act({ from: String(629_900_000_000 + n), said: { type: 'text', text: 'halo' } })
    await expect.poll(() => rows().replies, { timeout: 120_000 }).toBeGreaterThanOrEqual(PEOPLE)
    const [one] = makeVisitors(1, 'macet')
    if (one === undefined) throw new Error('nobody')
    const waits: number[] = []
    for (let n = 0; n < 20; n++) {
      const at = performance.now()
      expect(await post(started.address, one, n)).toBe(204)
      one.acknowledged += 1
      waits.push(performance.now() - at)
    }
    const toldAt = performance.now()
    process.kill(started.pid, 'SIGTERM')
    await started.gone
    const stopped = performance.now() - toldAt
    const before = rows().sent
    // What was on its way had been taken, and its status says so; the next start sends the rest, and nothing again.
    const again = await startServer(data, env)
    server = again
    await expect.poll(() => rows().sent, { timeout: 120_000 }).toBeGreaterThan(before)
    await again.kill()
    const twice = Object.values(meta.journal.accepted()).filter((times) => times > 1).length
    const account = await judge(data, [one])
    figure('T13', 'SIGTERM while a platform hangs', {
      replies: rows().replies,
      stopped_after_ms: Math.round(stopped),
      taken_before_the_stop: before,
      sent_twice: twice,
      web_answered: waits.length,
      web_waited_ms_at_most: Math.round(Math.max(...waits)),
      lost: account.lost,
      twice: account.twice,
    })
    expect(stopped).toBeLessThan(MOST_MS + 5_000)
    expect(before).toBeGreaterThan(0)
    expect(twice).toBe(0)
    expect(account).toMatchObject(WHOLE)
  },
  10 * 60_000,
)
