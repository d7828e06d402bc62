/** @module `npm run check:flows`: every fault in flows, texts and rules, one a line; fails when there is one. */

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FLOW_IDS, VERDICTS } from '../../flows/define.ts'
import { checkFlows } from '../engine/check/check.ts'
import { type Fault, faultLine } from '../engine/check/fault.ts'
import { makeTexts, type RawTexts } from '../text/texts.ts'
import { readEdition, readFlows } from '../wiring/data.ts'
import { loadUnderstanding } from '../wiring/model-cache.ts'

const root = resolve(import.meta.dirname, '../..')

const { values } = parseArgs({ options: { now: { type: 'string' }, json: { type: 'boolean' } } })
const now = values.now === undefined ? new Date() : new Date(values.now)
const raw: RawTexts = { id: readMessages('id'), en: readMessages('en') }
const flows = readFlows()
const texts = makeTexts(raw)

const found = checkFlows({
  flows,
  texts,
  raw,
  // With the demo's values, so that lengths are measured; what only a demo knows still counts as unknown.
  rules: readEdition(true),
  now,
  understand: loadUnderstanding(process.env.DATA_DIR ?? './data'),
  names: { flows: FLOW_IDS, verdicts: VERDICTS },
  saidElsewhere: saidIn(['src', 'flows'], 'src/engine'),
})

if (values.json) process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`)
else report(found)
process.exitCode = found.some(({ level }) => level === 'fault') ? 1 : 0

function report(all: readonly Fault[]): void {
  const faults = all.filter(({ level }) => level === 'fault')
  const warnings = all.filter(({ level }) => level === 'warning')
  for (const one of faults) console.log(faultLine(one))
  if (warnings.length > 0) console.log(`\n${count(warnings.length, 'warning')}:`)
  for (const one of warnings) console.log(faultLine(one))
  const nodes = [...flows.values()].reduce((sum, { nodes }) => sum + Object.keys(nodes).length, 0)
  const seen = [count(flows.size, 'flow'), count(nodes, 'node'), count(texts.keys().length, 'text')].join(
    ', ',
  )
  console.log(
    `${all.length > 0 ? '\n' : ''}${seen}: ${faults.length === 0 ? 'no faults' : count(faults.length, 'fault')}`,
  )
}

function count(many: number, noun: string): string {
  return `${many.toLocaleString('en-GB')} ${noun}${many === 1 ? '' : 's'}`
}

function readMessages(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, 'locales', language, 'messages.json'), 'utf8'))
}

/** Whether any file names this key, whole or as a template (`web.owner.${kind}`), but for the folder that keeps a list. */
function saidIn(folders: readonly string[], but: string): (key: string) => boolean {
  const keys = new Set<string>()
  const templates = new Set<string>()
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name)
      if (!/\.(?:ts|tsx|mjs|js)$/.test(name) || path.startsWith(but)) continue
      const source = readFileSync(join(root, path), 'utf8')
      for (const [, key] of source.matchAll(/['"`]([a-z0-9_]+(?:\.[A-Za-z0-9_-]+)+)['"`]/g))
        keys.add(key ?? '')
      for (const [, key] of source.matchAll(/`([a-z0-9_]+\.[A-Za-z0-9_.-]*\$\{[^`]*)`/g))
        templates.add(key ?? '')
    }
  const patterns = [...templates].map(
    (one) => new RegExp(`^${one.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[^.]+(?:\\.[^.]+)*')}$`),
  )
  return (key) => keys.has(key) || patterns.some((pattern) => pattern.test(key))
}
