/** @module The terminal chat as programs use it, and what is left of it after being killed. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build } from '../../src/main.ts'
import { bringLearned } from '../support/learned.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const dir = mkdtempSync(join(tmpdir(), 'chat-'))
afterAll(() => rmSync(dir, { recursive: true }))
let dirs = 0
const newDir = () => {
  const data = join(dir, String(++dirs))
  bringLearned(join(data, 'chat'))
  return data
}

type Out = { id: string; text: string; choices: { id: string; label: string }[]; end_of_turn?: true }

function start(data: string, ...args: string[]): ChildProcess {
  const env = { ...process.env, DATA_DIR: data, MODE: 'demo', LOG_LEVEL: 'silent' }
  return spawn(process.execPath, ['src/cli/run.mjs', 'chat', ...args], {
    cwd: ROOT,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** What the chat prints for these lines. */
function play(data: string, lines: readonly string[], ...args: string[]): Promise<string[]> {
  const child = start(data, ...args)
  const out: string[] = []
  child.stdin?.end(lines.map((line) => `${line}\n`).join(''))
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => out.push(line))
  return new Promise((done, failed) => {
    child.on('close', (code) => (code === 0 ? done(out) : failed(new Error(`exit ${code}`))))
  })
}

const NOW = ['--now', '2026-11-22T09:00:00+07:00']
const turnsOf = (lines: readonly string[]): Out[][] => {
  const turns: Out[][] = [[]]
  for (const line of lines) {
    const one = JSON.parse(line) as Out
    if (one.end_of_turn) turns.push([])
    else turns.at(-1)?.push(one)
  }
  return turns.slice(0, -1)
}

it('ends each line with one end_of_turn, a burst and an empty line too, and keeps the chat for the next run', async () => {
  const data = newDir()
  const lines = ['halo', '["1","2"]', '', '{"type":"voice"}', '{rusak', '{"type":"advance","ms":86400000}']
  const turns = turnsOf(await play(data, lines, '--json', ...NOW))
  expect(turns).toHaveLength(lines.length)
  expect(turns[0]?.length).toBeGreaterThan(0)
  expect(turns[0]?.at(-1)?.choices.length).toBeGreaterThan(1)
  expect(turns[2]).toEqual([])
  expect(turns[3]?.length).toBeGreaterThan(0)
  expect(turns[4]?.length).toBeGreaterThan(0)
  const ids = turns.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const again = turnsOf(await play(data, ['menu'], '--json', '--now', '2026-11-23T10:00:00+07:00'))
  expect(again[0]?.[0]?.id.split('.')[0]).toBe(ids[0]?.split('.')[0])
  const other = turnsOf(await play(data, ['halo'], '--json', '--as', 'orang-lain', ...NOW))
  expect(other[0]?.[0]?.id.split('.')[0]).not.toBe(ids[0]?.split('.')[0])
})

it('keeps to a folder of its own, never the database of the server', async () => {
  const data = newDir()
  await play(data, ['halo'], '--json', ...NOW)
  expect(existsSync(join(data, 'chats.db'))).toBe(false)
  expect(readdirSync(join(data, 'chat'))).toContain('chats.db')
})

it('prints a played chat as a transcript', async () => {
  const out = await play(
    newDir(),
    ['halo', '{"type":"advance","ms":86400000}', '["a","b"]'],
    '--repro',
    ...NOW,
  )
  expect(out[0]).toBe('> halo')
  expect(out.filter((line) => line.startsWith('< ')).length).toBeGreaterThan(1)
  expect(out).toContain('~ 1 day')
  expect(out.slice(out.indexOf('['), out.indexOf(']') + 1)).toEqual(['[', '> a', '> b', ']'])
})

it('says what is wrong with a time it cannot read', async () => {
  const child = spawn(process.execPath, ['src/cli/run.mjs', 'chat', '--now', 'besok'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: newDir() },
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  const code = await new Promise((done) => child.on('close', done))
  expect(code).toBe(1)
  expect(said).toContain('--now')
})

it('refuses to start with other keys than those the data was sealed with', async () => {
  const data = newDir()
  await play(data, ['halo'], '--json', ...NOW)
  rmSync(join(data, 'chat', 'demo-keys'), { recursive: true })
  const child = start(data, '--json')
  child.stdin?.end('halo\n')
  let out = ''
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  expect(await new Promise((done) => child.on('close', done))).toBe(1)
  expect(out).toBe('')
})

it('loses nothing and does nothing twice when it is killed again and again', async () => {
  const data = newDir()
  const total = 60
  const lines = Array.from({ length: total }, (_, n) =>
    JSON.stringify({ type: 'text', text: n % 3 === 0 ? 'menu' : `pesan ${n}`, id: `m${n}` }),
  )
  const printed = new Map<string, string>()
  let next = 0
  for (let run = 0; run < KILLS; run++) next = await playUntilKilled(data, lines, next, printed, run)
  expect(next).toBeLessThan(total)
  // Everything once more, as a platform redelivers.
  collect(await play(data, lines, '--json'), printed)

  const service = await build(readConfig({ DATA_DIR: join(data, 'chat'), LOG_LEVEL: 'silent' }))
  const chatId = await service.chats.find({ channel: 'terminal', account: 'terminal', address: 'warga' })
  const view = await service.chats.read(chatId ?? '', { limit: 5_000 })
  await service.stop()
  const texts = view?.lines.filter(({ from }) => from === 'resident').map(({ text }) => text) ?? []
  expect(texts).toEqual(lines.map((line) => (JSON.parse(line) as { text: string }).text))
  const said = view?.lines.filter(({ from }) => from !== 'resident') ?? []
  expect(said.every(({ status }) => status === 'sent')).toBe(true)
  // What was said stood on the terminal, every line of it, and nothing else did.
  expect([...printed.keys()].sort()).toEqual(said.map(({ id }) => id).sort())
  for (const { id, text } of said) expect(printed.get(id)).toBe(text)
}, 180_000)

function collect(out: readonly string[], printed: Map<string, string>): void {
  for (const line of out) {
    const one = JSON.parse(line) as Out
    if (one.end_of_turn) continue
    // A repeat is the same line.
    if (printed.has(one.id)) expect(printed.get(one.id)).toBe(one.text)
    printed.set(one.id, one.text)
  }
}

const KILLS = 9

/** Writes lines one turn after the other and kills the process at some moment; gives the first line not acknowledged. */
async function playUntilKilled(
  data: string,
  lines: readonly string[],
  from: number,
  printed: Map<string, string>,
  run: number,
): Promise<number> {
  const child = start(data, '--json')
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('no pipes')
  stdin.on('error', () => {})
  let done = from
  let heard = 0
  stdin.write(`${lines[done]}\n`)
  // Once before anything was said; else some lines of output later, between two writes as well as after them.
  const killAfter = (run * 3) % 11
  const kill = () => setTimeout(() => child.kill('SIGKILL'), (run * 7) % 23)
  if (run === 0) setTimeout(() => child.kill('SIGKILL'), 500)
  createInterface({ input: stdout }).on('line', (line) => {
    const one = parse(line)
    if (one === undefined) return
    heard += 1
    if (one.end_of_turn) {
      done += 1
      stdin.write(`${lines[done]}\n`)
    } else collect([line], printed)
    if (heard >= killAfter) kill()
  })
  await new Promise((closed) => child.on('close', closed))
  return done
}

/** The last line of a killed process may be cut. */
function parse(line: string): Out | undefined {
  try {
    return JSON.parse(line) as Out
  } catch {
    return undefined
  }
}

it('leaves nothing readable behind of what was written', () => {
  const secret = 'pesan 1'
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
    )
  const files = walk(dir).filter((file) => /\.db/.test(file))
  expect(files.length).toBeGreaterThan(8)
  for (const file of files) expect(readFileSync(file).includes(secret), file).toBe(false)
})
