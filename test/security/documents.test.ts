/** @module What the page on security names is there. */

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(ROOT, 'docs/security.md'), 'utf8')

it('every test that docs/security.md names exists and holds tests', () => {
  const named = [...new Set(page.match(/test\/[\w./-]+\.tsx?/g))]
  expect(named.length).toBeGreaterThan(30)
  const missing = named.filter((path) => !existsSync(resolve(ROOT, path)))
  expect(missing).toEqual([])
  const empty = named.filter(
    (path) => !/\b(it|test)(\.each)?\(/.test(readFileSync(resolve(ROOT, path), 'utf8')),
  )
  expect(empty).toEqual([])
})

it('it has a line for each of the sixteen', () => {
  for (let n = 1; n <= 16; n += 1) expect(page).toMatch(new RegExp(`^\\| S${n} \\|`, 'm'))
})

it('SECURITY.md invents no address and no name', () => {
  const text = readFileSync(resolve(ROOT, 'SECURITY.md'), 'utf8')
  expect(text).toContain('docs/security.md')
  expect(text).not.toMatch(/\S@\S|https?:|mailto:|\+\d{6}/)
})
