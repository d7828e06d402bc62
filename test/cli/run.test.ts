/** @module How every command starts, tried in a small project of its own with an npm that only writes down what it was asked. */

import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let folder: string

const LOCK = {
  packages: {
    '': { name: 'small' },
    'node_modules/used': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/tool': { version: '2.0.0', integrity: 'sha512-b', dev: true },
    'node_modules/only-on-mac': { version: '3.0.0', integrity: 'sha512-c', optional: true },
  },
}
const { '': _self, 'node_modules/only-on-mac': _mac, ...everything } = LOCK.packages

// Which driver belongs to which Node: docs/decisions/0006.
const isNapi = Number(process.versions.node.split('.')[0]) >= 22
const DRIVER = isNapi ? 'better-sqlite3-napi' : 'better-sqlite3'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tanya-sigap-run-'))
  mkdirSync(join(folder, 'src/cli'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['run', 'load', 'install', 'bundle']) {
    cpSync(join(root, `src/cli/${name}.mjs`), join(folder, `src/cli/${name}.mjs`))
  }
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  for (const name of ['tsx', 'esbuild', '@esbuild', DRIVER, 'bindings', 'file-uri-to-path']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  mkdirSync(join(folder, 'fake'))
  write('fake/package.json', { type: 'commonjs' })
  write('package.json', { name: 'small', type: 'module' })
  write('package-lock.json', LOCK)
  writeFileSync(
    join(folder, 'src/cli/hello.ts'),
    'console.log(["halo", process.argv[2] as string, process.env.GREETING].join(" "))\n',
  )
  writeFileSync(join(folder, 'src/cli/fails.ts'), "throw new Error('rusak')\n")
  writeFileSync(
    join(folder, 'fake/npm.js'),
    `const fs = require('fs')
     fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
     console.log('what npm prints')
     while (process.env.NPM_WAITS && !fs.existsSync('go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
     if (process.env.NPM_FAILS) process.exit(1)
     if (process.argv[2] === 'ci') fs.writeFileSync('node_modules/.package-lock.json', fs.readFileSync('package-lock.json'))\n`,
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, value: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(value))
}

function installed(packages: Record<string, unknown>): void {
  write('node_modules/.package-lock.json', { packages })
}

function source(name: string, code: string): void {
  writeFileSync(join(folder, 'src/cli', name), code)
}

function run(args: string[], env: Record<string, string | undefined> = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ['src/cli/run.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: join(folder, 'fake/npm.js'), ...env },
  })
}

/** Not waited for: what it printed so far, and how it ends. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/cli/run.mjs', ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: join(folder, 'fake/npm.js'), ...env },
  })
  const heard = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text
    })
  const ended = new Promise((resolve) => child.on('close', resolve))
  return { said: () => heard.stdout, told: () => heard.stderr, ended }
}

function npmCalls(): string[] {
  try {
    return readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n')
  } catch {
    return []
  }
}

describe('a command', () => {
  it('runs without asking npm when everything is there', () => {
    installed(everything)
    const { stdout, stderr, status } = run(['hello', 'Bekasi'])
    expect({ stdout, stderr, status }).toEqual({ stdout: 'halo Bekasi \n', stderr: '', status: 0 })
    expect(npmCalls()).toEqual([])
  })

  it('first installs what is missing, says why, and keeps stdout for itself', () => {
    const { stdout, stderr, status } = run(['hello', 'Bekasi'])
    expect(npmCalls()).toEqual(['ci'])
    expect(stdout).toBe('halo Bekasi \n')
    expect(stderr).toContain('missing or of another version: used')
    expect(stderr).toContain('what npm prints')
    expect(status).toBe(0)
  })

  it('installs once when two commands are started at once in a fresh checkout', async () => {
    const first = start(['hello', 'Bekasi'], { NPM_WAITS: 'yes' })
    await vi.waitFor(() => expect(npmCalls()).toEqual(['ci']), 30_000)
    const second = start(['hello', 'Bekasi'])
    await vi.waitFor(() => expect(second.told()).toContain('Waiting for another install'), 30_000)
    writeFileSync(join(folder, 'go'), '')
    expect([await first.ended, await second.ended]).toEqual([0, 0])
    expect([first.said(), second.said()]).toEqual(['halo Bekasi \n', 'halo Bekasi \n'])
    expect(npmCalls()).toEqual(['ci'])
  })

  it('takes over from an install that was killed', () => {
    mkdirSync(join(folder, '.tmp'))
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(join(folder, '.tmp/install.lock'), String(pid))
    expect(run(['hello', 'Bekasi']).stdout).toBe('halo Bekasi \n')
    expect(npmCalls()).toEqual(['ci'])
    expect(existsSync(join(folder, '.tmp/install.lock'))).toBe(false)
  })

  it('installs anew when a package has another version or content', () => {
    installed({ ...everything, 'node_modules/used': { version: '0.9.0', integrity: 'sha512-a' } })
    run(['hello'])
    installed({ ...everything, 'node_modules/used': { version: '1.0.0', integrity: 'sha512-z' } })
    run(['hello'])
    expect(npmCalls()).toEqual(['ci', 'ci'])
  })

  it('starts on a production machine without the development packages', () => {
    installed({ 'node_modules/used': everything['node_modules/used'] })
    expect(run(['hello', 'Bekasi']).stdout).toBe('halo Bekasi \n')
    expect(npmCalls()).toEqual([])
  })

  it('that is for developers installs their packages too', () => {
    installed({ 'node_modules/used': everything['node_modules/used'] })
    run(['--dev', 'hello'])
    expect(npmCalls()).toEqual(['ci --include=dev'])
  })

  it('rebuilds the database driver when it was compiled for another Node', () => {
    installed(everything)
    rmSync(join(folder, 'node_modules', DRIVER))
    mkdirSync(join(folder, 'node_modules', DRIVER))
    write(`node_modules/${DRIVER}/package.json`, { name: DRIVER })
    const { stderr, status } = run(['hello'])
    expect(npmCalls()).toEqual([isNapi ? 'ci' : 'rebuild better-sqlite3'])
    expect(stderr).toContain(`${DRIVER} cannot be loaded`)
    expect(status).toBe(1)
  })

  it('says what to do when npm fails, and does not run', () => {
    const { stdout, stderr, status } = run(['hello'], { NPM_FAILS: '1' })
    expect(stdout).toBe('')
    expect(stderr).toContain('`npm ci` gagal')
    expect(stderr).toContain('python3 make g++')
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
  })

  it('is made into one file once, and again when something it imports has changed', () => {
    installed(everything)
    source('word.ts', "export const word = 'pagi'\n")
    source('says.ts', "import { word } from './word.ts'\nconsole.log(word, import.meta.dirname)\n")
    const here = join(folder, 'src/cli')
    expect(run(['says']).stdout).toBe(`pagi ${here}\n`)
    const made = statSync(join(folder, 'node_modules/.cache/tanya-sigap/says.mjs')).mtimeMs
    expect(run(['says']).stdout).toBe(`pagi ${here}\n`)
    expect(statSync(join(folder, 'node_modules/.cache/tanya-sigap/says.mjs')).mtimeMs).toBe(made)
    source('word.ts', "export const word = 'selamat siang'\n")
    expect(run(['says']).stdout).toBe(`selamat siang ${here}\n`)
  })

  it('runs from its sources where nothing can be written', () => {
    installed(everything)
    writeFileSync(join(folder, 'node_modules/.cache'), 'a file where a folder should be')
    const { stdout, stderr, status } = run(['hello', 'Bekasi'])
    expect({ stdout, stderr, status }).toEqual({ stdout: 'halo Bekasi \n', stderr: '', status: 0 })
  })

  it('with a fault in its source says where', () => {
    installed(everything)
    source('faulty.ts', 'const a = 1\nconst = 2\n')
    const { stderr, status } = run(['faulty'])
    expect(stderr).toContain('src/cli/faulty.ts:2:6')
    expect(status).toBe(1)
  })

  it('that throws ends with its stack and a failing exit code', () => {
    installed(everything)
    const { stderr, status } = run(['fails'])
    expect(stderr).toContain('fails.ts:1')
    expect(status).toBe(1)
  })

  it('that does not exist is named', () => {
    installed(everything)
    const { stderr, status } = run(['tanya'])
    expect(stderr).toBe('No such command: tanya (src/cli/tanya.ts)\n')
    expect(status).toBe(1)
  })

  it('reads settings from .env, below those of the environment, and never in a test or check', () => {
    installed(everything)
    writeFileSync(join(folder, '.env'), 'GREETING=pagi\n')
    const outside = { VITEST: undefined }
    expect(run(['hello', 'Bu'], outside).stdout).toBe('halo Bu pagi\n')
    expect(run(['hello', 'Bu'], { ...outside, GREETING: 'siang' }).stdout).toBe('halo Bu siang\n')
    expect(run(['--dev', 'hello', 'Bu'], outside).stdout).toBe('halo Bu \n')
    expect(run(['hello', 'Bu']).stdout).toBe('halo Bu \n')
  })

  it.each(['18.20.4', '20.18.3'])('on Node %s says in both languages which Node it needs', (version) => {
    const pretend = join(folder, 'pretend.cjs')
    writeFileSync(pretend, `Object.defineProperty(process.versions, 'node', { value: '${version}' })\n`)
    const { stdout, stderr, status } = run(['hello'], { NODE_OPTIONS: `--require ${pretend}` })
    expect(stdout).toBe('')
    expect(stderr).toContain(`perlu Node 20.19 atau lebih baru; di sini terpasang Node ${version}`)
    expect(stderr).toContain(`needs Node 20.19 or newer; this is Node ${version}`)
    expect(status).toBe(1)
    expect(npmCalls()).toEqual([])
  })
})
