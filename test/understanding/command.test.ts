/** @module The command and its kept model. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

// The first call trains; on a busy machine that takes its time.
const PATIENCE_MS = 120_000
const folder = mkdtempSync(join(tmpdir(), 'understand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (input: string, ...args: string[]) =>
  execFileSync(process.execPath, ['--import', 'tsx', 'src/cli/understand.ts', ...args], {
    input,
    env: { ...process.env, DATA_DIR: folder },
    encoding: 'utf8',
  })

describe('npm run understand', { timeout: PATIENCE_MS }, () => {
  it('writes utterance, intent and confidence, a line each, empty lines too', () => {
    const lines = run('makasih ya\n\ntolong ada yg pingsan\n').split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/^makasih ya\tthanks\t[01]\.\d{3}$/)
    expect(lines[1]).toMatch(/^\tgibberish\t/)
    expect(lines[2]).toMatch(/^tolong ada yg pingsan\taccident_emergency\t(?:0\.9\d\d|1\.000)$/)
  })

  it('adds as many pairs as asked for', () => {
    expect(run('desil saya berapa\n', '--top', '3').trim().split('\t')).toHaveLength(7)
  })
})

describe('the kept model', { timeout: PATIENCE_MS }, () => {
  it('is made again when its file is broken, and understands the same', () => {
    const before = run('sy mo lapor\n', '--top', '3')
    const models = join(folder, 'models')
    const [name = ''] = readdirSync(models)
    const whole = readFileSync(join(models, name))
    writeFileSync(join(models, name), '{"version":')
    expect(run('sy mo lapor\n', '--top', '3')).toBe(before)
    expect(readdirSync(models)).toEqual([name])
    expect(readFileSync(join(models, name)).equals(whole)).toBe(true)
  })
})
