/** @module T08. Conversations over both platforms on a bad day, while the server is killed again and again: nothing lost, nothing done twice, order kept; what Telegram may show twice is listed. */

import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build } from '../../src/main.ts'
import { type Absence, judge, openBooks, openChats } from '../end-to-end/books.ts'
import type { Verdict } from '../end-to-end/crowd.ts'
import { startCrowd } from '../end-to-end/crowd-process.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { figure, scale } from '../support/torture/figures.ts'
import { makeRandom } from '../support/torture/visitors.ts'

const data = mkdtempSync(join(tmpdir(), 'killed-'))
let server: ServerProcess | undefined
let people: ReturnType<typeof startCrowd> | undefined
afterAll(async () => {
  people?.kill()
  await server?.kill()
  rmSync(data, { recursive: true })
})

/** On each of two platforms. */
const PEOPLE = scale({ short: 0, full: 100, nightly: 1_000 })
const KILLS = scale({ short: 0, full: 20, nightly: 200 })
const MINUTE = 60_000

const freePort = () =>
  new Promise<number>((done) => {
    const one = createServer().listen(0, '127.0.0.1', () => {
      const { port } = one.address() as AddressInfo
      one.close(() => done(port))
    })
  })

it(
  `holds ${PEOPLE * 2} conversations over ${KILLS} kills`,
  async () => {
    const random = makeRandom(20261130)
    const port = await freePort()
    const secrets = { appSecret: 'rahasia-uji', verifyToken: 'kata-uji' }
    const webhookUrl = `http://127.0.0.1:${port}/hooks/whatsapp`
    // A send that a kill cut off waits two minutes for a status before it is sent again, and each start begins them anew:
    // until the last kill, and two minutes more.
    const crowd = startCrowd({
      people: PEOPLE,
      atOnce: 40,
      seed: 20261130,
      webhookUrl,
      patienceMs: 40 * MINUTE,
      ...secrets,
    })
    people = crowd
    const { telegram, graph } = await crowd.hello()
    const env = {
      PORT: `${port}`,
      HOST: '127.0.0.1',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      WHATSAPP_CLOUD_TOKEN: graph.token,
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: graph.phoneNumberId,
      WHATSAPP_CLOUD_APP_SECRET: secrets.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: secrets.verifyToken,
      WHATSAPP_CLOUD_API_ROOT: graph.url,
    }
    const start = async () => {
      server = await startServer(data, env, { stderr: 'ignore' })
      return server
    }
    let running = await start()
    let isOver = false
    const played = crowd.ask('play').then(() => {
      isOver = true
    })
    let kills = 0
    const absences: Absence[] = []
    for (; kills < KILLS && !isOver; kills++) {
      await new Promise((done) => setTimeout(done, 500 + random() * 3_000))
      const from = Date.now()
      await running.kill()
      running = await start()
      absences.push({ from, until: Date.now() })
    }
    await played
    const books = openBooks(data)
    await expect.poll(books.open, { timeout: 6 * MINUTE, interval: 500 }).toBe(0)
    const verdict = await crowd.ask<Verdict>('judge')
    await running.stop()
    const service = await build(readConfig({ ...env, DATA_DIR: data, MODE: 'demo', LOG_LEVEL: 'silent' }))
    const talks = await openChats(service, Object.keys(verdict.written))
    const account = judge(verdict, talks, books.read(), absences)
    books.close()
    await service.stop()
    const { faults, ...figures } = account.figures
    figure('T08', 'kills and platform faults together', {
      kills,
      ...figures,
      platform_faults: JSON.stringify(faults),
    })
    expect([...verdict.telegram.early, ...verdict.cloud.early]).toEqual([])
    expect(account.faults).toEqual([])
    expect(verdict.stuck).toEqual([])
    expect(kills).toBeGreaterThan(KILLS / 4)
    expect(account.figures).toMatchObject({
      conversations: PEOPLE * 2,
      lost: 0,
      processed_twice: 0,
      out_of_order: 0,
      replies_lost: 0,
      doubled_cloud: 0,
      doubled_telegram_unlisted: 0,
    })
  },
  60 * MINUTE,
)
