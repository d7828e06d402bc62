/** @module A list of covered workers, handed in and made current like a city would: people who cannot exist. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Service } from '../../src/main.ts'

export type ListedPerson = { nik: string; kk?: string; phone?: string; from?: string; to?: string }

let lists = 0

export async function listPeople(
  { roster, quiet }: Pick<Service, 'roster' | 'quiet'>,
  people: readonly ListedPerson[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-list-'))
  const id = `list-${++lists}`
  try {
    const rows = people.map(({ nik, kk = '', phone = '', from = '', to = '' }, index) =>
      [nik, kk, `Warga Contoh ${index + 1}`, phone, from, to].join(','),
    )
    const path = join(folder, 'peserta.csv')
    writeFileSync(path, ['nik,no_kk,nama,no_hp,mulai,sampai', ...rows].join('\n'))
    const taken = await roster.receiveFile({ id, list: 'people', by: 'uji' }, path)
    await quiet()
    const applied = taken.ok ? await roster.apply(id, 'uji', true) : taken
    if (!applied.ok) throw new Error(`the list was not taken: ${JSON.stringify(await roster.get(id))}`)
    await quiet()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
