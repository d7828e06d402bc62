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
export const readTexts: () => Texts = once(() => makeTexts(readAllMessages()))

/** Every text as it is written, by key. */
export const readAllMessages: () => Record<Language, Readonly<Record<string, string>>> = once(() => ({
  id: readMessages('id'),
  en: readMessages('en'),
}))

function readMessages(language: Language): Record<string, string> {
  return readJson(`locales/${language}/messages.json`) as Record<string, string>
}

/** @throws Error when two flows share an id */
export const readFlows: () => Flows = once(() => loadFlows(flows))

/**
 * The edition in `rules/`, named by its content. Values of the demo fill what is missing in a demo alone.
 * @throws Error naming every fault
 */
export function readEdition(isDemo: boolean): Edition {
  return isDemo ? readDemoEdition() : readOwnEdition()
}

const readDemoEdition = once(() => makeEdition(readRawEdition(true)))
const readOwnEdition = once(() => makeEdition(readRawEdition(false)))

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

/** What was read stays as it was at the start, and nobody changes it: asked for again, it is the same. */
function once<T>(read: () => T): () => T {
  let kept: { value: T } | undefined
  return () => {
    kept ??= { value: read() }
    return kept.value
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}
