/** @module nlp.js as a peer: loaded at run time from the packages of `bench/`, since it belongs there alone. */

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

type Nlp = {
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<void>
  process(language: string, text: string): Promise<{ intent: string }>
}
type Dock = { get(name: 'nlp'): Nlp }
type Basic = { dockStart(options: object): Promise<Dock> }
type LangId = { LangId: new () => unknown }

/** `bench` is the folder of that name; undefined where `npm install --prefix bench` was not run. */
export async function trainNlpJs(
  bench: string,
  rows: readonly { label: string; text: string }[],
): Promise<((text: string) => Promise<string>) | undefined> {
  const packages = await Promise.all([load(bench, '@nlpjs/basic'), load(bench, '@nlpjs/lang-id')])
  const [basic, langId] = packages as [Basic | undefined, LangId | undefined]
  if (!basic || !langId) return undefined
  const dock = await basic.dockStart({
    settings: {
      nlp: { autoSave: false, log: false },
      nlu: { log: false },
      'nlu-??': { log: false },
      'nlu-id': { log: false },
    },
    use: ['Basic'],
  })
  const nlp = dock.get('nlp') as Nlp & {
    addLanguage(name: string): void
    container: { use(plugin: unknown): void }
  }
  nlp.container.use(langId.LangId)
  nlp.addLanguage('id')
  for (const { label, text } of rows) nlp.addDocument('id', text, label)
  await nlp.train()
  return async (text) => (await nlp.process('id', text)).intent
}

async function load(bench: string, name: string): Promise<unknown> {
  try {
    const path = createRequire(join(bench, 'package.json')).resolve(name)
    const found = (await import(pathToFileURL(path).href)) as { default?: unknown }
    return found.default ?? found
  } catch {
    return undefined
  }
}
