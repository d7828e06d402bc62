/** @module What a fuzzy or a generous parser must not take for an answer: the words of an injury are no relatives and no names. */

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseChoice } from '../../src/understanding/answers/choice.ts'
import { parseName } from '../../src/understanding/answers/name.ts'
import { understand } from './texts.ts'

const texts = JSON.parse(
  readFileSync(new URL('../../locales/id/messages.json', import.meta.url), 'utf8'),
) as Record<string, string>
/** Who had the accident, in the words of the service. */
const WHO = ['self', 'spouse', 'child', 'parent', 'family', 'friend'].map((id) => ({
  id,
  label: texts[`accident.ask_who.${id}`] ?? '',
  synonyms: texts[`accident.ask_who.${id}.alias`]?.split('|') ?? [],
}))

describe('who had the accident', () => {
  it.each([
    'gw abis nabrak, kaki gw patah',
    'tulang patah',
    'patah',
    'lukanya parah',
    'ceritanya kurang, tambah rem blong',
    'kurang lengkap',
  ])('"%s" names nobody', (text) => expect(parseChoice(understand(text), WHO)).toBeUndefined())

  it.each([
    ['papah', 'parent'],
    ['papa', 'parent'],
    ['suamy', 'spouse'],
    ['tetanga', 'friend'],
    ['kuring', 'self'],
    ['saya, tangan patah', 'self'],
  ])('"%s" is %s', (text, id) => expect(parseChoice(understand(text), WHO)).toEqual({ id }))
})

describe('a name', () => {
  it.each([
    'tangannya patah',
    'Tangannya Patah',
    'suami saya jatuh',
    'buat gw sendiri',
    'saya yang jatuh',
    'kakinya luka',
  ])('is not in "%s"', (text) => expect(parseName(understand(text))).toBeUndefined())

  it.each(['Anak Agung Istri Sukarini', 'Budi Santoso', 'Siti Aminah'])('%s', (name) =>
    expect(parseName(understand(name))).toBe(name),
  )
})
