/** @module New lines as they come: the stream of one's own chat. */

import { describe, expect, it } from 'vitest'
import { visitor, webWorld } from '../support/web-world.ts'

const KEY = 'kunci-0001'

describe('the stream', () => {
  const lines = async (response: Response, until: string): Promise<string> => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes(until)) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    return text
  }

  it('brings what came after the last line seen, each with its number', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'satu' })
    await someone.post({ key: 'kunci-0002', text: 'dua' })
    const text = await lines(await someone.request('/stream?after=2'), 'menulis: dua')
    expect(text).toContain('event: append')
    expect(text).toContain('id: 3')
    expect(text).not.toContain('menulis: satu')
  })

  it('goes on after the last event of a stream that was cut, whatever the address says', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'satu' })
    await someone.post({ key: 'kunci-0002', text: 'dua' })
    const response = await someone.request('/stream?after=0', { headers: { 'last-event-id': '3' } })
    expect(await lines(response, 'event: owner')).not.toContain('id: 3\n')
  })

  it('brings a change of owner', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'satu' })
    const response = await someone.request('/stream?after=2')
    world.chats.own('staff:siti')
    expect(await lines(response, 'dilayani petugas')).not.toContain('siti')
  })

  it('is not there before the first word, so that a browser does not try again', async () => {
    const someone = visitor(webWorld())
    await someone.text('/')
    expect((await someone.request('/stream')).status).toBe(204)
  })
})
