/** @module Messages of WhatsApp as content: each kind through the wire's own form. */

import { proto } from '@whiskeysockets/baileys'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/channels/whatsapp-web/incoming/decode.ts'
import { personOf } from '../../../src/channels/whatsapp-web/incoming/jid.ts'
import { envelopeOf } from '../../../src/channels/whatsapp-web/incoming/stanzas.ts'
import messages from './messages.json' with { type: 'json' }

type Case = { label: string; message: object; content?: object; media?: object }

describe('a message', () => {
  it.each(messages as Case[])('reads $label', ({ message, content, media }) => {
    const sent = proto.Message.encode(proto.Message.fromObject(message)).finish()
    const decoded = decode(proto.Message.decode(sent))
    expect(decoded).toEqual(
      content === undefined ? undefined : { content, ...(media === undefined ? {} : { media }) },
    )
  })

  it('reads no deeper than wrappers go, and does not fail', () => {
    let message: proto.IMessage = { conversation: 'dalam' }
    for (let n = 0; n < 50; n++) message = { ephemeralMessage: { message } }
    expect(decode(message)).toEqual({ content: { type: 'unsupported', what: 'ephemeral' } })
  })
})

describe('an address', () => {
  it.each([
    { jid: '6281234567890@s.whatsapp.net', person: '6281234567890@s.whatsapp.net' },
    { jid: '6281234567890:12@s.whatsapp.net', person: '6281234567890@s.whatsapp.net' },
    { jid: '6281234567890_1:12@s.whatsapp.net', person: '6281234567890@s.whatsapp.net' },
    { jid: '6281234567890@c.us', person: '6281234567890@s.whatsapp.net' },
    { jid: '99900011:3@lid', person: '99900011@lid' },
    { jid: '99900011:99@hosted.lid', person: '99900011@lid' },
    { jid: '12036304@g.us', person: undefined },
    { jid: 'status@broadcast', person: undefined },
    { jid: '1203@newsletter', person: undefined },
    { jid: '@s.whatsapp.net', person: undefined },
    { jid: 'constructor@toString', person: undefined },
    { jid: undefined, person: undefined },
  ])('$jid is $person', ({ jid, person }) => {
    expect(personOf(jid)).toBe(person)
  })
})

describe('the envelope of a stanza', () => {
  const own = { pn: '6281200000001@s.whatsapp.net', lid: '11100022@lid' }
  const base = { id: 'A1', from: '6281333333333@s.whatsapp.net', t: '1795400000', notify: 'Budi' }
  const budi = {
    id: 'A1',
    account: '6281200000001',
    person: '6281333333333@s.whatsapp.net',
    isOwn: false,
    at: 1_795_400_000_000,
    name: 'Budi',
  }

  it.each([
    { label: 'from a phone', attrs: base, envelope: budi },
    {
      label: 'from a phone with its hidden number beside it',
      attrs: { ...base, sender_lid: '99900011@lid' },
      envelope: { ...budi, alias: '99900011@lid' },
    },
    {
      label: 'from a hidden number with its phone beside it',
      attrs: { ...base, from: '99900011:2@lid', sender_pn: base.from },
      envelope: { ...budi, person: '99900011@lid', alias: base.from },
    },
    {
      label: 'from a hidden number alone',
      attrs: { ...base, from: '99900011@lid' },
      envelope: { ...budi, person: '99900011@lid' },
    },
    {
      label: 'from our own phone to somebody',
      attrs: { ...base, from: own.pn, recipient: '99900011@lid', recipient_pn: base.from },
      envelope: {
        id: 'A1',
        account: budi.account,
        person: '99900011@lid',
        alias: base.from,
        isOwn: true,
        at: budi.at,
      },
    },
    { label: 'without a time', attrs: { ...base, t: undefined }, envelope: { ...budi, at: 5 } },
    { label: 'from our own phone to nobody', attrs: { ...base, from: own.pn } },
    { label: 'from our own phone to itself', attrs: { ...base, from: own.lid, recipient: own.pn } },
    { label: 'in a group', attrs: { ...base, from: '12036304@g.us', participant: base.from } },
    { label: 'without an id', attrs: { ...base, id: undefined } },
  ])('is read: $label', ({ attrs, envelope }) => {
    expect(envelopeOf(attrs, own, 5)).toEqual(envelope)
  })
})
