/** @module What durability rests on, and what the tables refuse. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/core/errors.ts'
import { makeDirectory } from '../../src/store/account/directory.ts'
import { makeChatStore } from '../../src/store/chat/store.ts'
import { makeKeyShelf, requireKnownKeys } from '../../src/store/keys/data-keys.ts'
import { openStore, type Part, type Store } from '../../src/store/sqlite.ts'

const opened: Store[] = []
const dirs: string[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
})
const open = (part: Part, path = ':memory:') => {
  const store = openStore(path, part)
  opened.push(store)
  return store
}
const newFile = () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'))
  dirs.push(dir)
  return join(dir, 'a.db')
}

it.each(['chat', 'account', 'office', 'keys'] as const)('opens the %s tables durable, twice', (part) => {
  const path = newFile()
  for (let n = 0; n < 2; n++) {
    const { db } = open(part, path)
    expect(db.get(sql`pragma synchronous`)).toEqual({ synchronous: 2 })
    expect(db.get(sql`pragma journal_mode`)).toEqual({ journal_mode: 'wal' })
    expect(db.get(sql`pragma foreign_keys`)).toEqual({ foreign_keys: 1 })
    expect(db.get(sql`pragma secure_delete`)).toEqual({ secure_delete: 1 })
  }
})

it('says try again while another program holds the file', () => {
  const path = newFile()
  const holder = open('chat', path)
  const { db } = open('chat', path)
  db.run(sql`pragma busy_timeout = 0`)
  const store = makeChatStore(db)
  holder.db.run(sql`begin immediate`)
  expect(() => store.commit(() => {})).toThrow(StoreUnavailable)
  holder.db.run(sql`rollback`)
  expect(() => store.commit(() => {})).not.toThrow()
})

it('uses the indexes of what waits on the road of a message', () => {
  const { db } = open('chat')
  const plan = (query: ReturnType<typeof sql>) => JSON.stringify(db.all(sql`explain query plan ${query}`))
  expect(
    plan(sql`select rid from inbox where chat_id = ${'c'} and inbox.state = 'waiting' order by rid limit 1`),
  ).toContain('inbox_waiting')
  expect(
    plan(
      sql`select id from outbox where chat_id = ${'c'} and dest = ${'office'} and outbox.state in ('waiting', 'claimed') order by ord limit 1`,
    ),
  ).toContain('outbox_live')
})

it('undoes what throws inside a transaction, and alone what throws inside a part of it', () => {
  const { db } = open('chat')
  const store = makeChatStore(db)
  const row = { channel: 'web', account: 'a', addressSealed: new Uint8Array(1), lang: 'id', at: 0 } as const
  store.commit(() => {
    store.chats.add({ ...row, chatId: 'c1' })
    expect(() =>
      store.part(() => {
        store.chats.add({ ...row, chatId: 'c2' })
        throw new Error('one turn')
      }),
    ).toThrow('one turn')
  })
  expect(store.chats.get('c1')).toBeDefined()
  expect(store.chats.get('c2')).toBeUndefined()
  expect(() =>
    store.commit(() => {
      store.chats.add({ ...row, chatId: 'c3' })
      throw new Error('all')
    }),
  ).toThrow('all')
  expect(store.chats.get('c3')).toBeUndefined()
})

it('lets a turn be taken once', () => {
  const { db } = open('chat')
  const { chats } = makeChatStore(db)
  const row = {
    chatId: 'c1',
    channel: 'web',
    account: 'web',
    addressSealed: new Uint8Array(1),
    lang: 'id',
  } as const
  chats.add({ ...row, at: 0 })
  const turn = {
    chatId: 'c1',
    turn: 1,
    owner: 'bot',
    epoch: 0,
    seq: 1,
    lang: 'id',
    flow: null,
    node: null,
  } as const
  chats.save({ ...turn, sessionSealed: new Uint8Array(1) })
  expect(() => chats.save({ ...turn, sessionSealed: new Uint8Array(2) })).toThrow('turn 1 was taken')
})

it('keeps the first chat of an address, and knows it apart in another account', () => {
  const directory = makeDirectory(open('account').db)
  const entry = {
    channel: 'web' as const,
    addressHash: new Uint8Array([1]),
    addressSealed: new Uint8Array([2]),
    at: 0,
    evidence: 'wrote' as const,
  }
  expect(directory.enter([{ ...entry, accountId: 'web:a', chatId: 'c1' }])).toEqual(['c1'])
  expect(directory.enter([{ ...entry, accountId: 'web:a', chatId: 'c2' }])).toEqual(['c1'])
  expect(directory.enter([{ ...entry, accountId: 'web:b', chatId: 'c3' }])).toEqual(['c3'])
  expect(directory.chatOf('web:a', new Uint8Array([1]))).toBe('c1')
  expect(directory.chatOf('web:a', new Uint8Array([9]))).toBeUndefined()
})

it('never replaces a data key', () => {
  const shelf = makeKeyShelf(open('keys').db)
  expect([...shelf.put('chat:c1', new Uint8Array([1]))]).toEqual([1])
  expect([...shelf.put('chat:c1', new Uint8Array([2]))]).toEqual([1])
  shelf.remove('chat:c1')
  expect(shelf.get('chat:c1')).toBeUndefined()
})

it('notes what it forgot, once each and in that order, also where no key was', () => {
  const shelf = makeKeyShelf(open('keys').db)
  shelf.put('chat:c1', new Uint8Array([1]))
  for (const name of ['case:a', 'chat:c1', 'case:a']) shelf.remove(name)
  expect(shelf.forgotten()).toEqual(['case:a', 'chat:c1'])
})

it('refuses other keys than those the data was sealed with, and changes nothing', () => {
  const { db } = open('keys')
  const print = (name: string, version: number, text: string) => ({ name, version, print: text })
  requireKnownKeys(db, [print('master', 1, 'a'), print('pepper', 1, 'b')])
  requireKnownKeys(db, [print('master', 1, 'a'), print('pepper', 1, 'b'), print('master', 2, 'c')])
  expect(() => requireKnownKeys(db, [print('master', 1, 'x'), print('pepper', 1, 'b')])).toThrow(
    'master.k1, master.k2',
  )
  requireKnownKeys(db, [print('master', 1, 'a'), print('pepper', 1, 'b'), print('master', 2, 'c')])
})
