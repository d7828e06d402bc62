/** @module The closing line of .ci/run, from reports as vitest writes them. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const program = resolve(import.meta.dirname, '../../.ci/count.mjs')
const folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-count-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Counts = { passed?: number; failed?: number; pending?: number; todo?: number; broken?: number }

function report(name: string, { passed = 0, failed = 0, pending = 0, todo = 0, broken = 0 }: Counts): string {
  const path = join(folder, name)
  const file = { status: 'failed', assertionResults: [] }
  const content = {
    numTotalTests: passed + failed + pending + todo,
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults: Array.from({ length: broken }, () => file),
  }
  writeFileSync(path, JSON.stringify(content))
  return path
}

function count(...paths: string[]): { last: string | undefined; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [program, ...paths], { encoding: 'utf8' })
  return { last: stdout.trim().split('\n').at(-1), status }
}

it.each<{ label: string; first: Counts; second: Counts; last: string; status: number }>([
  {
    label: 'adds up two runs',
    first: { passed: 7 },
    second: { passed: 5 },
    last: '12 passed, 0 failed',
    status: 0,
  },
  {
    label: 'fails with one test',
    first: { passed: 7 },
    second: { passed: 4, failed: 1 },
    last: '11 passed, 1 failed',
    status: 1,
  },
  {
    label: 'counts a file that cannot be loaded',
    first: { passed: 7, broken: 2 },
    second: { passed: 7 },
    last: '14 passed, 2 failed',
    status: 1,
  },
  {
    label: 'takes no skipped test',
    first: { passed: 7, pending: 1 },
    second: { passed: 7, todo: 1 },
    last: '14 passed, 0 failed, 2 skipped',
    status: 1,
  },
  {
    label: 'takes no run without tests',
    first: { passed: 7 },
    second: {},
    last: '7 passed, 1 failed',
    status: 1,
  },
])('$label', ({ first, second, last, status }) => {
  expect(count(report('a.json', first), report('b.json', second))).toEqual({ last, status })
})

it('counts a run that left no report as failed', () => {
  expect(count(report('a.json', { passed: 3 }), join(folder, 'none.json'))).toEqual({
    last: '3 passed, 1 failed',
    status: 1,
  })
})
