/** @module Pairing as an operator does it: what is shown, what is refused, how it ends. */

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelState } from '../../../src/channels/channel.ts'
import type { Keep } from '../../../src/channels/keep.ts'
import { ownJid } from '../../../src/channels/whatsapp-web/kept/auth-state.ts'
import { makeLease } from '../../../src/channels/whatsapp-web/kept/lease.ts'
import { pairLine } from '../../../src/channels/whatsapp-web/pair.ts'
import { whatsappWebChannel } from '../../../src/channels/whatsapp-web/whatsapp-web.ts'
import { pairCommand } from '../../../src/cli/whatsapp-pair/command.ts'
import { openVault } from '../../../src/vault/vault.ts'
import { openKeep } from '../../../src/wiring/keep.ts'
import { openStores } from '../../../src/wiring/stores.ts'
import { makeClock } from '../../support/emulators/whatsapp-web/clock.ts'
import { fakeSockets } from '../../support/emulators/whatsapp-web/fake-socket.ts'
import { NUMBER, pair, pairedCreds, testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'
import { AUTHORITY } from '../../support/emulators/whatsapp-web/noise.ts'
import { offerCodes, scanned, streamError } from '../../support/emulators/whatsapp-web/phone.ts'
import { startWaServer } from '../../support/emulators/whatsapp-web/server.ts'

const quiet = { now: Date.now, log: () => {}, alarm: () => {}, over: () => {} }
const URL_OF_TEST = 'ws://127.0.0.1:1/ws'
const ME = { jid: `${NUMBER}:1@s.whatsapp.net`, lid: '11100022:1@lid' }

describe('over the wire', () => {
  it('takes the new connection after the scan along, and leaves a line that connects by itself', async () => {
    const creds = pairedCreds()
    const server = await startWaServer(() => creds)
    const { keep } = testKeep()
    server.state.onUnpaired = (tell) => tell(offerCodes(['2@one', '2@two']))
    const outcome = await pairLine({ keep, url: server.url, mode: 'demo' }, quiet, (news) => {
      if (news.type !== 'scan') return
      server.send(scanned(news.qr, ME))
      server.send(streamError(515))
    })
    expect(outcome).toEqual({ type: 'paired', number: NUMBER })
    expect(server.state.logins).toBe(1)
    expect(ownJid(keep)).toBe(ME.jid)
    expect(await pairLine({ keep, url: server.url, mode: 'demo' }, quiet, () => {})).toEqual({
      type: 'already',
      number: NUMBER,
    })
    await server.close()
  })
})

/** In the process of the command: trusts the emulated server, and writes what is to be scanned instead of drawing it. */
const PHONE_CAN_READ = `
import { WA_CERT_DETAILS } from '@whiskeysockets/baileys'
import QRCode from 'qrcode'
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from('${AUTHORITY}', 'hex')
QRCode.toString = async (qr) => 'QR ' + qr
await import('./src/cli/whatsapp-pair.ts')`
/** Far less than the minute for which the library would keep the process. */
const SOON_MS = 10_000

describe('the command in its terminal', () => {
  it('gives the terminal back once it has said that the line is paired', { timeout: 60_000 }, async () => {
    const creds = pairedCreds()
    const server = await startWaServer(() => creds)
    const dataDir = mkdtempSync(join(tmpdir(), 'pair-'))
    server.state.onUnpaired = (tell) => tell(offerCodes(['2@one', '2@two']))
    const env = {
      ...process.env,
      MODE: 'demo',
      DATA_DIR: dataDir,
      WHATSAPP_WEB_URL: server.url,
    }
    const args = ['--import', 'tsx', '--input-type=module', '-e', PHONE_CAN_READ]
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<number | null>((done) => child.once('close', done))
    let doneAt = Number.POSITIVE_INFINITY
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('QR ')) {
          server.send(scanned(line.slice('QR '.length), ME))
          server.send(streamError(515))
        }
        if (line.startsWith('Done:')) doneAt = Date.now()
      }
      expect(await ended).toBe(0)
      expect(Date.now() - doneAt).toBeLessThan(SOON_MS)
    } finally {
      child.kill('SIGKILL')
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

describe('a server that was started unpaired', () => {
  it('shows a code, is signed by the phone that scans it, and is connected', async () => {
    const creds = pairedCreds()
    const server = await startWaServer(() => creds)
    const { keep } = testKeep()
    const alarms: string[] = []
    server.state.onUnpaired = (tell) => tell(offerCodes(['2@one', '2@two']))
    const deps = { ...quiet, alarm: (what: string) => void alarms.push(what) }
    const channel = whatsappWebChannel({ keep, url: server.url, mode: 'demo' }, deps)
    const stop = await channel.listen?.(async () => {})
    const until = async (isTrue: (state: ChannelState) => boolean) => {
      for (;;) {
        const state = await channel.check()
        if (isTrue(state)) return state
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    }
    const { show = '', why } = await until((state) => state.show !== undefined)
    expect(why).toBe('not_paired')
    expect(show).toContain('2@one')
    server.send(scanned(show, ME))
    server.send(streamError(515))
    await until(({ link }) => link === 'connected')
    expect(channel.account()).toBe(NUMBER)
    expect(alarms).toEqual([])
    expect(server.state.logins).toBe(1)
    await stop?.()
    await server.close()
  })
})

describe('the command', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'pair-')), 'data')
  })
  afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))

  /** Runs it with a socket that does what the test says; answers what it printed, and its exit code later. */
  function run(...args: string[]) {
    const [clock, sockets] = [makeClock(), fakeSockets()]
    sockets.rules.opens = false
    const printed: string[] = []
    const stop = new AbortController()
    const code = pairCommand({
      config: {
        dataDir,
        keyDir: undefined,
        mode: 'demo',
        whatsappWeb: undefined,
        whatsappWebUrl: URL_OF_TEST,
      },
      args,
      says: [(key, given = {}) => `id ${key} ${Object.values(given).join(' ')}`.trim(), (key) => `en ${key}`],
      print: (text) => void printed.push(text),
      now: clock.now,
      signal: stop.signal,
      line: { makeSocket: sockets.makeSocket, timers: clock.timers },
    })
    const dialled = async () => {
      while (sockets.made.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      return sockets.last()
    }
    /** As the phone does once it has been scanned. */
    const sign = async () => {
      const { me, account } = pairedCreds()
      Object.assign(sockets.last().config.auth.creds, { me, account })
      sockets.last().emit('creds.update', {})
      sockets.last().close(515)
      await clock.advance(0)
      sockets.last().open()
      await clock.advance(200)
    }
    return { clock, sockets, printed, code, dialled, sign, stop }
  }
  const withKeep = (work: (keep: Keep) => void) => {
    const stores = openStores({ dataDir, keyDir: undefined, mode: 'demo' }, false)
    const { keep, close } = openKeep(dataDir, openVault(stores.ring, stores.shelf))
    work(keep)
    close()
    stores.close()
  }
  const pairedBefore = () => {
    mkdirSync(dataDir)
    withKeep((keep) => pair(keep, pairedCreds()))
  }

  it('draws each code to scan, says what to do in both languages, and ends well', async () => {
    const { dialled, printed, code, clock, sign } = run()
    ;(await dialled()).qr('2@one,a,b,c')
    await clock.advance(200)
    ;(await dialled()).qr('2@two,a,b,c')
    await clock.advance(400)
    expect(printed[0]).toBe('id pair.wait\nen pair.wait')
    const drawn = printed.filter((text) => text.includes('▄'))
    expect(drawn).toHaveLength(2)
    expect(drawn[0]).not.toBe(drawn[1])
    expect(printed.filter((text) => text === 'id pair.scan\nen pair.scan')).toHaveLength(2)
    await sign()
    expect(await code).toBe(0)
    expect(printed.at(-2)).toContain(`id pair.paired +${NUMBER}`)
    expect(printed.at(-1)).toContain('pair.turn_on')
  })

  it('dials where the setting for tests says, although the line is not switched on yet', async () => {
    const { dialled, code, clock, stop } = run()
    expect(String((await dialled()).config.waWebSocketUrl)).toBe(URL_OF_TEST)
    stop.abort()
    await clock.advance(200)
    expect(await code).toBe(1)
  })

  it.each([
    [['--kode', '081200000001'], '--kode'],
    [['-x'], '-x'],
    [['081200000001'], '081200000001'],
  ])('answers %j, which it does not know, with how it is used, and does nothing', async (typed, option) => {
    const { code, printed, sockets } = run(...typed)
    expect(await code).toBe(1)
    expect(printed).toEqual([`id pair.unknown ${option}\nen pair.unknown`, 'id pair.usage\nen pair.usage'])
    expect(sockets.made).toEqual([])
  })

  it('asks for a code to type, once, and shows it in two halves', async () => {
    const { dialled, printed, code, clock, sockets, sign } = run('--code', '0812-0000-0001')
    ;(await dialled()).qr('2@one')
    await clock.advance(200)
    ;(await dialled()).qr('2@two')
    await clock.advance(400)
    expect(sockets.last().state.codes).toEqual(['6281200000001'])
    expect(printed).toContain('id pair.enter ABCD-1234\nen pair.enter')
    await sign()
    expect(await code).toBe(0)
  })

  it('refuses when the line is paired, and changes nothing', async () => {
    pairedBefore()
    const { code, printed, sockets } = run()
    expect(await code).toBe(1)
    expect(printed.at(-1)).toContain(`pair.already +${NUMBER}`)
    expect(sockets.made).toEqual([])
  })

  it('begins anew only when that is said twice', async () => {
    pairedBefore()
    const once = run('--again')
    expect(await once.code).toBe(1)
    expect(once.printed).toEqual(['id pair.usage\nen pair.usage'])
    const twice = run('--again', '--yes')
    const socket = await twice.dialled()
    expect(socket.config.auth.creds.me).toBeUndefined()
    await twice.sign()
    expect(await twice.code).toBe(0)
  })

  it('waits for the lease of a server that died a moment ago', async () => {
    pairedBefore()
    withKeep((keep) => makeLease(keep, makeClock().now, 'server').take())
    const { clock, sockets, sign, code, dialled } = run('--again', '--yes')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(sockets.made).toEqual([])
    await clock.advance(30_000)
    await dialled()
    await sign()
    expect(await code).toBe(0)
  })

  it.each([['12'], ['halo'], ['+62 812 x'], []])('takes %s for no number of a phone', async (...number) => {
    const { code, printed } = run('--code', ...number)
    expect(await code).toBe(1)
    expect(printed).toEqual(['id pair.usage\nen pair.usage'])
  })

  it('does not begin while the server has the data open', async () => {
    mkdirSync(dataDir)
    const server = openStores({ dataDir, keyDir: undefined, mode: 'demo' }, false, true)
    const { code, printed, sockets } = run()
    expect(await code).toBe(1)
    expect(printed).toEqual([`id pair.held ${dataDir}\nen pair.held`])
    expect(sockets.made).toEqual([])
    server.close()
  })

  it.each([
    { label: 'the phone refuses', end: 'refused', said: 'id pair.failed id channel.why.banned' },
    { label: 'nobody scans', end: 'late', said: 'pair.timed_out' },
    { label: 'it is told to stop', end: 'stopped', said: 'pair.stopped' },
  ])('says so and ends when $label', async ({ end, said }) => {
    const { dialled, code, printed, clock, sockets, stop } = run()
    await dialled()
    if (end === 'refused') sockets.last().close(403)
    if (end === 'stopped') stop.abort()
    await clock.advance(end === 'late' ? 5 * 60_000 : 200)
    expect(await code).toBe(1)
    expect(printed.at(-1)).toContain(said)
    expect(sockets.alive()).toEqual([])
  })

  it('says once that nobody answers, and goes on', async () => {
    const { dialled, code, printed, clock, stop } = run()
    await dialled()
    await clock.advance(14_000)
    expect(printed.join()).not.toContain('pair.no_answer')
    await clock.advance(20_000)
    expect(printed.filter((text) => text.includes('pair.no_answer'))).toHaveLength(1)
    stop.abort()
    await clock.advance(200)
    expect(await code).toBe(1)
  })
})
