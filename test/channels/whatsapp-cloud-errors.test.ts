/** @module What each answer of Meta, and each way to lose a line, means for a send. */

import { afterEach, describe, expect, it } from 'vitest'
import { API_ROOT } from '../../src/channels/whatsapp-cloud/limits.ts'
import { SendError } from '../../src/core/errors.ts'
import type { FaultName } from '../support/emulators/whatsapp/faults.ts'
import { cloud, line, outgoing } from './whatsapp-cloud/cloud.ts'

let made: Awaited<ReturnType<typeof cloud>> | undefined
afterEach(async () => {
  await made?.emulator.close()
  made = undefined
})

async function failing(work: () => Promise<unknown>): Promise<SendError> {
  const error = await work().then(
    () => 'was sent',
    (reason: unknown) => reason,
  )
  if (!(error instanceof SendError)) throw new Error(`no SendError but ${String(error)}`)
  return error
}

const chat = { scope: 'chat', outcome: 'not_sent', retryable: false, retryAfterMs: undefined }
const account = { scope: 'account', outcome: 'not_sent', retryable: true }

const CODES: { codes: number[]; means: object; alarm?: string }[] = [
  { codes: [131056], means: { ...chat, code: 'throttled', retryable: true, retryAfterMs: 6_000 } },
  { codes: [130429], means: { ...account, code: 'throttled', retryAfterMs: 1_000 } },
  { codes: [4, 80007, 133016], means: { ...account, code: 'throttled', retryAfterMs: 60_000 } },
  { codes: [131048], means: { ...account, code: 'throttled', retryAfterMs: 300_000 }, alarm: 'restricted' },
  { codes: [368, 131031, 131045], means: { ...account, code: 'unauthorised' }, alarm: 'restricted' },
  { codes: [190, 0], means: { ...account, code: 'unauthorised' }, alarm: 'token_refused' },
  {
    codes: [10, 3, 200, 299, 131005],
    means: { ...account, code: 'unauthorised' },
    alarm: 'not_permitted',
  },
  { codes: [131047], means: { ...chat, code: 'window_closed' } },
  { codes: [131026, 131030, 131021], means: { ...chat, code: 'unreachable' } },
  { codes: [131049, 100, 131008, 131009, 131051, 131053], means: { ...chat, code: 'rejected' } },
  { codes: [132000, 132001, 132015], means: { ...chat, code: 'rejected' }, alarm: 'template_refused' },
  { codes: [2, 131016, 131057], means: { ...account, code: 'server' } },
  { codes: [1, 131000], means: { ...chat, code: 'server', outcome: 'unknown', retryable: true } },
  { codes: [999_999], means: { ...chat, code: 'rejected' } },
]
const EACH = CODES.flatMap(({ codes, ...rest }) => codes.map((code) => ({ code, ...rest })))

it.each(EACH)('knows what Meta means by $code', async ({ code, means, alarm }) => {
  made = await cloud()
  made.emulator.inject({ fault: `code:${code}` })
  const error = await failing(async () => made?.channel.send(outgoing()))
  expect(error).toMatchObject(means)
  expect(error.message).toContain(String(code))
  expect(made.alarms).toEqual(alarm === undefined ? [] : [alarm])
})

it('keeps what waits when the id of our number is wrong, and blames the number', async () => {
  made = await cloud({ phoneNumberId: '999' })
  const error = await failing(async () => made?.channel.send(outgoing()))
  expect(error).toMatchObject({ ...account, code: 'unauthorised', retryAfterMs: 60_000 })
  expect(made.alarms).toEqual(['number_unknown'])
})

const LINES: { fault: FaultName; means: object; alarm?: string; taken: number }[] = [
  { fault: '429', means: { ...account, code: 'throttled', retryAfterMs: 30_000 }, taken: 0 },
  { fault: '500', means: { code: 'server', outcome: 'unknown', retryable: true }, taken: 0 },
  { fault: '502', means: { code: 'server', outcome: 'unknown', retryable: true }, taken: 0 },
  { fault: '503', means: { code: 'server', outcome: 'unknown', retryable: true }, taken: 0 },
  { fault: '401', means: { ...account, code: 'unauthorised' }, alarm: 'token_refused', taken: 0 },
  { fault: '404', means: { code: 'server', outcome: 'not_sent', retryable: true }, taken: 0 },
  { fault: '403', means: { ...account, code: 'unauthorised' }, alarm: 'token_refused', taken: 0 },
  { fault: 'reset_before', means: { code: 'network', outcome: 'unknown', retryable: true }, taken: 0 },
  { fault: 'reset_after', means: { code: 'network', outcome: 'unknown', retryable: true }, taken: 1 },
  { fault: 'stall', means: { code: 'network', outcome: 'unknown', retryable: true }, taken: 1 },
  { fault: 'truncated', means: { code: 'server', outcome: 'unknown', retryable: true }, taken: 1 },
  {
    fault: 'redirect:http://127.0.0.1:9/elsewhere',
    means: { code: 'server', outcome: 'unknown', retryable: true },
    taken: 0,
  },
]

it.each(LINES)('tells what is known of a message after $fault', async ({ fault, means, alarm, taken }) => {
  made = await cloud({ sendTimeoutMs: 300 })
  made.emulator.inject({ fault, retryAfterS: 30 })
  expect(await failing(async () => made?.channel.send(outgoing()))).toMatchObject(means)
  expect(made.emulator.journal.accepted()['c1.1.0'] ?? 0).toBe(taken)
  expect(made.alarms).toEqual(alarm === undefined ? [] : [alarm])
})

describe('a message has surely not left', () => {
  it('when nobody listens', async () => {
    const gone = await cloud()
    await gone.emulator.close()
    const { channel } = line({ apiRoot: gone.emulator.url })
    expect(await failing(() => channel.send(outgoing()))).toMatchObject({
      code: 'network',
      outcome: 'not_sent',
      retryable: true,
    })
  })

  it('when it was stopped before it began', async () => {
    made = await cloud()
    const stopped = AbortSignal.abort(new Error('too slow'))
    expect(await failing(async () => made?.channel.send(outgoing(), stopped))).toMatchObject({
      code: 'network',
      outcome: 'not_sent',
    })
    expect(made.emulator.journal.accepted()).toEqual({})
  })
})

it('is unknown when stopped in the middle', async () => {
  made = await cloud()
  made.emulator.inject({ fault: 'stall' })
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 100)
  expect(await failing(async () => made?.channel.send(outgoing(), stop.signal))).toMatchObject({
    code: 'network',
    outcome: 'unknown',
  })
})

it('asks a version of the API that is served', () => {
  expect(API_ROOT).toMatch(/^https:\/\/graph\.facebook\.com\/v2[3-9]\.0$/)
})
