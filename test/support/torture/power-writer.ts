/**
 * @module A road on a real folder that takes messages one after the other, as a process of its own whose writes can be
 * recorded. Says `ack N` on stdout once message N is acknowledged: at that moment, and not before.
 *
 * Arguments: folder, messages, and FULL or NORMAL.
 */

import { writeSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { makeRoad } from '../../pipeline/road.ts'

const [dir = '', messages = '0', synchronous = 'FULL'] = process.argv.slice(2)
/** New people come while it runs: their keys and addresses are rows of two other databases. */
const MESSAGES_A_PERSON = 10
/** Small, so that the log goes back into the file many times in a run. */
const CHECKPOINT_PAGES = 100

const road = makeRoad({ dir })
for (const db of [road.chatDb, road.keysDb]) {
  db.run(sql.raw(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`))
  db.run(sql.raw(`pragma synchronous = ${synchronous}`))
}
for (let n = 0; n < Number(messages); n++) {
  const who = `p${Math.floor(n / MESSAGES_A_PERSON)}`
  await road.pipeline.chats.receive([road.message(who, `pesan ${n}`, `m${n}`)])
  writeSync(1, `ack ${n}\n`)
  await road.pipeline.idle()
  road.clock.now += 5_000
}
// As at a power cut: nothing is closed.
process.exit(0)
