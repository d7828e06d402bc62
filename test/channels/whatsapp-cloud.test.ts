/** @module The Cloud API as a channel: the contract, the shapes of what is sent, and how the line stands. */

import { afterEach, expect, it } from 'vitest'
import { SendError } from '../../src/core/errors.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { bodyOf, bytesOf, signatureOf } from '../support/emulators/whatsapp/bodies.ts'
import { asJson, asList } from '../support/emulators/whatsapp/limits.ts'
import { type Arrived, channelContract } from './contract.ts'
import { cloud, line, outgoing, PHONE, posted, SECRET } from './whatsapp-cloud/cloud.ts'

type Cloud = Awaited<ReturnType<typeof cloud>>

/** What the emulator took, as a phone would show it. */
function shown({ emulator }: Cloud): Arrived[] {
  return emulator.journal.entries().flatMap((entry) => {
    if (entry.kind !== 'accepted') return []
    const { text, interactive } = entry.message
    const { body, action } = asJson(interactive)
    const { buttons, sections } = asJson(action)
    const titles = asList(buttons).map(({ reply }) => asJson(reply).title)
    const rows = asList(sections).flatMap((section) => asList(section.rows).map(({ title }) => title))
    const words = asJson(text).body ?? asJson(body).text
    return [{ id: entry.outboxId ?? '', text: String(words), labels: [...titles, ...rows].map(String) }]
  })
}

channelContract('whatsapp-cloud', async () => {
  const made = await cloud()
  const { emulator } = made
  return {
    channel: made.channel,
    arrived: () => shown(made),
    address: PHONE,
    breakPlatform: () => emulator.inject({ fault: '500', times: 10 }),
    webhook: (text) => {
      const value = {
        metadata: { phone_number_id: emulator.phoneNumberId },
        messages: [
          { from: PHONE, id: 'wamid.1', timestamp: '1795413000', type: 'text', text: { body: text } },
        ],
      }
      const body = bytesOf(bodyOf([value], true))
      return { good: posted(body), forged: posted(body, signatureOf(body, `${SECRET}x`)) }
    },
    stop: emulator.close,
  }
})

let made: Cloud | undefined
afterEach(async () => {
  await made?.emulator.close()
  made = undefined
})

async function sent(more: Partial<Outgoing>) {
  made = await cloud()
  await made.channel.send(outgoing({ id: 'c1.3.0', text: 'Apa pekerjaan Anda?', ...more }))
  const taken = made.emulator.journal.entries().find(({ kind }) => kind === 'accepted')
  return taken?.kind === 'accepted' ? taken.message : undefined
}

const FRAME = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: PHONE,
  biz_opaque_callback_data: 'c1.3.0',
}
const labels = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `work.${n}`, label: `Pekerjaan ${n}` }))

it.each([
  {
    label: 'a text, without a preview of its links',
    more: {},
    body: { type: 'text', text: { body: 'Apa pekerjaan Anda?', preview_url: false } },
  },
  {
    label: 'two choices as buttons under their numbered text',
    more: { choices: labels(2) },
    body: {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Apa pekerjaan Anda?\n1. Pekerjaan 0\n2. Pekerjaan 1' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'work.0', title: 'Pekerjaan 0' } },
            { type: 'reply', reply: { id: 'work.1', title: 'Pekerjaan 1' } },
          ],
        },
      },
    },
  },
  {
    label: 'four choices as a list, with the whole label under a title that was cut',
    more: {
      choices: [...labels(3), { id: 'work.long', label: 'Pengemudi ojek daring dan kurir paket' }],
    },
    body: {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: {
          text: 'Apa pekerjaan Anda?\n1. Pekerjaan 0\n2. Pekerjaan 1\n3. Pekerjaan 2\n4. Pengemudi ojek daring dan kurir paket',
        },
        action: {
          button: 'Lihat pilihan',
          sections: [
            {
              rows: [
                { id: 'work.0', title: 'Pekerjaan 0' },
                { id: 'work.1', title: 'Pekerjaan 1' },
                { id: 'work.2', title: 'Pekerjaan 2' },
                {
                  id: 'work.long',
                  title: 'Pengemudi ojek daring…',
                  description: 'Pengemudi ojek daring dan kurir paket',
                },
              ],
            },
          ],
        },
      },
    },
  },
  {
    label: 'eleven choices as text',
    more: { text: 'Pilih', choices: labels(11) },
    body: {
      type: 'text',
      text: {
        body: ['Pilih', ...labels(11).map(({ label }, n) => `${n + 1}. ${label}`)].join('\n'),
        preview_url: false,
      },
    },
  },
  {
    label: 'choices whose ids Meta would refuse as text',
    more: { text: 'Pilih', choices: [{ id: 'a ', label: 'A' }] },
    body: { type: 'text', text: { body: 'Pilih\n1. A', preview_url: false } },
  },
  {
    label: 'choices that share an id as text',
    more: {
      text: 'Pilih',
      choices: [
        { id: 'a', label: 'A' },
        { id: 'a', label: 'B' },
      ],
    },
    body: { type: 'text', text: { body: 'Pilih\n1. A\n2. B', preview_url: false } },
  },
  {
    label: 'a request for a place under a long text without its button',
    more: { text: 'a'.repeat(1025), ask: 'location' as const },
    body: { type: 'text', text: { body: 'a'.repeat(1025), preview_url: false } },
  },
  {
    label: 'a request for a place with its button',
    more: { ask: 'location' as const },
    body: {
      type: 'interactive',
      interactive: {
        type: 'location_request_message',
        body: { text: 'Apa pekerjaan Anda?' },
        action: { name: 'send_location' },
      },
    },
  },
  {
    label: 'an approved form of words by its name',
    more: { template: { name: 'kabar_laporan', language: 'id' } },
    body: { type: 'template', template: { name: 'kabar_laporan', language: { code: 'id' } } },
  },
])('sends $label', async ({ more, body }) => {
  expect(await sent(more)).toEqual({ ...FRAME, ...body })
})

it('sends to an id of a person whose number is hidden', async () => {
  made = await cloud()
  made.emulator.act({ userId: 'ID.1349', said: { type: 'text', text: 'halo' } })
  await made.channel.send(outgoing({ address: 'bsuid:ID.1349' }))
  const { to: _, ...frame } = FRAME
  const taken = made.emulator.journal.entries().findLast(({ kind }) => kind === 'accepted')
  expect(taken).toMatchObject({
    message: { ...frame, recipient: 'ID.1349', biz_opaque_callback_data: 'c1.1.0' },
  })
  expect(taken).not.toHaveProperty('message.to')
})

it('keeps titles apart that would be the same when cut', async () => {
  const message = await sent({
    choices: [
      { id: 'a', label: 'Kelurahan Pekayon Jaya' },
      { id: 'b', label: 'Kelurahan Pekayon Barat' },
    ],
  })
  const { buttons } = asJson(asJson(asJson(message).interactive).action)
  expect(asList(buttons).map(({ reply }) => asJson(reply).title)).toEqual(['1. Kelurahan…', '2. Kelurahan…'])
})

it('shortens the word on the button of a list', async () => {
  made = await cloud({ texts: { listButton: 'Lihat semua pilihan jawaban' } })
  await made.channel.send(outgoing({ choices: labels(5) }))
  expect(made.emulator.journal.accepted()).toEqual({ 'c1.1.0': 1 })
})

it('says who it is when Meta answers, and when it last heard and spoke', async () => {
  made = await cloud()
  await made.channel.send(outgoing())
  expect(await made.channel.check()).toEqual({
    set: true,
    missing: [],
    link: 'idle',
    name: 'Tanya SIGAP +62 21 8888 8888',
    lastSentAt: expect.any(Number),
  })
})

it.each([
  { label: 'a token that Meta refuses', fault: 'code:190' as const, why: 'token_refused' },
  { label: 'a number that the token may not see', fault: 'code:100' as const, why: 'number_unknown' },
  { label: 'an account that is locked', fault: 'code:131031' as const, why: 'restricted' },
  { label: 'a broken platform', fault: '503' as const, why: 'not_reachable' },
  { label: 'a cut line', fault: 'reset_before' as const, why: 'not_reachable' },
])('is down with $label', async ({ fault, why }) => {
  made = await cloud()
  made.emulator.inject({ fault })
  expect(await made.channel.check()).toEqual({ set: true, missing: [], link: 'down', why })
})

it('names the settings that are missing, and asks nobody', async () => {
  const { channel } = line({ token: '', appSecret: [''], verifyToken: '' })
  expect(await channel.check()).toEqual({
    set: false,
    missing: ['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
    link: 'down',
  })
})

it.each([
  { label: 'a token of two lines', more: { token: 'EAAsecret\nEAAsecret' } },
  { label: 'a root without https', more: { apiRoot: 'http://graph.example/v25.0' } },
  { label: 'a root that is no address', more: { apiRoot: 'EAAsecret' } },
])('cannot be made with $label, and does not quote it', ({ more }) => {
  expect(() => line(more)).toThrow(/^(?!.*(EAAsecret|graph\.example)).*WHATSAPP_CLOUD_/)
})

it('tells its token to nobody, whatever goes wrong', async () => {
  made = await cloud()
  const { emulator, channel, logs, alarms } = made
  const errors: unknown[] = []
  for (const fault of ['code:190', '500', 'reset_before', 'reset_after', 'truncated'] as const) {
    emulator.inject({ fault })
    errors.push(await channel.send(outgoing()).catch((error: unknown) => error))
  }
  const told = errors.flatMap((error) => {
    if (!(error instanceof SendError)) throw new Error('every one of them was to fail')
    return [error.message, error.stack, String(error.cause), JSON.stringify(error.cause)]
  })
  const all = JSON.stringify([told, logs, alarms])
  expect(all).not.toContain(emulator.token)
  expect(all).not.toContain(PHONE)
})
