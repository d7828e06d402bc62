/** @module T02. Power cuts: every write and sync of a working road is recorded, and thousands of disks are made of them. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { figure, scale } from '../support/torture/figures.ts'
import { open } from '../support/torture/image.ts'
import { CUTS, makeDisk, readTrace } from '../support/torture/trace.ts'
import { makeRandom } from '../support/torture/visitors.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const data = mkdtempSync(join(tmpdir(), 'power-'))
afterAll(() => rmSync(data, { recursive: true }))

const MESSAGES = 300
const CALLS = 'pwrite64,fsync,fdatasync,ftruncate,unlink,write'

/** What the road did to its files while it took `MESSAGES`. */
function record(synchronous: 'FULL' | 'NORMAL') {
  const dir = mkdtempSync(join(data, `${synchronous}-`))
  const out = join(data, `${synchronous}.trace`)
  const strace = ['-f', '-y', '-xx', '-s', '65536', '-e', `trace=${CALLS}`, '-o', out]
  const writer = ['--import', 'tsx', 'test/support/torture/power-writer.ts', dir, `${MESSAGES}`, synchronous]
  const { status, stderr } = spawnSync('strace', [...strace, process.execPath, ...writer], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  return readTrace(readFileSync(out, 'utf8'), dir)
}

/** Cuts the power at moments by chance, in each way; counts what the disks that are left have lost. */
async function cutPower(synchronous: 'FULL' | 'NORMAL', images: number) {
  const ops = record(synchronous)
  const random = makeRandom(20261130)
  const first = ops.findIndex(({ type }) => type === 'ack')
  const share = images / CUTS.length / (ops.length - first)
  const disk = makeDisk()
  const seen = { images: 0, with_loss: 0, lost: 0, most_lost: 0, twice: 0, corrupt: 0, writes_in_the_air: 0 }
  let acknowledged = 0
  // Each moment is drawn as many times as the share says; what is left over is drawn by chance.
  let due = 0
  for (const [at, op] of ops.entries()) {
    if (op.type === 'ack') acknowledged = op.n + 1
    else disk.do(op)
    if (at < first) continue
    due += share * 2 * random()
    for (; due >= 1; due -= 1) {
      for (const cut of CUTS) {
        const { lost, twice, corrupt } = await open(disk.cut(cut, random), acknowledged)
        seen.images += 1
        seen.with_loss += lost > 0 ? 1 : 0
        seen.lost += lost
        seen.most_lost = Math.max(seen.most_lost, lost)
        seen.twice += twice
        seen.corrupt += corrupt > 0 ? 1 : 0
      }
      seen.writes_in_the_air += disk.waiting()
    }
  }
  return { ...seen, syncs: ops.filter(({ type }) => type === 'sync').length, acknowledged }
}

it('loses nothing that was acknowledged, and has no broken page, wherever the power is cut', async () => {
  const seen = await cutPower('FULL', scale({ short: 0, full: 2_400, nightly: 10_000 }))
  figure('T02', 'power cut, synchronous=FULL', seen)
  expect(seen.images).toBeGreaterThanOrEqual(2_000)
  expect(seen.acknowledged).toBe(MESSAGES)
  // Images of a disk that has everything would prove nothing.
  expect(seen.writes_in_the_air).toBeGreaterThan(seen.images)
  expect(seen).toMatchObject({ with_loss: 0, lost: 0, twice: 0, corrupt: 0 })
})

it('is not blind: with synchronous=NORMAL the same cuts lose messages', async () => {
  const seen = await cutPower('NORMAL', 400)
  figure('T02', 'the negative control, synchronous=NORMAL', seen)
  expect(seen.with_loss).toBeGreaterThan(seen.images / 10)
})
