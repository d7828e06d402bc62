/** @module What Meta's webhooks become: real-shaped bodies beside this file, and any JSON at all. */

import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/channels/whatsapp-cloud/decode.ts'

const FOLDER = new URL('./whatsapp-cloud/', import.meta.url)
const ACCOUNT = '106540352242922'
const PHONE = '6281200000001'
const USER = 'bsuid:ID.13491208655302741918'
const WAMID = 'wamid.HBgNNjI4MTIwMDAwMDAwMRUCABIYFDNBNEE2NTk5QUVFMDM4MTAxNDRGAA=='
const AT = 1_795_413_000_000
const NOW = AT + 1

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))
}

const LINE = { channel: 'whatsapp_cloud', account: ACCOUNT, address: PHONE }
const from = (content: object, more: object = {}) => ({
  type: 'message',
  externalId: WAMID,
  at: AT,
  profile: { name: 'Sari Dewi' },
  ...LINE,
  content,
  ...more,
})
const file = (id: number, mime: string, more: object = {}) => ({
  ref: `whatsapp_cloud:${id}`,
  mime,
  ...more,
})

const MESSAGES: { file: string; content: object; more?: object }[] = [
  { file: 'text', content: { type: 'text', text: 'Bang, mau tanya soal iuran 👷🏽‍♂️' } },
  { file: 'template-button', content: { type: 'choice', id: 'menu.status', label: 'Cek laporan' } },
  { file: 'button-reply', content: { type: 'choice', id: 'work.ojek', label: 'Ojek' } },
  { file: 'list-reply', content: { type: 'choice', id: 'place.pekayon', label: 'Pekayon Jaya' } },
  { file: 'flow-reply', content: { type: 'unsupported', what: 'nfm_reply' } },
  {
    file: 'image',
    content: { type: 'image', caption: 'motor saya', media: file(1003383421387256, 'image/jpeg') },
  },
  {
    file: 'document',
    content: { type: 'document', caption: 'surat', media: file(1003383421387257, 'application/pdf') },
  },
  { file: 'voice', content: { type: 'voice', media: file(1003383421387258, 'audio/ogg; codecs=opus') } },
  { file: 'video', content: { type: 'video', media: file(1003383421387259, 'video/mp4', { bytes: 2048 }) } },
  { file: 'sticker', content: { type: 'sticker', media: file(1003383421387260, 'image/webp') } },
  {
    file: 'location',
    content: { type: 'location', lat: -6.2349, lng: 106.9896, label: 'Stasiun Bekasi' },
  },
  {
    file: 'location-of-an-address',
    content: { type: 'location', lat: -6.2349, lng: 106.9896, label: 'Jl. Ahmad Yani, Bekasi' },
  },
  { file: 'location-off-the-globe', content: { type: 'unsupported', what: 'location' } },
  { file: 'contact', content: { type: 'contact', phone: '+62 812-0000-0002', name: 'Budi' } },
  { file: 'order', content: { type: 'unsupported', what: 'order' } },
  { file: 'unsupported', content: { type: 'unsupported', what: 'poll' } },
  { file: 'unknown', content: { type: 'unsupported', what: 'unknown' } },
  { file: 'edit', content: { type: 'unsupported', what: 'edited', text: 'maksud saya besok' } },
  { file: 'edit-of-a-caption', content: { type: 'unsupported', what: 'edited', text: 'motor adik' } },
  {
    file: 'hidden-number',
    content: { type: 'text', text: 'halo' },
    more: { address: USER, profile: { name: 'Sari' } },
  },
  {
    file: 'hidden-number-in-contacts-alone',
    content: { type: 'text', text: 'halo' },
    more: { address: USER, profile: { name: 'Sari' } },
  },
  {
    file: 'number-and-user-id',
    content: { type: 'text', text: 'halo' },
    more: { aliases: [USER], profile: { name: 'Sari' } },
  },
  {
    file: 'user-id-in-from',
    content: { type: 'text', text: 'halo' },
    more: { address: USER, profile: { name: 'Sari' } },
  },
]

const changed = (externalId: string, address: string) => [
  { type: 'line', fact: 'identity_changed', externalId, at: AT, ...LINE, address },
]
const typed = (externalId: string, more: object) => ({
  type: 'line',
  fact: 'typed_on_phone',
  externalId,
  at: AT,
  ...LINE,
  ...more,
})
const status = (word: string, id: number, more: object = {}) => ({
  type: 'status',
  status: word,
  at: AT,
  sentId: `wamid.HBgNNjI4MTIwMDAwMDAwMRUCABEYEjcxQzUz${id}==`,
  ...LINE,
  ...more,
})

const BODIES: { file: string; incoming: object[]; ignored?: number; alarms?: string[] }[] = [
  ...MESSAGES.map(({ file, content, more }) => ({ file, incoming: [from(content, more)] })),
  { file: 'reaction', incoming: [] },
  { file: 'revoke', incoming: [] },
  { file: 'group', incoming: [], ignored: 1 },
  { file: 'other-number', incoming: [], ignored: 1 },
  { file: 'account-update', incoming: [] },
  { file: 'number-changed', incoming: changed('wamid.SYS1', PHONE) },
  { file: 'user-id-changed', incoming: changed('wamid.SYS2', USER) },
  { file: 'identity-changed', incoming: changed('wamid.SYS3', PHONE) },
  {
    file: 'typed-on-the-phone',
    incoming: [
      typed('wamid.ECHO1', { text: 'Baik Pak, kami cek dulu' }),
      typed('wamid.ECHO2', { text: 'contoh surat' }),
      typed('wamid.ECHO3', { address: USER }),
    ],
    ignored: 1,
  },
  {
    file: 'statuses',
    incoming: [
      status('read', 1, { outboxId: 'c1.3.0' }),
      status('sent', 1, { outboxId: 'c1.3.0' }),
      status('delivered', 1),
      status('read', 2),
      status('failed', 3, { outboxId: 'c1.4.0', code: 'window_closed' }),
      status('failed', 4, { code: 'unauthorised' }),
      status('failed', 5, { code: 'rejected' }),
    ],
    ignored: 1,
    alarms: ['restricted'],
  },
  {
    file: 'status-of-a-hidden-number',
    incoming: [status('delivered', 7, { outboxId: 'c2.1.0', address: USER })],
  },
  {
    file: 'several',
    incoming: [
      from({ type: 'text', text: 'satu' }, { externalId: 'wamid.1' }),
      from({ type: 'text', text: 'dua' }, { externalId: 'wamid.2' }),
      status('sent', 8),
      from({ type: 'text', text: 'tiga' }, { externalId: 'wamid.3' }),
    ],
    ignored: 1,
  },
]

describe('a webhook', () => {
  it.each(BODIES)('is read: $file', ({ file, incoming, ignored = 0, alarms = [] }) => {
    expect(decode(read(file), ACCOUNT, NOW)).toEqual({ incoming, ignored, alarms })
  })

  it('has a case for every body beside this test', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
    expect(BODIES.map(({ file }) => `${file}.json`).sort()).toEqual(files.sort())
  })
})

const around = (messages: unknown, more: object = {}) => ({
  entry: [{ changes: [{ value: { metadata: { phone_number_id: ACCOUNT }, messages, ...more } }] }],
})
const text = { from: PHONE, id: 'wamid.1', timestamp: '1795413000', type: 'text', text: { body: 'halo' } }

it.each([
  { label: 'a sender that is neither number nor id', message: { ...text, from: '<script>' } },
  { label: 'no id', message: { ...text, id: undefined } },
  { label: 'no sender, and two people to choose from', message: { ...text, from: undefined } },
])('ignores and counts a message with $label', ({ message }) => {
  const contacts = [{ wa_id: '6281200000002' }, { wa_id: '6281200000003' }]
  expect(decode(around([message], { contacts }), ACCOUNT, NOW)).toEqual({
    incoming: [],
    alarms: [],
    ignored: 1,
  })
})

it('takes no alias from an entry that is about somebody else', () => {
  const contacts = [{ wa_id: '6281200000002', user_id: 'ID.2', profile: { name: 'Lain' } }]
  const { incoming } = decode(around([text], { contacts }), ACCOUNT, NOW)
  expect(incoming).toMatchObject([{ address: PHONE }])
  expect(incoming[0]).not.toHaveProperty('aliases')
  expect(incoming[0]).not.toHaveProperty('profile')
})

it.each(['soon', '', null, -5, '1e400', {}])('takes the time of arrival for the time %j', (timestamp) => {
  expect(decode(around([{ ...text, timestamp }]), ACCOUNT, NOW).incoming).toMatchObject([{ at: NOW }])
})

it('never throws, whatever JSON stands there', () => {
  const wires = BODIES.map(({ file }) => read(file))
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...wires), fc.nat(), (value, body, at) => {
      decode(value, ACCOUNT, NOW)
      decode(around(value), ACCOUNT, NOW)
      decode(around([value]), ACCOUNT, NOW)
      const { incoming } = decode(bent(body, at, value), ACCOUNT, NOW)
      for (const one of incoming) expect(one.address).not.toBe('')
    }),
    { numRuns: 500 },
  )
})

/** The body with one of its places, found by number, replaced. */
function bent(body: unknown, at: number, value: unknown): unknown {
  let places = 0
  JSON.stringify(body, (_, one: unknown) => {
    places += 1
    return one
  })
  let place = at % places
  return JSON.parse(
    JSON.stringify(body, (_, one: unknown) => {
      place -= 1
      return place === -1 ? value : one
    }),
  )
}
