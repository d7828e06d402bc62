/** @module Makes the Worker: one file of code and data. Only `node:crypto` may stay outside of it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { train } from '../../src/understanding/understand.ts'
import { readAllMessages, readRawEdition } from '../../src/wiring/data.ts'
import { readUnderstandingData } from '../../src/wiring/model-cache.ts'
import type { Data, Part } from './data.ts'

const ROOT = join(import.meta.dirname, '../..')

export type Bundle = {
  code: string
  /** What the code still takes from the platform. */
  imports: string[]
}

/** @throws Error naming each import that a Worker does not have */
export async function bundleWorker(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'import'],
    mainFields: ['module', 'main'],
    external: ['node:crypto', 'cloudflare:workers'],
    define: { BUNDLED_DATA: JSON.stringify(readData()) },
    logLevel: 'silent',
  })
  const [output] = Object.values(metafile.outputs)
  const imports = output?.imports.map(({ path }) => path) ?? []
  return { code: outputFiles[0]?.text ?? '', imports: [...new Set(imports)].sort() }
}

function readData(): Data {
  const understanding = readUnderstandingData()
  return {
    messages: readAllMessages(),
    edition: readRawEdition(true),
    understanding,
    model: train(understanding),
    migrations: {
      chat: readMigrations('chat'),
      account: readMigrations('account'),
      office: readMigrations('office'),
      keys: readMigrations('keys'),
    },
  }
}

function readMigrations(part: Part): Data['migrations'][Part] {
  const folder = join(ROOT, 'src/store', part, 'migrations')
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[]
  }
  return journal.entries.map(({ tag }) => ({
    tag,
    statements: readFileSync(join(folder, `${tag}.sql`), 'utf8').split('--> statement-breakpoint'),
  }))
}
