/** @module Who is meant, and what somebody is called, where other words stand around it. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseChoice } from '../../src/understanding/answers/choice.ts'
import { findSlots } from '../../src/understanding/answers/find-slots.ts'
import type { Places } from '../../src/understanding/answers/place.ts'
import { understand } from './texts.ts'

const AT = new Date('2026-11-22T10:00:00+07:00')
const places = JSON.parse(readFileSync(new URL('../../rules/places.json', import.meta.url), 'utf8')) as Places
const WHO = [
  { id: 'self', label: 'Saya sendiri', synonyms: ['saya', 'saya yang jatuh'] },
  { id: 'spouse', label: 'Suami atau istri', synonyms: ['suami saya'] },
  { id: 'parent', label: 'Ayah atau ibu saya', synonyms: ['bapak saya', 'ibu saya'] },
]
const NAMES = [
  { slot: 'name', type: 'name', cues: ['nama'] },
  { slot: 'contact', type: 'name' },
]

it.each([
  ['ibu saya yang jatuh', 'parent'],
  ['bapak saya jatuh', 'parent'],
  ['suami saya yang jatuh', 'spouse'],
  ['saya yang jatuh pak', 'self'],
  // The short word calls whoever reads it; a father is written out.
  ['pak saya yang jatuh', 'self'],
  ['bu saya yang jatuh di pasar', 'self'],
  ['pak bapak saya yang jatuh', 'parent'],
])('%s: %s was hurt', (text, id) => expect(parseChoice(understand(text), WHO)).toEqual({ id }))

it('nobody is hurt in place of the writer because the reader is called "pak"', () =>
  expect(parseChoice(understand('pak aku kecelakaan jatuh dari motor kemarin'), WHO)).not.toEqual({
    id: 'parent',
  }))

it('a question is no leave-taking because "saja" stands in it', () => {
  const steps = [
    { id: 'done', label: 'Cukup dulu', synonyms: ['itu saja'] },
    { id: 'menu', label: 'Menu utama' },
  ]
  expect(parseChoice(understand('manfaatnya apa aja'), steps)).toBeUndefined()
  expect(parseChoice(understand('itu aja'), steps)).toEqual({ id: 'done' })
})

it.each([
  ['eh salah, namanya Budi Santoso', { name: 'Budi Santoso' }],
  ['namanya budi santoso', { name: 'Budi Santoso' }],
  ['nama suami saya sarip jatuh dari motor pas nganter galon', {}],
])('a name told again: %s', (text, found) =>
  expect(findSlots(understand(text), AT, NAMES, places)).toEqual(found),
)
