/** @module The emulator of the Graph API is as unkind as Meta: limits, silences, repeats, tokens, and a process of its own. */

import { spawn } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/channels/whatsapp-cloud/encode.ts'
import { startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { cloud, outgoing, PHONE, SECRET, VERIFY_TOKEN } from './whatsapp-cloud/cloud.ts'
import { atEnd, closeAll, whole } from './whatsapp-cloud/whole.ts'

afterEach(closeAll)

it('takes the same id twice as two messages, and counts them', async () => {
  const { channel, emulator } = await whole()
  const first = await channel.send(outgoing())
  expect(await channel.send(outgoing())).not.toEqual(first)
  expect(emulator.journal.accepted()).toEqual({ 'c1.1.0': 2 })
})

describe('too much', () => {
  it('for one person is refused until it was quiet for 6 s; a send before that is a fault of ours', async () => {
    const { channel, emulator } = await whole({ pair: { burst: 2, everyMs: 6_000 } })
    await channel.send(outgoing())
    await channel.send(outgoing())
    await expect(channel.send(outgoing())).rejects.toMatchObject({ code: 'throttled', scope: 'chat' })
    emulator.advance(3_000)
    await expect(channel.send(outgoing())).rejects.toMatchObject({ retryAfterMs: 6_000 })
    expect(emulator.journal.violations()).toBe(1)
    emulator.advance(6_000)
    await channel.send(outgoing())
    expect(emulator.journal.violations()).toBe(1)
  })

  it('for the number is refused, whoever it is for', async () => {
    const { channel, emulator } = await whole({ accountPerSecond: 1 })
    await channel.send(outgoing())
    await expect(channel.send(outgoing())).rejects.toMatchObject({ code: 'throttled', scope: 'account' })
    emulator.advance(500)
    const other = outgoing({ address: '6281200000002' })
    await expect(channel.send(other)).rejects.toMatchObject({ code: 'throttled' })
    expect(emulator.journal.violations()).toBe(1)
  })

  it('is judged by the time that a 429 names', async () => {
    const { channel, emulator } = await whole()
    emulator.inject({ fault: '429', retryAfterS: 30 })
    await expect(channel.send(outgoing())).rejects.toMatchObject({ retryAfterMs: 30_000 })
    await channel.send(outgoing())
    // What was already on its way is no fault.
    expect(emulator.journal.violations()).toBe(0)
    emulator.advance(10_000)
    await channel.send(outgoing())
    expect(emulator.journal.violations()).toBe(1)
    emulator.advance(20_000)
    await channel.send(outgoing())
    expect(emulator.journal.violations()).toBe(1)
  })
})

describe('the emulator', () => {
  const settings = { appSecret: SECRET, verifyToken: VERIFY_TOKEN }

  it.each([
    { label: 'a token like a real one', more: { token: 'EAAJB' } },
    { label: 'a webhook elsewhere', more: { webhookUrl: 'https://sigap.example/hooks' } },
  ])('does not start with $label', async ({ more }) => {
    await expect(startGraphEmulator({ ...settings, ...more })).rejects.toThrow(/emulator/)
  })

  it('refuses a token that looks real, and any but its own', async () => {
    const { emulator } = await whole()
    for (const token of ['EAAJB', 'other', '']) {
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${emulator.url}/${emulator.phoneNumberId}`, { headers })
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 190, type: 'OAuthException' } })
    }
  })

  it('lets the address of a file die after five minutes', async () => {
    const { emulator } = await whole()
    const id = emulator.keep({ bytes: new Uint8Array(3), mime: 'image/jpeg' })
    const headers = { authorization: `Bearer ${emulator.token}` }
    const { url } = (await (await fetch(`${emulator.url}/${id}`, { headers })).json()) as { url: string }
    expect((await fetch(url)).status).toBe(401)
    expect((await fetch(url, { headers })).status).toBe(200)
    emulator.advance(5 * 60_000 + 1)
    expect((await fetch(url, { headers })).status).not.toBe(200)
  })

  it('gives the same chances for the same seed', async () => {
    const told = async (seed: number) => {
      const { channel, emulator } = await cloud({}, { seed })
      const faults: boolean[] = []
      emulator.inject({ fault: 'code:2', times: 100, prob: 0.5 })
      for (let n = 0; n < 20; n += 1)
        faults.push(
          await channel.send(outgoing()).then(
            () => false,
            () => true,
          ),
        )
      await emulator.close()
      return faults.join()
    }
    expect(await told(7)).toBe(await told(7))
    expect(await told(7)).not.toBe(await told(8))
  })
})

describe('the emulator as a process', () => {
  it('is steered and judged over HTTP', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/emulators/whatsapp/run.ts'], {
      env: {
        ...process.env,
        GRAPH_OPTIONS: JSON.stringify({ appSecret: SECRET, verifyToken: VERIFY_TOKEN }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number | null>((done) => child.on('exit', done))
    atEnd(async () => {
      child.kill('SIGKILL')
      await ended
    })
    const line = await new Promise<string>((done) => child.stdout.once('data', (said) => done(String(said))))
    const { url, origin, token, phoneNumberId } = JSON.parse(line) as Record<string, string>
    const lever = async (name: string, body?: object): Promise<unknown> => {
      const method = body === undefined ? 'GET' : 'POST'
      const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      return (await fetch(`${origin}/__ctl/${name}`, init)).json()
    }
    const said = { from: PHONE, said: { type: 'text', text: 'halo' } }
    expect(await lever('user', said)).toEqual({ wamid: expect.stringMatching(/^wamid\./) })
    await lever('inject', { fault: 'code:131056', times: 1 })
    const send = () =>
      fetch(`${url}/${phoneNumberId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(encode(outgoing(), { listButton: 'Pilih' })),
      })
    expect((await send()).status).toBe(400)
    await lever('advance', { ms: 6_000 })
    expect((await send()).status).toBe(200)
    await lever('idle')
    expect(await lever('journal')).toMatchObject({ accepted: { 'c1.1.0': 1 }, violations: 0 })
    await lever('reset', {})
    expect(await lever('journal')).toEqual({ entries: [], accepted: {}, violations: 0 })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
