/** @module The flow check finds every planted fault by name and place, and none where there is none. */

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultLine } from '../../src/engine/check/fault.ts'
import { ENGINE_BUBBLES, ENGINE_BUTTONS, ENGINE_STARTS, ENGINE_WORDS } from '../../src/engine/texts.ts'
import { SEEDS } from './check/seeds.ts'
import { cleanService, faultsOf } from './check/service.ts'

describe('the flow check', () => {
  it('finds nothing in a service without faults', () => {
    expect(faultsOf(cleanService())).toEqual([])
  })

  it.each(SEEDS.map((seed) => [seed.what, seed] as const))('finds %s', (_, { plant, finds }) => {
    const service = cleanService()
    plant(service)
    const found = faultsOf(service)
    const { level = 'fault', says = '', ...place } = finds
    const match = found.filter(
      (fault) =>
        fault.rule === place.rule &&
        fault.level === level &&
        fault.flow === place.flow &&
        fault.node === place.node &&
        fault.key === place.key &&
        fault.message.includes(says),
    )
    expect(match, found.map((fault) => `${fault.rule} ${faultLine(fault)}`).join('\n')).toHaveLength(1)
    // Only what was planted, and what follows from it.
    expect(found.map(({ rule }) => rule).filter((rule) => rule !== place.rule)).toEqual(finds.besides ?? [])
  })

  it('has a planted fault for every kind it tells', () => {
    const folder = resolve(import.meta.dirname, '../../src/engine/check')
    const source = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    const written = source.matchAll(/\b(?:fault|warning|say)\(\s*(?:[^;']*?),\s*'([a-z_]+)',/g)
    const rules = [...written].map(([, rule]) => rule ?? '')
    expect(rules.length).toBeGreaterThan(40)
    const planted = new Set(SEEDS.map(({ finds }) => finds.rule))
    expect([...new Set(rules)].filter((rule) => !planted.has(rule))).toEqual(['too_many_ways'])
  })

  it('says on one line where a fault is, what is wrong and how to mend it', () => {
    const service = cleanService()
    Object.assign(service.flows.death?.nodes?.sorry ?? {}, { next: 'nowhere' })
    const lines = faultsOf(service).map(faultLine)
    expect(lines).toContain(
      'flows/death sorry: next leads to “nowhere”, which is no node - write the node or mend the name',
    )
    for (const line of lines) expect(line).toMatch(/^(flows|locales)[^\n]+: [^\n]+ - [^\n]+$/)
  })
})

describe('the list of texts of the engine', () => {
  const source = readEngine(resolve(import.meta.dirname, '../../src/engine'))
  // The words of a case are the engine's and the office's alike.
  const shared = readFileSync(resolve(import.meta.dirname, '../../src/text/case-words.ts'), 'utf8')
  const listed = new Set([...Object.keys(ENGINE_BUBBLES), ...Object.keys(ENGINE_WORDS), ...ENGINE_BUTTONS])

  it('holds every key that stands in the source', () => {
    const keys = [...source.matchAll(/'((?:engine|retry|help|media|case)\.[a-z_.]+)'/g)].map(([, key]) => key)
    expect(keys.length).toBeGreaterThan(50)
    expect([...new Set(keys)].filter((key) => !listed.has(key ?? ''))).toEqual([])
  })

  it('holds some key for every prefix that the source builds keys of', () => {
    const prefixes = [...source.matchAll(/`((?:engine|retry|help|media|case)\.[a-z_.]*)\$\{/g)].map(
      ([, prefix]) => prefix ?? '',
    )
    expect(prefixes.length).toBeGreaterThan(5)
    const held = [...listed]
    expect(prefixes.filter((prefix) => !held.some((key) => key.startsWith(prefix)))).toEqual([])
  })

  it('holds no key that the source neither names nor builds', () => {
    const built = [...`${source}${shared}`.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map(
      ([, prefix]) => prefix ?? '',
    )
    const idle = [...listed].filter(
      (key) => !`${source}${shared}`.includes(`'${key}'`) && !built.some((prefix) => key.startsWith(prefix)),
    )
    expect(idle).toEqual([])
  })

  it('holds a label for every choice the engine offers', () => {
    const offered = [...source.matchAll(/offerChoice\(run, '(\w+)'/g)].map(([, id]) => `engine.offer.${id}`)
    expect(offered.length).toBeGreaterThan(8)
    expect(new Set(offered)).toEqual(new Set(ENGINE_BUTTONS.filter((key) => key.startsWith('engine.offer.'))))
  })

  it('names the flows that the engine starts by itself', () => {
    const started = [...source.matchAll(/(?:startFlow\(run, |flows\.get\()'(\w+)'/g)].map(
      ([, id]) => id ?? '',
    )
    expect(Object.keys(ENGINE_STARTS)).toEqual(expect.arrayContaining([...new Set(started)]))
  })
})

/** The source of the engine without the list itself and without the check. */
function readEngine(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'texts.ts' && !name.startsWith('check'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}
