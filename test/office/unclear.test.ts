/** @module What nobody understood: kept for staff to label, sealed, once, and gone with its chat. */

import { expect, it } from 'vitest'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { officeWorld } from './world.ts'

const unclear = (text: string): OfficeRequest => ({
  type: 'unclear',
  text,
  open: 'check.age',
  guess: 'greet',
  confidence: 0.3125,
})

it('lists what was not understood, newest first, once for a repeated request', async () => {
  const { ask, office, pass } = officeWorld()
  await ask('c1', unclear('yang itu lho'), 'c1.1.0')
  pass(1000)
  await ask('c2', unclear('anu pak'), 'c2.1.0')
  await ask('c2', unclear('anu pak'), 'c2.1.0')
  expect(await office.unclear()).toMatchObject([
    { id: 'c2.1.0', chatId: 'c2', text: 'anu pak', open: 'check.age', guess: 'greet', confidence: 0.313 },
    { id: 'c1.1.0', chatId: 'c1', text: 'yang itu lho' },
  ])
})

it('keeps what staff say it means, and takes a label back', async () => {
  const { ask, office } = officeWorld()
  await ask('c1', unclear('yang itu lho'), 'c1.1.0')
  await ask('c1', unclear('dapet brp'), 'c1.2.0')
  expect(await office.labelUnclear('c1.2.0', 'benefits_info', 'petugas')).toBe(true)
  expect(await office.unclear({ labelled: true })).toMatchObject([
    { id: 'c1.2.0', text: 'dapet brp', label: 'benefits_info' },
  ])
  expect(await office.labelUnclear('c1.2.0', undefined, 'petugas')).toBe(true)
  expect(await office.unclear({ labelled: true })).toEqual([])
  expect(await office.labelUnclear('nothing', 'greet', 'petugas')).toBe(false)
})

it('holds no word in clear, and none at all once the key of the chat is gone', async () => {
  const { ask, office, db, vault, keys } = officeWorld()
  await ask('c1', unclear('yang itu lho'))
  const rows = (db as unknown as { $client: { prepare(sql: string): { all(): unknown[] } } }).$client
    .prepare('select * from office_unclear')
    .all()
  expect(JSON.stringify(rows.map((row) => Object.values(row as object).map(String)))).not.toContain('lho')
  expect(await office.unclear()).toHaveLength(1)
  keys.wrapped.delete('chat:c1')
  vault.forget('chat:c1')
  expect(await office.unclear()).toEqual([])
})
