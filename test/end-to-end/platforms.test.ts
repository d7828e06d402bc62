/** @module Two thousand conversations over both platforms at once, on a bad day: nothing lost, nothing done twice, order kept. Prints the bare figures. */

import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import type { ChannelDeps } from '../../src/channels/channel.ts'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import { whatsappCloudChannel } from '../../src/channels/whatsapp-cloud/whatsapp-cloud.ts'
import { readConfig } from '../../src/config.ts'
import type { ChannelId } from '../../src/core/lists.ts'
import { build, type Service } from '../../src/main.ts'
import type { LogEntry } from '../../src/pipeline/deps.ts'
import { newDataDir } from '../support/learned.ts'
import { judge, openBooks, openChats } from './books.ts'
import type { Verdict } from './crowd.ts'
import { startCrowd } from './crowd-process.ts'

/** On each of two platforms. */
const PEOPLE = Number(process.env.E2E_PEOPLE ?? 1_000)
const MINUTES = 60_000

const data = newDataDir('platforms')
let people: ReturnType<typeof startCrowd> | undefined
afterAll(() => {
  people?.kill()
  rmSync(data, { recursive: true })
})

it(
  `holds ${PEOPLE * 2} conversations on a bad day: 0 lost, 0 twice, order kept, no pause broken`,
  async () => {
    let service: Service | undefined
    const server = createServer(
      getRequestListener((request) =>
        service === undefined ? new Response(null, { status: 503 }) : app.fetch(request, service.web),
      ),
    )
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const secrets = { appSecret: 'rahasia-uji', verifyToken: 'kata-uji' }
    const crowd = startCrowd({
      people: PEOPLE,
      atOnce: 75,
      seed: 20261125,
      webhookUrl: `http://127.0.0.1:${port}/hooks/whatsapp`,
      ...secrets,
    })
    people = crowd
    const { telegram, graph } = await crowd.hello()
    const log: LogEntry[] = []
    const alarms: string[] = []
    const depsOf = (channel: ChannelId): ChannelDeps => ({
      now: Date.now,
      log: (_level, entry) => log.push({ ...entry, channel }),
      alarm: (what) => alarms.push(`${channel} ${what}`),
      over: () => {},
    })
    const fast = { account: { everyMs: 1, burst: 500 }, chat: { everyMs: 1, burst: 100 } }
    const texts = {
      groupRefused: 'maaf',
      sharePhone: 'Kirim nomor',
      shareLocation: 'Kirim lokasi',
      commands: [],
    }
    service = await build(readConfig({ DATA_DIR: data, MODE: 'demo' }), {
      log: {
        info: (entry) => log.push(entry),
        warn: (entry) => log.push(entry),
        error: (entry) => log.push(entry),
      },
      channels: {
        telegram: telegramChannel(
          {
            token: telegram.token,
            apiRoot: telegram.url,
            mode: 'polling',
            texts,
            pace: fast,
            backoff: { firstMs: 50, mostMs: 500 },
            pollSeconds: 1,
            sendTimeoutMs: 3_000,
          },
          depsOf('telegram'),
        ),
        whatsapp_cloud: whatsappCloudChannel(
          {
            token: graph.token,
            apiRoot: graph.url,
            phoneNumberId: graph.phoneNumberId,
            ...secrets,
            texts: { listButton: 'Pilih' },
            pace: { ...fast, chat: { everyMs: 6_000, burst: 40 } },
            statusWaitMs: 6_000,
            sendTimeoutMs: 3_000,
          },
          depsOf('whatsapp_cloud'),
        ),
      },
    })
    service.start()
    await crowd.ask('play')
    const books = openBooks(data)
    await expect.poll(books.open, { timeout: 2 * MINUTES, interval: 500 }).toBe(0)
    const verdict = await crowd.ask<Verdict>('judge')
    const chats = await openChats(service, Object.keys(verdict.written))
    const account = judge(verdict, chats, books.read())
    books.close()
    await service.stop()
    server.close()
    server.closeAllConnections()

    process.stdout.write(`${JSON.stringify(account.figures)}\n`)
    expect(account.faults).toEqual([])
    expect(verdict.stuck).toEqual([])
    expect(account.figures).toMatchObject({
      conversations: PEOPLE * 2,
      lost: 0,
      processed_twice: 0,
      out_of_order: 0,
      replies_lost: 0,
      inside_retry_after: 0,
      doubled_cloud: 0,
      doubled_telegram_unlisted: 0,
    })
    // Where a platform keeps no order, nobody waits for ever.
    expect(account.figures.came_too_late_for_order).toBeLessThan(PEOPLE / 50 + 1)
    // A good day would prove nothing.
    for (const fault of ['429', '502', 'reset_before', 'reset_after'])
      expect([
        fault,
        (verdict.telegram.faults[fault] ?? 0) > 0,
        (verdict.cloud.faults[fault] ?? 0) > 0,
      ]).toEqual([fault, true, true])
    expect(account.figures.duplicates_dropped).toBeGreaterThan(PEOPLE / 4)
    expect(alarms).toEqual([])
  },
  12 * MINUTES,
)
