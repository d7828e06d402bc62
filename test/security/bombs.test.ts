/** @module T20 of the security tests: no single input holds the one thread for more than 50 ms. Measured as time of the processor, so that a busy machine fails nobody. */

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { decode as decodeTelegram } from '../../src/channels/telegram/decode.ts'
import { decode as decodeCloud } from '../../src/channels/whatsapp-cloud/decode.ts'
import { newSession } from '../../src/core/session.ts'
import { takeTurn } from '../../src/engine/turn.ts'
import { caseNumbersIn, piecesOf } from '../../src/pages/rich.ts'
import { enter } from '../../src/rules/enter.ts'
import { FACT_UNITS } from '../../src/rules/fact.ts'
import { maskNumbers } from '../../src/vault/mask.ts'
import { scrub } from '../../src/wiring/scrub.ts'
import { begin, REAL } from '../engine/world.ts'

const MOST_MS = 50
/** Of one message that is kept, and of what the bot reads of it. */
const KEPT_CHARS = 20_000
const READ_CHARS = 2_000
const ROOT = resolve(import.meta.dirname, '../..')

/** Milliseconds of the processor, the best of three: what else runs in this process would count too. */
function costOf(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < 3 && best > MOST_MS; n += 1) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** What makes a pattern with two ways through the same letters try them all. */
const SEEDS = [
  'a',
  'A',
  '0',
  '3275',
  ' ',
  '\n',
  '.',
  '-',
  '/',
  '@',
  'aa ',
  '0 ',
  '0.',
  '0-',
  'a.',
  'a@',
  '://',
  'https://',
  '<a',
  '&#',
  '(',
  '•',
  '\u200b',
  'é',
  '👷🏽‍♂️',
  'o0O',
  'rp',
  'jam 7 ',
  'kemarin ',
  '1/2/',
  'SGP-',
  'ya ',
  '\u0301',
  '%',
  '+',
  '08',
  ',',
  ';',
  '"',
  "'",
  '_',
  '\t',
  '{',
  '{{',
  '${',
]
const ENDS = ['', '!', 'x']

/** Words of `chars` letters that are all different and stand in no list. */
function strangers(chars: number): string {
  let last = 7
  const letter = () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
    return String.fromCharCode(97 + (Math.floor(last / 256) % 26))
  }
  const word = () => Array.from({ length: chars }, letter).join('')
  return Array.from({ length: Math.floor(READ_CHARS / (chars + 1)) }, word).join(' ')
}

const evil = (chars: number) => [
  ...SEEDS.flatMap((seed) =>
    ENDS.map((end) => seed.repeat(Math.ceil(chars / seed.length)).slice(0, chars) + end),
  ),
  ...[39, 20, 8, 5].map(strangers),
]
const READ = evil(READ_CHARS)
const KEPT = evil(KEPT_CHARS)

/** Every pattern written in our code, with where it stands; those of commands read what the operator typed. */
function patterns(): { where: string; pattern: RegExp }[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.startsWith('cli/'),
  )
  return files.flatMap((name) => {
    const source = ts.createSourceFile(
      name,
      readFileSync(join(ROOT, 'src', name), 'utf8'),
      ts.ScriptTarget.ES2023,
      true,
    )
    const found: { where: string; pattern: RegExp }[] = []
    const look = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        const pattern = new RegExp(node.text.slice(1, end), `${node.text.slice(end + 1).replace('g', '')}g`)
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        found.push({ where: `${name}:${line + 1} ${node.text}`, pattern })
      }
      ts.forEachChild(node, look)
    }
    look(source)
    return found
  })
}

describe('a pattern of ours', () => {
  it('is quick on every text that is made to slow it down', () => {
    const all = patterns()
    expect(all.length).toBeGreaterThan(150)
    const slow = all.flatMap(({ where, pattern }) => {
      const worst = Math.max(...READ.map((text) => costOf(() => text.replace(pattern, ''))))
      return worst > MOST_MS ? [`${where}: ${Math.round(worst)} ms`] : []
    })
    expect(slow).toEqual([])
  })

  it('would be found here if it were slow', () => {
    expect(costOf(() => /^(a+)+$/.test(`${'a'.repeat(24)}!`))).toBeGreaterThan(MOST_MS)
  })
})

describe('a whole reader', () => {
  const READERS: [name: string, read: (text: string) => unknown][] = [
    ['the mask of numbers', maskNumbers],
    ['the sieve of the log', (text) => scrub(text)],
    ['what a resident means', (text) => REAL.understand(text.slice(0, READ_CHARS))],
    ['links on a page', piecesOf],
    ['case numbers on a page', caseNumbersIn],
    ['a fact that staff type', (text) => FACT_UNITS.map((unit) => enter(unit, text))],
  ]

  it.each(READERS)('is quick: %s', (_name, read) => {
    // The first one also loads what all later ones share.
    read('halo')
    const slow = KEPT.flatMap((text) => {
      const ms = costOf(() => read(text))
      return ms > MOST_MS ? [`${JSON.stringify(text.slice(0, 12))}: ${Math.round(ms)} ms`] : []
    })
    expect(slow).toEqual([])
  })

  it.each(['letter', 'eligibility', 'accident'])('is quick: a turn in %s', (flow) => {
    const { chat } = begin(flow)
    chat.say('halo')
    const slow = KEPT.flatMap((text) => {
      const event = chat.message({ type: 'text', text })
      const ms = costOf(() => takeTurn(chat.world, chat.session, event))
      return ms > MOST_MS ? [`${JSON.stringify(text.slice(0, 12))}: ${Math.round(ms)} ms`] : []
    })
    expect(slow).toEqual([])
  })

  it('is quick with a hundred thousand buttons, and with JSON five thousand deep', () => {
    const buttons = Array.from({ length: 100_000 }, (_, n) => ({
      type: 'reply',
      reply: { id: `b${n}`, title: 'x' },
    }))
    const around = (messages: unknown) => ({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ value: { metadata: { phone_number_id: '1' }, messages } }] }],
    })
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown
    const message = {
      from: '6281200000001',
      id: 'w',
      timestamp: '1',
      type: 'interactive',
      interactive: buttons,
    }
    expect(costOf(() => decodeCloud(around([message]), '1', 1))).toBeLessThan(MOST_MS)
    expect(
      costOf(() => decodeCloud(around([{ ...message, type: 'text', text: deep }]), '1', 1)),
    ).toBeLessThan(MOST_MS)
    const update = {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        from: { id: 1 },
        chat: { id: 1, type: 'private' },
        text: deep,
        entities: buttons,
      },
    }
    expect(costOf(() => decodeTelegram(update, { account: '1', now: 1 }))).toBeLessThan(MOST_MS)
    const tap = { type: 'choice' as const, id: 'x'.repeat(KEPT_CHARS) }
    expect(costOf(() => takeTurn(REAL, newSession('id'), begin('letter').chat.message(tap)))).toBeLessThan(
      MOST_MS,
    )
  })
})
