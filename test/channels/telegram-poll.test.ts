/** @module Long polling: nothing lost, nothing out of order, groups refused, and a stop that keeps its word. */

import { describe, expect, it, vi } from 'vitest'
import {
  type Bench,
  isQuiet,
  listening,
  PERSON,
  polls,
  say,
  telegramBench,
  until,
  wordsOf,
} from './telegram/bench.ts'

describe('a line that polls', () => {
  it('takes the bot over, shows its commands, and is connected', async () => {
    const bench = await telegramBench()
    bench.emulator.world.hook = { url: 'http://127.0.0.1:1/', secret: undefined, maxConnections: 1, setAt: 0 }
    say(bench, 'sebelum mulai')
    const { got, stop } = await listening(bench)
    await until(() => got.length > 0)
    await until(() => bench.emulator.world.commands.length > 0)
    expect(bench.emulator.world.commands).toEqual([{ command: 'menu', description: 'Menu utama' }])
    expect(await bench.channel.check()).toMatchObject({
      link: 'connected',
      connectedSince: expect.any(Number),
      lastReceivedAt: expect.any(Number),
    })
    await stop()
    expect(await bench.channel.check()).toMatchObject({ link: 'idle' })
    await bench.end()
  })

  it('receives all in order, whatever fails on the way', async () => {
    const bench = await telegramBench({}, { seed: 7 })
    for (const fault of ['502', 'reset_before', 'reset_after', '429'] as const) {
      const match = { method: 'getUpdates', prob: 0.3 }
      bench.control.inject({ fault, match, times: 3, retry_after: 1 })
    }
    let calls = 0
    const { got, stop } = await listening(bench, () => {
      calls += 1
      return calls % 3 === 1
    })
    const texts = Array.from({ length: 120 }, (_, n) => `pesan ${n}`)
    for (const text of texts) {
      say(bench, text)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await until(() => wordsOf(got).includes('pesan 119'))
    await stop()
    // What was received twice was never confirmed; it has the same id.
    const unique = [...new Map(got.map((one) => ['externalId' in one ? one.externalId : '', one])).values()]
    expect(wordsOf(unique)).toEqual(texts)
    expect(bench.control.stats().violations).toBe(0)
    await bench.end()
  })

  it('asks for nothing new before what it has was received', async () => {
    const bench = await telegramBench()
    let isFull = true
    const { got, stop } = await listening(bench, () => isFull)
    say(bench, 'satu')
    await until(() => bench.told.logs.length >= 3)
    say(bench, 'dua')
    expect(got).toEqual([])
    const [first] = polls(bench).flatMap(({ updates = [] }) => updates)
    expect(polls(bench).some(({ offset = 0 }) => offset > (first ?? 0))).toBe(false)
    isFull = false
    await until(() => got.length === 2)
    expect(wordsOf(got)).toEqual(['satu', 'dua'])
    await until(() => isQuiet(bench))
    await stop()
    await bench.end()
  })

  it('passes over what it does not know, and lets it not come again', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    bench.control.update({ message: { hologram: true } })
    bench.control.update({ message: null })
    say(bench, 'sesudahnya')
    await until(() => got.length === 1)
    await until(() => isQuiet(bench))
    await stop()
    await bench.end()
  })

  it('is brought again after a restart what it had not confirmed, under the same ids', async () => {
    const bench = await telegramBench()
    say(bench, 'satu')
    const first = await listening(bench)
    await until(() => first.got.length === 1)
    await first.stop()
    const second = await listening(bench)
    say(bench, 'dua')
    await until(() => wordsOf(second.got).includes('dua'))
    await second.stop()
    const ids = [...first.got, ...second.got].map((one) => 'externalId' in one && one.externalId)
    expect(ids[0]).toBe(`${PERSON}:2`)
    expect(new Set(ids).size).toBe(2)
    await bench.end()
  })

  it('goes on when ids begin anew, lower, after a quiet week', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    say(bench, 'satu')
    await until(() => got.length === 1)
    await until(() => isQuiet(bench))
    bench.control.restart_ids({ at: 1000 })
    say(bench, 'dua')
    await until(() => got.length === 2)
    await until(() => isQuiet(bench))
    say(bench, 'tiga')
    await until(() => got.length === 3)
    await stop()
    expect(wordsOf(got)).toEqual(['satu', 'dua', 'tiga'])
    await bench.end()
  })

  it('reads an update that comes twice, or late, as what it is', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    const id = bench.control.user({ chat: PERSON, text: 'satu' }) ?? 0
    bench.control.user({ chat: PERSON, edit: { message_id: 2, text: 'satu!' } })
    await until(() => got.length === 2)
    await until(() => isQuiet(bench))
    bench.control.duplicate({ update_id: id })
    await until(() => got.length === 3)
    expect(got[2]).toEqual(got[0])
    await stop()
    await bench.end()
  })

  it('answers a tap after it was received, and does not mind that it is too old', async () => {
    const bench = await telegramBench()
    await bench.channel.send({ ...bench.message, choices: [{ id: 'menu.a', label: 'Iuran' }] })
    bench.control.user({ chat: PERSON, tap: 'menu.a' })
    let refusals = 2
    const { got, stop } = await listening(bench, () => refusals-- > 0)
    const answers = () => bench.control.journal().filter(({ method }) => method === 'answerCallbackQuery')
    await until(() => answers().length === 1)
    expect(refusals).toBeLessThan(0)
    expect(got).toMatchObject([{ content: { type: 'choice', id: 'menu.a', label: 'Iuran' } }])
    expect(bench.emulator.world.answered).toHaveLength(1)
    bench.control.user({ chat: PERSON, tap: 'menu.a' })
    bench.control.advance({ ms: 24 * 3_600_000 - 1000 })
    await until(() => answers().length === 2)
    await until(() => got.length === 2)
    expect(answers()[1]).toMatchObject({ status: 400 })
    await stop()
    expect(JSON.stringify(bench.told.logs)).not.toContain('answer_callback_query')
    await bench.end()
  })

  it('says who blocked it and who came back', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    bench.control.user({ chat: PERSON, state: 'kicked' })
    bench.control.user({ chat: PERSON, state: 'member' })
    await until(() => got.length === 2)
    expect(got).toMatchObject([{ fact: 'blocked' }, { fact: 'unblocked' }])
    await stop()
    await bench.end()
  })
})

describe('a group', () => {
  const GROUP = -1_001_987_654_321
  const add = ({ control }: Bench) =>
    control.user({ chat: GROUP, type: 'supergroup', state: 'member', from: { id: PERSON } })
  const about = ({ control }: Bench) => control.journal().filter(({ chat }) => chat === GROUP)

  it('is refused in one sentence and left, once an hour, and never heard', async () => {
    const bench = await telegramBench()
    const { got, stop } = await listening(bench)
    add(bench)
    await until(() => about(bench).length === 2)
    expect(about(bench).map(({ method }) => method)).toEqual(['sendMessage', 'leaveChat'])
    expect(bench.control.messages({ chat: GROUP }).map(({ text }) => text)).toEqual([
      'Maaf, saya hanya melayani chat pribadi.',
    ])
    bench.control.user({ chat: GROUP, text: 'halo grup' })
    add(bench)
    say(bench, 'pribadi')
    await until(() => got.length === 1)
    expect(about(bench)).toHaveLength(2)
    bench.clock.skewMs = 3_600_001
    add(bench)
    await until(() => about(bench).length === 4)
    await stop()
    expect(wordsOf(got)).toEqual(['pribadi'])
    await bench.end()
  })

  it('is left although nothing may be written there; a platform that refuses is only noted', async () => {
    const bench = await telegramBench()
    bench.control.inject({ fault: '403', match: { method: 'sendMessage' } })
    bench.control.inject({ fault: '502', match: { method: 'leaveChat' } })
    const { stop } = await listening(bench)
    add(bench)
    await until(() => about(bench).length === 2)
    await until(() => JSON.stringify(bench.told.logs).includes('telegram_leave_chat_failed'))
    await stop()
    expect(bench.told.alarms).toEqual([])
    await bench.end()
  })
})

describe('a stop', () => {
  it('ends the poll that waits at once', async () => {
    const bench = await telegramBench({ pollSeconds: 50 })
    const { stop } = await listening(bench)
    await until(() => isQuiet(bench))
    const startedAt = Date.now()
    await stop()
    expect(Date.now() - startedAt).toBeLessThan(500)
    await bench.end()
  })

  it('waits for the receive that runs, and nothing is received after it', async () => {
    const bench = await telegramBench()
    const received = vi.fn()
    let finish = () => {}
    const stop = await bench.channel.listen?.(async () => {
      received('begun')
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      received('ended')
    })
    say(bench, 'satu')
    await until(() => received.mock.calls.length === 1)
    const stopped = stop?.().then(() => received('stopped'))
    say(bench, 'dua')
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(received).toHaveBeenCalledTimes(1)
    finish()
    await stopped
    expect(received.mock.calls).toEqual([['begun'], ['ended'], ['stopped']])
    expect(bench.emulator.world.queue).toHaveLength(2)
    await bench.end()
  })

  it('does not wait for a store that takes nothing', async () => {
    const bench = await telegramBench({ backoff: { firstMs: 60_000, mostMs: 60_000 } })
    const { stop, got } = await listening(bench, () => true)
    say(bench, 'satu')
    await until(() => bench.told.logs.length > 0)
    await stop()
    expect(got).toEqual([])
    expect(bench.emulator.world.queue).toHaveLength(1)
    await bench.end()
  })

  it('is needed before listening again', async () => {
    const bench = await telegramBench()
    const { stop } = await listening(bench)
    await expect(bench.channel.listen?.(async () => {})).rejects.toThrow('stop it first')
    await stop()
    const again = await listening(bench)
    await again.stop()
    await bench.end()
  })
})
