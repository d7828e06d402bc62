/** @module A case or a chat that is erased: nothing by which it could be found again is left, in the database or in the search. */

import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { accident, card, officeWorld } from './world.ts'

const NAME = 'Siti Contoh'

async function found() {
  const world = officeWorld()
  const { office, db } = world
  const ref = { chatId: 'c1', channel: 'web', mask: 'web ••••3f' } as const
  const file = async (name: string) => {
    const [filed] = await world.ask('c1', accident({ fields: { who: 'self', name } }))
    if (filed?.type !== 'case_filed') throw new Error('not filed')
    const { id } =
      db.get<{ id: string }>(sql`select id from office_cases where number = ${filed.number}`) ?? {}
    return `case:${id}` as const
  }
  await office.apply(ref, 'c1.card', card(), world.now())
  const first = await file(NAME)
  await file('Budi Contoh')
  const search = async (typed: string) =>
    (await office.chatDesk.search(typed)).chats.map(({ chatId }) => chatId)
  const words = () => db.get<{ n: number }>(sql`select count(*) as n from case_name_words`)?.n
  return { ...world, first, search, words }
}

it('is not found by its name any more, and its hashes are gone with its key', async () => {
  const { office, first, search, words, keys } = await found()
  expect(await search(NAME)).toEqual(['c1'])
  expect(words()).toBe(4)
  office.erase(first)
  office.erase(first)
  expect(words()).toBe(2)
  expect(keys.wrapped.has(first)).toBe(false)
  expect(await search(NAME)).toEqual([])
  expect(await search('Budi')).toEqual(['c1'])
})

it('of a chat takes the words of all its cases, and the mask', async () => {
  const { office, db, search, words, keys } = await found()
  expect(await search('••••3f')).toEqual(['c1'])
  office.erase('chat:c1')
  expect(words()).toBe(0)
  for (const typed of [NAME, 'Budi', '••••3f']) expect(await search(typed)).toEqual([])
  expect(db.get(sql`select mask_hash, mask_sealed from desk_chats`)).toEqual({
    mask_hash: null,
    mask_sealed: null,
  })
  expect(keys.wrapped.has('chat:c1')).toBe(false)
})

it('that comes back with an old backup, without its key, is still not found', async () => {
  const { first, search, words, vault } = await found()
  vault.forget(first)
  expect(words()).toBe(4)
  expect(await search(NAME)).toEqual([])
})

it('that never was is erased without a word', async () => {
  const { office, words } = await found()
  office.erase('case:none')
  office.erase('chat:none')
  expect(words()).toBe(4)
})
