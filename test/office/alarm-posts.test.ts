/** @module Alarms leave the house: a real SMTP talk and a real post, on this machine. Nobody is named in them. */

import { createHmac } from 'node:crypto'
import { createServer as createWeb, type Server as WebServer } from 'node:http'
import { type AddressInfo, createServer as createSmtp, type Server as SmtpServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build, type Service } from '../../src/main.ts'
import { makeAlarmPosts } from '../../src/wiring/alarm-posts.ts'
import { learn } from '../support/learned.ts'
import { texts } from '../support/web-world.ts'

const SECRET = 'rahasia-contoh-1234'
const AT = Date.UTC(2026, 10, 25, 2, 30)

let clock: number
let service: Service
let mails: string[]
let posts: { body: string; signature: string | undefined }[]
let isDown: boolean
let smtp: SmtpServer
let web: WebServer

/** As much of SMTP as a mail needs: every command is taken, the mail ends with a point alone. */
function mailServer(): SmtpServer {
  return createSmtp((socket) => {
    let isData = false
    let text = ''
    socket.write('220 contoh\r\n')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString()
      for (let end = text.indexOf('\r\n'); end >= 0 && !isData; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        if (line.startsWith('DATA')) isData = true
        if (line.startsWith('QUIT')) socket.end('221 bye\r\n')
        else socket.write(isData ? '354 go on\r\n' : '250 ok\r\n')
      }
      const end = text.indexOf('\r\n.\r\n')
      if (!isData || end < 0) return
      mails.push(text.slice(0, end))
      text = text.slice(end + 5)
      isData = false
      socket.write('250 kept\r\n')
    })
  })
}

const listen = (server: SmtpServer | WebServer) =>
  new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

beforeEach(async () => {
  ;[clock, mails, posts, isDown] = [AT, [], [], false]
  smtp = mailServer()
  web = createWeb((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      if (!isDown) posts.push({ body, signature: request.headers['x-signature-256']?.toString() })
      response.writeHead(isDown ? 503 : 204).end()
    })
  })
  const [mailPort, webPort] = [await listen(smtp), await listen(web)]
  const config = readConfig({
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://sigap.example',
    ALARM_EMAIL_TO: 'tim@example.id',
    ALARM_EMAIL_FROM: 'sigap@example.id',
    ALARM_SMTP_URL: `smtp://127.0.0.1:${mailPort}?ignoreTLS=true`,
    ALARM_WEBHOOK_URL: `http://127.0.0.1:${webPort}/alarm`,
    ALARM_WEBHOOK_SECRET: SECRET,
  })
  learn()
  service = await build(config, { inMemory: true, now: () => clock, wakeAt: () => {} })
  service.start()
})
afterEach(async () => {
  await service.stop()
  smtp.close()
  web.closeAllConnections()
  web.close()
})

/** Lets time pass and the posts arrive. */
async function pass(ms: number, until: () => boolean) {
  clock += ms
  service.wake()
  await service.quiet()
  await expect.poll(until, { timeout: 10_000 }).toBe(true)
}

async function writes(address: string, text: string): Promise<string> {
  const line = { channel: 'web', account: 'web', address } as const
  const content = { type: 'text', text } as const
  await service.chats.receive([
    { type: 'message', ...line, externalId: `m-${address}-${text}`, at: clock, content },
  ])
  await service.quiet()
  return (await service.chats.find(line)) ?? ''
}

describe('an alarm', () => {
  it('goes out by mail and by a signed post, with a link to its chat and no word of what was said', async () => {
    for (const text of ['petugas', 'lewati']) await writes('ani', text)
    const chatId = await writes('ani', 'tolong suami saya Budi pingsan berdarah di Jalan Melati')
    await pass(10_000, () => mails.length === 1 && posts.length === 1)
    const [mail = ''] = mails
    expect(mail).toContain('To: tim@example.id')
    const body = posts[0]?.body ?? ''
    expect(JSON.parse(body)).toMatchObject({
      alarms: [{ reason: 'emergency', url: `https://sigap.example/console/chat/${chatId}` }],
    })
    expect(posts[0]?.signature).toBe(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`)
    for (const secret of ['Budi', 'Melati', 'pingsan']) expect(`${mail}${body}`).not.toContain(secret)
  })

  it('is tried again while nobody takes it, and told once', async () => {
    isDown = true
    await service.office.raise('line.1', 'token_refused', 'telegram')
    await pass(10_000, () => mails.length === 1)
    isDown = false
    await pass(60_000, () => posts.length === 1)
    clock += 24 * 60 * 60 * 1000
    service.wake()
    await service.quiet()
    await service.office.raise('line.1', 'token_refused', 'telegram')
    await service.quiet()
    await new Promise((done) => setTimeout(done, 100))
    expect([mails.length, posts.length]).toEqual([1, 1])
  })

  it('is not mailed in clear over a network, also where the settings would let it', async () => {
    const { port } = smtp.address() as AddressInfo
    // The same mail server, under an address that is no name of this machine.
    const smtpUrl = `smtp://0.0.0.0:${port}?ignoreTLS=true`
    const logged: unknown[] = []
    const log = { info: () => {}, warn: () => {}, error: (entry: unknown) => void logged.push(entry) }
    const { email } = makeAlarmPosts(
      {
        alarms: {
          email: { smtpUrl, to: 'tim@example.id', from: 'sigap@example.id' },
          webhook: undefined,
        },
        publicUrl: undefined,
      },
      { texts, log, serviceName: 'Contoh' },
    )
    const alarm = { id: 'a1', chatId: '', reason: 'link_down', topic: 'telegram', at: AT } as const
    await expect(email?.([alarm])).rejects.toThrow()
    expect(mails).toEqual([])
    expect(logged).toEqual([{ event: 'alarm_not_posted', code: expect.stringMatching(/^email: /) }])
  })

  it('leads to the console’s own host where it has one', async () => {
    const { port } = web.address() as AddressInfo
    const { webhook } = makeAlarmPosts(
      {
        alarms: { email: undefined, webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET } },
        publicUrl: 'https://sigap.example',
        consoleUrl: 'https://petugas.example',
      },
      { texts, log: { info: () => {}, warn: () => {}, error: () => {} }, serviceName: 'Contoh' },
    )
    await webhook?.([{ id: 'a1', chatId: '', reason: 'link_down', topic: 'telegram', at: AT }])
    const body = posts[0]?.body ?? ''
    expect(body).toContain('https://petugas.example/console/saluran')
    expect(body).not.toContain('https://sigap.example')
  })

  it('of a storm goes out together', async () => {
    for (let n = 0; n < 30; n++) await service.office.raise(`line.${n}`, 'link_down', 'telegram')
    await pass(10_000, () => mails.length === 1 && posts.length === 1)
    expect(JSON.parse(posts[0]?.body ?? '{}').alarms).toHaveLength(30)
  })

  it('is posted while a mail server hangs, and holds up no resident', async () => {
    smtp.removeAllListeners('connection')
    await service.office.raise('line.1', 'link_down', 'telegram')
    await pass(10_000, () => posts.length === 1)
    expect(await writes('citra', 'halo')).not.toBe('')
  })
})
