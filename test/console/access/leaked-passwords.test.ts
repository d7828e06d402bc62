/** @module Passwords of the dictionaries of leaked and common ones, at the door where accounts are made. */

import { dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as indonesian } from '@zxcvbn-ts/language-id'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MIN_CHARS } from '../../../src/access/password.ts'
import { type AccessWorld, accessWorld } from '../../support/access-world.ts'
import { makeRandom } from '../../support/torture/visitors.ts'

const LEAKED: readonly string[] = common['passwords-common']
const ALL: readonly string[] = Object.values({ ...common, ...indonesian }).flat()
const random = makeRandom(20_261_130)
const oneOf = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
const digits = (count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, '0')

let world: AccessWorld
let path: string
beforeAll(async () => {
  world = await accessWorld()
  path = `/console/mulai/${await world.service.access.setUp.first()}`
})
afterAll(() => world.stop())

/** Those that the door did not refuse for being guessed first. */
async function taken(passwords: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const password of passwords) {
    const answer = await world.browser().post(path, { name: 'Contoh', login: 'budi.s', password })
    if (answer.status !== 422 || !/ditebak|nama layanan/.test(await answer.text())) found.push(password)
  }
  return found
}

it('there are as many as the page on the standard says', () => {
  expect([LEAKED.length, LEAKED.filter((one) => one.length >= MIN_CHARS).length]).toEqual([49_233, 41])
})

it('each that is long enough is refused as it stands', async () => {
  const long = [...new Set(ALL.filter((one) => [...one].length >= MIN_CHARS))]
  expect(long.length).toBeGreaterThan(250)
  expect(await taken(long)).toEqual([])
})

it('one or two of them with digits are refused', async () => {
  const made = Array.from({ length: 80 }, (_, n) => {
    const [first, second] = [oneOf(LEAKED), oneOf(n % 2 === 0 ? ALL : LEAKED)]
    const forms = [`${first}${second}`, `${first} ${second}`, `${first}${digits(4)}${second}`]
    const form = `${n % 5 === 0 ? first : (forms[n % 3] ?? '')}${digits(n % 4)}`
    return form.length >= MIN_CHARS ? form : `${form}${digits(MIN_CHARS - form.length)}`
  })
  // Little more than digits is weighed as digits: those are another matter.
  const worded = made.filter((one) => /\p{L}/u.test(one))
  expect(worded.length).toBeGreaterThan(60)
  expect(await taken(worded)).toEqual([])
})

it('a flood of hostile ones is told to wait, and then all goes on', async () => {
  const fields = { name: 'Contoh', login: 'budi.s', password: `${'a1!'.repeat(80)}xq7` }
  const answers = await Promise.all(Array.from({ length: 40 }, () => world.browser().post(path, fields)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 429]))
  expect(await taken(['jangan lupa bahagia'])).toEqual([])
})
