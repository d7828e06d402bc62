/** @module When the line connects, when again and when not: each reason of an end on a clock that stands still. */

import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { pairedCreds } from '../../support/emulators/whatsapp-web/keeps.ts'
import { BUDI, type TestLine, testLine } from '../../support/emulators/whatsapp-web/line.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** How many milliseconds after the end the next socket was made; undefined when none came in an hour. */
async function pauseAfter({ clock, sockets }: TestLine, code: number | undefined) {
  const before = sockets.made.length
  sockets.last().close(code)
  const start = clock.now()
  for (let steps = 0; steps < 3600; steps++) {
    await clock.advance(steps === 0 ? 0 : 250)
    if (sockets.made.length > before) return clock.now() - start
    if (clock.now() - start > 70 * SECOND) return undefined
  }
  return undefined
}

describe('an end', () => {
  it('that the server asks for is followed at once, once', async () => {
    const made = await testLine({ opens: false })
    expect(await pauseAfter(made, 515)).toBe(0)
    expect(await pauseAfter(made, 515)).toBe(SECOND)
    expect(made.alarms).toEqual([])
  })

  it.each([408, 428, 503, undefined, 405])(
    'by the network (%s) is followed after growing pauses',
    async (code) => {
      const made = await testLine({ opens: false })
      const pauses: (number | undefined)[] = []
      for (let n = 0; n < 9; n++) pauses.push(await pauseAfter(made, code))
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * SECOND))
      expect(await made.state()).toBe('reconnecting')
    },
  )

  it('is followed a little sooner where chance says so', async () => {
    expect(await pauseAfter(await testLine({ opens: false, random: 0 }), 428)).toBe(750)
  })

  it('counts anew after a connection that lasted', async () => {
    const made = await testLine()
    expect(await pauseAfter(made, 428)).toBe(SECOND)
    expect(await pauseAfter(made, 428)).toBe(2 * SECOND)
    await made.clock.advance(MINUTE)
    expect(await pauseAfter(made, 428)).toBe(SECOND)
  })

  it('by the network is told to people when it lasts five minutes, once', async () => {
    const made = await testLine({ opens: false })
    const until = made.clock.now() + 5 * MINUTE
    while (made.clock.now() < until - 65 * SECOND) await pauseAfter(made, 503)
    expect(made.alarms).toEqual([])
    await made.clock.advance(until - made.clock.now())
    expect(made.alarms).toEqual(['link_down'])
    made.sockets.last().open()
    expect(await made.state()).toBe('connected')
  })

  it.each([
    { code: 440, why: 'replaced' },
    { code: 401, why: 'logged_out' },
    { code: 403, why: 'banned' },
    { code: 411, why: 'phone_too_old' },
  ])('with $code is followed by nothing but an alarm: $why', async ({ code, why }) => {
    const made = await testLine()
    const keys = made.keep.get('creds', 'line')
    expect(await pauseAfter(made, code)).toBeUndefined()
    await made.clock.advance(60 * MINUTE)
    expect(made.sockets.made).toHaveLength(1)
    expect(made.alarms).toEqual([why])
    expect(await made.state()).toBe(`down: ${why}`)
    expect(made.keep.get('creds', 'line')).toEqual(keys)
    await expect(made.channel.send(made.out())).rejects.toMatchObject({
      code: 'offline',
      outcome: 'not_sent',
    })
  })

  it('by bad keys is tried once more', async () => {
    const made = await testLine({ opens: false })
    expect(await pauseAfter(made, 500)).toBe(SECOND)
    expect(await pauseAfter(made, 500)).toBeUndefined()
    expect(made.alarms).toEqual(['keys_damaged'])
  })
})

describe('a socket', () => {
  it('is never alive beside another, and no listener of it is left', async () => {
    const made = await testLine({ opens: false })
    for (const code of [428, 515, 408, 500, 503]) {
      await pauseAfter(made, code)
      expect(made.sockets.alive()).toHaveLength(1)
    }
    const old = made.sockets.made.slice(0, -1)
    expect(old.flatMap((socket) => socket.listeners())).toEqual([])
    await made.stop()
    expect(made.sockets.alive()).toEqual([])
  })

  it('is not heard any more once it was replaced', async () => {
    const made = await testLine({ opens: false })
    const old = made.sockets.last()
    const late = old.socket.ev as unknown as { listeners(name: string): ((event: object) => void)[] }
    const [tell] = late.listeners('connection.update')
    await pauseAfter(made, 428)
    tell?.({ connection: 'open' })
    tell?.({ connection: 'close', lastDisconnect: { error: { output: { statusCode: 401 } } } })
    expect(await made.state()).toBe('reconnecting')
    expect(made.alarms).toEqual([])
  })

  it('is not made any more after a stop, not even by a pause that was running', async () => {
    const made = await testLine({ opens: false })
    made.sockets.last().close(428)
    await made.stop()
    await made.clock.advance(10 * MINUTE)
    expect(made.sockets.made).toHaveLength(1)
    expect(made.alarms).toEqual([])
  })

  it('that cannot even be made is tried again, as after a cut', async () => {
    const made = await testLine({ opens: false })
    made.sockets.rules.fails = 1
    expect(await pauseAfter(made, 428)).toBe(3 * SECOND)
    made.sockets.last().open()
    expect(await made.state()).toBe('connected')
  })

  it.each(['ws', 'ev'] as const)(
    'ends nothing when a listener of the library on its %s breaks a promise',
    async (on) => {
      const made = await testLine()
      const emitter = made.sockets.last().socket[on] as unknown as EventEmitter
      emitter.on('CB:x', async () => {
        throw new Error('Connection Closed')
      })
      // Unheard, it would end the process, and this test with it.
      emitter.emit('CB:x')
      await made.clock.settle()
      expect(made.logged).toContain('whatsapp_web_listener')
      expect(await made.state()).toBe('connected')
      expect(EventEmitter.captureRejections).toBe(false)
    },
  )

  it('asks for little and tells little', async () => {
    const { config } = (await testLine()).sockets.last()
    expect(config).toMatchObject({
      markOnlineOnConnect: false,
      syncFullHistory: false,
      emitOwnEvents: false,
      transactionOpts: { maxCommitRetries: 2, delayBetweenTriesMs: 100 },
    })
    expect(config.waWebSocketUrl).toBeUndefined()
    const syncs = [0, 1, 2, 3, 4, 5, 6].filter((syncType) => config.shouldSyncHistoryMessage?.({ syncType }))
    expect(syncs).toEqual([0, 4, 5])
    const jids = ['1@g.us', 'status@broadcast', '1@newsletter', BUDI, '1@lid', '@s.whatsapp.net']
    expect(jids.filter((jid) => config.shouldIgnoreJid?.(jid))).toEqual(jids.slice(0, 3))
  })

  it('is given the same count of retries as the one before it', async () => {
    const made = await testLine()
    await made.sockets.last().config.msgRetryCounterCache?.set('A1:x', 3)
    await pauseAfter(made, 428)
    expect(await made.sockets.last().config.msgRetryCounterCache?.get('A1:x')).toBe(3)
  })
})

describe('an unpaired line', () => {
  it('shows what is to be scanned, and raises no alarm about the link', async () => {
    const made = await testLine({ isPaired: false, opens: false })
    made.sockets.last().qr('2@abc,def')
    expect(await made.channel.check()).toMatchObject({ link: 'down', why: 'not_paired', show: '2@abc,def' })
    expect(made.channel.account()).toBeUndefined()
    await made.clock.advance(10 * MINUTE)
    expect(made.alarms).toEqual([])
  })

  it('offers itself for an hour, then tells people and waits for a hand', async () => {
    const made = await testLine({ isPaired: false, opens: false })
    await made.clock.advance(59 * MINUTE)
    expect(await pauseAfter(made, 408)).toBe(SECOND)
    expect(made.alarms).toEqual([])
    await made.clock.advance(MINUTE)
    expect(await pauseAfter(made, 408)).toBeUndefined()
    expect(made.alarms).toEqual(['not_paired'])
    expect(made.sockets.alive()).toEqual([])
  })

  it('begins anew where a code was asked for and never typed', async () => {
    const made = await testLine({ isPaired: false, opens: false })
    // The library notes the number as its own as soon as a code is asked for.
    Object.assign(made.sockets.last().config.auth.creds, { me: pairedCreds().me })
    made.sockets.last().emit('creds.update', {})
    expect(made.channel.account()).toBeUndefined()
    await pauseAfter(made, 408)
    expect(made.sockets.last().config.auth.creds.me).toBeUndefined()
    expect(await made.state()).toBe('down: not_paired')
  })

  it('comes back at once after it was scanned, and shows nothing any more', async () => {
    const made = await testLine({ isPaired: false, opens: false })
    const { config } = made.sockets.last()
    made.sockets.last().qr('2@abc,def')
    Object.assign(config.auth.creds, { me: pairedCreds().me, account: pairedCreds().account })
    made.sockets.last().emit('creds.update', {})
    expect(await pauseAfter(made, 515)).toBe(0)
    made.sockets.last().open()
    expect(await made.channel.check()).toMatchObject({ link: 'connected', name: '+6281•••••••01' })
    expect((await made.channel.check()).show).toBeUndefined()
    expect(made.keep.get('creds', 'line')).toBeDefined()
  })
})
