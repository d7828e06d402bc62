/** @module What the pages on security name is there, and the page on the standard has each of its ids once. */

import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as photos from '../../src/media/limits.ts'
import { LIMITS } from '../../src/sheets/limits.ts'
import { filesOf } from '../support/files-of.ts'
import { CHAPTERS_OF_OTHERS, CHOSEN, IN_ALL, LEVELS, LOWER_TWO } from './asvs-levels.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')
const page = read('docs/security.md')
const standard = read('docs/asvs.md')

it.each([
  ['docs/security.md', page, 30],
  ['docs/asvs.md', standard, 60],
])('every test that %s names exists and holds tests', (_, text, least) => {
  const named = [...new Set(text.match(/test\/[\w./-]+\.tsx?/g))]
  expect(named.length).toBeGreaterThan(least)
  expect(named.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([])
  expect(named.filter((path) => !/\b(it|test)(\.each)?\(/.test(read(path)))).toEqual([])
})

it('it has a line for each of the sixteen', () => {
  for (let n = 1; n <= 16; n += 1) expect(page).toMatch(new RegExp(`^\\| S${n} \\|`, 'm'))
})

it('SECURITY.md invents no address and no name', () => {
  const text = read('SECURITY.md')
  expect(text).toContain('docs/security.md')
  expect(text).not.toMatch(/\S@\S|https?:|mailto:|\+\d{6}/)
})

describe('docs/asvs.md', () => {
  type Row = { chapter: number; id: string; level: string; state: string; how: string; shownBy: string }
  const rows: Row[] = standard.split(/^## V/m).flatMap((part, n) =>
    // What stands before the first chapter, and the table of files after the last.
    (n === 0 ? '' : (part.split(/^## /m)[0] ?? '')).split('\n').flatMap((line) => {
      const [id = '', level = '', state = '', how = '', shownBy = ''] = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim())
      const isHead = id === '' || id === 'id' || id === '---'
      return isHead ? [] : [{ chapter: Number.parseInt(part, 10), id, level, state, how, shownBy }]
    }),
  )
  const levelOf = (id: string) => {
    const [, section = '', n = ''] = /^(\d{1,2}\.\d)\.(\d{1,2})$/.exec(id) ?? []
    return LEVELS[section]?.[Number(n) - 1]
  }
  const chapterOf = (id: string) => Number.parseInt(id, 10)
  const lower = rows.filter(({ level }) => level !== '3')
  const all = Object.entries(LEVELS).flatMap(([section, levels]) =>
    [...levels].map((level, n) => ({ id: `${section}.${n + 1}`, level })),
  )

  it('is held to a list of ids that adds up to what the released text has', () => {
    const count = (level: string) => all.filter((one) => one.level === level).length
    expect({ '1': count('1'), '2': count('2'), '3': count('3') }).toEqual(IN_ALL)
    const chapters = LOWER_TWO.map(
      (_, n) => all.filter(({ id, level }) => chapterOf(id) === n + 1 && level !== '3').length,
    )
    expect(chapters).toEqual(LOWER_TWO)
  })

  it('has no id twice, none of an impossible form, none in another chapter or of another level', () => {
    const ids = rows.map(({ id }) => id)
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([])
    const wrong = rows.filter(({ id, level, chapter }) => levelOf(id) !== level || chapterOf(id) !== chapter)
    expect(wrong).toEqual([])
  })

  it('has every id of levels 1 and 2 of the chapters that apply, and those of level 3 that were chosen', () => {
    const applying = all.filter(({ id }) => !CHAPTERS_OF_OTHERS.includes(chapterOf(id)))
    const wanted = applying.filter(({ level }) => level !== '3').map(({ id }) => id)
    expect(lower.map(({ id }) => id).sort()).toEqual(wanted.sort())
    const ids = rows.map(({ id }) => id)
    expect(CHOSEN.filter((id) => !ids.includes(id))).toEqual([])
    for (const chapter of CHAPTERS_OF_OTHERS) expect(standard).toMatch(new RegExp(`\\b${chapter} \\(`))
  })

  it('says of each how it stands, in one of five ways, and how', () => {
    const known = ['met', 'partly', '**not met**', 'the city’s', '–']
    expect(rows.filter(({ state, how }) => !known.includes(state) || how === '')).toEqual([])
    // What is met is shown: by a test, or by the page that says it.
    const bare = rows.filter(
      ({ state, how, shownBy }) => state === 'met' && shownBy === '' && !how.includes('.md'),
    )
    expect(bare).toEqual([])
    const figures = known.map((state) => lower.filter((row) => row.state === state).length)
    const told = [
      ...standard.matchAll(/^\| (?:met|partly|\*\*not met\*\*|the city|does not)[^|]*\| (\d+) \|$/gm),
    ]
    expect(told.map(([, n]) => Number(n))).toEqual(figures)
    for (const n of figures.slice(0, 2)) expect(page).toContain(`${n} `)
  })

  it('what is not met there stands among what does not hold', () => {
    const missed = lower.filter(({ state }) => state === '**not met**').map(({ id }) => id)
    expect(missed.filter((id) => !page.includes(id))).toEqual([])
  })

  it('tells the sizes of files that are really the limits', () => {
    const files = standard.slice(standard.indexOf('## Files that may come'))
    const mb = (bytes: number) => `${(bytes / 1024 ** 2).toLocaleString('en')} MB`
    for (const size of [
      `${photos.MAX_FILE_BYTES / 1e6} MB`,
      `${photos.MAX_RECORDING_BYTES / 1e6} MB`,
      `${photos.MAX_PIXELS / 1e6} million points`,
      `${photos.MAX_FILES_AN_HOUR} an hour`,
      `${photos.MAX_SIDE_PX.toLocaleString('en')} points long`,
      mb(LIMITS.fileBytes),
      `${mb(LIMITS.sheetBytes)} of sheet`,
      `${mb(LIMITS.textBytes)} of texts`,
      `${LIMITS.parts.toLocaleString('en')} parts`,
      `${LIMITS.rows.toLocaleString('en')} rows of ${LIMITS.columns} columns`,
    ])
      expect(files).toContain(size)
  })
})

it('every file that reaches for cryptography stands in the table of docs/keys.md, and no other', () => {
  const uses =
    /from 'node:crypto'|crypto\.(subtle|getRandomValues|randomUUID)|from '@node-rs\/argon2'|from 'otplib'/
  const files = filesOf(resolve(ROOT, 'src'), /\.(ts|tsx|js|mjs)$/)
  const found = files
    .filter((file) => uses.test(readFileSync(file, 'utf8')))
    .map((file) => relative(ROOT, file))
  const table = read('docs/keys.md').split('## What is used where')[1]?.split('## ')[0] ?? ''
  expect([...new Set(table.match(/src\/[\w./-]+/g))].sort()).toEqual(found)
})
