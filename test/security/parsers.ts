/** @module S16: every reader of what strangers send, fed with anything. The short form runs with all tests, the long one behind `npm run torture`. */

import { readdirSync, readFileSync } from 'node:fs'
import { proto } from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { app } from '../../src/app.ts'
import { decode as decodeTelegram } from '../../src/channels/telegram/decode.ts'
import { decode as decodeCloud } from '../../src/channels/whatsapp-cloud/decode.ts'
import { decode as decodeWeb } from '../../src/channels/whatsapp-web/incoming/decode.ts'
import { personOf } from '../../src/channels/whatsapp-web/incoming/jid.ts'
import { envelopeOf } from '../../src/channels/whatsapp-web/incoming/stanzas.ts'
import { POLICY_DIRECTIVES } from '../../src/core/policy.ts'
import { SheetFault } from '../../src/core/sheet.ts'
import { enter } from '../../src/rules/enter.ts'
import { FACT_UNITS } from '../../src/rules/fact.ts'
import { loadUnderstanding } from '../../src/wiring/model-cache.ts'
import updates from '../channels/telegram/updates.json' with { type: 'json' }
import nodes from '../channels/whatsapp-web/messages.json' with { type: 'json' }
import { rowsOf } from '../sheets/files.ts'
import { xlsx } from '../sheets/xlsx-file.ts'
import { LEARNED } from '../support/learned.ts'
import { ORIGIN, webWorld } from '../support/web-world.ts'

/** Keys that mean something to the language itself: they must mean nothing to us. */
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
] as const
const odd = fc.constantFrom<unknown>(
  null,
  0,
  -1,
  1.5,
  2 ** 60,
  '',
  'x',
  [],
  [null],
  {},
  [[]],
  true,
  '\u0000',
  '\ud800',
  'NaN',
)
const words = fc.oneof(fc.constantFrom<string>(...ODD_KEYS), fc.string({ unit: 'binary', maxLength: 30 }))
const json = fc.jsonValue({ maxDepth: 4 })

/** The same JSON with one of its places, found by number, replaced or given a key of the language. */
function bent(body: unknown, place: number, value: unknown, key: string): unknown {
  let places = 0
  const text = JSON.stringify(body)
  JSON.parse(text, (_, one: unknown) => {
    places += 1
    return one
  })
  let left = place % Math.max(1, places)
  const spoilt: unknown = JSON.parse(text, (_, one: unknown) => {
    left -= 1
    if (left !== -1) return one
    const isObject = typeof one === 'object' && one !== null && !Array.isArray(one)
    // By defineProperty: written plainly, `__proto__` would be no key but the parent.
    return isObject
      ? Object.defineProperty({ ...one }, key, { value, enumerable: true, configurable: true })
      : value
  })
  return spoilt
}

const bentOf = (bodies: readonly unknown[]) =>
  fc
    .tuple(fc.constantFrom(...bodies), fc.nat(), fc.oneof(odd, json), fc.constantFrom(...ODD_KEYS))
    .map(([body, place, value, key]) => bent(body, place, value, key))

const CLOUD = new URL('../channels/whatsapp-cloud/', import.meta.url)
const cloudBodies = readdirSync(CLOUD)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, CLOUD), 'utf8')) as unknown)
const telegramBodies = updates.map(({ update }) => update as unknown)

const understand = loadUnderstanding(LEARNED)
const known = async (work: Promise<unknown>) => {
  try {
    await work
  } catch (error) {
    // A file that cannot be read is refused by this name, and by no other.
    if (!(error instanceof SheetFault)) throw error
  }
}

type Parser = {
  name: string
  /** One whole run of the property, `numRuns` long; rejects with the smallest input that broke it. */
  run(numRuns: number): Promise<void>
  /** How many times as dear as the others one run is: the long form asks for that many fewer. */
  cost: number
}

const sync = <T>(name: string, input: fc.Arbitrary<T>, read: (input: T) => void, cost = 1): Parser => ({
  name,
  cost,
  run: async (numRuns) =>
    fc.assert(
      fc.property(input, (one) => {
        read(one)
        isUntouched()
      }),
      { numRuns },
    ),
})
const later = <T>(
  name: string,
  input: fc.Arbitrary<T>,
  read: (input: T) => Promise<void>,
  cost: number,
): Parser => ({
  name,
  cost,
  run: (numRuns) =>
    fc.assert(
      fc.asyncProperty(input, async (one) => {
        await read(one)
        isUntouched()
      }),
      { numRuns },
    ),
})

const KEYS = Reflect.ownKeys(Object.prototype).length
/** Nothing that came in has changed what all objects share. */
function isUntouched(): void {
  if (Reflect.ownKeys(Object.prototype).length !== KEYS) throw new Error('Object.prototype has a key more')
}

const web = webWorld()
const post = async (type: string, body: string | Uint8Array<ArrayBuffer>) => {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': type, accept: 'application/json' }
  const answer = await app.request(`${ORIGIN}/pesan`, { method: 'POST', headers, body }, web)
  if (answer.status >= 500) throw new Error(`answered ${answer.status}`)
}

const REPORTS = [
  { 'csp-report': { 'effective-directive': 'img-src', 'blocked-uri': 'https://x.example/' } },
  [{ type: 'csp-violation', body: { effectiveDirective: 'script-src-elem', sample: 'x' } }],
]
/** What is counted is always a name of ours. */
const report = async (body: string) => {
  const counted: string[] = []
  const deps = { ...web, policyBroken: (one: string) => void counted.push(one) }
  const headers = { 'content-type': 'application/reports+json' }
  const answer = await app.request(`${ORIGIN}/laporan-aturan`, { method: 'POST', headers, body }, deps)
  const isOurs = counted.every((one) => POLICY_DIRECTIVES.some((name) => name === one))
  if (answer.status !== 204 || !isOurs) throw new Error(`answered ${answer.status}, counted ${counted}`)
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('"', '""', '\r', '\n', ';', ',', '=1', '__proto__'),
)
const FILE = xlsx([
  ['nik', 'nama', '__proto__'],
  ['9975010101900001', 'Contoh', 'x'],
])

/** Bytes of a good file with a few of them other ones, and perhaps cut. */
const spoilt = (file: Uint8Array) =>
  fc
    .tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.nat(), fc.boolean())
    .map(([changes, end, isCut]) => {
      const copy = file.slice(0, isCut ? end % file.length : file.length)
      for (const [at, byte] of changes) if (copy.length > 0) copy[at % copy.length] = byte
      return copy
    })

const wireBytes = (nodes as { message: object }[]).map(({ message }) =>
  proto.Message.encode(proto.Message.fromObject(message)).finish(),
)

export const PARSERS: readonly Parser[] = [
  sync('a webhook of the Cloud API', fc.oneof(bentOf(cloudBodies), json), (body) => {
    for (const one of decodeCloud(body, '106540352242922', 1).incoming)
      if (one.address === '') throw new Error('a message of nobody')
  }),
  sync('an update of Telegram', fc.oneof(bentOf(telegramBodies), json), (update) => {
    const { incoming } = decodeTelegram(update, { account: '7001', now: 1 })
    if (incoming !== undefined && !/^\d+$/.test(incoming.address)) throw new Error('a message of nobody')
  }),
  sync(
    'a node of WhatsApp Web',
    fc.constantFrom(...wireBytes).chain((bytes) => spoilt(bytes)),
    (bytes) => {
      let message: proto.Message
      try {
        message = proto.Message.decode(bytes)
      } catch {
        // The library's own refusal: such bytes never reach us.
        return
      }
      decodeWeb(message)
    },
  ),
  sync(
    'the attributes of a stanza',
    fc.tuple(
      fc.dictionary(
        fc.constantFrom(
          'id',
          'from',
          't',
          'participant',
          'notify',
          'recipient',
          'sender_pn',
          'sender_lid',
          '__proto__',
        ),
        words,
      ),
      words,
    ),
    ([attrs, jid]) => {
      envelopeOf(attrs, { pn: '6281200000001@s.whatsapp.net', lid: '1@lid' }, 5)
      personOf(jid)
    },
  ),
  sync(
    'a fact that staff type',
    fc.tuple(fc.constantFrom(...FACT_UNITS), words, fc.boolean()),
    ([unit, typed, isYesNo]) => {
      enter(unit, typed, isYesNo)
    },
  ),
  sync(
    'what a resident writes',
    fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 60 })),
    (text) => void understand(text),
    4,
  ),
  later(
    'a message of the web as JSON',
    fc.oneof(
      json.map((value) => JSON.stringify(value)),
      words,
      bentOf([{ key: 'kunci-0001', text: 'halo', lat: 1, lng: 1 }]).map((value) => JSON.stringify(value)),
    ),
    (body) => post('application/json', body),
    10,
  ),
  later(
    'a message of the web as a form',
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
    async (body) => {
      await post('application/x-www-form-urlencoded', body)
      await post('multipart/form-data; boundary=x', body)
    },
    20,
  ),
  later(
    'a report of a browser',
    fc.oneof(json, bentOf(REPORTS)).map((value) => JSON.stringify(value)),
    report,
    10,
  ),
  later(
    'a list as CSV',
    fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
    (rows) => known(rowsOf(rows.map((row) => row.join(';')).join('\n'))),
    50,
  ),
  later('a list as any bytes', fc.uint8Array({ maxLength: 300 }), (bytes) => known(rowsOf(bytes)), 50),
  later('a list as XLSX', spoilt(FILE), (bytes) => known(rowsOf(bytes)), 100),
]
