/** @module Staff are called by their names and what they did by words, on whatever page it stands. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS } from '../../src/core/audit-actions.ts'
import { LANGUAGES } from '../../src/core/lists.ts'
import { list } from '../office/roster/world.ts'
import { accessWorld } from '../support/access-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { texts } from '../support/web-world.ts'

let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

/** The page as its reader, with nobody's id anywhere in its words. */
async function named(path: string, reader = 'citra'): Promise<string> {
  const page = await world.as('supervisor', reader).text(path)
  expect(page.replace(/<[^>]*>/g, ' '), path).not.toMatch(/(?<!Contoh )\b(p-ani|p-budi)\b/)
  return page
}

describe('a member of staff', () => {
  it('is called by name on the pages of facts, and "Anda" on their own', async () => {
    const draft = {
      ...{ value: '17.500', status: 'verified', sourceTitle: 'Surat contoh 1/2026', checkedOn: '2026-11-25' },
      ...{ reason: 'Iuran berubah', key: 'a' },
    }
    await world.as('agent', 'p-ani').post('/console/fakta/iuran_minimum/usul', draft)
    expect(await named('/console/fakta')).toContain('Contoh p-ani')
    expect(await world.as('agent', 'p-ani').text('/console/fakta/usulan/1')).toContain('<bdi>Anda</bdi>')
    await world.as('supervisor', 'p-budi').post('/console/fakta/usulan/1/setuju')
    for (const path of ['/console/fakta/usulan/1', '/console/fakta/iuran_minimum']) {
      const page = await named(path)
      expect(page).toContain('Contoh p-ani')
      expect(page).toContain('Contoh p-budi')
    }
  })

  it('is called by name on the pages of imported lists, and a command at the server by what it is', async () => {
    const body = new FormData()
    body.append('berkas', new File([list(3)], 'daftar.csv'))
    const init = { method: 'POST', body }
    const answer = await world.as('supervisor', 'p-budi').request('/console/peserta/unggah/people', init)
    const report = answer.headers.get('location') ?? ''
    expect(await named(report)).toContain('Contoh p-budi')
    await world.as('supervisor', 'p-budi').post(`${report}/pakai`)
    expect((await named('/console/peserta')).split('Contoh p-budi').length).toBeGreaterThan(2)
  })

  it('is called by name where messages were given a meaning, and in the notes of a shift', async () => {
    await world.writes('warga', 'halo', 'kapan bapak pulang dari sawah')
    const page = await world.as('supervisor', 'p-budi').text('/console/kata')
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? ''
    await world.as('supervisor', 'p-budi').post('/console/kata/label', { id, label: 'not_ours' })
    expect(await named('/console/kata/sudah')).toContain('Contoh p-budi')
    await world.as('agent', 'p-ani').post('/console/serah', { text: 'Antrean sepi.', key: 'k' })
    expect(await named('/console/serah')).toContain('Contoh p-ani')
  })
})

describe('the audit log', () => {
  it.each(LANGUAGES)('has words for every action there is, in %s', (language) => {
    const lacking = AUDIT_ACTIONS.filter((action) => !texts.has(`console.audit.${action}`, language))
    expect(lacking).toEqual([])
    const said = AUDIT_ACTIONS.map((action) => texts.format(`console.audit.${action}`, language, {}))
    expect(new Set(said).size).toBe(AUDIT_ACTIONS.length)
  })

  it('says what was done in words, on the page, in the filter and beside the code in the file', async () => {
    const real = await accessWorld()
    const { browser } = await real.admin()
    await browser.text('/console/saluran')
    const page = await browser.text('/console/jejak')
    expect(page).toContain('<td data-label="Tindakan">Halaman saluran dibuka, kode QR terlihat</td>')
    expect(page).toContain('<option value="access.set_up">Akun selesai disiapkan</option>')
    expect(page).not.toMatch(/>(access|lines)\.[a-z_]+</)
    const file = await (await browser.request('/console/jejak/unduh')).text()
    expect(file).toContain('"access.set_up";"Akun selesai disiapkan"')
    await real.stop()
  })
})
