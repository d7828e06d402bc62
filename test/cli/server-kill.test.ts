/** @module The server under kill -9: what a page was told is kept is kept, and nothing is done twice. */

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build } from '../../src/main.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'

const data = mkdtempSync(join(tmpdir(), 'server-kill-'))
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.kill()
  rmSync(data, { recursive: true })
})

const PEOPLE = Array.from({ length: 4 }, (_, n) => String(n).repeat(64))

/** True when the server said that it has kept it. */
async function post(address: string, token: string, n: number): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/pesan`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        origin: address,
        'sec-fetch-site': 'same-origin',
        cookie: `tamu=${token}`,
      },
      body: JSON.stringify({ key: `kunci-${token.slice(0, 4)}-${n}`, text: `pesan ${n}` }),
    })
    return answer.ok
  } catch {
    // Killed in the middle: nobody knows, so it is written again.
    return false
  }
}

it('keeps every message it acknowledged, each once and in order, over several kills', async () => {
  const next = new Map(PEOPLE.map((token) => [token, 0]))
  const rounds = 6
  for (let round = 0; round < rounds; round++) {
    const started = await startServer(data)
    server = started
    const { address } = started
    let keptNow = 0
    const killAfter = 2 + round * 3
    const write = async (token: string) => {
      for (;;) {
        const n = next.get(token) ?? 0
        if (!(await post(address, token, n))) return
        next.set(token, n + 1)
        keptNow += 1
        if (keptNow === killAfter) setTimeout(() => void started.kill(), (round * 7) % 23)
      }
    }
    await Promise.all(PEOPLE.map(write))
    expect(keptNow).toBeGreaterThanOrEqual(killAfter)
    await started.gone
  }
  const service = await build(readConfig({ DATA_DIR: data, LOG_LEVEL: 'silent' }))
  service.start()
  await service.quiet()
  for (const token of PEOPLE) {
    const address = createHash('sha256').update(`visitor|${token}`).digest('hex')
    const chatId = await service.chats.find({ channel: 'web', account: 'web', address })
    const view = await service.chats.read(chatId ?? '', { limit: 10_000 })
    const asked = view?.lines.filter(({ from }) => from === 'resident').map(({ text }) => text) ?? []
    const acknowledged = next.get(token) ?? 0
    // The one after the last acknowledged may have been kept as well.
    expect(asked.length - acknowledged).toBeOneOf([0, 1])
    expect(asked).toEqual(asked.map((_, n) => `pesan ${n}`))
    const said = view?.lines.filter(({ from }) => from !== 'resident') ?? []
    expect(said.every(({ status }) => status === 'sent')).toBe(true)
    expect(new Set(said.map(({ id }) => id)).size).toBe(said.length)
    expect(service.settled(chatId ?? '')).toBe(true)
  }
  await service.stop()
}, 180_000)
