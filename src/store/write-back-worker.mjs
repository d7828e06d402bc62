/**
 * @module The thread that writes the logs of databases back into their files, which takes 50 ms and more: as long as no
 * commit waits for it, nobody notices. Plain JavaScript: it is started as it stands, not joined to the rest.
 */

import { parentPort } from 'node:worker_threads'
import { Database } from './driver.mjs'

/** While one round copies, others commit; each round finds fewer pages. */
const ROUNDS = 5
/** So few the one who commits writes back in a moment. */
const FEW_PAGES = 200

parentPort.on('message', ({ path }) => parentPort.postMessage(writeBack(path)))

/** `code` is SQLite's where it failed. */
function writeBack(path) {
  let client
  try {
    // Never one of its own: a database that is gone is missed by whoever watches for it.
    client = new Database(path, { fileMustExist: true })
    client.pragma('synchronous = FULL')
    for (let round = 0; round < ROUNDS; round++) {
      const [{ busy, log, checkpointed }] = client.pragma('wal_checkpoint(PASSIVE)')
      if (busy !== 0 || log - checkpointed < FEW_PAGES) break
    }
    return { path }
  } catch (error) {
    return { path, code: typeof error?.code === 'string' ? error.code : 'unknown' }
  } finally {
    client?.close()
  }
}
