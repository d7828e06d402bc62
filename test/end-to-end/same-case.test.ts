/** @module The same accident, told on each channel, is the same case. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { CHANNELS, type ChannelId } from '../../src/core/lists.ts'
import { build, type Service } from '../../src/main.ts'
import { learn } from '../support/learned.ts'
import { MOUTHS, type Mouth } from './mouths.ts'

/** Each step is one breath; that of three is one answer. */
const BREATHS = [
  ['pak mau lapor, kmrn sore saya jatuh dari tangga pas ngecat rumah orang'],
  ['saya sendiri'],
  ['Sarwono'],
  ['lagi kerja'],
  ['jl cut mutia deket giant'],
  ['jatuh'],
  ['lagi ngecat plafon', 'tangganya geser pas saya mau turun', 'lantainya basah abis dipel'],
  ['pergelangan tangan kanan bengkak, udh diurut tp msh sakit'],
  ['blm'],
  ['kerja sendiri borongan'],
  ['lewati'],
  ['0812-9000-1234'],
  ['ga ada'],
  ['lewati'],
  ['sudah benar'],
  ['iya boleh'],
]

/** Resolves when everything that was written so far is answered. */
async function answered(service: Service, mouth: Mouth, written: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const chatId = await service.chats.find(mouth.line())
        const view = chatId && (await service.chats.read(chatId, { limit: 500, forStaff: true }))
        if (!chatId || !view || !service.settled(chatId)) return -1
        return view.lines.filter(({ from }) => from === 'resident').length
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(written)
}

/** The case as the office was asked to file it. */
async function caseOn(channel: ChannelId): Promise<Extract<OfficeRequest, { type: 'file_case' }>> {
  let service: Service | undefined
  const server = createServer(
    getRequestListener((request) =>
      service === undefined ? new Response(null, { status: 503 }) : app.fetch(request, service.web),
    ),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const mouth = await MOUTHS[channel](`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const filed: OfficeRequest[] = []
  learn()
  service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'silent' }), {
    inMemory: true,
    ...(mouth.channel === undefined ? {} : { channels: { [channel]: mouth.channel } }),
    onRequest: (_id, request) => request.type === 'file_case' && filed.push(request),
  })
  service.start()
  try {
    let written = 0
    for (const texts of BREATHS) {
      await mouth.say(service, texts)
      written += texts.length
      await answered(service, mouth, written)
    }
  } finally {
    await service.stop()
    await mouth.close()
    server.closeAllConnections()
    server.close()
  }
  const [one, ...more] = filed
  if (one?.type !== 'file_case' || more.length > 0) throw new Error(`${filed.length} cases on ${channel}`)
  return one
}

it(
  'files the same case from every channel',
  async () => {
    const cases: [ChannelId, Awaited<ReturnType<typeof caseOn>>][] = []
    for (const channel of CHANNELS) cases.push([channel, await caseOn(channel)])
    const [[, first] = []] = cases
    expect(first?.fields).toMatchObject({ name: 'Sarwono', story: BREATHS[6]?.join('\n') })
    expect(first?.summary.length).toBeGreaterThan(8)
    for (const [channel, one] of cases) expect([channel, one]).toEqual([channel, first])
  },
  3 * 60_000,
)
