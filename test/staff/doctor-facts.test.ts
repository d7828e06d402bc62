/** @module The doctor and facts: it judges what residents are told, with all that the office has published, and changes nothing. */

import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { diagnose } from '../../src/cli/diagnose.ts'
import type { Finding } from '../../src/cli/finding.ts'
import { sayIn } from '../../src/cli/office-texts.ts'
import { makeEditionRows } from '../../src/store/office/editions.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { folder } from './world.ts'

const NOW = new Date('2026-11-25T03:00:00Z')
const at = (day: string) => Date.parse(`${day}T03:00:00Z`)
const idsOf = (findings: Finding[], what: string) =>
  findings.filter((one) => one.area === 'facts' && one.what === what).map(({ args }) => args?.id)
const knownIn = (findings: Finding[]) => findings.find(({ what }) => what === 'known')?.args?.known
const look = (dataDir: string, now = NOW) => diagnose({ DATA_DIR: dataDir, PORT: '1' }, now, 'id')

/** A version the office has decided on, as the console writes it. */
type Version = {
  fact: string
  record: Record<string, unknown>
  from: string
  state?: 'approved' | 'rejected'
}
function office(...versions: Version[]): string {
  const dir = folder()
  const store = openStore(join(dir, 'office.db'), 'office')
  const rows = makeEditionRows(store.db)
  for (const [index, { fact, record, from, state = 'approved' }] of versions.entries()) {
    const own = {
      id: fact,
      source: { title: 'Surat uji' },
      checked_on: '2026-11-20',
      status: 'verified',
      ...record,
    }
    const row = { key: `k${index}`, fact, record: JSON.stringify(own), reason: 'uji', undoes: null }
    const n = rows.propose({ ...row, by: 'sri', at: at('2026-11-20'), effectiveAt: null })
    const effectiveAt = at(from)
    rows.decide(n, { state, by: 'tono', at: at('2026-11-21'), why: null, effectiveAt })
  }
  store.close()
  return dir
}
const phone = { value: '021-5550100', unit: 'phone' }

it('no longer asks for what the office has published', async () => {
  const before = await look(folder())
  expect(idsOf(before, 'missing')).toContain('telepon_dinsos')
  const dir = office({ fact: 'telepon_dinsos', record: phone, from: '2026-11-22' })
  const after = await look(dir)
  expect(idsOf(after, 'missing')).not.toContain('telepon_dinsos')
  expect(knownIn(after)).toBe(Number(knownIn(before)) + 1)
})

it('knows nothing of what was refused, or begins later', async () => {
  const dir = office(
    { fact: 'telepon_dinsos', record: phone, from: '2026-11-22', state: 'rejected' },
    { fact: 'telepon_layanan', record: phone, from: '2026-12-24' },
  )
  expect(idsOf(await look(dir), 'missing')).toEqual(
    expect.arrayContaining(['telepon_dinsos', 'telepon_layanan']),
  )
  expect(idsOf(await look(dir, new Date('2026-12-25T03:00:00Z')), 'missing')).not.toContain('telepon_layanan')
})

it('says that a published version has run out, or waits to be checked again, though the rules would not', async () => {
  const record = { value: 16_800, unit: 'rupiah' }
  const dir = office(
    { fact: 'iuran_sigap', record: { ...record, valid_to: '2026-11-23' }, from: '2026-11-22' },
    { fact: 'iuran_minimum', record: { ...record, checked_on: '2025-11-01' }, from: '2026-11-22' },
  )
  const [rules, told] = [await look(folder()), await look(dir)]
  expect(idsOf(rules, 'expired')).not.toContain('iuran_sigap')
  expect(idsOf(told, 'expired')).toContain('iuran_sigap')
  expect(idsOf(rules, 'due')).toEqual([])
  expect(idsOf(told, 'due')).toEqual(['iuran_minimum'])
  const due = told.find(({ what }) => what === 'due')
  expect(sayIn('id')('doctor.facts.due', due?.args)).toContain('iuran_minimum: terakhir diperiksa 2025-11-01')
})

it('takes an old warning back once a newer version was checked', async () => {
  const late = new Date('2027-06-01T03:00:00Z')
  expect(idsOf(await look(folder(), late), 'due')).toContain('iuran_minimum')
  const record = { value: 16_800, unit: 'rupiah', checked_on: '2027-05-20' }
  const dir = office({ fact: 'iuran_minimum', record, from: '2026-11-22' })
  expect(idsOf(await look(dir, late), 'due')).not.toContain('iuran_minimum')
})

it('leaves the office as it was, also one that is older than publishing, and says when it cannot be read', async () => {
  const dir = office()
  const files = readdirSync(dir)
  await look(dir)
  expect(readdirSync(dir)).toEqual(files)
  const old = folder()
  const store = openStore(join(old, 'office.db'), 'keys')
  store.close()
  expect(idsOf(await look(old), 'missing')).toContain('telepon_dinsos')
  const broken = folder()
  writeFileSync(
    join(broken, 'office.db'),
    'this is no database, and long enough to be looked at as one'.repeat(20),
  )
  const findings = await look(broken)
  expect(findings.find(({ what }) => what === 'unread')).toMatchObject({ area: 'facts', state: 'fault' })
  expect(existsSync(join(broken, 'office.db'))).toBe(true)
})
