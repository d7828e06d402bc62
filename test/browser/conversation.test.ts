/** @module The web chat as people use it, in a real Chromium: by keyboard, by touch, without script, on a bad line. */

import { describe, expect, it } from 'vitest'
import type { Content } from '../../src/core/chat.ts'
import type { Reply } from '../../src/core/message.ts'
import { setStage } from '../support/stage.ts'
import { type Visit, visit } from '../support/visit.ts'
import { webWorld } from '../support/web-world.ts'

const stage = setStage(() => webWorld({ answer: asks }))

function asks(content: Content): Reply[] {
  if (content.type === 'choice') return [{ text: `Anda memilih ${content.label}.` }]
  if (content.type === 'location') return [{ text: 'Lokasi diterima.' }]
  if (content.type === 'text' && content.text === '2') return [{ text: 'Anda memilih Pedagang.' }]
  if (content.type !== 'text' || content.text !== 'halo') return [{ text: 'Baik.' }]
  const choices = [
    { id: 'tanya.kerja.ojek', label: 'Ojek' },
    { id: 'tanya.kerja.dagang', label: 'Pedagang' },
  ]
  return [{ text: 'Selamat datang.' }, { text: 'Apa pekerjaan Anda?', choices, ask: 'location' }]
}

const someone = (options = {}): Promise<Visit['page']> => stage.keep(visit(stage.browser, stage.url, options))

describe('a conversation', () => {
  it('needs no more than a keyboard', async () => {
    const page = await someone({ viewport: { width: 1280, height: 800 } })
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(
      'Langsung ke kotak tulis',
    )
    await page.keyboard.press('Enter')
    await page.keyboard.type('halo')
    await page.keyboard.press('Enter')
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    const isInBox = () => page.evaluate(() => document.activeElement?.id)
    expect(await isInBox()).toBe('text')
    // Backwards over "send location" to the choices, of which the second is the last.
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Anda memilih Pedagang.').waitFor()
    expect(await isInBox()).toBe('text')
  })

  it('takes a choice by button and by number', async () => {
    const page = await someone()
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByRole('button', { name: '1 Ojek' }).click()
    await page.getByText('Anda memilih Ojek.').waitFor()
    await page.getByLabel('Pesan Anda').fill('2')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('Anda memilih Pedagang.').waitFor()
    expect(stage.world.chats.received).toHaveLength(3)
  })

  it('survives a reload, each line shown once', async () => {
    const page = await someone()
    await page.getByRole('button', { name: 'Apa itu SIGAP?' }).click()
    await page.getByText('Baik.').waitFor()
    await page.reload()
    await page.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
    expect(await page.locator('.line').count()).toBe(2)
  })

  it('says that someone is writing while an answer is awaited, and stops then', async () => {
    const page = await someone()
    stage.world.chats.hold()
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('sedang mengetik').waitFor()
    stage.world.chats.release()
    await page.getByText('Selamat datang.').waitFor()
    await page.getByText('sedang mengetik').waitFor({ state: 'hidden' })
  })

  it('tells when a person takes over and when the bot is back, without a reload', async () => {
    const page = await someone()
    await page.getByRole('button', { name: 'Bicara dengan petugas' }).click()
    await page.getByText('Baik.').waitFor()
    stage.world.chats.own('staff:p4417')
    stage.world.chats.say('staff', { text: 'Selamat pagi.' })
    await page.getByText('Petugas bergabung').waitFor()
    await page.getByText('Anda sedang dilayani petugas').waitFor()
    stage.world.chats.own('bot')
    stage.world.chats.say('bot', { text: 'Saya lanjutkan.' })
    await page.getByText('Asisten otomatis kembali').waitFor()
    await page.getByText('Anda sedang dilayani petugas').waitFor({ state: 'hidden' })
    expect(await page.getByText('4417').count()).toBe(0)
  })

  it('leaves the reader where he reads, and offers the way down', async () => {
    const page = await someone()
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    for (let n = 0; n < 30; n++) stage.world.chats.say('bot', { text: `Baris ${n}` })
    await page.getByText('Baris 29').waitFor()
    await page.evaluate(() => window.scrollTo(0, 0))
    stage.world.chats.say('bot', { text: 'Yang terbaru' })
    await page.getByRole('button', { name: 'Pesan baru' }).click()
    await page.waitForFunction(() => window.scrollY > 0)
    expect(await page.getByText('Yang terbaru').isVisible()).toBe(true)
  })
})

describe('a long answer', () => {
  it('is shown from its beginning, below what was asked, with a way to its end', async () => {
    const page = await someone()
    stage.world.chats.hold()
    await page.getByLabel('Pesan Anda').fill('Bagaimana caranya?')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.locator('#lines').getByText('Bagaimana caranya?').waitFor()
    stage.world.chats.say('bot', { text: 'Langkah demi langkah.\n'.repeat(60) })
    stage.world.chats.say('bot', { text: 'Sudah jelas?' })
    await page.getByRole('button', { name: 'Pesan baru' }).waitFor()
    const asked = await page.locator('#lines').getByText('Bagaimana caranya?').boundingBox()
    expect(asked?.y).toBeGreaterThanOrEqual(0)
    expect(asked?.y).toBeLessThan(200)
    await page.getByRole('button', { name: 'Pesan baru' }).click()
    await page.waitForFunction(() => window.scrollY > 600)
  })
})

describe('a place', () => {
  it('is sent only after a yes', async () => {
    const page = await someone({
      permissions: ['geolocation'],
      geolocation: { latitude: -6.2383, longitude: 106.9756 },
    })
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByRole('button', { name: 'Kirim lokasi', exact: true }).click()
    await page.getByRole('button', { name: 'Tidak jadi' }).click()
    expect(stage.world.chats.received).toHaveLength(1)
    await page.getByRole('button', { name: 'Lokasi', exact: true }).click()
    await page.getByRole('button', { name: 'Ya, kirim lokasi' }).click()
    await page.getByText('Lokasi diterima.').waitFor()
    expect(stage.world.chats.received[1]).toMatchObject({
      content: { type: 'location', lat: -6.2383, lng: 106.9756 },
    })
  })
})

describe('a bad line', () => {
  it('that is cut says so, comes back, and brings what came meanwhile exactly once', async () => {
    const page = await someone()
    await page.getByRole('button', { name: 'Apa itu SIGAP?' }).click()
    await page.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
    await stage.line.stop()
    await page.getByRole('status').filter({ hasText: 'Menyambung ulang' }).waitFor()
    stage.world.chats.say('bot', { text: 'Datang waktu putus' })
    await stage.line.start()
    await page.getByText('Datang waktu putus').waitFor()
    await page.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
    stage.line.cut()
    stage.world.chats.say('bot', { text: 'Datang sesudahnya' })
    await page.getByText('Datang sesudahnya').waitFor()
    expect(await page.locator('.line').count()).toBe(4)
  })

  it('loses and doubles no message: not the one sent into the dark, nor over a reload', async () => {
    const page = await someone()
    await page.getByRole('button', { name: 'Apa itu SIGAP?' }).click()
    await page.getByText('Baik.').waitFor()
    await stage.line.stop()
    await page.getByLabel('Pesan Anda').fill('di luar jangkauan')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('Belum terkirim').waitFor()
    await stage.line.start()
    await page.reload()
    await page.getByText('Belum terkirim').waitFor({ state: 'hidden' })
    await page.locator('#lines').getByText('di luar jangkauan').waitFor()
    expect(await page.getByText('di luar jangkauan').count()).toBe(1)
    expect(stage.world.chats.received).toHaveLength(2)
  })

  it('on which the answer to a message is lost takes the message once', async () => {
    const page = await someone()
    let drops = 1
    await page.route('**/pesan', async (route) => {
      if (drops-- <= 0) return await route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('#sending li').length === 0)
    expect(await page.locator('.line').count()).toBe(3)
    expect(stage.world.chats.received).toHaveLength(1)
  })

  it('on which a message is refused gives the words back into the box', async () => {
    const page = await someone()
    await page.getByLabel('Pesan Anda').fill('kata '.repeat(2_000))
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'terlalu panjang' }).waitFor()
    expect(await page.getByLabel('Pesan Anda').inputValue()).toContain('kata kata')
  })
})

describe('without script', () => {
  it('the same conversation goes by forms, in both languages', async () => {
    const page = await someone({ javaScriptEnabled: false })
    await page.getByLabel('Pesan Anda').fill('halo')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    await page.getByRole('button', { name: '2 Pedagang' }).click()
    await page.getByText('Anda memilih Pedagang.').waitFor()
    await page.reload()
    expect(await page.locator('.line').count()).toBe(5)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Lokasi' }).count()).toBe(0)
  })

  it('a start is one press', async () => {
    const page = await someone({ javaScriptEnabled: false })
    await page.getByRole('button', { name: 'Lapor kecelakaan kerja' }).click()
    await page.getByText('Baik.').waitFor()
    expect(stage.world.chats.received[0]).toMatchObject({
      content: { text: 'Saya mau lapor kecelakaan kerja' },
    })
  })
})
