/** @module The layers that a Worker would carry, in workerd: the same code, the same migrations, the same answers as on Node. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KEY_BYTES } from '../../src/vault/key-ring.ts'
import { play } from '../flows/player.ts'
import { type Bundle, bundleWorker } from './bundle.ts'
import type { Play } from './worker.ts'

const ROOT = join(import.meta.dirname, '../..')
const source = readFileSync(join(ROOT, 'test/flows/keluhan-lalu-petugas.chat.txt'), 'utf8')
// https://developers.cloudflare.com/workers/platform/limits/#worker-size (free plan, compressed), read 2026-11-22
const MOST_BYTES = 3_000_000

let bundle: Bundle
let miniflare: Miniflare | undefined

beforeAll(async () => {
  bundle = await bundleWorker()
  await openWorker()
})

afterAll(() => miniflare?.dispose())

/** With empty storage: nothing of an earlier play is there. */
async function openWorker(): Promise<void> {
  await miniflare?.dispose()
  const settings = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
  const key = (byte: number) => Array<number>(KEY_BYTES).fill(byte)
  const object = (className: string) => ({ className, useSQLite: true })
  miniflare = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.mjs', contents: bundle.code }],
    compatibilityDate: /^compatibility_date = "(.+)"$/m.exec(settings)?.[1] ?? '',
    compatibilityFlags: ['nodejs_compat'],
    host: '127.0.0.1',
    // Nothing is fetched for it, nothing leaves it.
    cf: false,
    outboundService: () => {
      throw new Error('a Worker of a test reaches nobody')
    },
    durableObjects: {
      ACCOUNTS: object('AccountObject'),
      CHATS: object('ChatObject'),
      OFFICE: object('OfficeObject'),
    },
    bindings: { KEYS: { master: key(1), pepper: key(2), audit: key(3) } },
  })
  await miniflare.ready
}

const playInWorker = async (play: Play) => {
  const body = JSON.stringify(play)
  const response = await miniflare?.dispatchFetch('http://worker.test/', { method: 'POST', body })
  return response?.text()
}

it('needs nothing of Node but node:crypto, and fits a Worker', () => {
  expect(bundle.imports).toEqual(['cloudflare:workers', 'node:crypto'])
  expect(gzipSync(bundle.code).length).toBeLessThan(MOST_BYTES)
})

it('gives the answers that Node gives', async () => {
  expect(await playInWorker({ source, harsh: false })).toBe(await play(source))
})

it('gives them when each message comes twice and every object is forgotten after each step', async () => {
  await openWorker()
  expect(await playInWorker({ source, harsh: true })).toBe(await play(source))
})
