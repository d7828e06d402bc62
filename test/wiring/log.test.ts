/** @module What the log lets out: closed fields in their shapes, and nothing of a person, whoever hands it what. */

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../../src/pipeline/report.ts'
import { makeLog, type ServiceLog } from '../../src/wiring/log.ts'
import { scrub } from '../../src/wiring/scrub.ts'

let dir: string
let fd: number
let log: ServiceLog

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'))
  fd = openSync(join(dir, 'log'), 'a+')
  log = makeLog({ logLevel: 'info' }, fd)
})
afterEach(() => {
  closeSync(fd)
  rmSync(dir, { recursive: true })
})

const written = () => readFileSync(join(dir, 'log'), 'utf8')
const lines = () =>
  written()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
/** What the types forbid, and a mistake may do all the same. */
const put = (given: unknown) => log.error(given as never)

const SECRETS = [
  '3275011503850000',
  '3275 0115 0385 0000',
  '0812-3456-7890',
  '+62 812 3456 7890',
  '123456789:AAExample_token-of_a_bot_1234567890',
  'EAABsbCS1234exampleTokenOfMeta',
  'Bearer abc.def',
  'budi.contoh@example.org',
  'https://graph.example/v1/file?access_token=abc',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'a'.repeat(64),
] as const

describe('an entry', () => {
  it('comes out with its own fields as they are', () => {
    const chatId = '2f1c3a8e-0000-4000-8000-123456789012'
    log.info({
      event: 'line_alarm',
      chatId,
      channel: 'telegram',
      code: 'email: ECONNREFUSED',
      count: 3,
      ms: 12.5,
    })
    expect(lines()).toMatchObject([
      { event: 'line_alarm', chatId, channel: 'telegram', code: 'email: ECONNREFUSED', count: 3, ms: 12.5 },
    ])
  })

  it.each([
    ['a field nobody listed', { event: 'e', text: 'Siti Contoh' }],
    ['a deep field', { event: 'e', a: { b: { nik: 'Siti Contoh' } } }],
    ['an error with a message', { event: 'e', err: new Error('Siti Contoh') }],
    ['an error itself', new Error('Siti Contoh')],
    ['a sentence', 'Siti Contoh'],
    ['a channel that is none', { event: 'e', channel: 'Siti Contoh' }],
    ['a code that is a sentence', { event: 'e', code: "insert into x values ('Siti Contoh')" }],
    ['a code that is an object', { event: 'e', code: { text: 'Siti Contoh' } }],
    ['a count with the digits of a telephone', { event: 'e', count: 81234567890 }],
    ['something that becomes JSON by itself', { event: 'e', toJSON: () => ({ event: 'Siti Contoh' }) }],
  ])('lets nothing out of %s', (_label, given) => {
    put(given)
    expect(lines()).toHaveLength(1)
    expect(written()).not.toMatch(/Siti|81234567890/)
  })

  it('says where of ours an error came from, and takes no other path for that', () => {
    put({ event: 'send_failed', code: codeOf(new TypeError('kata orang')) })
    put({ event: 'send_failed', code: 'Error SQLITE_FULL at src/store/chat/inbox.ts:12' })
    put({ event: 'send_failed', code: 'Error at /home/budi/src/a.ts:1' })
    put({ event: 'send_failed', code: 'Error at src/../../rumah/budi.ts:1' })
    expect(lines().map(({ code }) => code)).toEqual([
      'TypeError',
      'Error SQLITE_FULL at src/store/chat/inbox.ts:12',
      'unfit',
      'unfit',
    ])
  })

  it('lets no number and no secret out of any field, wherever in it they stand', () => {
    const words = fc.stringMatching(/^[a-z ]{0,12}$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRETS),
        words,
        words,
        fc.constantFrom('event', 'code', 'chatId'),
        (secret, before, after, field) => {
          put({ event: 'e', [field]: `${before} ${secret} ${after}` })
        },
      ),
      { numRuns: 300 },
    )
    const all = written()
    for (const secret of SECRETS) expect(all).not.toContain(secret)
    expect(all.replace(/"time":\d+/g, '')).not.toMatch(/\d{7}/)
  })
})

describe('the sieve', () => {
  it.each([
    '',
    'send_unknown',
    'SQLITE_FULL',
    'UND_ERR_CONNECT_TIMEOUT',
    'webhook: answered 503',
    'TypeError',
  ])('leaves %j as it is', (text) => {
    expect(scrub(text)).toBe(text)
  })

  it('keeps to its length, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(scrub(text).length).toBeLessThanOrEqual(120)
      }),
    )
  })
})

describe('a full disk', () => {
  it('takes no line, stops nothing, and is counted', () => {
    const full = openSync('/dev/full', 'w')
    const onFull = makeLog({ logLevel: 'info' }, full)
    for (let n = 0; n < 2_000; n++) onFull.info({ event: 'e', count: n })
    expect(onFull.unwritten()).toBeGreaterThanOrEqual(2_000)
    closeSync(full)
  })

  it('counts nothing while there is room', () => {
    log.info({ event: 'e' })
    expect(log.unwritten()).toBe(0)
  })
})
