/** @module `npm run dev`: a resident's phone on both emulated platforms, beside the real server. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { commandIn } from '../../src/cli/dev/command.ts'
import { bringLearned } from '../support/learned.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const data = mkdtempSync(join(tmpdir(), 'dev-'))
bringLearned(join(data, 'dev'))
let running: ChildProcess | undefined

/** Its children are on a leash: they die with it, however it dies. */
afterEach(() => {
  running?.kill('SIGKILL')
})

function startDev(dataDir = data) {
  const dev = spawn(process.execPath, ['src/cli/run.mjs', '--dev', 'dev'], {
    cwd: ROOT,
    // Settings of a real installation must not reach the server.
    env: { ...process.env, DATA_DIR: dataDir, TELEGRAM_MODE: 'webhook', KEY_DIR: '/nowhere' },
  })
  running = dev
  // Listened for from the start: it may end while its last words are read.
  const exit = once(dev, 'exit')
  let said = ''
  for (const stream of [dev.stdout, dev.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  return {
    dev,
    exit,
    write: (line: string) => dev.stdin.write(`${line}\n`),
    /** Resolves once this was said after the last call. */
    hears: async (words: string) => {
      await expect.poll(() => said, { timeout: 60_000, interval: 50 }).toContain(words)
      said = said.slice(said.indexOf(words) + words.length)
    },
  }
}

/** The process's children, by their command. */
function childrenOf({ pid }: ChildProcess): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const rows = lines.map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [])
  return rows
    .filter(([, , parent, command]) => Number(parent) === pid && command?.includes('leash.mjs'))
    .map(([, own, , command = '']) => ({ pid: Number(own), command }))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('npm run dev', { timeout: 180_000 }, () => {
  it('lets a developer write and tap as a resident on both platforms, and leaves nothing behind', async () => {
    const { dev, exit, write, hears } = startDev()
    await hears('Ready.')
    const children = childrenOf(dev)
    expect(children).toHaveLength(3)
    write('t menu')
    await hears('[Telegram]')
    await hears('[#1 Cek SIGAP]')
    write('t #1')
    await hears('[Telegram] Sekarang tinggal di mana?')
    write('w menu')
    await hears('[WhatsApp]')
    await hears('[#2 Lapor kecelakaan]')
    // Without a letter: the phone that was used last.
    write('#2')
    await hears('Siapa yang mengalami kecelakaan?')
    write('w #1')
    await hears('[WhatsApp] Siapa nama lengkap Anda?')
    write('t [photo]')
    await hears('[Telegram] Fotonya sudah masuk')
    await hears('[Telegram] Sekarang tinggal di mana?')
    write('faults 502')
    await hears('Telegram: the next message of the server meets 502')
    write('menu')
    await hears('[Telegram] (not delivered: sendMessage: 502)')
    await hears('[#1 Cek SIGAP]')
    write('w #99')
    await hears('has no #99')
    write('clock +25h')
    await hears('25 hours ahead')
    write('?')
    await hears('faults 502')
    dev.kill('SIGINT')
    await hears('[server] Berhenti dengan rapi')
    await hears('Server and emulators have ended')
    expect(await exit).toEqual([0, null])
    expect(children.filter(({ pid }) => isAlive(pid))).toEqual([])
    expect(existsSync(join(data, 'dev'))).toBe(true)
  })

  it('takes nothing of a later run for a repeat of an earlier one, keeps the chat over a restart, and ends when an emulator dies', async () => {
    const { dev, exit, write, hears } = startDev()
    await hears('Ready.')
    write('t menu')
    await hears('[#1 Cek SIGAP]')
    write('w menu')
    await hears('[WhatsApp]')
    await hears('[#1 Cek SIGAP]')
    write('restart')
    // What is written meanwhile waits at the platform.
    write('t #1')
    await hears('The server is up again')
    await hears('[Telegram] Sekarang tinggal di mana?')
    const children = childrenOf(dev)
    const whatsapp = children.find(({ command }) => command.includes('whatsapp/run.ts'))
    process.kill(whatsapp?.pid ?? Number.NaN, 'SIGKILL')
    await hears('The emulator of WhatsApp has ended (SIGKILL)')
    expect(await exit).toEqual([1, null])
    expect(children.filter(({ pid }) => isAlive(pid))).toEqual([])
    rmSync(data, { recursive: true })
  })
})

it.each([
  ['t halo', { type: 'write', which: 't', words: 'halo' }],
  ['halo semua', { type: 'write', words: 'halo semua' }],
  ['w #2', { type: 'tap', which: 'w', nth: 2 }],
  ['#2', { type: 'tap', nth: 2 }],
  ['w', { type: 'take', which: 'w' }],
  ['tolong', { type: 'write', words: 'tolong' }],
  ['t ?', { type: 'write', which: 't', words: '?' }],
  ['clock +25h', { type: 'clock', ms: 90_000_000 }],
  ['clock 2', { type: 'help' }],
  ['faults 502', { type: 'faults', fault: '502' }],
  ['faults w code:131056', { type: 'faults', which: 'w', fault: 'code:131056' }],
  ['?', { type: 'help' }],
  ['', { type: 'nothing' }],
  ['q', { type: 'quit' }],
])('understands the line %j', (line, command) => {
  expect(commandIn(line)).toEqual(command)
})
