/** @module A list is imported from the shell of the machine: looked at first, then taken; both stand in the audit log, which still fits. */

import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeAuditRows } from '../../src/store/access/audit.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { list, nikOf } from '../office/roster/world.ts'
import { newDataDir } from '../support/learned.ts'

const root = resolve(import.meta.dirname, '../..')
let dataDir: string
let file: string

beforeAll(() => {
  dataDir = newDataDir('tanya-sigap-import')
  file = join(dataDir, 'daftar rahasia.csv')
  writeFileSync(file, list(40))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function run(command: string, ...args: string[]) {
  const env = { ...process.env, PORT: '0', DATA_DIR: dataDir }
  const started = spawnSync(process.execPath, ['src/cli/run.mjs', command, ...args], {
    ...{ cwd: root, env, encoding: 'utf8' },
  })
  return { status: started.status, said: `${started.stdout}${started.stderr}` }
}

function written() {
  const store = openStore(join(dataDir, 'staff.db'), 'access')
  const rows = makeAuditRows(store.db).after(0, 100)
  store.close()
  return rows.filter(({ action }) => action.startsWith('roster.'))
}

it('is written down as a look that was dropped, and as a list that was taken', { timeout: 180_000 }, () => {
  const look = run('import', file)
  expect(look).toMatchObject({ status: 0, said: expect.stringContaining('40') })
  const taken = run('import', file, '--apply')
  expect(taken).toMatchObject({ status: 0, said: expect.stringContaining('sekarang berlaku') })
  const rows = written()
  expect(rows.map(({ by, action, fields }) => [by, action, fields])).toEqual([
    ['cli', 'roster.upload', '["people"]'],
    ['cli', 'roster.drop', '["people"]'],
    ['cli', 'roster.upload', '["people"]'],
    ['cli', 'roster.apply', '["people"]'],
  ])
  const [first, second, third, fourth] = rows.map(({ subject }) => subject)
  expect([first, third]).toEqual([second, fourth])
  expect(first).not.toBe(third)
  for (const { reason } of rows) expect(reason).toMatch(/^user:[\w.-]+$/)
  const text = JSON.stringify(rows)
  for (const secret of [nikOf(1), 'Warga Contoh', 'rahasia']) expect(text).not.toContain(secret)
  expect(run('audit-verify')).toMatchObject({ status: 0 })
})

// 1 of the last two says that something was found.
it.each([
  ['import', 1],
  ['access-invite', 1],
  ['audit-verify', 2],
  ['breach-affected', 2],
] as const)(
  'a wrong setting is told in words by %s, in both languages, before anything is done',
  { timeout: 60_000 },
  (command, code) => {
    const env = { ...process.env, PORT: 'x', DATA_DIR: dataDir }
    const args = command === 'import' ? [file] : command === 'breach-affected' ? ['--all'] : []
    const { status, stderr } = spawnSync(process.execPath, ['src/cli/run.mjs', command, ...args], {
      ...{ cwd: root, env, encoding: 'utf8' as const },
    })
    expect(status).toBe(code)
    expect(stderr).toContain('PORT: isi angka 0 sampai 65535')
    expect(stderr).toContain('PORT: a number from 0 to 65535')
    expect(stderr).not.toContain('[object')
  },
)
