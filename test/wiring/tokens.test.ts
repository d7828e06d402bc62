/** @module A pause for a refused token ends with that token: who mends it need not wait, who only restarts does. */

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build, type Service } from '../../src/main.ts'
import { type GraphEmulator, startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { newDataDir } from '../support/learned.ts'

const RIGHT = 'token-of-tests'
const WRONG = 'token-of-yesterday'
const PHONE = '6281200000009'

let dir: string
let emulator: GraphEmulator
let service: Service | undefined
const clock = { skewMs: 0 }

beforeEach(async () => {
  dir = newDataDir('tokens')
  clock.skewMs = 0
  emulator = await startGraphEmulator({ appSecret: 's', verifyToken: 'v' })
  emulator.act({ from: PHONE, said: { type: 'text', text: 'halo' } })
})
afterEach(async () => {
  await service?.stop()
  await emulator.close()
  rmSync(dir, { recursive: true })
})

async function start(token: string): Promise<Service> {
  await service?.stop()
  const settings = {
    DATA_DIR: dir,
    LOG_LEVEL: 'silent',
    WHATSAPP_CLOUD_TOKEN: token,
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: emulator.phoneNumberId,
    WHATSAPP_CLOUD_APP_SECRET: 's',
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'v',
    WHATSAPP_CLOUD_API_ROOT: emulator.url,
  }
  service = await build(readConfig(settings), { now: () => Date.now() + clock.skewMs })
  service.start()
  return service
}

const write = async (on: Service) => {
  await on.chats.receive([
    {
      type: 'message',
      channel: 'whatsapp_cloud',
      account: emulator.phoneNumberId,
      address: PHONE,
      externalId: 'wamid.1',
      at: Date.now(),
      content: { type: 'text', text: 'halo' },
    },
  ])
  await soon(() => sends() > 0)
}
const sends = () =>
  emulator.journal.entries().filter((one) => one.kind === 'request' && one.path.endsWith('/messages')).length
const taken = () => Object.keys(emulator.journal.accepted()).length

const alarmsOf = async (one: Service | undefined) => (await one?.office.alarms()) ?? []

async function soon(isSo: () => boolean, ms = 4_000): Promise<boolean> {
  const end = Date.now() + ms
  while (!isSo() && Date.now() < end) await new Promise((done) => setTimeout(done, 20))
  return isSo()
}

it('answers within seconds of a restart with another token, and staff read since when it is well', async () => {
  await write(await start(WRONG))
  expect(taken()).toBe(0)
  // The answer that refuses is on its way while the send is counted already.
  await expect.poll(async () => (await alarmsOf(service)).length).toBeGreaterThan(0)
  const [refused] = await alarmsOf(service)
  expect(refused).toMatchObject({ chatId: '', reason: 'token_refused', topic: 'whatsapp_cloud' })
  expect(refused?.overAt).toBeUndefined()
  const mended = await start(RIGHT)
  expect(await soon(() => taken() > 0)).toBe(true)
  await mended.quiet()
  const alarms = await alarmsOf(mended)
  expect(alarms).toHaveLength(1)
  expect(alarms[0]?.overAt).toBeGreaterThanOrEqual(refused?.at ?? Number.NaN)
})

it('does not knock again at once after a restart with the same token', async () => {
  await write(await start(WRONG))
  const before = sends()
  await start(WRONG)
  expect(await soon(() => sends() > before, 2_500)).toBe(false)
})

it('keeps no token, not even in a part', async () => {
  await write(await start(WRONG))
  await service?.stop()
  service = undefined
  for (const file of ['accounts.db', 'chats.db', 'office.db'])
    expect(readFileSync(join(dir, file)).includes(WRONG)).toBe(false)
})
