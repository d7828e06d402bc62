/** @module The summary of a case, for the chat that filed it and for no other. */

import { describe, expect, it } from 'vitest'
import { START_AT, visitor, webWorld } from '../support/web-world.ts'

const KEY = 'kunci-0001'

describe('a case', () => {
  const filed = { kind: 'accident', state: 'received', filedAt: START_AT, changedAt: START_AT } as const
  const number = 'SGP-4821-9038'
  const one = {
    ...filed,
    number,
    chatId: 'c1',
    urgent: false,
    summary: [{ label: 'Tempat', value: '<i>Jalan</i>' }],
  }
  const files = () => [{ text: `Sudah dicatat: ${number}.` }]

  it('of this chat has its summary to save or print, linked where it was named', async () => {
    const world = webWorld({ answer: files })
    world.cases.push(one)
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'lapor' })
    expect(await someone.text('/')).toContain(`href="/ringkasan/${number}"`)
    const html = await someone.text(`/ringkasan/${number}`)
    expect(html).toContain('&lt;i&gt;Jalan&lt;/i&gt;')
    expect(html).toContain('Laporan kecelakaan kerja')
  })

  it('of another chat is neither linked nor shown, just as one that never was', async () => {
    const world = webWorld({ answer: files })
    world.cases.push({ ...one, chatId: 'c99' })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'lapor' })
    expect(await someone.text('/')).not.toContain('/ringkasan/')
    const foreign = await someone.request(`/ringkasan/${number}`)
    const unknown = await someone.request('/ringkasan/SGP-1111-1111')
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await unknown.text())
  })
})
