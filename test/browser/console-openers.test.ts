/** @module A reply past the 24 hours in a real browser: the templates, the wait, by script and within axe. */

import { expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { limits } from '../../src/channels/whatsapp-cloud/limits.ts'
import { consoleWorld } from '../support/console-world.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { setStage } from '../support/stage.ts'
import { axeFaults } from '../support/visit.ts'

const HOUR = 60 * 60_000
const line = { channel: 'whatsapp_cloud', account: '1', address: '6281200000001' } as const
const sent: string[] = []
const template = (id: string, text: string) => ({ id, text, template: { name: id, language: 'id' } })
const cloud: Channel = {
  ...webChannel(),
  id: 'whatsapp_cloud',
  limits,
  account: () => '1',
  send: async ({ id, text }) => {
    sent.push(text)
    return { externalId: id }
  },
  templates: [
    template('knock', 'Ada kabar untuk Anda. Balas pesan ini untuk membacanya.'),
    template('documents', 'Masih ada berkas yang kami perlukan. Balas pesan ini, nanti kami jelaskan.'),
  ],
}
const stage = setStage(() => consoleWorld({ channels: { whatsapp_cloud: cloud } }))
const pictures = process.env.CONSOLE_PICTURES

async function shut(): Promise<string> {
  const { service, now, as, pass } = stage.world
  for (const [index, text] of ['mau bicara petugas', 'lewati'].entries()) {
    const content = { type: 'text', text } as const
    await service.chats.receive([{ type: 'message', ...line, externalId: `w${index}`, at: now(), content }])
    await service.quiet()
  }
  const chatId = (await service.chats.find(line)) ?? ''
  const ani = as('agent', 'ani')
  await ani.post(`/console/chat/${chatId}/ambil`)
  await ani.post(`/console/chat/${chatId}/tunda`, { sampai: 'monday' })
  await pass(25 * HOUR)
  sent.length = 0
  return chatId
}

it.each([
  { label: 'wide', options: { viewport: { width: 1280, height: 800 } } },
  { label: 'phone', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const } },
])('offers templates and the wait, sends a template without words: $label', async ({ label, options }) => {
  const chatId = await shut()
  const who = { role: 'agent', id: 'ani' } as const
  const page = await stage.keep(
    staffVisit(stage.browser, `${stage.url}/console/chat/${chatId}`, who, options),
  )
  const radios = page.getByRole('group', { name: 'Cara mengirim (jendela 24 jam tutup)' }).getByRole('radio')
  expect(await radios.count()).toBe(3)
  expect(await axeFaults(page)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  if (pictures) {
    await page.locator('#composer').scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${pictures}/openers-${label}.png` })
  }
  await page.getByRole('radio', { name: 'perlu berkas' }).check()
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.locator('.from-staff').getByText('Masih ada berkas yang kami perlukan').waitFor()
  expect(sent).toEqual(['Masih ada berkas yang kami perlukan. Balas pesan ini, nanti kami jelaskan.'])
  await page.getByRole('radio', { name: 'Kirim saat warga menulis lagi' }).check()
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.getByLabel('Balasan untuk warga').fill('Bawa KTP ya Bu')
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page
    .locator('.from-staff')
    .filter({ hasText: 'Bawa KTP ya Bu' })
    .getByText('menunggu warga')
    .waitFor()
  expect(sent).toHaveLength(1)
})
