/** @module `npm run dev`: a resident's phone on both emulated platforms, beside the real server. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const data = mkdtempSync(join(tmpdir(), 'dev-'))
let child: ChildProcess | undefined
afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(data, { recursive: true })
})

function startDev() {
  const dev = spawn(process.execPath, ['src/cli/run.mjs', '--dev', 'dev'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: data, LOG_LEVEL: 'silent' },
  })
  child = dev
  let said = ''
  for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  return {
    dev,
    said: () => said,
    write: (line: string) => dev.stdin.write(`${line}\n`),
    /** Resolves once this was said after the last call. */
    hears: async (words: string) => {
      await expect.poll(() => said, { timeout: 40_000, interval: 50 }).toContain(words)
      said = said.slice(said.indexOf(words) + words.length)
    },
  }
}

it('lets a developer write and tap as a resident on Telegram and on WhatsApp, and leaves nothing behind', async () => {
  const { dev, said, write, hears } = startDev()
  await hears('t TEXT')
  write('t menu')
  await hears('[Telegram]')
  await hears('#1 Cek SIGAP')
  write('t #1')
  await hears('[Telegram] Sekarang tinggal di mana?')
  write('w menu')
  await hears('[WhatsApp]')
  await hears('#2 Lapor kecelakaan')
  write('w #2')
  await hears('Siapa yang mengalami kecelakaan?')
  write('t [photo]')
  await hears('[Telegram] Fotonya sudah masuk')
  write('w #99')
  await hears('No message with that button')
  write('apa ini')
  await hears('clock +25h')
  write('q')
  const [code] = await once(dev, 'exit')
  expect(code).toBe(0)
  expect(said()).not.toContain('has ended; stopping everything')
  expect(said()).toContain('Stopped in good order')
})
