/** @module What residents and staff do at the pages of a chat, in a browser, and what stands there. */

import type { Locator, Page } from 'playwright-core'

/** A resident writes. */
export async function writes(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pesan Anda').fill(text)
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
}

/**
 * A resident writes and reads what was waited for.
 *
 * @param nudge called again and again meanwhile: a world whose clock stands still is moved by it
 */
export async function says(
  page: Page,
  text: string,
  until: string | RegExp,
  nudge = async () => {},
): Promise<void> {
  await writes(page, text)
  await page.getByText(text, { exact: true }).last().waitFor()
  // A story may come in several messages: the answer waits until nothing more comes. The clock may be moved
  // before a slow browser has sent it, and is then moved again.
  for (let tries = 0; tries < 10; tries += 1) {
    await nudge()
    const isThere = page.getByText(until).last().waitFor({ timeout: 2_000 })
    if (
      await isThere.then(
        () => true,
        () => false,
      )
    )
      return
  }
  await page.getByText(until).last().waitFor()
}

/** What somebody who fell from a ladder writes, and what the answer asks next; at the end the number of the case. */
export const ACCIDENT: readonly [string, string | RegExp][] = [
  [
    'pak mau lapor, kmrn sore saya jatuh dari tangga pas ngecat rumah orang',
    'Siapa yang mengalami kecelakaan?',
  ],
  ['saya sendiri', 'Siapa nama lengkap Anda?'],
  ['Sarwono Contoh', 'Waktu itu sedang apa?'],
  ['lagi kerja', 'Di mana tepatnya?'],
  ['jl cut mutia margahayu', 'Kecelakaannya karena apa?'],
  ['jatuh', 'Ceritakan dengan kata Anda sendiri'],
  ['tangganya geser di lantai basah', 'Bagian tubuh mana'],
  ['pergelangan tangan kanan bengkak', 'Sudah berobat?'],
  ['blm', 'Orang ini bekerja untuk siapa?'],
  ['kerja sendiri borongan', 'Ada saksi?'],
  ['lewati', 'Nomor HP berapa'],
  ['0812-9000-1234', 'Ada nomor peserta'],
  ['ga ada', 'Kalau ada foto'],
  ['lewati', 'Sudah benar?'],
  ['sudah benar', 'Boleh laporan ini saya kirim'],
  ['ya kirim', /SGP-\d{4}-\d{4}/],
]

/** Tells the whole accident; gives the number of the case. */
export async function reportsAccident(page: Page, nudge?: () => Promise<void>): Promise<string> {
  for (const [text, until] of ACCIDENT) await says(page, text, until, nudge)
  return /SGP-\d{4}-\d{4}/.exec(await page.getByRole('log').innerText())?.[0] ?? ''
}

/** The page of staff follows by itself. */
export const connected = (page: Page): Promise<void> =>
  page.locator('#live').filter({ hasText: 'Tersambung' }).waitFor()

/** The chat on the page of staff. */
export const logOf = (page: Page): Locator => page.getByRole('log', { name: 'Percakapan' })

export type ShownLine = { id: string; from: string; text: string }

/** The lines of a chat as they stand on a page, of a resident or of staff. */
export async function linesOn(page: Page): Promise<ShownLine[]> {
  return await page.locator('.line').evaluateAll((all) =>
    all.map((line) => ({
      id: line.id,
      from: /from-(\w+)/.exec(line.className)?.[1] ?? '',
      text: line.querySelector('.text')?.textContent ?? '',
    })),
  )
}
