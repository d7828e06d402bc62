/** @module The emulated Bot API: what the tests of the line rely on, seen by a bot that breaks the rules. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  type Emulator,
  type EmulatorOptions,
  startTelegramEmulator,
} from '../support/emulators/telegram/emulator.ts'
import { parseHtml } from '../support/emulators/telegram/html.ts'

type Reply = { ok: boolean; error_code?: number; description?: string; result?: unknown; parameters?: object }

const call = async (emulator: Pick<Emulator, 'url' | 'token'>, method: string, fields: object = {}) => {
  const response = await fetch(`${emulator.url}/bot${emulator.token}/${method}`, {
    method: 'POST',
    body: JSON.stringify(fields),
  })
  return { headers: response.headers, ...((await response.json()) as Reply) }
}

const using = async (work: (emulator: Emulator) => Promise<void>, options: EmulatorOptions = {}) => {
  const emulator = await startTelegramEmulator(options)
  emulator.control.user({ chat: 1, text: 'satu' })
  try {
    await work(emulator)
  } finally {
    await emulator.close()
  }
}

const idsOf = ({ result }: Reply) => (result as { update_id: number }[]).map(({ update_id }) => update_id)

describe('the emulated Bot API', () => {
  it('takes no token that could be real', async () => {
    const real = `12345678:${'A'.repeat(35)}`
    await expect(startTelegramEmulator({ token: real })).rejects.toThrow('looks real')
    await using(async (emulator) => {
      expect(await call({ ...emulator, token: real }, 'getMe')).toMatchObject({ ok: false, error_code: 401 })
      expect(await call({ ...emulator, token: '1:b' }, 'getMe')).toMatchObject({ error_code: 401 })
      expect(await call({ ...emulator, token: 'b' }, 'getMe')).toMatchObject({ error_code: 404 })
      expect(await call(emulator, 'getMe')).toMatchObject({ ok: true, result: { is_bot: true } })
    })
  })

  it('keeps an update until a higher offset, and none for an offset ahead of all', () =>
    using(async (emulator) => {
      emulator.control.user({ chat: 1, text: 'dua' })
      const ids = idsOf(await call(emulator, 'getUpdates'))
      expect(ids).toHaveLength(2)
      const [first = 0] = ids
      expect(idsOf(await call(emulator, 'getUpdates', { offset: first + 1_000_000 }))).toEqual(ids)
      expect(idsOf(await call(emulator, 'getUpdates', { offset: first + 1 }))).toEqual(ids.slice(1))
      emulator.control.user({ chat: 1, text: 'tiga' })
      expect(idsOf(await call(emulator, 'getUpdates', { offset: -1 }))).toEqual([first + 2])
      emulator.control.advance({ ms: 25 * 3_600_000 })
      expect(idsOf(await call(emulator, 'getUpdates', { offset: 1 }))).toEqual([])
    }))

  it('gives one update at a time to whoever asks the same again at once', () =>
    using(async (emulator) => {
      emulator.control.user({ chat: 1, text: 'dua' })
      expect(idsOf(await call(emulator, 'getUpdates', { offset: 5 }))).toHaveLength(2)
      expect(idsOf(await call(emulator, 'getUpdates', { offset: 5 }))).toHaveLength(1)
    }))

  it('ends the poll that waits when another comes, or a webhook', () =>
    using(async (emulator) => {
      emulator.world.queue = []
      const waits = call(emulator, 'getUpdates', { timeout: 9 })
      await new Promise((resolve) => setTimeout(resolve, 50))
      const other = call(emulator, 'getUpdates', { timeout: 9, offset: 3 })
      expect(await waits).toMatchObject({
        error_code: 409,
        description: expect.stringContaining('other getUpdates'),
      })
      await call(emulator, 'setWebhook', { url: `${emulator.url}/nowhere` })
      expect(await other).toMatchObject({
        error_code: 409,
        description: expect.stringContaining('setWebhook'),
      })
      expect(await call(emulator, 'getUpdates')).toMatchObject({ error_code: 409 })
      expect(await call(emulator, 'setWebhook', { url: '' })).toMatchObject({ error_code: 429 })
    }))

  it('posts to this machine alone', () =>
    using(async (emulator) => {
      expect(await call(emulator, 'setWebhook', { url: 'https://sigap.example/' })).toMatchObject({
        error_code: 400,
      })
    }))

  it.each([
    ['<b>halo', `Can't find end tag corresponding to start tag "b"`],
    ['halo</b>', 'Unexpected end tag at byte offset 4'],
    ['é <orang>', 'Unsupported start tag "orang" at byte offset 3'],
    ['a < b', 'Unclosed start tag at byte offset 2'],
  ])('refuses broken markup: %s', (text, why) =>
    using(async (emulator) => {
      const got = await call(emulator, 'sendMessage', { chat_id: 1, text, parse_mode: 'HTML' })
      expect(got.description).toBe(`Bad Request: can't parse entities: ${why}`)
    }),
  )

  it('reads markup and signs as Telegram does', () => {
    expect(parseHtml('<b>a</b> &lt;&amp;&#39;&#x41; &nbsp; & <a href="x">y</a>')).toEqual({
      text: `a <&'A &nbsp; & y`,
    })
  })

  it.each([
    [{ text: 'x'.repeat(4097) }, 'message is too long'],
    [{ text: ' ' }, 'message text is empty'],
    [
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'x'.repeat(65) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    [{ text: 'x', chat_id: 99 }, 'chat not found'],
  ])('refuses what does not fit', (fields, why) =>
    using(async (emulator) => {
      const got = await call(emulator, 'sendMessage', { chat_id: 1, ...fields })
      expect(got).toMatchObject({ error_code: 400, description: `Bad Request: ${why}` })
    }),
  )

  it('slows down whoever sends too fast, and writes down whoever does not listen', () =>
    using(async (emulator) => {
      const send = (chat_id: number) => call(emulator, 'sendMessage', { chat_id, text: 'x' })
      emulator.control.user({ chat: 2, text: 'a' })
      for (let n = 0; n < 3; n += 1) expect(await send(1)).toMatchObject({ ok: true })
      const refused = await send(1)
      expect(refused).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } })
      expect(refused.headers.get('retry-after')).toBe('3')
      expect(await send(2)).toMatchObject({ ok: true })
      // What comes at once was on its way before anybody could know.
      expect(await send(1)).toMatchObject({ error_code: 429 })
      expect(emulator.control.stats().violations).toBe(0)
      await new Promise((done) => setTimeout(done, 300))
      expect(await send(1)).toMatchObject({ error_code: 429 })
      expect(emulator.control.stats().violations).toBe(1)
    }))

  it('holds the whole bot back above its rate', () =>
    using(
      async (emulator) => {
        for (let chat = 1; chat <= 6; chat += 1) emulator.control.user({ chat, text: 'a' })
        const send = (chat_id: number) => call(emulator, 'sendMessage', { chat_id, text: 'x' })
        for (let chat = 1; chat <= 5; chat += 1) expect(await send(chat)).toMatchObject({ ok: true })
        expect(await send(6)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
      },
      { limits: { botPerSecond: 5 } },
    ))

  it('carries out what it then spoils the answer of', () =>
    using(async (emulator) => {
      emulator.control.inject({ fault: 'reset_after', match: { method: 'sendMessage', nth: 2 } })
      const send = (text: string) => call(emulator, 'sendMessage', { chat_id: 1, text }).catch(() => 'cut')
      expect(await send('satu')).toMatchObject({ ok: true })
      expect(await send('dua')).toBe('cut')
      expect(emulator.control.messages({ chat: 1 }).map(({ text }) => text)).toEqual(['satu', 'satu', 'dua'])
      expect(emulator.control.journal().at(-1)).toMatchObject({
        status: 0,
        accepted: true,
        fault: 'reset_after',
      })
    }))

  it('does the same again for the same seed', async () => {
    const run = async () => {
      const seen: unknown[] = []
      await using(async (emulator) => {
        emulator.control.inject({ fault: '502', match: { method: 'getMe', prob: 0.5 }, times: 100 })
        for (let n = 0; n < 20; n += 1) {
          const response = await fetch(`${emulator.url}/bot${emulator.token}/getMe`)
          seen.push(response.status)
        }
      })
      return seen
    }
    const first = await run()
    expect(new Set(first).size).toBe(2)
    expect(await run()).toEqual(first)
  })

  it('is a program of its own, steered from outside', async () => {
    const main = fileURLToPath(new URL('../support/emulators/telegram/main.ts', import.meta.url))
    const program = spawn(process.execPath, ['--import', 'tsx', main, '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [line] = (await once(program.stdout, 'data')) as [Buffer]
      const { url, token } = JSON.parse(line.toString()) as { url: string; token: string }
      const steer = async (name: string, fields: object = {}) => {
        const response = await fetch(`${url}/__ctl/${name}`, { method: 'POST', body: JSON.stringify(fields) })
        return response.json() as Promise<unknown>
      }
      const id = await steer('user', { chat: 4, text: 'halo' })
      expect(idsOf(await call({ url, token }, 'getUpdates'))).toEqual([id])
      expect(await steer('journal')).toMatchObject([{ method: 'getUpdates', status: 200, updates: [id] }])
      expect(await steer('fly')).toEqual({ error: 'Error: no such act: fly' })
      expect(await steer('inject', { fault: 'flood' })).toMatchObject({
        error: expect.stringContaining('one of'),
      })
      await steer('reset')
      expect(await steer('stats')).toMatchObject({ pending: 0, requests: 0 })
    } finally {
      program.kill()
    }
  })
})
