/** @module Forms of the fact pages as a browser fills them, for tests. */

import type { Desk } from '../../support/console-world.ts'

/** A sound new version; the service's address line is named by one text and has a twin. */
export const DRAFT = {
  value: '17.500',
  valueEn: '',
  status: 'verified',
  sourceTitle: 'Surat uji 1/2026',
  sourceUrl: 'https://contoh.example/surat',
  sourceDate: '2026-11-20',
  checkedOn: '2026-11-25',
  validFrom: '',
  validTo: '',
  reason: 'Iuran berubah',
  effective: '',
}

let forms = 0

/** Proposes and gives the number of the proposal. */
export async function proposes(desk: Desk, fact: string, draft: Partial<typeof DRAFT> = {}): Promise<number> {
  const response = await desk.post(`/console/fakta/${fact}/usul`, {
    ...DRAFT,
    ...draft,
    key: `uji-${++forms}`,
  })
  const [, n] = /usulan\/(\d+)/.exec(response.headers.get('location') ?? '') ?? []
  if (response.status !== 303 || n === undefined)
    throw new Error(`not proposed: ${response.status} ${wordsOf(await response.text()).slice(0, 400)}`)
  return Number(n)
}

export async function approves(desk: Desk, n: number): Promise<string> {
  const response = await desk.post(`/console/fakta/usulan/${n}/setuju`)
  return response.headers.get('location') ?? String(response.status)
}

/** What a page says, without its markup. */
export function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}
