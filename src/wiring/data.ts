/** @module Reads what stands as data beside the code: texts, flows, the first edition of the rules. Once, at start. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flows } from '../../flows/index.ts'
import type { Language } from '../core/lists.ts'
import type { Flows } from '../engine/flow.ts'
import { loadFlows } from '../engine/load.ts'
import { type Edition, makeEdition, type RawEdition } from '../rules/edition.ts'
import { makeTexts, type Texts } from '../text/texts.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Files of rules/ that are no decision table. */
const NO_TABLES = ['facts', 'places', 'papers', 'demo']

/** @throws Error naming all that cannot be a text */
export function readTexts(): Texts {
  return makeTexts(readAllMessages())
}

/** Every text as it is written, by key. */
export function readAllMessages(): Record<Language, Record<string, string>> {
  return { id: readMessages('id'), en: readMessages('en') }
}

function readMessages(language: Language): Record<string, string> {
  return readJson(`locales/${language}/messages.json`) as Record<string, string>
}

/** @throws Error when two flows share an id */
export function readFlows(): Flows {
  return loadFlows(flows)
}

/**
 * The edition in `rules/`, named by its content. Values of the demo fill what is missing in a demo alone.
 * @throws Error naming every fault
 */
export function readEdition(isDemo: boolean): Edition {
  return makeEdition(readRawEdition(isDemo))
}

/** The same before it is checked, as JSON: for a place that has no files of its own. */
export function readRawEdition(isDemo: boolean): RawEdition {
  const names = readdirSync(join(ROOT, 'rules')).filter((name) => name.endsWith('.json'))
  const tables = names.filter((name) => !NO_TABLES.includes(name.replace('.json', ''))).sort()
  const raw = {
    facts: readJson('rules/facts.json'),
    tables: tables.map((name) => readJson(`rules/${name}`)),
    places: readJson('rules/places.json'),
    papers: readJson('rules/papers.json'),
    ...(isDemo ? { demo: readJson('rules/demo.json') } : {}),
  }
  const hash = createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 12)
  return { id: `first.${hash}`, ...raw }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}
