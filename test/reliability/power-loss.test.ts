/**
 * @module T02, the short form: after every commit the files are copied, and what a power cut may leave of the next one
 * is made of the two copies. test/torture/power-loss.test.ts records what is really written and synced.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { roadsOfTest } from '../pipeline/road.ts'
import { figure } from '../support/torture/figures.ts'
import { open } from '../support/torture/image.ts'
import { makeRandom } from '../support/torture/visitors.ts'

type Files = Map<string, Buffer>
/** The files right after a commit of the chats, and how many messages were acknowledged by then. */
type Moment = { files: Files; acknowledged: number }

const MESSAGES = 40
const SECTOR = 512
const roads = roadsOfTest()

const copyOf = (dir: string): Files =>
  new Map(
    readdirSync(dir)
      .filter((name) => !name.endsWith('-shm'))
      .map((name) => [name, readFileSync(join(dir, name))]),
  )

async function record(): Promise<Moment[]> {
  const dir = roads.newDir()
  const road = roads.open({ dir })
  const moments: Moment[] = []
  let acknowledged = 0
  const { commit } = road.deps.store
  road.deps.store.commit = (work) => {
    const result = commit(work)
    moments.push({ files: copyOf(dir), acknowledged })
    return result
  }
  for (let n = 0; n < MESSAGES; n++) {
    await road.pipeline.chats.receive([road.message(`p${Math.floor(n / 10)}`, `pesan ${n}`, `m${n}`)])
    acknowledged = n + 1
    await road.pipeline.idle()
    road.clock.now += 5_000
    if (n % 15 === 14) road.checkpoint()
  }
  return moments
}

/** What a cut in the middle of the second commit may leave of its log: some sectors of it, the rest as before. */
function torn(before: Files, after: Files, random: () => number): Files {
  const files = new Map(before)
  const [old, young] = [before.get('chats.db-wal'), after.get('chats.db-wal')]
  // A log that begins anew does so after the file has all of it.
  if (old === undefined || young === undefined || young.length < old.length) return files
  const log = Buffer.alloc(young.length)
  old.copy(log)
  for (let at = 0; at < young.length; at += SECTOR)
    if (random() < 0.5) young.copy(log, at, at, Math.min(at + SECTOR, young.length))
  return files.set('chats.db-wal', log)
}

it('keeps what was acknowledged, and no half of what was not, when the power is cut in a commit', async () => {
  const moments = await record()
  const random = makeRandom(20261130)
  const seen = { images: 0, lost: 0, twice: 0, corrupt: 0 }
  for (let image = 0; image < 60; image++) {
    const at = Math.floor(random() * (moments.length - 1))
    const [before, after] = [moments[at], moments[at + 1]]
    if (before === undefined || after === undefined) continue
    const { lost, twice, corrupt } = await open(torn(before.files, after.files, random), before.acknowledged)
    seen.images += 1
    seen.lost += lost
    seen.twice += twice
    seen.corrupt += corrupt
  }
  figure('T02', 'power cut in a commit, modelled', seen)
  expect(seen).toEqual({ images: 60, lost: 0, twice: 0, corrupt: 0 })
})

it('is not blind: where the log may be lost, as without a sync at each commit, messages are', async () => {
  const moments = await record()
  const random = makeRandom(20261130)
  let withLoss = 0
  for (let image = 0; image < 20; image++) {
    const { files, acknowledged } = moments[Math.floor(random() * moments.length)] ?? {
      files: new Map(),
      acknowledged: 0,
    }
    const synced = new Map([...files].filter(([name]) => !name.endsWith('-wal')))
    const { lost } = await open(synced, acknowledged)
    withLoss += lost > 0 ? 1 : 0
  }
  expect(withLoss).toBeGreaterThan(10)
})
