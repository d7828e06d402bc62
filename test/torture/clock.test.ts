/** @module T06. The server's wall clock jumps under it while people write: an hour back, a day ahead, a day back, another zone. Needs libfaketime. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Database } from '../../src/store/sqlite.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { figure } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeRandom, makeVisitors, write } from '../support/torture/visitors.ts'

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
const data = mkdtempSync(join(tmpdir(), 'clock-'))
const timeFile = join(data, 'waktu')
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.kill()
  rmSync(data, { recursive: true })
})

const PEOPLE = 20
const OFFSETS = ['+0', '-1h', '+0', '+1d', '+0', '-1d', '+2d', '-1h', '+0'] as const

/** How often each timer of a chat has fired. */
function firedTwice(): number {
  const db = new Database(join(data, 'chats.db'), { readonly: true })
  const { n } = db
    .prepare(
      `select count(*) as n from (select chat_id, key from inbox where kind = 'timer' group by chat_id, key having count(*) > 1)`,
    )
    .get() as { n: number }
  db.close()
  return n
}

it('answers everybody once and in order, whatever the clock does', async () => {
  expect(existsSync(LIBRARY), 'apt-get install libfaketime').toBe(true)
  writeFileSync(timeFile, '+0')
  const env = {
    LD_PRELOAD: LIBRARY,
    FAKETIME_TIMESTAMP_FILE: timeFile,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    TZ: 'America/New_York',
  }
  const started = await startServer(data, env)
  server = started
  const people = makeVisitors(PEOPLE, 'jam')
  const random = makeRandom(20261130)
  for (const [round, offset] of OFFSETS.entries()) {
    writeFileSync(timeFile, offset)
    const until = (round + 1) * 3
    const { address } = started
    const answers = await Promise.all(
      people.map((one) => write(one, { address, random, twice: 0.1 }, () => one.acknowledged >= until)),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
  }
  const twice = firedTwice()
  await started.stop()
  const account = await judge(data, people)
  figure('T06', 'the wall clock of the server jumps', {
    jumps: OFFSETS.length - 1,
    acknowledged: account.acknowledged,
    lost: account.lost,
    twice: account.twice,
    out_of_order: account.out_of_order,
    timers_fired_twice: twice,
  })
  expect(account).toMatchObject({ ...WHOLE, acknowledged: PEOPLE * OFFSETS.length * 3 })
  expect(twice).toBe(0)
})
