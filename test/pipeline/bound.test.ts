/** @module A rendered reply is bound to its chat: whoever can write into the database makes no sender hand one person's words to another. */

import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { type Road, roadsOfTest } from './road.ts'

const SECRET = 'rahasia-ani'
const { open, newDir } = roadsOfTest()

/** Both have been answered, and a reply to each waits since the platform is away; what is done to the rows meanwhile is the test's. */
async function held(spoil: (chatDb: Db, chats: { ani: string; budi: string }) => void): Promise<Road> {
  let isAway = false
  const dir = newDir()
  const send = async ({ id }: { id: string }) => {
    if (isAway) throw new Error('away')
    return { externalId: id }
  }
  const road = open({ dir, send })
  await road.write('ani', 'halo')
  await road.write('budi', 'halo')
  isAway = true
  await road.write('ani', SECRET)
  await road.write('budi', 'biasa')
  const [ani = '', budi = ''] = [await road.chatOf('ani'), await road.chatOf('budi')]
  // Another program: what this one remembers of its own rows is no protection.
  const beside = openStore(road.chatFile, 'chat')
  spoil(beside.db, { ani, budi })
  beside.close()
  isAway = false
  await road.advance(48 * 3_600_000)
  return road
}

const toldTo = (road: Road, who: string) =>
  road.sent.filter(({ address }) => address === who).map(({ text }) => text)

describe('a reply that waits to leave', () => {
  it('reaches its own chat when nothing was done to it', async () => {
    const road = await held(() => {})
    expect(toldTo(road, 'ani')).toEqual(['1: halo', `2: ${SECRET}`])
    expect(toldTo(road, 'budi')).toEqual(['1: halo', '2: biasa'])
  })

  it('is not sent to another chat whose line its words were copied into', async () => {
    const road = await held((chatDb, { ani, budi }) =>
      chatDb.run(
        sql`update journal set body_sealed = (select j.body_sealed from journal j where j.chat_id = ${ani} and j.seq = journal.seq)
            where chat_id = ${budi} and seq in (select seq from outbox where chat_id = ${budi} and state = 'waiting')`,
      ),
    )
    expect(toldTo(road, 'budi')).toEqual(['1: halo'])
    expect(toldTo(road, 'ani')).toEqual(['1: halo', `2: ${SECRET}`])
    expect(JSON.stringify(road.log)).not.toContain(SECRET)
  })

  it('is not sent under the address of another chat', async () => {
    const road = await held((chatDb, { ani, budi }) =>
      chatDb.run(
        sql`update chats set address_sealed = (select c.address_sealed from chats c where c.chat_id = ${budi}) where chat_id = ${ani}`,
      ),
    )
    expect(toldTo(road, 'budi').join()).not.toContain(SECRET)
    expect(toldTo(road, 'ani')).toEqual(['1: halo'])
    expect(toldTo(road, 'budi')).toEqual(['1: halo', '2: biasa'])
  })

  it('is not sent when its row was given to another chat', async () => {
    const road = await held((chatDb, { ani, budi }) =>
      chatDb.run(
        sql`update outbox set chat_id = ${budi} where chat_id = ${ani} and state = 'waiting' and dest = 'channel'`,
      ),
    )
    // The row names a line; of the other chat that line holds only the other's own words.
    expect(road.texts().join()).not.toContain(SECRET)
  })
})
