/** @module A poll that fails: waits, alarms, and a clear end where no waiting helps. */

import { describe, expect, it } from 'vitest'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import type { Incoming } from '../../src/core/message.ts'
import { isQuiet, listening, PERSON, polls, say, telegramBench, until, wordsOf } from './telegram/bench.ts'

describe('a poll that fails', () => {
  it('stops for good when the token is refused', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '401', match: { method: 'getUpdates' } })
    const { stop } = await listening(bench)
    await until(() => bench.told.alarms.length > 0)
    expect(bench.told.alarms).toEqual(['token_refused'])
    expect(await bench.channel.check()).toMatchObject({ link: 'down', why: 'token_refused' })
    const before = bench.control.journal().length
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(bench.control.journal()).toHaveLength(before)
    await stop()
    await bench.end()
  })

  it('is over once a poll goes well, a second poller only when none has come for a while', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '409', match: { method: 'getUpdates' } })
    const { stop } = await listening(bench)
    await until(() => isQuiet(bench) && polls(bench).length > 1)
    expect([...bench.told.ends].sort()).toEqual(['link_down', 'token_refused'])
    bench.clock.skewMs += 3 * 60_000
    say(bench, 'halo')
    await until(() => bench.told.ends.size > 2)
    expect([...bench.told.ends]).toContain('second_poller')
    await stop()
    await bench.end()
  })

  it('waits exactly as long as it is told', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '429', retry_after: 1, match: { method: 'getUpdates' } })
    const { got, stop } = await listening(bench)
    say(bench, 'halo')
    await until(() => got.length === 1)
    const [refused, next] = polls(bench)
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(950)
    expect(bench.control.stats().violations).toBe(0)
    await stop()
    await bench.end()
  })

  it('survives pages, cut lines and a platform that is away, and says that it reconnects', async () => {
    const bench = await telegramBench({ pollSeconds: 1 })
    for (const fault of ['502', 'html_200', 'reset_before'] as const)
      bench.control.inject({ fault, match: { method: 'getUpdates' } })
    const { got, stop } = await listening(bench)
    say(bench, 'satu')
    await until(() => got.length === 1)
    const isAway = bench.control.down({ ms: 300 })
    await isAway
    await until(() => JSON.stringify(bench.told.logs).includes('network'))
    expect(await bench.channel.check()).toMatchObject({ link: 'reconnecting' })
    await new Promise((resolve) => setTimeout(resolve, 350))
    say(bench, 'dua')
    await until(() => wordsOf(got).includes('dua'))
    expect(await bench.channel.check()).toMatchObject({ link: 'connected' })
    expect(bench.told.alarms).toEqual([])
    await stop()
    await bench.end()
  })

  it('knows soon that the line stands again, although nobody writes', async () => {
    const bench = await telegramBench({ pollSeconds: 50 })
    bench.control.inject({ fault: '502', match: { method: 'getUpdates' } })
    const { stop } = await listening(bench)
    await until(() => bench.told.logs.length > 0)
    await until(() => polls(bench).length === 2)
    await until(() => isQuiet(bench))
    expect(await bench.channel.check()).toMatchObject({ link: 'connected' })
    await stop()
    await bench.end()
  })

  it('lets taps go unanswered while it is told to wait with that', async () => {
    const bench = await telegramBench()
    await bench.channel.send({ ...bench.message, choices: [{ id: 'menu.a', label: 'Iuran' }] })
    bench.control.inject({ fault: '429', retry_after: 30, match: { method: 'answerCallbackQuery' } })
    const { got, stop } = await listening(bench)
    const tap = async (count: number) => {
      bench.control.user({ chat: PERSON, tap: 'menu.a' })
      await until(() => got.length === count && isQuiet(bench))
    }
    await tap(1)
    await until(() => JSON.stringify(bench.told.logs).includes('answer_callback_query'))
    await tap(2)
    expect(bench.control.stats()).toMatchObject({ violations: 0, answered: [] })
    bench.clock.skewMs = 31_000
    bench.emulator.world.windows.clear()
    await tap(3)
    await until(() => bench.emulator.world.answered.length === 1)
    await stop()
    await bench.end()
  })

  it('waits longer each time, up to a limit', async () => {
    const bench = await telegramBench({ backoff: { firstMs: 20, mostMs: 80 } })
    bench.control.inject({ fault: '502', match: { method: 'getUpdates' }, times: 6 })
    const { stop } = await listening(bench)
    await until(() => polls(bench).length >= 6)
    await stop()
    const at = polls(bench).map((entry) => entry.at)
    const waits = at.slice(1, 6).map((time, index) => time - (at[index] ?? 0))
    expect(waits[0]).toBeGreaterThanOrEqual(14)
    expect(waits[2]).toBeGreaterThanOrEqual(58)
    expect(Math.max(...waits)).toBeLessThan(1000)
    await bench.end()
  })

  it('raises the alarm after five minutes, not before', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '502', match: { method: 'getUpdates' }, times: 1000 })
    const { stop } = await listening(bench)
    await until(() => polls(bench).length >= 3)
    expect(bench.told.alarms).toEqual([])
    bench.clock.skewMs = 5 * 60_000
    await until(() => bench.told.alarms.length > 0)
    expect(bench.told.alarms[0]).toBe('link_down')
    expect(await bench.channel.check()).toMatchObject({ link: 'reconnecting', why: 'link_down' })
    await stop()
    await bench.end()
  })

  it('starts although the platform is away, and stops although it stays so', async () => {
    const bench = await telegramBench()
    await bench.emulator.close()
    const { stop } = await listening(bench)
    await until(() => bench.told.logs.length >= 2)
    await stop()
    await bench.end()
  })

  it('takes no server that does not wait for a reason to spin', async () => {
    const bench = await telegramBench({ backoff: { firstMs: 100, mostMs: 100 } })
    bench.control.inject({ fault: 'empty', match: { method: 'getUpdates' }, times: 1000 })
    const { stop } = await listening(bench)
    await until(() => polls(bench).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(polls(bench).length).toBeLessThan(6)
    await stop()
    await bench.end()
  })
})

describe('two pollers of one bot', () => {
  it('leave the line to the one that has stood for long, and the later one stops and says why', async () => {
    let later = 0
    const bench = await telegramBench()
    const told: string[] = []
    const now = () => Date.now() + later
    const settled = telegramChannel(bench.options, {
      ...bench.deps,
      now,
      alarm: (what) => void told.push(what),
    })
    const got: Incoming[] = []
    const stopSettled = await settled.listen?.(async (incoming) => void got.push(...incoming))
    await until(() => isQuiet(bench))
    later = 10 * 60_000
    const newcomer = await listening(bench)
    await until(() => bench.told.alarms.length > 0)
    expect(bench.told.alarms).toEqual(['second_poller'])
    expect(await bench.channel.check()).toMatchObject({ link: 'down', why: 'second_poller' })
    say(bench, 'halo')
    await until(() => wordsOf(got).includes('halo'))
    await until(() => isQuiet(bench))
    expect(await settled.check()).toMatchObject({ link: 'connected' })
    await newcomer.stop()
    await stopSettled?.()
    await bench.end()
  })

  it('end with one: of two that came lately the first stops and says why, the other goes on', async () => {
    const bench = await telegramBench()
    const first = await listening(bench)
    await until(() => isQuiet(bench))
    const told: string[] = []
    const deps = { ...bench.deps, alarm: (what: string) => void told.push(what) }
    const other = telegramChannel(bench.options, deps)
    const got: Incoming[] = []
    const stopOther = await other.listen?.(async (incoming) => void got.push(...incoming))
    await until(() => bench.told.alarms.length + told.length > 0)
    expect(bench.told.alarms).toEqual(['second_poller'])
    expect(await bench.channel.check()).toMatchObject({ link: 'down', why: 'second_poller' })
    say(bench, 'halo')
    await until(() => got.length === 1)
    expect(told).toEqual([])
    expect(await other.check()).toMatchObject({ link: 'connected' })
    await first.stop()
    await stopOther?.()
    await bench.end()
  })

  it('are no alarm when it was once: our own poll before a restart', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '409', match: { method: 'getUpdates' }, times: 2 })
    const { got, stop } = await listening(bench)
    say(bench, 'halo')
    await until(() => got.length === 1)
    expect(bench.told.alarms).toEqual([])
    await stop()
    await bench.end()
  })

  it('or a webhook set meanwhile: taken back, and given up when it is set again and again', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    const hook = { url: 'http://127.0.0.1:1/', secret: undefined, maxConnections: 1, setAt: 0 }
    const set = () => {
      bench.emulator.world.hook = hook
      for (const wake of [...bench.emulator.world.wake]) wake()
    }
    await until(() => isQuiet(bench))
    set()
    await until(() => bench.emulator.world.hook === undefined)
    say(bench, 'halo')
    await until(() => got.length === 1)
    const again = setInterval(set, 1)
    await until(() => bench.told.alarms.length > 0)
    clearInterval(again)
    expect(bench.told.alarms).toEqual(['webhook_set'])
    expect(await bench.channel.check()).toMatchObject({ link: 'down', why: 'webhook_set' })
    await stop()
    await bench.end()
  })
})
