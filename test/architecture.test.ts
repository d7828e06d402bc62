/** @module The tree keeps its word: who may import whom, and no clock, chance or timer taken from globals. */

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLANTED, SOUND } from './support/planted-imports.ts'

const root = resolve(import.meta.dirname, '..')

type Cruise = {
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[]
    totalDependenciesCruised: number
    ruleSetUsed: { forbidden: { name: string }[] }
  }
}

function cruise(folder: string): Cruise['summary'] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'flows']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no answer: ${stdout}${stderr}`)
  return (JSON.parse(stdout) as Cruise).summary
}

const found = (summary: Cruise['summary']): string[] =>
  summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)

describe('the imports of this tree', () => {
  const summary = cruise(root)

  it('break no rule', () => {
    expect(found(summary)).toEqual([])
  })

  it('were really looked at', () => {
    // 0 when the tool cannot read TypeScript, as with a compiler newer than it knows.
    expect(summary.totalDependenciesCruised).toBeGreaterThan(150)
  })

  it('have a row for each folder of src', () => {
    const rules = new Set(summary.ruleSetUsed.forbidden.map((rule) => rule.name))
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    const without = folders
      .map((entry) => entry.name)
      .filter((name) => name !== 'cli' && !rules.has(`${name}-ours`))
    expect(without).toEqual([])
  })

  it('start from known entries', () => {
    const files = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isFile())
    const known = ['app.ts', 'app.tsx', 'config.ts', 'main.ts', 'worker.ts']
    expect(files.map((entry) => entry.name).filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('the rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-imports-'))
  let sound: Cruise['summary']
  let spoilt: Cruise['summary']

  beforeAll(() => {
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
      cpSync(join(root, name), join(folder, name))
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
    for (const name of ['locales/id/messages.json', 'rules/facts.json']) write(folder, name, '{}')
    for (const [file, code] of Object.entries(SOUND)) write(folder, file, code)
    sound = cruise(folder)
    const planted = new Map<string, string>()
    for (const { file, code } of PLANTED) planted.set(file, (planted.get(file) ?? '') + code)
    for (const [file, code] of planted) write(folder, file, code)
    spoilt = cruise(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('let a sound tree pass', () => {
    expect(found(sound)).toEqual([])
  })

  it.each(PLANTED)('find $rule in $file', ({ file, rule }) => {
    expect(found(spoilt).filter((line) => line.startsWith(`${rule}: ${file} `))).not.toEqual([])
  })

  it('are each tried by a planted import', () => {
    const tried = new Set(PLANTED.map(({ rule }) => rule))
    const untried = sound.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))
    expect(untried).toEqual([])
  })
})

describe('the pure layers, the store and the pipeline', () => {
  const folders = ['core', 'text', 'understanding', 'rules', 'engine', 'store', 'pipeline']
  const forbidden: [what: string, pattern: RegExp][] = [
    ['the clock', /\bDate\.now\(|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\(/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
    ['timers', /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/],
    ['the process', /\bprocess\.|\bglobalThis\b/],
    ['the console', /\bconsole\./],
    ['the network', /\bfetch\(/],
  ]

  it.each(forbidden)('take %s from nobody but their caller', (_what, pattern) => {
    const lines = folders.flatMap((name) => sourceLines(join(root, 'src', name)))
    expect(lines.length).toBeGreaterThan(1000)
    expect(
      lines.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at}: ${text.trim()}`),
    ).toEqual([])
  })

  it.each([
    ['the clock', 'const at = new Date()'],
    ['the clock', 'const at = Date.now()'],
    ['chance', 'const id = crypto.randomUUID()'],
    ['timers', 'setTimeout(() => {}, 1)'],
    ['the process', 'const home = process.env.HOME'],
    ['the console', "console.log('x')"],
    ['the network', "await fetch('http://127.0.0.1')"],
  ])('would be caught taking %s in: %s', (what, line) => {
    expect(forbidden.some(([name, pattern]) => name === what && pattern.test(line))).toBe(true)
  })

  it('may make a date from a number', () => {
    expect(forbidden.some(([, pattern]) => pattern.test('const at = new Date(row.at)'))).toBe(false)
  })
})

describe('the tests', () => {
  it('all run: none is skipped, postponed or run alone', () => {
    const pattern = /\b(it|test|describe)\.(skip|todo|only|skipIf|runIf|fails)\b|\bctx\.skip\(/
    const lines = sourceLines(join(root, 'test')).filter(({ text }) => pattern.test(text))
    expect(lines.map(({ at }) => at)).toEqual([])
  })
})

function write(folder: string, file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

/** Lines of code below `folder`, comments blanked out. */
function sourceLines(folder: string): { at: string; text: string }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  return files.flatMap((name) => {
    const code = readFileSync(join(folder, name), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
      .replace(/(^|\s)\/\/.*$/gm, '')
    const file = relative(root, join(folder, name))
    return code.split('\n').map((text, index) => ({ at: `${file}:${index + 1}`, text }))
  })
}
