/** @module A fact changes in Chromium: one member of staff proposes, another approves, a resident is told; without script too. */

import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { consoleWorld } from '../support/console-world.ts'
import { faultsInEveryLook } from '../support/looks.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { setStage } from '../support/stage.ts'
import { XSS } from '../support/xss.ts'

const pictures = process.env.CONSOLE_PICTURES
const stage = setStage(consoleWorld)

type Who = Parameters<typeof staffVisit>[2]
const at = (path: string, who: Who, options = {}): Promise<Page> =>
  stage.keep(staffVisit(stage.browser, `${stage.url}${path}`, who, options))
const ANI: Who = { role: 'agent', id: 'ani' }
const BUDI: Who = { role: 'supervisor', id: 'budi' }

async function fills(page: Page): Promise<void> {
  await page.getByLabel('Nilai baru', { exact: true }).fill('17.500')
  await page.getByLabel('Kepastian').selectOption('verified')
  await page.getByLabel('Sumber: judul').fill('Surat uji 1/2026')
  await page.getByLabel('Tanggal dicek').fill('2026-11-25')
  await page.getByLabel('Alasan perubahan').fill('Iuran berubah')
}

const told = async (address: string) => {
  const chatId = await stage.world.writes(address, 'berapa iurannya kalau bayar sendiri')
  return (await stage.world.service.chats.read(chatId))?.lines.map(({ text }) => text).join('\n')
}

describe.each([
  ['with script', {}],
  ['without script', { javaScriptEnabled: false }],
])('a fact changed by two, %s', (_, options) => {
  it('is told to residents', async () => {
    const ani = await at('/console/fakta', ANI, options)
    await ani.getByLabel('Cari').fill('iuran minimum')
    await ani.getByRole('button', { name: 'Saring' }).click()
    await ani.getByRole('link', { name: 'Iuran minimum', exact: true }).click()
    await ani.getByText('Usulkan nilai baru').click()
    await fills(ani)
    await ani.getByRole('button', { name: 'Lihat dulu' }).click()
    await ani.getByText('paling ringan Rp17.500').first().waitFor()
    await ani.getByRole('button', { name: 'Usulkan', exact: true }).click()
    await ani.getByText('Menunggu penyelia lain').waitFor()
    expect(await told('satu')).toContain('Rp16.800')

    const budi = await at('/console/fakta', BUDI, options)
    await budi.getByRole('link', { name: 'Usulan 1: Iuran minimum' }).click()
    await budi.getByRole('button', { name: 'Setujui' }).click()
    await budi.getByText('Disetujui. Nilai baru berlaku').waitFor()
    expect(await told('dua')).toContain('paling ringan Rp17.500')

    await ani.goto(`${stage.url}/console/fakta/iuran_minimum`)
    await ani.getByRole('button', { name: 'Kembalikan nilai lama' }).click()
    await ani.getByText('Mengembalikan nilai sebelum usulan 1').waitFor()
    await budi.goto(`${stage.url}/console/fakta/usulan/2`)
    await budi.getByRole('button', { name: 'Setujui' }).click()
    await budi.getByText('Disetujui. Nilai baru berlaku').waitFor()
    expect(await told('tiga')).toContain('Rp16.800')
  })
})

describe('the keyboard alone', () => {
  it('gives what was not understood a meaning, and takes it back', async () => {
    await stage.world.writes('warga', 'halo', 'kapan bapak pulang dari sawah')
    const page = await at('/console/kata', BUDI)
    await page.getByLabel('Artinya').focus()
    await page.keyboard.type('topik')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('1 pesan diberi arti: topik lain.').waitFor()
    await page.getByRole('button', { name: 'Urungkan' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('1 kelompok, 1 pesan.').waitFor()
  })
})

describe('words of residents', () => {
  it('run nowhere, whatever they hold', async () => {
    // All of them stand in `hostile-records`; here they come through the conversation.
    for (const [index, one] of XSS.filter((_, n) => n % 4 === 0).entries())
      await stage.world.writes(`warga-${index % 40}`, 'halo', `kapan bapak pulang dari sawah ${one}`)
    const page = await at('/console/kata', BUDI)
    const next = page.getByRole('link', { name: 'Berikutnya' })
    for (;;) {
      await page.getByText('kapan bapak pulang').first().waitFor()
      expect(await page.locator('script:not([src*="console"]), iframe, main svg, main img').count()).toBe(0)
      if ((await next.count()) === 0) break
      await next.click()
    }
  })
})

const PAGES: [string, string, Who][] = [
  ['list', '/console/fakta', BUDI],
  ['detail', '/console/fakta/iuran_minimum', ANI],
  ['change', '/console/fakta/usulan/1', BUDI],
  ['refused', '/console/fakta/usulan/2', BUDI],
  [
    'rules',
    '/console/fakta/aturan?tabel=sigap_eligibility&home=city&ktp=city&age=40&work=own_account&cover=none&decile=1-3',
    ANI,
  ],
  ['city', '/console/fakta/kota', BUDI],
  ['words', '/console/kata', BUDI],
  ['labelled', '/console/kata/sudah', BUDI],
]

async function filled(): Promise<void> {
  const desk = stage.world.as('agent', 'ani')
  const draft = {
    value: '17.500',
    status: 'verified',
    sourceTitle: 'Surat contoh 1/2026',
    checkedOn: '2026-11-25',
    reason: 'Iuran berubah menurut surat contoh',
  }
  await desk.post('/console/fakta/iuran_minimum/usul', { ...draft, key: 'a' })
  await desk.post('/console/fakta/iuran_minimum/usul', { ...draft, status: 'unsure', key: 'b' })
  await desk.post('/console/fakta/iuran_jkm/usul', { ...draft, value: '7.000', key: 'c' })
  await stage.world.as('supervisor', 'budi').post('/console/fakta/usulan/3/setuju')
  const odd = [
    'kapan bapak pulang dari sawah',
    'kapan bapak pulang dari sawah ya',
    'burung merpati terbang tinggi',
  ]
  for (const [index, one] of odd.entries()) await stage.world.writes(`warga-${index}`, 'halo', one)
}

it('every page, in any look: nothing that axe finds, no scrolling sideways, no table cut off', async () => {
  await filled()
  const windows = new Map<Who, Page>()
  for (const [name, path, who] of PAGES) {
    const page = windows.get(who) ?? (await at(path, who))
    if (windows.has(who)) await page.goto(`${stage.url}${path}`)
    windows.set(who, page)
    await page.locator('details.propose').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    const inEach = async (look: string) => {
      if (pictures !== undefined) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: `${pictures}/facts-${name}-${look.replace(' ', '-')}.png` })
      }
      return await cutTables(page)
    }
    expect(await faultsInEveryLook(page, { inEach }), name).toEqual([])
  }
})

/** Tables that stand as cards on a phone, and are cut off all the same. */
async function cutTables(page: Page): Promise<string[]> {
  const cut = await page.locator('.scroll:has(table.cards:not(.rules))').evaluateAll((all) => {
    return all.filter((one) => one.scrollWidth > one.clientWidth).length
  })
  return cut === 0 ? [] : [`${cut} tables cut off`]
}
