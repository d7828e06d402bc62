/** @module Sending on Telegram: what people see is what was said, and each failure has its code. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../../src/channels/telegram/encode.ts'
import { makeFlood } from '../../src/channels/telegram/flood.ts'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import { SendError } from '../../src/core/errors.ts'
import type { Fault } from '../support/emulators/telegram/faults.ts'
import { parseHtml } from '../support/emulators/telegram/html.ts'
import { PERSON, TEXTS, telegramBench } from './telegram/bench.ts'

const shown = async (more: object) => {
  const { channel, control, message, end } = await telegramBench()
  const sent = await channel.send({ ...message, ...more })
  const got = control.messages({ chat: PERSON }).at(-1)
  await end()
  return { sent, got }
}

describe('a message on Telegram', () => {
  it('is what was written, whatever its signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(parseHtml(escapeHtml(text))).toEqual({ text })
      }),
      { numRuns: 500 },
    )
  })

  it('is what was written when it looks like markup', () => {
    const sign = fc.constantFrom(
      '<',
      '>',
      '&',
      'b',
      '/',
      'lt',
      'amp',
      ';',
      '"',
      '#',
      '39',
      ' ',
      '!--',
      'a href=',
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const text = signs.join('')
        expect(parseHtml(escapeHtml(text))).toEqual({ text })
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves although half a sign stands in it', async () => {
    const { got } = await shown({ text: `halo \ud83d` })
    expect(got?.text).toBe('halo \ufffd')
  })

  it('shows no preview of a link, and is known by chat and number', async () => {
    const { channel, control, emulator, message, end } = await telegramBench()
    const { externalId } = await channel.send({
      ...message,
      link: { url: 'https://sigap.example', label: 'Buka' },
    })
    const got = emulator.world.chats.get(PERSON)?.messages.at(-1)
    expect(externalId).toBe(`${PERSON}:${got?.message_id}`)
    expect(got?.raw.link_preview_options).toEqual({ is_disabled: true })
    expect(control.journal().at(-1)).toMatchObject({ method: 'sendMessage', chat: PERSON, accepted: true })
    await end()
  })

  it('has one button a row, which brings its choice back', async () => {
    const choices = [
      { id: 'work.ojek', label: 'Ojek' },
      { id: 'work.lain', label: 'Lainnya' },
    ]
    const { got } = await shown({ choices })
    expect(got?.text).toBe('Apa pekerjaan Anda?\n1. Ojek\n2. Lainnya')
    expect(got?.raw.reply_markup).toEqual({
      inline_keyboard: [
        [{ text: 'Ojek', callback_data: 'work.ojek' }],
        [{ text: 'Lainnya', callback_data: 'work.lain' }],
      ],
    })
  })

  it('asks for a place by a button that shares it, and by words where there are choices', async () => {
    expect((await shown({ ask: 'location' })).got?.keyboard).toEqual([TEXTS.shareLocation])
    const both = await shown({ ask: 'location', choices: [{ id: 'a', label: 'Tidak tahu' }] })
    expect(both.got?.keyboard).toEqual([])
    expect(both.got?.buttons).toEqual([{ text: 'Tidak tahu', data: 'a' }])
  })

  it('goes to persons alone', async () => {
    const { channel, control, message, errorOf, end } = await telegramBench()
    for (const address of ['-1001987654321', '@kabar', '5012 ', '', '../x']) {
      const error = await errorOf(channel.send({ ...message, address }))
      expect(error).toMatchObject({ code: 'unreachable', outcome: 'not_sent', retryable: false })
    }
    expect(control.journal()).toEqual([])
    await end()
  })
})

const FAILURES: { label: string; fault: Omit<Fault, 'match'>; error: object; alarms?: string[] }[] = [
  {
    label: 'told to wait',
    fault: { fault: '429', retry_after: 7 },
    error: { code: 'throttled', outcome: 'not_sent', retryable: true, retryAfterMs: 7000, scope: 'account' },
  },
  {
    label: 'told to wait for nothing',
    fault: { fault: '429', retry_after: 0 },
    error: { code: 'throttled', retryAfterMs: 1000, scope: 'account' },
  },
  {
    label: 'told to wait without for how long',
    fault: { fault: '429', bare: true },
    error: { code: 'throttled', retryAfterMs: 5000, scope: 'account' },
  },
  {
    label: 'told to wait for an hour',
    fault: { fault: '429', retry_after: 3600 },
    error: { code: 'throttled', retryAfterMs: 3_600_000, scope: 'chat' },
    alarms: ['throttled_long'],
  },
  {
    label: 'blocked by the person',
    fault: { fault: '403' },
    error: { code: 'blocked', outcome: 'not_sent', retryable: false },
  },
  {
    label: 'an account that is no more',
    fault: { fault: '403', description: 'Forbidden: user is deactivated' },
    error: { code: 'blocked', retryable: false },
  },
  {
    label: 'somebody who never wrote',
    fault: { fault: '403', description: "Forbidden: bot can't initiate conversation with a user" },
    error: { code: 'unreachable', retryable: false },
  },
  {
    label: 'a token that is not valid any more',
    fault: { fault: '401' },
    error: { code: 'unauthorised', outcome: 'not_sent', retryable: true, scope: 'account' },
    alarms: ['token_refused'],
  },
  {
    label: 'a token of another form',
    fault: { fault: '404' },
    error: { code: 'unauthorised', retryable: true, scope: 'account' },
    alarms: ['token_refused'],
  },
  {
    label: 'a page of the machine before Telegram',
    fault: { fault: '502' },
    error: { code: 'server', outcome: 'unknown', retryable: true, scope: 'chat' },
  },
  {
    label: 'a failure inside Telegram',
    fault: { fault: '500', phase: 'after' },
    error: { code: 'server', outcome: 'unknown' },
  },
  {
    label: 'a page instead of an answer',
    fault: { fault: 'html_200' },
    error: { code: 'server', outcome: 'unknown', retryable: true },
  },
  {
    label: 'half an answer',
    fault: { fault: 'truncated' },
    error: { outcome: 'unknown', retryable: true },
  },
  {
    label: 'a line cut before it was taken',
    fault: { fault: 'reset_before' },
    error: { code: 'network', outcome: 'unknown', retryable: true },
  },
  {
    label: 'a line cut after it was taken',
    fault: { fault: 'reset_after' },
    error: { code: 'network', outcome: 'unknown', retryable: true },
  },
  {
    label: 'no answer for too long',
    fault: { fault: 'stall', ms: 3000 },
    error: { code: 'network', outcome: 'unknown', retryable: true },
  },
]

describe('a failed send', () => {
  it.each(FAILURES)('has its code: $label', async ({ fault, error, alarms = [] }) => {
    const { channel, control, told, message, errorOf, end } = await telegramBench()
    control.inject({ ...fault, match: { method: 'sendMessage' } })
    const got = await errorOf(channel.send({ ...message, text: 'rahasia warga' }))
    expect(got).toBeInstanceOf(SendError)
    expect(got).toMatchObject(error)
    expect(told.alarms).toEqual(alarms)
    // Whose words these were is nobody's business who reads a log.
    expect(String((got as Error).stack)).not.toContain('rahasia warga')
    await end()
  })

  it.each([
    { label: 'nobody of that number', state: undefined, address: '4711', code: 'unreachable' },
    { label: 'blocked', state: 'kicked' as const, address: String(PERSON), code: 'blocked' },
    { label: 'deactivated', state: 'deactivated' as const, address: String(PERSON), code: 'blocked' },
    { label: 'moved', state: 'migrated' as const, address: String(PERSON), code: 'unreachable' },
  ])('is told by the platform itself: $label', async ({ state, address, code }) => {
    const { channel, control, message, errorOf, end } = await telegramBench()
    if (state) control.user({ chat: PERSON, state })
    const error = await errorOf(channel.send({ ...message, address }))
    expect(error).toMatchObject({ code, outcome: 'not_sent', retryable: false })
    await end()
  })

  it('is refused when there is nothing to say, and never tried again', async () => {
    const { channel, message, errorOf, end } = await telegramBench()
    const error = await errorOf(channel.send({ ...message, text: '  ' }))
    expect(error).toMatchObject({ code: 'rejected', outcome: 'not_sent', retryable: false })
    await end()
  })

  it('surely did not arrive when nobody is there, or when it was stopped before', async () => {
    const { channel, message, emulator, errorOf, end } = await telegramBench()
    const stopped = await errorOf(channel.send(message, AbortSignal.abort()))
    expect(stopped).toMatchObject({ code: 'network', outcome: 'not_sent', retryable: true })
    await emulator.close()
    const alone = await errorOf(channel.send(message))
    expect(alone).toMatchObject({ code: 'network', outcome: 'not_sent', retryable: true })
    await end()
  })

  it('ends at once when it is stopped on its way', async () => {
    const { channel, control, message, errorOf, end } = await telegramBench({ sendTimeoutMs: 5000 })
    control.inject({ fault: 'stall', ms: 5000 })
    const startedAt = Date.now()
    const error = await errorOf(channel.send(message, AbortSignal.timeout(30)))
    expect(error).toMatchObject({ code: 'network', outcome: 'unknown', retryable: true })
    expect(Date.now() - startedAt).toBeLessThan(2000)
    await end()
  })

  it('never tells the token, whatever the address of the platform', async () => {
    const { told, deps, message, errorOf, end, options } = await telegramBench()
    for (const apiRoot of ['http://127.0.0.1:1', 'http://[', 'nothing', 'ftp://127.0.0.1']) {
      const make = () => telegramChannel({ ...options, apiRoot }, deps)
      const error = await errorOf(Promise.resolve().then(() => make().send(message)))
      expect(error).toBeInstanceOf(SendError)
      await errorOf(Promise.resolve().then(() => make().fetchMedia?.({ ref: 'telegram:x' }, 10)))
      told.logs.push(await make().check())
    }
    await end()
  })
})

describe('whom a 429 means', () => {
  const HOUR_MS = 3_600_000

  it('is the whole line when the wait is short', () => {
    expect(makeFlood().scope('a', 60_000, 0)).toEqual({ scope: 'account', isLong: false })
  })

  it('is one chat when only that one is told to wait long, however often', () => {
    const flood = makeFlood()
    expect(flood.scope('a', HOUR_MS, 0)).toEqual({ scope: 'chat', isLong: true })
    expect(flood.scope('a', HOUR_MS, 1000)).toEqual({ scope: 'chat', isLong: true })
  })

  it('is the whole line once a second chat is told so within that time, and not after it', () => {
    const flood = makeFlood()
    flood.scope('a', HOUR_MS, 0)
    expect(flood.scope('b', HOUR_MS, HOUR_MS - 1).scope).toBe('account')
    const later = makeFlood()
    later.scope('a', HOUR_MS, 0)
    expect(later.scope('b', HOUR_MS, HOUR_MS).scope).toBe('chat')
  })

  it('keeps no endless list of chats', () => {
    const flood = makeFlood()
    for (let n = 0; n < 5000; n += 1) flood.scope(`c${n}`, HOUR_MS, 0)
    expect(flood.scope('new', HOUR_MS, 1).scope).toBe('account')
    expect(flood.scope('new', HOUR_MS, HOUR_MS + 1).scope).toBe('chat')
  })
})
