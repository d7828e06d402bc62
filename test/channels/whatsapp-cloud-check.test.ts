/** @module What a line of the Cloud API says of itself: the number, the token, the template, each told apart. */

import { afterEach, expect, it } from 'vitest'
import type { Fault } from '../support/emulators/whatsapp/faults.ts'
import type { GraphOptions } from '../support/emulators/whatsapp/world.ts'
import { cloud, outgoing } from './whatsapp-cloud/cloud.ts'

let made: Awaited<ReturnType<typeof cloud>> | undefined
afterEach(async () => {
  await made?.emulator.close()
  made = undefined
})

const KNOCK = { name: 'kabar_laporan', language: 'id' }
const templates = (...list: NonNullable<GraphOptions['templates']>) => ({ templates: list })

it.each([
  { label: 'an approved one', graph: templates(KNOCK), why: undefined },
  { label: 'none at all', graph: templates(), why: 'template_unknown' },
  { label: 'one in English alone', graph: templates({ ...KNOCK, language: 'en' }), why: 'template_unknown' },
  {
    label: 'one whose name only begins so',
    graph: templates({ ...KNOCK, name: 'kabar_laporan_2' }),
    why: 'template_unknown',
  },
  {
    label: 'one that waits for approval',
    graph: templates({ ...KNOCK, status: 'PENDING' as const }),
    why: 'template_refused',
  },
])('knows of the template: $label', async ({ graph, why }) => {
  made = await cloud({ templates: [KNOCK] }, graph)
  const state = await made.channel.check()
  expect(state).toMatchObject({ set: true, link: 'idle', name: 'Tanya SIGAP +62 21 8888 8888' })
  expect(state.why).toBe(why)
  expect(state.unchecked).toBeUndefined()
})

it.each([
  { label: 'the token may not manage', path: 'message_templates', fault: 'code:200' },
  { label: 'Meta is slow', path: 'message_templates', fault: '502' },
] as const)('says that nobody could look at the template when $label', async ({ path, fault }) => {
  made = await cloud({ templates: [KNOCK] })
  made.emulator.inject({ fault, match: { path } })
  const state = await made.channel.check()
  expect(state.unchecked).toEqual(['template'])
  expect(state.why).toBeUndefined()
})

it('looks at each template that staff may choose, and tells the worst of them', async () => {
  const [pending, unknown] = [
    { ...KNOCK, name: 'sigap_berkas' },
    { ...KNOCK, name: 'sigap_jawaban' },
  ]
  made = await cloud(
    { templates: [KNOCK, unknown, pending] },
    templates(KNOCK, { ...pending, status: 'PENDING' as const }),
  )
  expect((await made.channel.check()).why).toBe('template_refused')
  await made.emulator.close()
  made = await cloud({ templates: [KNOCK, unknown] }, templates(KNOCK))
  expect((await made.channel.check()).why).toBe('template_unknown')
})

it('does not ask for a template where none is set', async () => {
  made = await cloud()
  await made.channel.check()
  const asked = made.emulator.journal.entries().filter(({ kind }) => kind === 'request')
  expect(asked).toHaveLength(1)
})

it('blames the number for an id that Meta does not know', async () => {
  made = await cloud({ phoneNumberId: '999' })
  expect(await made.channel.check()).toMatchObject({ link: 'down', why: 'number_unknown' })
})

it('blames the token for a token that Meta does not know', async () => {
  made = await cloud({ token: 'another' })
  expect(await made.channel.check()).toMatchObject({ link: 'down', why: 'token_refused' })
})

it('says that a refused token is over once the number answers, a refused template only once one has left', async () => {
  made = await cloud()
  made.emulator.inject({ fault: 'code:190' })
  await made.channel.check()
  expect([...made.ends]).toEqual([])
  await made.channel.check()
  expect([...made.ends].sort()).toEqual(['not_permitted', 'number_unknown', 'token_refused'])
  await made.channel.send(outgoing())
  expect([...made.ends]).not.toContain('template_refused')
  await made.channel.send(outgoing({ id: 'c1.2.0', template: KNOCK }))
  expect([...made.ends]).toEqual(expect.arrayContaining(['restricted', 'template_refused']))
})

it.each<{ fault: Fault['fault']; why: string }>([
  { fault: 'code:10', why: 'not_permitted' },
  { fault: 'code:131031', why: 'restricted' },
  { fault: '502', why: 'not_reachable' },
])('tells what $fault is at', async ({ fault, why }) => {
  made = await cloud()
  made.emulator.inject({ fault })
  expect(await made.channel.check()).toMatchObject({ link: 'down', why })
})
