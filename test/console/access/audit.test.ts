/** @module The audit log: what stands in it, and that nobody changes it unseen (S10 of the security tests). */

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLog, verifyTrail } from '../../../src/access/trail.ts'
import { AUDIT_ACTIONS } from '../../../src/core/audit-actions.ts'
import { StoreUnavailable } from '../../../src/core/errors.ts'
import { type AuditRow, makeAuditRows } from '../../../src/store/access/audit.ts'
import { audit } from '../../../src/store/access/schema.ts'
import { openStore, type Store } from '../../../src/store/sqlite.ts'
import { makeChain } from '../../../src/vault/chain.ts'
import { KEY_NAMES, makeKeyRing } from '../../../src/vault/key-ring.ts'
import { type AccessWorld, accessWorld, CODE_MS } from '../../support/access-world.ts'
import { texts } from '../../support/web-world.ts'

const ringWith = (fill: number, versions: number[] = [1]) =>
  makeKeyRing(
    KEY_NAMES.flatMap((name) =>
      versions.map((version) => ({ name, version, bytes: new Uint8Array(32).fill(fill + version) })),
    ),
  )

const said = (action: string) => texts.format(`console.audit.${action}`, 'id', {})

describe('the chain', () => {
  let store: Store
  let clock = 0
  const chain = makeChain(ringWith(1))
  const entry = { by: 'p1', action: 'cases.edit', subject: 'SGP-0000-0001', requestId: 'r' } as const
  const fill = (rows: ReturnType<typeof makeAuditRows>, n = 10, by = chain) => {
    const log = makeLog(rows, { chain: by, now: () => ++clock })
    for (let i = 0; i < n; i++) log({ ...entry, fields: [`f${i}`] })
  }
  /** The same rows after somebody at the disk was at them, past the triggers. */
  const spoilt = (rows: AuditRow[]) => ({
    after: (seq: number, limit: number) => rows.filter((row) => row.seq > seq).slice(0, limit),
  })
  const all = () => store.db.select().from(audit).all()

  beforeEach(() => {
    store = openStore(':memory:', 'access')
    fill(makeAuditRows(store.db))
  })
  afterEach(() => store.close())

  it('fits as it was written, over several batches too', () => {
    const rows = makeAuditRows(store.db)
    fill(rows, 2_500)
    const { head, faults } = verifyTrail(rows, chain)
    expect([faults, head.seq]).toEqual([[], 2_510])
    expect(verifyTrail(rows, chain, [head]).faults).toEqual([])
  })

  it.each<[keyof AuditRow, unknown]>([
    ['at', 99],
    ['by', 'p2'],
    ['action', 'cases.read'],
    ['subject', null],
    ['reason', ''],
    ['fields', '[]'],
    ['requestId', 'q'],
    ['mac', new Uint8Array(32)],
  ])('finds a changed %s', (column, value) => {
    const rows = all().map((row) => (row.seq === 4 ? { ...row, [column]: value } : row))
    expect(verifyTrail(spoilt(rows), chain).faults).toEqual([{ seq: 4, why: 'changed' }])
  })

  it('finds a row that is gone, and rows that were swapped or numbered anew', () => {
    const rows = all()
    const without = rows.filter(({ seq }) => seq !== 4)
    expect(verifyTrail(spoilt(without), chain).faults).toEqual([{ seq: 4, why: 'missing' }])
    const closed = without.map((row) => (row.seq > 4 ? { ...row, seq: row.seq - 1 } : row))
    expect(verifyTrail(spoilt(closed), chain).faults).toEqual([{ seq: 4, why: 'changed' }])
    const swapped = rows.map((row) => {
      const other = rows.find(({ seq }) => seq === (row.seq === 4 ? 5 : 4))
      return row.seq === 4 || row.seq === 5 ? { ...row, ...other, seq: row.seq } : row
    })
    expect(verifyTrail(spoilt(swapped), chain).faults).toEqual([{ seq: 4, why: 'changed' }])
  })

  it('finds a cut end and an old copy by the mark of the duty book alone', () => {
    const { head } = verifyTrail(makeAuditRows(store.db), chain)
    const cut = spoilt(all().slice(0, 7))
    expect(verifyTrail(cut, chain).faults).toEqual([])
    expect(verifyTrail(cut, chain, [head]).faults).toEqual([{ seq: 10, why: 'cut_off' }])
    expect(verifyTrail(spoilt([]), chain, [head]).faults).toEqual([{ seq: 10, why: 'cut_off' }])
  })

  it('finds each single row that is gone, and each length of a cut by the mark', () => {
    const { head } = verifyTrail(makeAuditRows(store.db), chain)
    for (let seq = 1; seq < 10; seq += 1) {
      const without = all().filter((row) => row.seq !== seq)
      expect(verifyTrail(spoilt(without), chain).faults[0]).toMatchObject({ seq, why: 'missing' })
    }
    for (let kept = 0; kept < 10; kept += 1)
      expect(verifyTrail(spoilt(all().slice(0, kept)), chain, [head]).faults).toEqual([
        { seq: 10, why: 'cut_off' },
      ])
  })

  it('finds a row that was put in between, and one that was added at the end without the key', () => {
    const [first] = all()
    if (first === undefined) throw new Error('an empty log')
    const between = all().flatMap((row) => {
      if (row.seq < 5) return [row]
      const later = { ...row, seq: row.seq + 1 }
      return row.seq === 5 ? [{ ...first, seq: 5 }, later] : [later]
    })
    expect(verifyTrail(spoilt(between), chain).faults).toEqual([{ seq: 5, why: 'changed' }])
    const added = [...all(), { ...first, seq: 11, mac: new Uint8Array(32).fill(9) }]
    expect(verifyTrail(spoilt(added), chain).faults).toEqual([{ seq: 11, why: 'changed' }])
  })

  it('finds the file of yesterday in place of that of today', () => {
    const dir = mkdtempSync(join(tmpdir(), 'audit-'))
    try {
      const path = join(dir, 'staff.db')
      const write = (n: number) => {
        const file = openStore(path, 'access')
        const rows = makeAuditRows(file.db)
        fill(rows, n)
        const { head } = verifyTrail(rows, chain)
        file.checkpoint()
        file.close()
        return head
      }
      write(6)
      cpSync(path, join(dir, 'yesterday'))
      const today = write(4)
      for (const log of ['-wal', '-shm']) rmSync(`${path}${log}`, { force: true })
      cpSync(join(dir, 'yesterday'), path)
      const back = openStore(path, 'access')
      expect(verifyTrail(makeAuditRows(back.db), chain).faults).toEqual([])
      expect(verifyTrail(makeAuditRows(back.db), chain, [today]).faults).toEqual([
        { seq: 10, why: 'cut_off' },
      ])
      back.close()
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })

  it('finds a log that was written anew by somebody who has the key', () => {
    const { head } = verifyTrail(makeAuditRows(store.db), chain)
    const other = openStore(':memory:', 'access')
    const rows = makeAuditRows(other.db)
    fill(rows, 12)
    expect(verifyTrail(rows, chain, [head]).faults).toEqual([{ seq: 10, why: 'rewritten' }])
    other.close()
  })

  it('does not fit under another key, and goes on under a newer one', () => {
    const rows = makeAuditRows(store.db)
    expect(verifyTrail(rows, makeChain(ringWith(7))).faults).toEqual([{ seq: 1, why: 'changed' }])
    const both = makeChain(ringWith(1, [1, 2]))
    fill(rows, 3, both)
    expect(verifyTrail(rows, both).faults).toEqual([])
    expect(verifyTrail(rows, chain).faults).toEqual([{ seq: 11, why: 'key_missing' }])
  })

  it.each(["update audit set action = 'x'", 'delete from audit', 'update audit set seq = seq + 1'])(
    'the database refuses: %s',
    (statement) => {
      const refused = catchCause(() => store.db.run(statement))
      expect(refused).toMatch(/only added to/)
      expect(all()).toHaveLength(10)
    },
  )

  it('is not written on a full disk, and says so', () => {
    const full = openStore(':memory:', 'access', { maxPages: 40 })
    const log = makeLog(makeAuditRows(full.db), { chain, now: () => 1 })
    expect(() => {
      for (let n = 0; n < 5_000; n++) log({ ...entry, reason: 'x'.repeat(500) })
    }).toThrow(StoreUnavailable)
    full.close()
  })
})

/** What the database itself said. */
function catchCause(work: () => unknown): string {
  try {
    work()
    return 'nothing was refused'
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  }
}

describe('the page', () => {
  let world: AccessWorld
  beforeEach(async () => {
    world = await accessWorld()
    await world.admin()
    world.pass(CODE_MS)
  })
  afterEach(() => world.stop())

  it('tells who did what to whom, and never what it was', async () => {
    const { browser } = await world.admin()
    await world.hire('agent', 'budi')
    const page = await browser.text('/console/jejak')
    for (const action of ['access.first_link', 'access.set_up', 'access.invite'])
      expect(page).toContain(`<td data-label="Tindakan">${said(action)}</td>`)
    expect(page).toContain('Contoh admin.satu')
    expect(page).toContain('Contoh budi')
  })

  it('filters by person, action, subject and day', async () => {
    const { browser } = await world.admin()
    const budi = await world.hire('agent', 'budi')
    await budi.browser.post('/console/keluar')
    const id = (await world.service.access.accounts.list()).find(({ login }) => login === 'budi')?.id ?? ''
    const found = async (query: string) =>
      [...(await browser.text(`/console/jejak?${query}`)).matchAll(/"Tindakan">([^<]+)</g)].map(([, words]) =>
        AUDIT_ACTIONS.find((action) => said(action) === words),
      )
    expect(await found(`siapa=${id}`)).toEqual(['access.logout', 'access.set_up'])
    // The daily round of what is too old writes itself down as well.
    expect(await found('siapa=system')).toEqual(['retention.run', 'access.first_link'])
    expect(await found('tindakan=access.invite')).toEqual(['access.invite'])
    expect((await found('tindakan=access')).length).toBeGreaterThan(4)
    expect(await found(`pada=${id}`)).toEqual(['access.set_up', 'access.invite'])
    expect(await found('dari=2026-11-26')).toEqual([])
    expect((await found('dari=2026-11-25&sampai=2026-11-25')).length).toBeGreaterThan(4)
    expect(await found('sampai=2026-11-24')).toEqual([])
    expect((await found('dari=besok&sampai=9999-99-99&sebelum=x')).length).toBeGreaterThan(4)
  })

  it('turns its pages from the newest to the first, each line once', async () => {
    const { browser } = await world.admin()
    for (let n = 0; n < 230; n++)
      await world.service.access.audit({
        by: 'system',
        action: 'try.say',
        subject: `n${n}`,
        requestId: 'r',
      })
    const seen: string[] = []
    for (let path: string | undefined = '/console/jejak?tindakan=try.say'; path !== undefined; ) {
      const page: string = await browser.text(path)
      seen.push(...[...page.matchAll(/<bdi>n(\d+)<\/bdi>/g)].map(([, n]) => n ?? ''))
      path = /href="(\/console\/jejak\?sebelum=[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(Array.from({ length: 230 }, (_, n) => String(229 - n)))
  })

  it('exports what was filtered, without formulas, and writes that down', async () => {
    const { browser } = await world.admin()
    await world.service.access.audit({ by: 'system', action: 'try.say', subject: '=1+1', requestId: 'r' })
    for (let n = 0; n < 1_200; n++)
      await world.service.access.audit({
        by: 'system',
        action: 'try.say',
        subject: `n${n}`,
        requestId: 'r',
      })
    const answer = await browser.request('/console/jejak/unduh?tindakan=try.say')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="jejak.csv"')
    const lines = (await answer.text()).trim().split('\r\n')
    expect(lines).toHaveLength(1_202)
    expect(lines.at(-1)).toContain(`"'=1+1"`)
    const [entry] = await world.service.access.trail.list({ action: 'audit.export' }, { limit: 1 })
    expect(entry?.fields).toEqual(['action'])
  })

  it('shows the mark that the verifier takes', async () => {
    const { browser } = await world.admin()
    const head = await world.service.access.trail.head()
    expect(await browser.text('/console/jejak')).toContain(`${head.seq}:${head.mac}`)
  })
})

it('is written before what it tells of: without it nothing is done', async () => {
  const world = await accessWorld({
    access: {
      session: async () => ({
        id: 's1',
        member: { id: 'a1', name: 'Contoh', role: 'admin', language: 'id' },
        isLocked: false,
        endsAt: Number.MAX_SAFE_INTEGER,
      }),
      members: async () => [],
      audit: async () => {
        throw new StoreUnavailable('full')
      },
    },
  })
  const browser = world.browser()
  browser.cookies.set('petugas', 'x')
  const answer = await browser.post('/console/akun/undang', { name: 'Baru', role: 'agent', team: '' })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('Penyimpanan penuh')
  expect(await world.service.access.accounts.list()).toEqual([])
  expect((await browser.request('/console/jejak/unduh')).status).toBe(503)
  await world.stop()
})
