/** @module Looking a case up from another chat: right answers, answers that tell nothing, and limits. */

import { describe, expect, it } from 'vitest'
import { accident, HOUR, MINUTE, MONDAY_9, officeWorld } from './world.ts'

const DAY = 24 * HOUR
const WRONG = '0000-0000-0000-0000'

async function filedWorld() {
  const world = officeWorld()
  const [notice] = await world.ask('owner', accident())
  if (notice?.type !== 'case_filed') throw new Error('nothing filed')
  const lookUp = async (chatId: string, number: string, code: string) =>
    (await world.ask(chatId, { type: 'look_up_case', number, code }))[0]
  return { ...world, lookUp, number: notice.number, code: notice.code }
}

describe('looking a case up', () => {
  it('shows state and the newest note to whoever has number and code', async () => {
    const { lookUp, number, code, office } = await filedWorld()
    await office.changeCase('k1', number, 'needs_papers', 'Mohon kirim foto KTP', 'ani')
    await office.changeCase('k2', number, 'checked', undefined, 'ani')
    expect(await lookUp('other', number, code)).toMatchObject({
      type: 'case_found',
      number,
      kind: 'accident',
      state: 'checked',
      changedAt: MONDAY_9,
      note: 'Mohon kirim foto KTP',
    })
  })

  it('reads number and code as people type them', async () => {
    const { lookUp, number, code } = await filedWorld()
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const digits = number.replace('SGP-', '').replace('-', ' ')
    expect(await lookUp('other', digits, typed)).toMatchObject({ type: 'case_found' })
  })

  it('answers an unknown number, a broken number and a wrong code with the same words', async () => {
    const { lookUp, number, code } = await filedWorld()
    const answers = [
      await lookUp('a', number, WRONG),
      await lookUp('b', 'SGP-0000-0059', code),
      await lookUp('c', 'entah', code),
      await lookUp('d', number, ''),
      await lookUp('e', number, `${code}X`),
    ]
    const same = answers.map((answer) => ({ ...answer, re: 'x' }))
    expect(same).toEqual(Array(5).fill({ type: 'case_not_found', re: 'x' }))
  })

  it('allows a chat five tries in 24 hours and then says when it may try again', async () => {
    const { lookUp, number, code, pass, now } = await filedWorld()
    const first = now()
    for (let n = 0; n < 5; n += 1) {
      expect(await lookUp('other', number, WRONG)).toMatchObject({ type: 'case_not_found' })
      pass(MINUTE)
    }
    expect(await lookUp('other', number, code)).toMatchObject({
      type: 'look_up_limited',
      untilAt: first + DAY,
    })
    pass(first + DAY - now() - 1)
    expect(await lookUp('other', number, code)).toMatchObject({ type: 'look_up_limited' })
    pass(1)
    expect(await lookUp('other', number, code)).toMatchObject({ type: 'case_found' })
  })

  it.each(['known', 'unknown'])(
    'allows twenty tries a day for a number that is %s, from all chats together',
    async (which) => {
      const { lookUp, number } = await filedWorld()
      const tried = which === 'known' ? number : 'SGP-0000-0059'
      for (let n = 0; n < 20; n += 1)
        expect(await lookUp(`chat${n}`, tried, WRONG)).toMatchObject({ type: 'case_not_found' })
      expect(await lookUp('chat20', tried, WRONG)).toMatchObject({
        type: 'look_up_limited',
        untilAt: MONDAY_9 + DAY,
      })
    },
  )

  it('remembers the tries after a restart', async () => {
    const { lookUp, number, db, vault } = await filedWorld()
    for (let n = 0; n < 5; n += 1) await lookUp('other', number, WRONG)
    const after = officeWorld({ db, vault })
    const request = { type: 'look_up_case', number, code: WRONG } as const
    expect(await after.ask('other', request, 'other.99.0')).toMatchObject([{ type: 'look_up_limited' }])
  })

  it('does not count a repeated request twice', async () => {
    const { ask, lookUp, number } = await filedWorld()
    const request = { type: 'look_up_case', number, code: WRONG } as const
    for (let n = 0; n < 9; n += 1) await ask('other', request, 'other.1.0')
    expect(await lookUp('other', number, WRONG)).toMatchObject({ type: 'case_not_found' })
  })
})
