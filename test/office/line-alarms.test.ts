/** @module Alarms of lines before the team: open, over, and begun anew. */

import { expect, it } from 'vitest'
import { HOUR, MINUTE, MONDAY_9, officeWorld } from './world.ts'

it('says since when a line is well again, of all its alarms for that and no others', async () => {
  const { office, pass } = officeWorld()
  await office.raise('line.telegram.link_down.1', 'link_down', 'telegram')
  pass(HOUR)
  await office.raise('line.telegram.link_down.2', 'link_down', 'telegram')
  await office.raise('line.telegram.address_conflict.2', 'address_conflict', 'telegram')
  await office.raise('line.whatsapp_cloud.link_down.2', 'link_down', 'whatsapp_cloud')
  pass(MINUTE)
  expect(await office.end(['link_down', 'token_refused'], 'telegram')).toBe(2)
  pass(MINUTE)
  expect(await office.end(['link_down', 'token_refused'], 'telegram')).toBe(0)
  const over = new Map((await office.alarms()).map(({ id, overAt }) => [id, overAt]))
  expect(over.get('line.telegram.link_down.1')).toBe(MONDAY_9 + HOUR + MINUTE)
  expect(over.get('line.telegram.link_down.2')).toBe(MONDAY_9 + HOUR + MINUTE)
  expect(over.get('line.telegram.address_conflict.2')).toBeUndefined()
  expect(over.get('line.whatsapp_cloud.link_down.2')).toBeUndefined()
})

it('takes back that it was over when the same begins anew, under its first time', async () => {
  const { office, pass } = officeWorld()
  const raise = () => office.raise('line.telegram.link_down.1', 'link_down', 'telegram')
  await raise()
  pass(MINUTE)
  await office.end(['link_down'], 'telegram')
  await raise()
  const alarms = await office.alarms()
  expect(alarms).toHaveLength(1)
  expect(alarms[0]).toMatchObject({ at: MONDAY_9, reason: 'link_down' })
  expect(alarms[0]?.overAt).toBeUndefined()
})
