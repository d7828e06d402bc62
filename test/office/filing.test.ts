/** @module Filing a case: once, with a number that can be said, a code, a deadline and nothing readable in the database. */

import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { isCaseNumber } from '../../src/core/case-number.ts'
import type { OfficeNotice } from '../../src/core/chat.ts'
import { accident, chat, drawer, HOUR, MONDAY_9, officeWorld, staffRequest } from './world.ts'

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/

function filed(notices: OfficeNotice[]) {
  const [notice] = notices
  if (notices.length !== 1 || notice?.type !== 'case_filed') throw new Error(JSON.stringify(notices))
  return notice
}

describe('filing a case', () => {
  it('answers with a number of eight digits that prove themselves, and a code without look-alike letters', async () => {
    const { ask } = officeWorld()
    const notice = filed(await ask('c1', accident()))
    expect(notice.number).toMatch(/^SGP-\d{4}-\d{4}$/)
    expect(isCaseNumber(notice.number)).toBe(true)
    expect(notice.code).toMatch(CODE)
  })

  it('files once, however often the same request comes', async () => {
    const { ask, office, told } = officeWorld()
    for (let time = 0; time < 3; time += 1) await ask('c1', accident(), 'c1.4.0')
    expect(await office.cases()).toHaveLength(1)
    expect(told.map(({ id }) => id)).toEqual(['office.1'])
  })

  it('files once when the same request comes twice at the same moment', async () => {
    const { office } = officeWorld()
    await Promise.all([1, 2].map(() => office.apply(chat('c1'), 'c1.4.0', accident(), MONDAY_9)))
    expect(await office.cases()).toHaveLength(1)
  })

  it('is kept beside one of the same moment that fails, and neither rests nor repeats anything', async () => {
    const { office, told } = officeWorld()
    // Nothing that a chat can ask: whatever it is that goes wrong, it is this request's alone.
    const broken = accident({ fields: { story: 1n as never } })
    const outcomes = await Promise.allSettled([
      office.apply(chat('c1'), 'c1.1.0', accident(), MONDAY_9),
      office.apply(chat('c2'), 'c2.1.0', broken, MONDAY_9),
      office.apply(chat('c3'), 'c3.1.0', accident(), MONDAY_9),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const cases = await office.cases()
    expect(cases.map(({ chatId }) => chatId).sort()).toEqual(['c1', 'c3'])
    expect(office.dueAt()).toBeLessThanOrEqual(MONDAY_9)
    await office.deliver()
    expect(told.map(({ chatId }) => chatId)).toEqual(['c1', 'c3'])
  })

  it('draws again when a number is taken', async () => {
    const once = drawer(3)
    let draws = 0
    // The first twenty draws repeat each other.
    const random = (bytes: number) => (bytes === 4 && draws++ < 20 ? Uint8Array.of(0, 0, 0, 5) : once(bytes))
    const { ask, office } = officeWorld({ random })
    filed(await ask('c1', accident()))
    filed(await ask('c2', accident()))
    const numbers = (await office.cases()).map(({ number }) => number)
    expect(new Set(numbers).size).toBe(2)
    expect(numbers).toContain('SGP-0000-0059')
  })

  it('keeps 500 numbers apart and all of them proven', async () => {
    const { office } = officeWorld()
    for (let n = 0; n < 500; n += 1) await office.apply(chat('c1'), `c1.${n}.0`, accident(), MONDAY_9)
    const numbers = (await office.cases({ limit: 500 })).map(({ number }) => number)
    expect(new Set(numbers).size).toBe(500)
    expect(numbers.every(isCaseNumber)).toBe(true)
  })

  it('counts two times 24 hours from what happened, not from the report', async () => {
    const { ask } = officeWorld()
    const notice = filed(await ask('c1', accident({ occurredAt: MONDAY_9 - 5 * HOUR })))
    expect(notice.deadlineAt).toBe(MONDAY_9 + 43 * HOUR)
    expect(notice.late).toBe(false)
  })

  it('takes a late report and says that it is late', async () => {
    const { ask, office } = officeWorld()
    const notice = filed(await ask('c1', accident({ occurredAt: MONDAY_9 - 49 * HOUR })))
    expect(notice.late).toBe(true)
    expect((await office.case(notice.number))?.deadlineAt).toBe(MONDAY_9 - HOUR)
  })

  it.each(['death', 'complaint', 'erasure'] as const)(
    'sets no deadline for a case of kind %s',
    async (kind) => {
      const { ask } = officeWorld()
      expect(filed(await ask('c1', accident({ kind })))).not.toHaveProperty('deadlineAt')
    },
  )

  it('moves a waiting chat to the head when it files a death', async () => {
    const { ask, office, pass } = officeWorld()
    await ask('first', staffRequest())
    pass(1000)
    await ask('second', staffRequest())
    await ask('second', accident({ kind: 'death', fields: {} }))
    expect((await office.queue()).map(({ chatId }) => chatId)).toEqual(['second', 'first'])
  })

  it('names the case it corrects', async () => {
    const { ask, office } = officeWorld()
    const first = filed(await ask('c1', accident()))
    const second = filed(await ask('c1', accident({ kind: 'correction', of: first.number })))
    expect((await office.case(second.number))?.of).toBe(first.number)
  })

  it('leaves no word of the resident and no code readable in the database', async () => {
    const { ask, db } = officeWorld()
    const { code } = filed(await ask('c1', accident()))
    const tables = ['office_cases', 'office_outbox', 'office_inbox', 'office_case_history', 'office_cards']
    const rows = tables.flatMap((table) => db.all<object>(sql.raw(`select * from ${table}`)))
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n')
    expect(text).toContain('3275011002')
    expect(text).not.toContain('pasar')
    expect(text).not.toContain(code)
    expect(text).not.toContain(code.replaceAll('-', ''))
  })

  it('shows a case without its words once its key is destroyed', async () => {
    const { ask, office, vault, keys } = officeWorld()
    const { number } = filed(await ask('c1', accident()))
    expect((await office.case(number))?.summary).toEqual([
      { label: 'Kejadian', value: 'tertabrak motor di pasar' },
    ])
    vault.forget('case:id1')
    expect(keys.wrapped.has('case:id1')).toBe(false)
    expect((await office.case(number))?.summary).toEqual([])
  })
})
