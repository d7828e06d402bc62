/** @module Files of residents: within the limit, unchanged, and the token shown to Meta alone. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { MediaRef } from '../../src/core/chat.ts'
import { FetchError } from '../../src/core/errors.ts'
import type { FaultName } from '../support/emulators/whatsapp/faults.ts'
import type { StoredFile } from '../support/emulators/whatsapp/world.ts'
import { cloud, line } from './whatsapp-cloud/cloud.ts'

type Cloud = Awaited<ReturnType<typeof cloud>>

const PHOTO = new Uint8Array(5_000).map((_, at) => at % 251)
const ADDRESS = '/whatsapp_business/attachments/'

let made: Cloud | undefined
afterEach(async () => {
  await made?.emulator.close()
  made = undefined
})

async function keeping(more: Partial<StoredFile> = {}) {
  made = await cloud()
  const id = made.emulator.keep({ bytes: PHOTO, mime: 'image/jpeg', ...more })
  return { ...made, ref: { ref: `whatsapp_cloud:${id}` } }
}

async function take(
  { channel }: Pick<Cloud, 'channel'>,
  ref: MediaRef,
  maxBytes = 10_000,
  signal?: AbortSignal,
) {
  if (channel.fetchMedia === undefined) throw new Error('this channel has files')
  return channel.fetchMedia(ref, maxBytes, signal)
}

async function refused(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.catch((reason: unknown) => reason)
  if (!(error instanceof FetchError)) throw new Error(`no FetchError but ${String(error)}`)
  return error
}

function asked({ emulator }: Cloud, path: string): number {
  return emulator.journal.entries().filter((one) => one.kind === 'request' && one.path.includes(path)).length
}

it('takes a file, to the last byte that is allowed', async () => {
  const { ref, ...all } = await keeping()
  expect(await take(all, ref, PHOTO.byteLength)).toEqual(PHOTO)
})

it('refuses a file that Meta says is too big before it takes a byte', async () => {
  const { ref, ...all } = await keeping()
  expect((await refused(take(all, ref, PHOTO.byteLength - 1))).code).toBe('too_big')
  expect(asked(all, ADDRESS)).toBe(0)
})

it.each([
  { label: 'in the hexadecimal of Graph', sha256: 'ab'.repeat(32) },
  { label: 'in the base64 of webhooks', sha256: `${'A'.repeat(43)}=` },
])('does not keep a file that is not what was announced $label', async ({ sha256 }) => {
  const { ref, ...all } = await keeping({ sha256 })
  expect((await refused(take(all, ref))).code).toBe('network')
})

it('takes a file whose hash is announced in base64', async () => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', PHOTO))
  const { ref, ...all } = await keeping({ sha256: btoa(String.fromCharCode(...digest)) })
  expect(await take(all, ref)).toEqual(PHOTO)
})

it.each<{ label: string; fault: FaultName; code: string; retryAfterMs?: number }>([
  { label: 'a refused token', fault: 'code:190', code: 'unauthorised', retryAfterMs: 60_000 },
  { label: 'too many calls', fault: '429', code: 'throttled', retryAfterMs: 30_000 },
  { label: 'a broken platform', fault: '503', code: 'server', retryAfterMs: 30_000 },
  { label: 'an id that is not known', fault: 'code:100', code: 'gone' },
  { label: 'a cut line', fault: 'reset_before', code: 'network' },
  { label: 'an answer cut in the middle', fault: 'truncated', code: 'server' },
])('tells $label when it asks where a file lies', async ({ fault, code, retryAfterMs }) => {
  const { ref, ...all } = await keeping()
  all.emulator.inject({ fault, retryAfterS: 30 })
  expect(await refused(take(all, ref))).toMatchObject({ code, retryAfterMs })
})

it.each<{ label: string; fault: FaultName; code: string; retryAfterMs?: number }>([
  { label: 'a refused token', fault: '401', code: 'unauthorised' },
  { label: 'too many calls', fault: '429', code: 'throttled', retryAfterMs: 30_000 },
  { label: 'a broken platform', fault: '503', code: 'server' },
  { label: 'a cut line', fault: 'reset_before', code: 'network' },
])('tells $label when it takes a file', async ({ fault, code, retryAfterMs }) => {
  const { ref, ...all } = await keeping()
  all.emulator.inject({ fault, match: { path: ADDRESS }, retryAfterS: 30 })
  expect(await refused(take(all, ref))).toMatchObject({ code, retryAfterMs })
})

it('asks once more where a file lies when its address has died', async () => {
  const { ref, ...all } = await keeping()
  all.emulator.inject({ fault: '404', match: { path: ADDRESS } })
  expect(await take(all, ref)).toEqual(PHOTO)
  expect(asked(all, ADDRESS)).toBe(2)
})

it('gives a file up that is not there the second time either', async () => {
  const { ref, ...all } = await keeping()
  all.emulator.inject({ fault: '404', match: { path: ADDRESS }, times: 2 })
  expect((await refused(take(all, ref))).code).toBe('gone')
  expect(asked(all, ADDRESS)).toBe(2)
})

/** A server that is not Meta's, and what it was shown. */
async function stranger() {
  const shown: (string | undefined)[] = []
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization)
    response.writeHead(200).end('x'.repeat(20))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`
  return { shown, url, close: () => new Promise((done) => server.close(done)) }
}

it('shows its token to no other host, whether named or led to', async () => {
  const other = await stranger()
  const { ref, ...all } = await keeping({ url: other.url })
  expect((await refused(take(all, ref))).code).toBe('server')
  const id = all.emulator.keep({ bytes: PHOTO, mime: 'image/jpeg' })
  all.emulator.inject({ fault: `redirect:${other.url}`, match: { path: ADDRESS } })
  expect((await refused(take(all, { ref: `whatsapp_cloud:${id}` }))).code).toBe('server')
  await other.close()
  expect(other.shown).toEqual([])
})

it.each([
  'http://lookaside.fbsbx.com/x',
  'https://lookaside.fbsbx.com.example/x',
  'https://evilfbcdn.net/x',
  'x',
])('asks nothing of %s', async (url) => {
  const { ref, ...all } = await keeping({ url })
  expect((await refused(take(all, ref))).code).toBe('server')
})

it('stops a file that is longer than announced', async () => {
  const { ref, ...all } = await keeping({ toldBytes: 10 })
  expect((await refused(take(all, ref, 100))).code).toBe('too_big')
  expect(asked(all, ADDRESS)).toBe(1)
})

it('says so when the answer about a file cannot be read', async () => {
  const other = await stranger()
  const { channel } = line({ apiRoot: `${new URL(other.url).origin}/v25.0` })
  expect((await refused(take({ channel }, { ref: 'whatsapp_cloud:1' }))).code).toBe('server')
  await other.close()
})

it.each(['media:1', 'whatsapp_cloud:', 'telegram:1', ''])('has no file %j', async (ref) => {
  const { channel } = line()
  expect((await refused(take({ channel }, { ref }))).code).toBe('gone')
})

it('asks for an id that looks like a path as one name', async () => {
  const { ref: _, ...all } = await keeping()
  expect((await refused(take(all, { ref: 'whatsapp_cloud:../x?y' }))).code).toBe('gone')
  expect(asked(all, '..%2Fx%3Fy')).toBe(1)
})

it('stops when told to', async () => {
  const { ref, ...all } = await keeping()
  expect((await refused(take(all, ref, 10_000, AbortSignal.abort()))).code).toBe('network')
})
