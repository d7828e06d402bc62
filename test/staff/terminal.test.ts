/** @module `npm run staff` as a program: what stands on its output, and how it ends. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aCase, folder, staffWorld } from './world.ts'

const root = resolve(import.meta.dirname, '../..')

function staff(dir: string, ...args: string[]) {
  const command = [join(root, 'src/cli/run.mjs'), 'staff', '--data', dir, ...args]
  // As a person starts it: what the test runner needs is not for it.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME }
  const child = spawn(process.execPath, command, { cwd: root, env })
  const ended = once(child, 'close').then(([code]) => Number(code))
  return { child, ended, output: collect(child, 'stdout'), errors: collect(child, 'stderr') }
}

function collect(child: ChildProcessWithoutNullStreams, stream: 'stdout' | 'stderr') {
  let text = ''
  child[stream].on('data', (chunk) => {
    text += String(chunk)
  })
  return () => text
}

describe('npm run staff', () => {
  it('says that the server is not running and how to start it', async () => {
    const { child, ended, output, errors } = staff(folder())
    child.stdin.end()
    expect(await ended).toBe(1)
    expect(errors()).toContain('npm start')
    expect(output()).toBe('')
  })

  it('with --json gives one result a line, in the order of the commands', async () => {
    const { dir, ports } = await staffWorld()
    ports.cases.push(aCase())
    const { child, ended, output } = staff(dir, '--json', '--as', 'Petugas Uji')
    child.stdin.end(
      [
        'daftar',
        'ambil 1',
        'balas Selamat pagi',
        'apa',
        'ubah SGP-0000-0059 diperiksa',
        'kembalikan menu',
        '',
      ].join('\n'),
    )
    expect(await ended).toBe(0)
    const lines = output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; news?: true })
    expect(lines.filter(({ news }) => !news).map(({ type }) => type)).toEqual([
      'ready',
      'list',
      'taken',
      'sent',
      'unread',
      'changed',
      'handed_back',
    ])
    expect(lines[0]).toEqual({ type: 'ready', staff: { id: 'petugas-uji', name: 'Petugas Uji' } })
    expect(ports.state.get('c1')?.lines.map(({ text }) => text)).toEqual(['Selamat pagi'])
  })

  it('for people speaks Indonesian, marks its demo name as made up and shows new lines', async () => {
    const { dir, ports } = await staffWorld()
    const { child, ended, output } = staff(dir)
    child.stdin.write('ambil c1\n')
    await expect.poll(output, { timeout: 10_000 }).toContain('Percakapan ini sekarang Anda pegang')
    ports.add('c1', 'resident', 'pak saya jatuh dari motor')
    await expect.poll(output).toContain('09.00 Warga: pak saya jatuh dari motor')
    child.stdin.end('keluar\n')
    expect(await ended).toBe(0)
    expect(output()).toContain('fiktif')
    expect(output()).not.toContain('\u001b')
  })

  it('ends with a plain word when the server goes away', async () => {
    const { dir, close } = await staffWorld()
    const { ended, output } = staff(dir)
    await expect.poll(output, { timeout: 10_000 }).toContain('2 orang menunggu')
    await close()
    expect(await ended).toBe(1)
    expect(output()).toContain('Sambungan ke layanan terputus')
  })
})
