/** @module What holds a line back: another process, a server that is silent, a Keep that fails. */

import { describe, expect, it } from 'vitest'
import type { Keep } from '../../../src/channels/keep.ts'
import { isUnheard } from '../../../src/channels/whatsapp-web/connection/watch.ts'
import { fromJakarta } from '../../../src/core/jakarta.ts'
import { makeClock } from '../../support/emulators/whatsapp-web/clock.ts'
import { pair, pairedCreds, testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'
import { testLine } from '../../support/emulators/whatsapp-web/line.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

describe('two processes with one number', () => {
  it('do not both connect; the second tells people when the first is alive', async () => {
    const { keep } = testKeep()
    const clock = makeClock()
    const first = await testLine({ keep, clock })
    const second = await testLine({ keep, clock, holder: 'two' })
    expect(second.sockets.made).toEqual([])
    expect(await second.state()).toBe('down: held_elsewhere')
    await clock.advance(15 * SECOND)
    expect(second.alarms).toContain('held_elsewhere')
    expect(second.sockets.made).toEqual([])
    expect(await first.state()).toBe('connected')
  })

  it('follow each other when the first dies without a word, and nobody is alarmed', async () => {
    const { keep } = testKeep()
    const dead = makeClock()
    await testLine({ keep, clock: dead })
    const clock = makeClock(dead.now() + 5 * SECOND)
    const second = await testLine({ keep, clock, holder: 'two' })
    expect(second.sockets.made).toEqual([])
    await clock.advance(30 * SECOND)
    expect(await second.state()).toBe('connected')
    expect(second.alarms).toEqual([])
  })

  it('follow each other at once when the first stops in order', async () => {
    const { keep } = testKeep()
    const clock = makeClock()
    await (await testLine({ keep, clock })).stop()
    expect(await (await testLine({ keep, clock, holder: 'two' })).state()).toBe('connected')
  })

  it('never both send: who slept and lost the line is refused before it notices', async () => {
    const { keep } = testKeep()
    const [slow, clock] = [makeClock(), makeClock()]
    const first = await testLine({ keep, clock: slow })
    await first.hear()
    await first.channel.send(first.out())
    clock.jump(40 * SECOND)
    const second = await testLine({ keep, clock, holder: 'two' })
    expect(await second.state()).toBe('connected')
    // The first wakes up: its own clock, too, says that it holds the line.
    await expect(first.channel.send(first.out())).rejects.toMatchObject({
      code: 'offline',
      outcome: 'not_sent',
    })
    await slow.advance(10 * SECOND)
    expect(first.alarms).toEqual(['held_elsewhere'])
    expect(first.sockets.alive()).toEqual([])
    await second.channel.send(second.out())
    expect(second.sockets.sent).toHaveLength(1)
  })
})

describe('keys', () => {
  it('are not written any more by a process that has lost the line', async () => {
    const { keep } = testKeep()
    const [slow, clock] = [makeClock(), makeClock()]
    const first = await testLine({ keep, clock: slow })
    const old = first.sockets.last().config.auth.keys
    await old.set({ session: { 'a.0': new Uint8Array([1]) } })
    clock.jump(40 * SECOND)
    const second = await testLine({ keep, clock, holder: 'two' })
    const { keys } = second.sockets.last().config.auth
    await keys.set({ session: { 'a.0': new Uint8Array([2]) } })
    await expect(Promise.resolve(old.set({ session: { 'a.0': new Uint8Array([1]) } }))).rejects.toThrow(
      'holds the line',
    )
    expect(await keys.get('session', ['a.0'])).toEqual({ 'a.0': Buffer.from([2]) })
    expect(await first.state()).toBe('down: held_elsewhere')
    expect(first.alarms).toEqual(['held_elsewhere'])
  })

  it('that have moved are written before a stop is over', async () => {
    const made = await testLine()
    await made.hear()
    const { socket, config } = made.sockets.last()
    let isWritten = false
    socket.sendMessage = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      await config.auth.keys.set({ session: { 'a.0': new Uint8Array([3]) } })
      isWritten = true
      return undefined
    }
    const sent = made.channel.send(made.out()).catch((error: unknown) => error)
    await made.stop()
    expect(isWritten).toBe(true)
    expect(await sent).toMatchObject({ code: 'network', outcome: 'unknown' })
  })
})

describe('a line that hears nothing', () => {
  it('is cut and made anew when the server is silent', async () => {
    const made = await testLine()
    for (let n = 0; n < 10; n++) {
      await made.clock.advance(MINUTE)
      made.sockets.last().frame()
    }
    expect(made.alarms).toEqual([])
    await made.clock.advance(2 * MINUTE)
    expect(made.alarms).toEqual(['deaf'])
    expect(made.ends).not.toContain('deaf')
    await made.clock.advance(SECOND)
    expect(made.ends).toContain('link_down')
    await made.hear()
    await made.clock.advance(MINUTE)
    expect(made.ends).toContain('deaf')
    expect(made.sockets.made).toHaveLength(2)
    expect(made.sockets.alive()).toHaveLength(1)
  })

  const at = (hour: number, minute = 0) =>
    fromJakarta({ year: 2026, month: 11, day: 25, hour, minute }).getTime()
  it.each([
    { label: 'all morning', heardAt: at(6), now: at(13), deaf: true },
    {
      label: 'since last night, before six hours of the day are over',
      heardAt: at(-3),
      now: at(12, 59),
      deaf: false,
    },
    { label: 'less than six hours', heardAt: at(8), now: at(13, 59), deaf: false },
    { label: 'six hours', heardAt: at(8), now: at(14), deaf: true },
    { label: 'at night', heardAt: at(8), now: at(22), deaf: false },
  ])('is told to people: $label is $deaf', ({ heardAt, now, deaf }) => {
    expect(isUnheard(heardAt, now)).toBe(deaf)
  })
})

describe('a Keep that fails', () => {
  /** A Keep that does as it is told, until it is told otherwise. */
  const failing = (keep: Keep) => {
    const faults: { set?: Error; get?: (kind: string) => Error | undefined } = {}
    const made: Keep = {
      ...keep,
      get: (kind, id) => {
        const fault = faults.get?.(kind)
        if (fault) throw fault
        return keep.get(kind, id)
      },
      set: (kind, id, value) => {
        if (faults.set) throw faults.set
        keep.set(kind, id, value)
      },
    }
    return { keep: made, faults }
  }
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

  it('stops the line, which comes back when the disk takes writes again', async () => {
    const { keep, faults } = failing(testKeep().keep)
    const made = await testLine({ keep })
    faults.set = full
    const { keys } = made.sockets.last().config.auth
    await expect(Promise.resolve(keys.set({ session: { 'a.0': new Uint8Array([1]) } }))).rejects.toThrow(
      'full',
    )
    expect(await made.state()).toBe('down: store_unwritable')
    expect(made.sockets.alive()).toEqual([])
    await made.clock.advance(25 * SECOND)
    expect(made.sockets.made).toHaveLength(1)
    expect(made.alarms[0]).toBe('store_unwritable')
    delete faults.set
    await made.clock.advance(10 * SECOND)
    expect(await made.state()).toBe('connected')
  })

  it('refuses to send what it cannot keep for a phone that asks again', async () => {
    const { keep, faults } = failing(testKeep().keep)
    const made = await testLine({ keep })
    await made.hear()
    faults.set = full
    const refused = { code: 'offline', outcome: 'not_sent', retryable: true, scope: 'account' }
    await expect(made.channel.send(made.out())).rejects.toMatchObject(refused)
    expect(made.sockets.sent).toEqual([])
  })

  it('stops the line for good when a key cannot be read', async () => {
    const { keep, faults } = failing(testKeep().keep)
    const made = await testLine({ keep })
    faults.get = (kind) => (kind === 'key.session' ? new Error('kept.sealed does not open') : undefined)
    const { keys } = made.sockets.last().config.auth
    await expect(Promise.resolve(keys.get('session', ['a.0']))).rejects.toThrow('does not open')
    await made.clock.advance(60 * MINUTE)
    expect(await made.state()).toBe('down: keys_unreadable')
    expect(made.alarms).toEqual(['keys_unreadable'])
    expect(made.sockets.made).toHaveLength(1)
  })

  it('begins nothing anew when the keys are there and do not open', async () => {
    const { keep, faults } = failing(testKeep().keep)
    pair(keep, pairedCreds())
    const before = keep.get('creds', 'line')
    faults.get = (kind) => (kind === 'creds' ? new Error('kept.sealed does not open') : undefined)
    const made = await testLine({ keep, isPaired: false })
    expect(made.alarms).toEqual(['keys_unreadable'])
    expect(await made.state()).toBe('down: keys_unreadable')
    expect(made.sockets.made).toEqual([])
    delete faults.get
    expect(keep.get('creds', 'line')).toEqual(before)
  })
})
