/**
 * @module A road whose engine dies or stands still at a word, as a process of its own under the service's watchdog.
 *
 * Arguments: folder, the words of the poisoned chats (`abort`, `hang`), healthy chats. Everybody writes in the first
 * life alone; each life goes on until all is settled, or until it dies. What leaves is noted in `sent.txt`.
 */

import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startWatchdog } from '../../../src/cli/watchdog.ts'
import { makeRoad, parrot } from '../../pipeline/road.ts'

const [dir = '', words = '', healthy = '0'] = process.argv.slice(2)
const poison = words.split(',').filter((word) => word !== '')
const born = join(dir, 'born')
const STILL_SECONDS = 2

await startWatchdog(STILL_SECONDS)
const road = makeRoad({
  dir,
  engine: {
    ...parrot,
    takeTurn: (world, session, event) => {
      const text = event.type === 'message' && event.content.type === 'text' ? event.content.text : ''
      if (text === 'abort') process.abort()
      // For ever, as a pattern that explodes would.
      while (text === 'hang') if (performance.now() < 0) break
      return parrot.takeTurn(world, session, event)
    },
  },
  send: async ({ id, address, text }) => {
    appendFileSync(join(dir, 'sent.txt'), `${address}\t${text}\t${id}\n`)
    return { externalId: id }
  },
})
if (!existsSync(born)) {
  const people = Array.from({ length: Number(healthy) }, (_, n) => `sehat${n}`)
  // Before and behind the poisoned ones, and in the same commit.
  const half = people.length / 2
  await road.pipeline.chats.receive([
    ...people.slice(0, half).map((who) => road.message(who, 'halo')),
    ...poison.map((word) => road.message(word, word)),
    ...people.slice(half).map((who) => road.message(who, 'halo')),
    ...poison.map((word) => road.message(word, 'kabar')),
  ])
  writeFileSync(born, '')
}
await road.pipeline.idle()
await road.advance(10 * 60_000)
await road.close()
process.exit(0)
