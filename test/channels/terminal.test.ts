/** @module The terminal as a channel: lines in, lines out. */

import { expect, it } from 'vitest'
import { decodeLine } from '../../src/channels/terminal/decode.ts'
import {
  encodeColoured,
  encodeJson,
  encodeText,
  encodeTranscript,
} from '../../src/channels/terminal/encode.ts'
import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import { type Arrived, channelContract, OUTGOING } from './contract.ts'

channelContract('terminal', async () => {
  const got: Arrived[] = []
  let isBroken = false
  const channel = terminalChannel(async (message) => {
    if (isBroken) throw new Error('EPIPE')
    got.push({ id: message.id, text: encodeText(message) })
  })
  return {
    channel,
    arrived: () => got,
    breakPlatform: () => {
      isBroken = true
    },
  }
})

it.each([
  { label: 'a plain line', line: 'bang mau tanya', content: { type: 'text', text: 'bang mau tanya' } },
  { label: 'a text', line: '{"type":"text","text":"halo"}', content: { type: 'text', text: 'halo' } },
  { label: 'a choice', line: '{"type":"choice","id":"a.b.c"}', content: { type: 'choice', id: 'a.b.c' } },
  { label: 'a voice note', line: '{"type":"voice"}', content: { type: 'voice' } },
  {
    label: 'an image',
    line: '{"type":"image","caption":"motor"}',
    content: { type: 'image', caption: 'motor' },
  },
  {
    label: 'a location',
    line: '{"type":"location","lat":-6.2,"lng":107}',
    content: { type: 'location', lat: -6.2, lng: 107 },
  },
  {
    label: 'a contact',
    line: '{"type":"contact","phone":"0812"}',
    content: { type: 'contact', phone: '0812' },
  },
  { label: 'a kind nobody knows', line: '{"type":"poll"}', content: { type: 'unsupported', what: 'poll' } },
  {
    label: 'a choice without id',
    line: '{"type":"choice"}',
    content: { type: 'unsupported', what: 'choice' },
  },
  { label: 'a bracket that is no JSON', line: '{halo', content: { type: 'text', text: '{halo' } },
])('reads $label', ({ line, content }) => {
  expect(decodeLine(line)).toEqual({ type: 'messages', messages: [{ content }] })
})

it('reads a burst, a move of the clock, an empty line, and an id of the sender', () => {
  expect(decodeLine('["a",{"type":"text","text":"b","id":"m2"}]')).toEqual({
    type: 'messages',
    messages: [{ content: { type: 'text', text: 'a' } }, { content: { type: 'text', text: 'b' }, id: 'm2' }],
  })
  expect(decodeLine('{"type":"advance","ms":5000}')).toEqual({ type: 'advance', ms: 5000 })
  expect(decodeLine('   ')).toEqual({ type: 'empty' })
})

it('writes a reply as JSON with the id of its outbox row', () => {
  const message = {
    ...OUTGOING,
    choices: [{ id: 'a', label: 'A' }],
    flow: 'menu',
    node: 'hello',
    intent: 'greet',
  }
  expect(JSON.parse(encodeJson(message))).toEqual({
    id: 'c1.1.0',
    text: 'Apa pekerjaan Anda?',
    choices: [{ id: 'a', label: 'A' }],
    intent: 'greet',
    flow: 'menu',
    node: 'hello',
  })
})

it('writes a reply as a line of a transcript', () => {
  const message = {
    ...OUTGOING,
    choices: [
      { id: 'a', label: 'Ojek' },
      { id: 'b', label: 'Lainnya' },
    ],
  }
  expect(encodeTranscript(message)).toBe('< Apa pekerjaan Anda?\n  1. Ojek\n  2. Lainnya')
})

it('lets no message steer the terminal of whoever reads it', () => {
  expect(encodeColoured({ ...OUTGOING, text: 'halo\u001b[2J\u0007' }, false)).toBe('SIGAP: halo[2J')
})
