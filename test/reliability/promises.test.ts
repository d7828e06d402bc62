/** @module docs/reliability.md keeps its word: every promise and every number of the plan has a test beside it, and the tests it names are there. */

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const named = (text: string) => [...text.matchAll(/`(test\/[^`\s]+)`/g)].map(([, path]) => path ?? '')
const doc = read('docs/reliability.md')
const rowsOf = (letter: string) =>
  new Map(
    doc.split('\n').flatMap((line) => {
      const id = new RegExp(`^\\| (${letter}\\d\\d?) \\|`).exec(line)?.[1]
      return id === undefined || line.split('|').length !== (letter === 'P' ? 6 : 5)
        ? []
        : [[id, line] as const]
    }),
  )

describe('docs/reliability.md', () => {
  it('has all seventeen promises, each with a test', () => {
    const rows = rowsOf('P')
    expect([...rows.keys()]).toEqual(Array.from({ length: 17 }, (_, n) => `P${n + 1}`))
    for (const [id, row] of rows) expect([id, named(row).length > 0]).toEqual([id, true])
  })

  it('has every test of the plan that is its own', () => {
    const own = [...Array.from({ length: 16 }, (_, n) => n + 1), 19, 20, 21]
    const rows = rowsOf('T')
    for (const n of own) {
      const id = `T${String(n).padStart(2, '0')}`
      expect([id, named(rows.get(id) ?? '').length > 0]).toEqual([id, true])
    }
  })

  it.each(['docs/reliability.md', 'README.md'])('%s names tests that are there', (file) => {
    const paths = named(read(file)).filter((path) => path.endsWith('.ts') || !path.includes('.'))
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
  })
})
