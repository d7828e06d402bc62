/** @module The counter: a code for the person whose card was seen, shown once and written down without the number. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const NIK = '3275014101010000'

let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

const codeIn = (page: string) => /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(page)?.[0] ?? ''

describe('an officer', () => {
  it('makes a code after the card was seen; the resident sends it from their own chat', async () => {
    const desk = world.as('agent')
    const answer = await desk.post('/console/loket', { nik: NIK, ktp: 'ya' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = await answer.text()
    expect(page).not.toContain(NIK)
    expect(await desk.text('/console/loket')).not.toContain(codeIn(page))
    const chatId = await world.writes('w1', `kode saya ${codeIn(page)}`)
    const view = await world.service.chats.read(chatId)
    expect(view?.lines.map(({ text }) => text)).toContain(messages['identity.bound'])
    const [binding] = await world.service.office.bindings(chatId)
    expect(binding).toMatchObject({ how: 'counter', by: 'agent', mask: '3275••••••••0000' })
  })

  it('leaves a line in the log that names neither number nor code', async () => {
    const page = await (await world.as('agent').post('/console/loket', { nik: NIK, ktp: 'ya' })).text()
    expect(world.deeds()).toMatchObject([{ action: 'identity.issue_code', by: 'agent', reason: 'ktp_seen' }])
    for (const secret of [NIK, '0000', codeIn(page)])
      expect(JSON.stringify(world.audited)).not.toContain(secret)
  })

  it('gets none without the card, and none for what is no NIK; what was typed is not shown again', async () => {
    const desk = world.as('supervisor')
    const unseen = await desk.post('/console/loket', { nik: NIK })
    expect(unseen.status).toBe(400)
    const wrong = await desk.post('/console/loket', { nik: '3275019901010000', ktp: 'ya' })
    expect(wrong.status).toBe(400)
    const pages = [await unseen.text(), await wrong.text()]
    expect(pages[0]).toContain(messages['console.identity.unseen'])
    expect(pages[1]).toContain(messages['console.identity.wrong'])
    for (const page of pages) {
      expect(codeIn(page)).toBe('')
      expect(page).not.toContain('327501')
    }
  })

  it('learns nothing of any list: the page is the same for whoever comes', async () => {
    const page = async (nik: string) =>
      (await (await world.as('agent').post('/console/loket', { nik, ktp: 'ya' })).text()).replace(
        /[0-9A-Z]{5}-[0-9A-Z]{5}/,
        '',
      )
    expect(await page(NIK)).toBe(await page('3275024102020000'))
  })
})
