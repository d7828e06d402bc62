/**
 * @module `npm run torture`: the long forms of the tests that break the service on purpose, one after the other.
 * `--nightly` makes them longer still, `--write` keeps their figures in docs/reliability.md; what follows `--` goes to
 * vitest, such as a file.
 */

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const DOC = join(ROOT, 'docs/reliability.md')
const [BEGIN, END] = ['<!-- figures: npm run torture -- --write -->', '<!-- end of figures -->']

type Line = { id: string; what: string; figures: string; form: string }

const given = process.argv.slice(2)
const form = given.includes('--nightly') ? 'nightly' : 'full'
const isKept = given.includes('--write')
const forVitest = given.filter((arg) => arg !== '--nightly' && arg !== '--write')

const scratch = mkdtempSync(join(tmpdir(), 'torture-'))
const file = join(scratch, 'figures.jsonl')
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
const child = spawn(process.execPath, [vitest, 'run', '--project', 'torture', ...forVitest], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, TORTURE: form, TORTURE_FIGURES: file },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  const lines = existsSync(file) ? readLines(readFileSync(file, 'utf8')) : []
  for (const { id, what, figures } of lines) process.stdout.write(`${id}  ${what}: ${figures}\n`)
  // Figures of a run that failed are no figures.
  if (isKept && code === 0) keep(lines)
  rmSync(scratch, { recursive: true })
  process.exit(code ?? 1)
})

function readLines(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

/** Rows of tests that did not run this time stay as they are. */
function keep(lines: readonly Line[]): void {
  const doc = readFileSync(DOC, 'utf8')
  const [from, to] = [doc.indexOf(BEGIN), doc.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no ${BEGIN} … ${END}`)
  const rows = new Map(
    doc
      .slice(from, to)
      .split('\n')
      .filter(isRow)
      .map((row) => [nameOf(row), row]),
  )
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} cores, Node ${process.versions.node}`
  for (const { id, what, figures, form } of lines)
    rows.set(`${id} ${what}`, `| ${id} | ${what} | ${figures} | ${form}, ${day}, ${machine} |`)
  const sorted = [...rows].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  const table = [
    '| test | what | figures | run |',
    '| --- | --- | --- | --- |',
    ...sorted.map(([, row]) => row),
  ]
  writeFileSync(DOC, `${doc.slice(0, from)}${BEGIN}\n\n${table.join('\n')}\n\n${doc.slice(to)}`)
}

function isRow(line: string): boolean {
  return line.startsWith('| ') && !line.startsWith('| test ') && !line.startsWith('| --- ')
}

function nameOf(row: string): string {
  const [, id = '', what = ''] = row.split('|').map((cell) => cell.trim())
  return `${id} ${what}`
}
