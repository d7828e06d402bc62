/** @module T03, T04, T05. A disk that fails, fills or turns read-only under the running server: it refuses, it ends where only a new process can go on, and nothing acknowledged is lost. Needs root and strace. */

import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { type Fault, keepWriting, untilReady, withFault } from '../support/torture/faults.ts'
import { figure } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeVisitors } from '../support/torture/visitors.ts'

let server: ServerProcess | undefined
const cleanups: (() => void)[] = []
afterEach(async () => {
  await server?.kill()
  for (const clean of cleanups.splice(0).reverse()) clean()
})
const newDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'disk-'))
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const fresh = async (dir: string) => {
  server = await startServer(dir, {}, { stderr: 'ignore' })
  return server
}

const BROKEN: (Fault & { label: string })[] = [
  { label: 'fsync EIO from the first call', calls: 'fsync,fdatasync', error: 'EIO' },
  { label: 'fsync EIO from the 20th call', calls: 'fsync,fdatasync', error: 'EIO', when: '20+' },
  { label: 'pwrite64 EIO from the first call', calls: 'pwrite64', error: 'EIO' },
  { label: 'pwrite64 EIO each 20th call', calls: 'pwrite64', error: 'EIO', when: '20+20' },
  { label: 'pwrite64 on a disk turned read-only', calls: 'pwrite64', error: 'EROFS' },
]

it.each(BROKEN)('$label: the process ends, and the next one has all that was acknowledged', async (fault) => {
  const dir = newDir()
  const people = makeVisitors(6, fault.label)
  const first = await fresh(dir)
  await keepWriting(first.address, people, 500)
  const { tally, ending } = await withFault(first.pid, fault, async () => ({
    tally: await keepWriting(first.address, people, 4_000),
    ending: await Promise.race([first.gone, new Promise<undefined>((done) => setTimeout(done, 5_000))]),
  }))
  expect(ending).toEqual({ code: 1, signal: null })
  const second = await fresh(dir)
  const after = await keepWriting(second.address, people, 500)
  await second.stop()
  const account = await judge(dir, people)
  figure('T03', fault.label, {
    acknowledged: account.acknowledged,
    acknowledged_under_it: tally.acknowledged,
    refused_or_cut: tally.refused + tally.cut,
    after_restart: after.acknowledged,
    lost: account.lost,
    twice: account.twice,
  })
  expect(after.acknowledged).toBeGreaterThan(0)
  expect(account).toMatchObject(WHOLE)
})

it('pwrite64 ENOSPC: refuses, is not ready within a second, and goes on by itself when there is room', async () => {
  const dir = newDir()
  const people = makeVisitors(6, 'penuh')
  const { address, pid, stop } = await fresh(dir)
  await keepWriting(address, people, 500)
  const under = await withFault(pid, { calls: 'pwrite64', error: 'ENOSPC' }, async () => {
    const writing = keepWriting(address, people, 5_000)
    const redMs = await untilReady(address, 503, 1_000)
    return { ...(await writing), redMs }
  })
  const wellMs = await untilReady(address, 200, 10_000)
  const after = await keepWriting(address, people, 500)
  await stop()
  const account = await judge(dir, people)
  figure('T03', 'pwrite64 ENOSPC for five seconds', {
    acknowledged_under_it: under.acknowledged,
    refused: under.refused,
    cut: under.cut,
    red_after_ms: Math.round(under.redMs),
    well_after_ms: Math.round(wellMs),
    lost: account.lost,
    twice: account.twice,
  })
  expect([under.acknowledged, under.cut]).toEqual([0, 0])
  expect(new Set(under.answers)).toEqual(new Set([503]))
  expect(after.acknowledged).toBeGreaterThan(0)
  expect(account).toMatchObject(WHOLE)
})

it('openat EMFILE: what is open goes on, and nothing acknowledged is lost', async () => {
  const dir = newDir()
  const people = makeVisitors(6, 'berkas')
  const { address, pid, stop } = await fresh(dir)
  await keepWriting(address, people, 500)
  const under = await withFault(pid, { calls: 'openat', error: 'EMFILE' }, () =>
    keepWriting(address, people, 3_000),
  )
  const after = await keepWriting(address, people, 500)
  await stop()
  const account = await judge(dir, people)
  figure('T03', 'openat EMFILE for three seconds', {
    acknowledged_under_it: under.acknowledged,
    refused: under.refused,
    after: after.acknowledged,
    lost: account.lost,
    twice: account.twice,
  })
  expect(after.acknowledged).toBeGreaterThan(0)
  expect(account).toMatchObject(WHOLE)
})

it('a disk that is full for a minute: 503 while it is, and well within ten seconds after, without a restart', async () => {
  const dir = newDir()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', dir])
  cleanups.push(() => execFileSync('umount', [dir]))
  const people = makeVisitors(6, 'tmpfs')
  const { address, stop } = await fresh(dir)
  await keepWriting(address, people, 500)
  fill(join(dir, 'penuh'))
  // Until the log needs a page it does not have yet, what is written finds room in it.
  for (let n = 0; n < 60; n++) if ((await keepWriting(address, people, 1_000)).refused > 0) break
  const under = await keepWriting(address, people, 60_000)
  rmSync(join(dir, 'penuh'))
  const wellMs = await untilReady(address, 200, 10_000)
  const after = await keepWriting(address, people, 1_000)
  await stop()
  const account = await judge(dir, people)
  figure('T04', 'a tmpfs that is full for a minute', {
    acknowledged_while_full: under.acknowledged,
    refused_while_full: under.refused,
    well_after_ms: Math.round(wellMs),
    after: after.acknowledged,
    lost: account.lost,
    twice: account.twice,
  })
  expect([under.acknowledged, under.cut]).toEqual([0, 0])
  expect(after.acknowledged).toBeGreaterThan(0)
  expect(account).toMatchObject(WHOLE)
})

it('a start on a read-only disk says so and changes nothing', async () => {
  const dir = newDir()
  const people = makeVisitors(2, 'baca')
  const first = await fresh(dir)
  await keepWriting(first.address, people, 500)
  await first.stop()
  execFileSync('mount', ['--bind', dir, dir])
  cleanups.push(() => execFileSync('umount', [dir]))
  execFileSync('mount', ['-o', 'remount,ro,bind', dir])
  await expect(fresh(dir)).rejects.toThrow('the server ended with 1')
  execFileSync('mount', ['-o', 'remount,rw,bind', dir])
  const again = await fresh(dir)
  await keepWriting(again.address, people, 500)
  await again.stop()
  const account = await judge(dir, people)
  figure('T05', 'a start on a read-only disk', { refused: 1, lost: account.lost, twice: account.twice })
  expect(account).toMatchObject(WHOLE)
})

function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [65_536, 4_096])
      for (const chunk = Buffer.alloc(size, 1); ; ) if (!hasRoom(file, chunk)) break
  } finally {
    closeSync(file)
  }
}

function hasRoom(file: number, chunk: Buffer): boolean {
  try {
    writeSync(file, chunk)
    return true
  } catch {
    return false
  }
}
