/** @module `npm run check`: everything that can be known without running the tests. All checks run, even after one failed. */

import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

type Check = { name: string; run: string[] }
type Outcome = { check: Check; passed: boolean; output: string; ms: number }

/** In this order they are started, two at a time: the slow ones first. */
const CHECKS: Check[] = [
  { name: 'types', run: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'imports', run: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), ...cruise()] },
  { name: 'types of the pure layers', run: [bin('typescript/bin/tsc'), '-p', 'tsconfig.pure.json'] },
  { name: 'flows', run: [join(root, 'src/cli/run.mjs'), 'check-flows'] },
  { name: 'packages', run: [join(root, 'src/cli/run.mjs'), 'check-supply'] },
  { name: 'format and lint', run: [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'] },
]

const waiting = [...CHECKS]
const outcomes: Outcome[] = []
await Promise.all([worker(), worker()])

const failed = outcomes.filter((outcome) => !outcome.passed)
for (const { check, output } of failed) console.log(`\n--- ${check.name} ---\n${output.trim()}`)
console.log(
  failed.length === 0 ? '\nAll checks passed.' : `\n${failed.length} of ${CHECKS.length} checks failed.`,
)
process.exitCode = failed.length === 0 ? 0 : 1

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const outcome = await perform(check)
    outcomes.push(outcome)
    console.log(`${outcome.passed ? 'ok    ' : 'FAILED'} ${check.name} (${(outcome.ms / 1000).toFixed(1)} s)`)
  }
}

function perform(check: Check): Promise<Outcome> {
  const startedAt = performance.now()
  return new Promise((done) => {
    let output = ''
    const add = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    const child = spawn(process.execPath, check.run, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    child.on('close', (code) => {
      done({ check, passed: code === 0, output, ms: performance.now() - startedAt })
    })
  })
}

function bin(file: string): string {
  return join(root, 'node_modules', file)
}

function cruise(): string[] {
  return ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'src', 'flows']
}
