/** @module A negative answer of the self-check is never the last word, and who is not of age is flagged and asked little. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filed } from '../console/cases-world.ts'
import { at, t } from '../engine/world.ts'
import { realEdition } from '../rules/edition.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

/** Each outcome with the last answer that leads to it, and what was answered before. */
const WORKER = { home: 'city', ktp: 'city', age: 41, work: 'own_account', cover: 'none' }
const WAYS: Record<string, [node: string, before: Record<string, string | number>, says: string]> = {
  likely_priority: ['decile', WORKER, 'desil 2'],
  likely_if_quota: ['decile', WORKER, 'desil 5'],
  update_data: ['decile', WORKER, 'desil 8'],
  covered_elsewhere: ['cover', { home: 'city', ktp: 'city', age: 41, work: 'own_account' }, 'bayar sendiri'],
  employer_duty: ['cover', { home: 'city', ktp: 'city', age: 41, work: 'employee' }, 'belum ada'],
  other_government: ['ktp', { home: 'elsewhere' }, 'Jakarta'],
  too_old: ['age', { home: 'city', ktp: 'city' }, '70 tahun'],
  officer_review: ['decile', { ...WORKER, age: 16 }, 'tidak tahu'],
}

it('the ways below lead to every outcome of the table', () => {
  const outcomes = realEdition.tables.get('sigap_eligibility')?.outcomes ?? []
  expect(Object.keys(WAYS).sort()).toEqual([...outcomes].sort())
})

describe.each(Object.entries(WAYS))('the answer %s', (outcome, [node, before, says]) => {
  it('comes with a review by a person, and asking for it calls one', () => {
    const chat = at('eligibility', node)
    if (chat.top) Object.assign(chat.top, { slots: { ...before } })
    const turn = chat.say(says)
    expect(turn.notes.join()).not.toContain('misunderstood')
    const choices = turn.question?.reply.choices ?? []
    const person = choices.find(({ id }) => id.endsWith('.officer'))
    expect(person?.label, `${outcome}: ${choices.map(({ label }) => label)}`).toMatch(/petugas/i)
    expect(chat.tap(person?.id ?? '').requests).toContain('request_staff')
  })
})

describe('a report by somebody who is not of age', () => {
  let world: ConsoleWorld
  beforeAll(async () => {
    world = await consoleWorld()
  })
  afterAll(() => world.stop())

  it('asks for an adult before anything else', () => {
    const chat = at('accident', 'adult')
    if (chat.top)
      Object.assign(chat.top, { slots: { who: 'parent' }, trail: ['intro', 'who', 'may_be_child'] })
    expect(chat.say('belum').said).toContain(t('accident.child').split('\n')[0])
    expect(chat.top?.slots.adult).toBe(false)
  })

  it('stands before staff with a mark that others do not have, in the list and at the case', async () => {
    const child = await filed(world, 'anak', { fields: { who: 'parent', adult: false } })
    const adult = await filed(world, 'dewasa', { fields: { who: 'parent', adult: true } })
    const list = await world.as('agent').text('/console/laporan?status=all')
    expect(list.split('Pelapor di bawah umur')).toHaveLength(2)
    const page = (number: string) => world.as('agent').text(`/console/laporan/${number}`)
    expect(await page(child)).toContain('Pelapor di bawah umur')
    expect(await page(adult)).not.toContain('Pelapor di bawah umur')
  })
})
