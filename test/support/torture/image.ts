/** @module A disk image of a road, opened by the road itself: which messages are there, and is every page whole. */

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRoad } from '../../pipeline/road.ts'
import { corruptIn } from './judge.ts'

export type Finding = { lost: number; twice: number; corrupt: number }

/** In memory where the machine has such a folder: thousands of images are written. */
export const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/**
 * Writes the files, opens them as after a power cut, lets the road take up what it finds, and looks for
 * `pesan 0` … `pesan <acknowledged - 1>`, ten of which each of `p0`, `p1` … wrote.
 */
export async function open(files: ReadonlyMap<string, Buffer>, acknowledged: number): Promise<Finding> {
  const dir = mkdtempSync(join(SCRATCH, 'image-'))
  mkdirSync(dir, { recursive: true })
  try {
    for (const [name, bytes] of files) if (bytes.length > 0) writeFileSync(join(dir, name), bytes)
    return await look(dir, acknowledged)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function look(dir: string, acknowledged: number): Promise<Finding> {
  let road: ReturnType<typeof makeRoad>
  try {
    road = makeRoad({ dir })
  } catch {
    return { lost: acknowledged, twice: 0, corrupt: 1 }
  }
  const finding: Finding = { lost: 0, twice: 0, corrupt: 0 }
  await road.pipeline.idle()
  for (let first = 0; first < acknowledged; first += 10) {
    const chatId = await road.chatOf(`p${first / 10}`)
    const view = chatId === undefined ? undefined : await road.pipeline.chats.read(chatId, { limit: 1_000 })
    const asked = (view?.lines ?? []).filter(({ from }) => from === 'resident').map(({ text }) => text)
    const known = new Set(asked)
    finding.twice += asked.length - known.size
    for (let n = first; n < Math.min(first + 10, acknowledged); n++)
      if (!known.has(`pesan ${n}`)) finding.lost += 1
  }
  await road.close()
  finding.corrupt = corruptIn(dir).length
  return finding
}
