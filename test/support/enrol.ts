/** @module What somebody does in a browser to become a member of staff, and to log in as one. */

import type { Page } from 'playwright-core'
import { PASSWORD } from './access-world.ts'

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
export const fill = (page: Page, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).fill(text)

type Enrolled = { login: string; secret: string; codes: string[] }

/**
 * From the first page of a one-time link to the console.
 *
 * @param codeOf the six digits that the phone shows for a secret
 * @param look called on each of the three pages
 */
export async function enrol(
  page: Page,
  { name, login }: { name: string; login: string },
  codeOf: (secret: string) => string,
  look: (page: Page) => Promise<unknown> = async () => {},
): Promise<Enrolled> {
  await look(page)
  await fill(page, 'Nama lengkap', name)
  await fill(page, 'Nama masuk', login)
  await fill(page, 'Kata sandi baru', PASSWORD)
  await press(page, 'Lanjut')
  await page.getByRole('img', { name: 'Kode QR untuk aplikasi kode' }).waitFor()
  await page.getByText('Kamera tidak bisa?').click()
  const secret = await page.locator('code.secret').innerText()
  await look(page)
  await fill(page, '6 angka dari aplikasi', codeOf(secret))
  await press(page, 'Lanjut')
  await page.getByRole('heading', { level: 1, name: 'Kode cadangan' }).waitFor()
  await look(page)
  const codes = await page.getByRole('list', { name: 'Kode cadangan' }).getByRole('listitem').allInnerTexts()
  await page.getByRole('link', { name: 'Sudah saya simpan' }).click()
  return { login, secret, codes }
}

/** At the login page. */
export async function logIn(page: Page, login: string, code: string): Promise<void> {
  await fill(page, 'Nama masuk', login)
  await fill(page, 'Kata sandi', PASSWORD)
  await fill(page, 'Kode 6 angka', code)
  await press(page, 'Masuk')
}

/** An administrator's: makes the one-time link for a colleague; gives its path. */
export async function invite(page: Page, name: string, role: RegExp, team = ''): Promise<string> {
  await fill(page, 'Nama', name)
  await page.getByRole('radio', { name: role }).check()
  await fill(page, 'Tim', team)
  await press(page, 'Buat tautan undangan')
  const link = await page.getByLabel('Tautan satu kali, berlaku 24 jam').inputValue()
  return new URL(link).pathname
}
