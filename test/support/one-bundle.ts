/** @module Test files and the sources they import are translated and joined once a run, before the first of them is loaded. Else each test file asks vitest for some 600 modules one by one, for seconds of computing. */

import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import { JOINED } from '../../src/cli/bundle.mjs'

const ROOT = join(import.meta.dirname, '../..')
/** Within node_modules packages are found from there, and vitest leaves to Node what lies there. */
const FOLDER = join(ROOT, 'node_modules/.cache/tanya-sigap/tests')

type Group = { vitest: Vitest; project: TestProject; joined?: Promise<Map<string, string>> }

/**
 * In place of a test file vitest loads its joined form.
 *
 * Every test file still runs all its modules anew, in a process of its own. What several files import lies in pieces
 * that they share; each module sees its own path; source maps lead errors back to the sources. Nothing is kept after
 * the run. To watch, vitest must see the single modules, and does.
 */
export function oneBundle(): Plugin {
  const groups: Group[] = []
  return {
    name: 'one-bundle',
    enforce: 'pre',
    configureVitest({ vitest, project }) {
      if (!vitest.config.watch) groups.push({ vitest, project })
    },
    async load(id) {
      const group = groups.find(({ project }) => project.matchesTestGlob(id))
      if (group === undefined) return undefined
      group.joined ??= joinTests(group)
      const joined = (await group.joined).get(id)
      return joined === undefined ? undefined : `import ${JSON.stringify(joined)}`
    },
  }
}

/** Path of each test file of the group that this run asks for, with the path of its joined form. */
async function joinTests({ vitest, project }: Group): Promise<Map<string, string>> {
  const testFiles = vitest.state.getPaths().filter((path) => project.matchesTestGlob(path))
  const folder = join(FOLDER, `${process.pid}-${project.name}`)
  sweep()
  vitest.onClose(() => rmSync(folder, { recursive: true, force: true }))
  await build({
    ...JOINED,
    absWorkingDir: ROOT,
    entryPoints: testFiles,
    outdir: folder,
    outbase: ROOT,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'shared/[name]-[hash]',
    splitting: true,
  })
  return new Map(
    testFiles.map((file) => [file, join(folder, relative(ROOT, file).replace(/\.tsx?$/, '.mjs'))]),
  )
}

/** A run that was killed could not clear up. */
function sweep(): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER))
    if (!isRunning(Number.parseInt(name, 10))) rmSync(join(FOLDER, name), { recursive: true, force: true })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
