/** @module T11. A message that kills the process or makes it stand still each time: five tries, then set aside; everybody else is answered. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Database } from '../../src/store/sqlite.ts'
import { roadsOfTest } from '../pipeline/road.ts'
import { figure, scale } from '../support/torture/figures.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const { open } = roadsOfTest()
const data = mkdtempSync(join(tmpdir(), 'poison-'))
afterAll(() => rmSync(data, { recursive: true }))

const HEALTHY = scale({ short: 20, full: 98 })
const TRIES = 5

/** One life of the process; true when it came to its end by itself. */
async function live(dir: string, words: string): Promise<boolean> {
  const args = ['--import', 'tsx', 'test/support/torture/poison-writer.ts', dir, words, `${HEALTHY}`]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'ignore'] })
  const limit = setTimeout(() => child.kill('SIGKILL'), 60_000)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(limit)
  return code === 0
}

it('lets the process die five times at most for each, and answers all others', async () => {
  const words = scale({ short: 1, full: 2 }) === 1 ? ['abort'] : ['abort', 'hang']
  const dir = mkdtempSync(join(data, 'lives-'))
  let deaths = 0
  while (!(await live(dir, words.join(',')))) {
    deaths += 1
    expect(deaths).toBeLessThanOrEqual(TRIES * words.length)
  }
  const sent = readFileSync(join(dir, 'sent.txt'), 'utf8').trim().split('\n')
  const said = new Map<string, string[]>()
  for (const line of sent) {
    const [who = '', text = ''] = line.split('\t')
    said.set(who, [...(said.get(who) ?? []), text])
  }
  const db = new Database(join(dir, 'chats.db'), { readonly: true })
  const inbox = db.prepare(`select count(*) as n from inbox where state = 'quarantined'`).get() as {
    n: number
  }
  db.close()
  figure('T11', 'messages that kill the process', {
    poisoned: words.length,
    healthy: HEALTHY,
    deaths,
    set_aside: inbox.n,
    healthy_unanswered: HEALTHY - [...said.keys()].filter((who) => who.startsWith('sehat')).length,
  })
  expect(deaths).toBeGreaterThanOrEqual(TRIES)
  expect(inbox.n).toBe(words.length)
  for (let n = 0; n < HEALTHY; n++) expect([n, [...new Set(said.get(`sehat${n}`))]]).toEqual([n, ['1: halo']])
  for (const word of words) expect([...new Set(said.get(word))]).toEqual(['limit.set_aside', '2: kabar'])
}, 300_000)

describe('a message of a shape that nobody writes', () => {
  const nested = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`
  const shapes: [string, string][] = [
    ['a megabyte of text', 'panjang '.repeat(131_072)],
    ['five hundred levels of JSON', nested(500)],
    ['half a sign', 'halo \ud83d dunia'],
    ['the other half', '\ude00'],
    ['a NUL', 'halo\u0000dunia'],
    ['nothing', ''],
    ['only marks that join', '\u200d'.repeat(5_000)],
    ['only combining marks', `a${'\u0301'.repeat(5_000)}`],
    ['text that turns the page around', '\u202e\u2066halo\u2069'],
    ['a prototype', '{"__proto__":{"polluted":true}}'],
  ]

  it.each(shapes)('%s is kept and answered, and so is the next one', async (_label, text) => {
    const road = open()
    await road.write('ani', text)
    await road.write('budi', 'pagi')
    await road.write('ani', 'lagi')
    expect(road.texts('budi')).toEqual(['1: pagi'])
    expect(road.texts('ani').at(-1)).toBe('2: lagi')
    expect(road.log.filter(({ event }) => event === 'turn_failed')).toEqual([])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
