/** @module Files of residents on Telegram: fetched whole or not at all. */

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { FetchError } from '../../src/core/errors.ts'
import type { Fault } from '../support/emulators/telegram/faults.ts'
import { telegramBench } from './telegram/bench.ts'

const REF = { ref: 'telegram:AgAC' }

describe('a file on Telegram', () => {
  it('is fetched by its reference, whatever its path', async () => {
    const { channel, control, end } = await telegramBench()
    control.file({ id: 'AgAC', bytes: 'JPEG å', path: 'photos/a b#1?.jpg' })
    const got = await channel.fetchMedia?.(REF, 100)
    expect(new TextDecoder().decode(got)).toBe('JPEG å')
    await end()
  })

  it.each([
    { label: 'that Telegram says is bigger', file: { bytes: 'abc', size: 500 }, code: 'too_big' },
    {
      label: 'that is bigger than Telegram says',
      file: { bytes: 'x'.repeat(101), size: 5 },
      code: 'too_big',
    },
    { label: 'over what a bot may fetch', file: { size: 21_000_000 }, code: 'too_big' },
    { label: 'whose path climbs', file: { path: 'photos/../../x' }, code: 'gone' },
    { label: 'without a path', file: { path: '' }, code: 'gone' },
  ])('is not fetched: $label', async ({ file, code }) => {
    const { channel, control, errorOf, end } = await telegramBench()
    control.file({ id: 'AgAC', ...file })
    const error = await errorOf(Promise.resolve(channel.fetchMedia?.(REF, 100)))
    expect(error).toBeInstanceOf(FetchError)
    expect(error).toMatchObject({ code })
    await end()
  })

  const FAILURES: { label: string; fault: Fault; error: object }[] = [
    {
      label: 'asked too often',
      fault: { fault: '429', retry_after: 3 },
      error: { code: 'throttled', retryAfterMs: 3000 },
    },
    { label: 'token refused', fault: { fault: '401' }, error: { code: 'unauthorised' } },
    { label: 'a failing machine', fault: { fault: '502' }, error: { code: 'server' } },
    { label: 'a cut line', fault: { fault: 'reset_before' }, error: { code: 'network' } },
    {
      label: 'a file that is gone',
      fault: { fault: '404', match: { method: 'file' } },
      error: { code: 'gone' },
    },
    {
      label: 'a file asked for too often',
      fault: { fault: '429', retry_after: 3, match: { method: 'file' } },
      error: { code: 'throttled', retryAfterMs: 3000 },
    },
    {
      label: 'a token refused for the file',
      fault: { fault: '401', match: { method: 'file' } },
      error: { code: 'unauthorised' },
    },
    {
      label: 'half a file',
      fault: { fault: 'truncated', match: { method: 'file' } },
      error: { code: 'network' },
    },
    {
      label: 'a file not given',
      fault: { fault: '502', match: { method: 'file' } },
      error: { code: 'server' },
    },
  ]

  it.each(FAILURES)('is told why it cannot be had: $label', async ({ fault, error }) => {
    const { channel, control, errorOf, end } = await telegramBench()
    control.file({ id: 'AgAC' })
    control.inject(fault)
    const got = await errorOf(Promise.resolve(channel.fetchMedia?.(REF, 100)))
    expect(got).toBeInstanceOf(FetchError)
    expect(got).toMatchObject(error)
    await end()
  })

  it('nobody knows may only be away for now; one of another channel is none', async () => {
    const { channel, errorOf, end } = await telegramBench()
    expect(await errorOf(Promise.resolve(channel.fetchMedia?.(REF, 100)))).toMatchObject({ code: 'server' })
    const other = channel.fetchMedia?.({ ref: 'media:1' }, 100)
    expect(await errorOf(Promise.resolve(other))).toMatchObject({ code: 'gone' })
    await end()
  })

  /** A platform that gives the file in its own way. */
  const platform = async (give: (response: ServerResponse) => void) => {
    const server = createServer((request, response) => {
      if (request.url?.includes('/file/')) return give(response)
      response.end('{"ok":true,"result":{"file_id":"a","file_path":"photos/a.jpg"}}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bench = await telegramBench({
      apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    })
    const error = await bench.errorOf(Promise.resolve(bench.channel.fetchMedia?.(REF, 100)))
    server.closeAllConnections()
    server.close()
    await bench.end()
    return error
  }

  it('is not fetched from where a redirect leads', async () => {
    let asked = 0
    const elsewhere = createServer((_, response) => {
      asked += 1
      response.end('x')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const Location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
    const error = await platform((response) => void response.writeHead(302, { Location }).end())
    expect(error).toMatchObject({ code: 'server' })
    expect(asked).toBe(0)
    elsewhere.close()
  })

  it('is not read to an end that never comes', async () => {
    const error = await platform((response) => {
      const more = () => response.write('x'.repeat(50), () => setTimeout(more, 5))
      more()
    })
    expect(error).toMatchObject({ code: 'too_big' })
  })

  it('ends at once when it is stopped', async () => {
    const { channel, control, errorOf, end } = await telegramBench()
    control.file({ id: 'AgAC' })
    control.inject({ fault: 'stall', ms: 5000, match: { method: 'file' } })
    const startedAt = Date.now()
    const fetched = Promise.resolve(channel.fetchMedia?.(REF, 100, AbortSignal.timeout(30)))
    expect(await errorOf(fetched)).toMatchObject({ code: 'network' })
    expect(Date.now() - startedAt).toBeLessThan(2000)
    await end()
  })
})
