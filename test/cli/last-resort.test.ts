/** @module What the machine is told when the service dies of a fault, and that it lives on where nobody reads its log. */

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bringLearned } from '../support/learned.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const SECRET = '3275011503850000'

describe('a fault that nobody caught', () => {
  it.each(['exception', 'promise', 'no-error'])(
    'by %s ends the process without a word of what it held',
    (how) => {
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--import', 'tsx', 'test/support/crash.ts', how, SECRET],
        {
          cwd: ROOT,
          encoding: 'utf8',
        },
      )
      expect(status).toBe(1)
      expect(stderr).not.toContain(SECRET)
      const line = JSON.parse(stderr.trim()) as Record<string, unknown>
      expect(line).toMatchObject({ event: 'crashed', code: how === 'no-error' ? '' : 'TypeError' })
    },
  )
})

describe('a log that nobody takes', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'dead-log-'))
    bringLearned(join(dir, 'data'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const env = {
    ...process.env,
    MODE: 'demo',
    PORT: '0',
    LOG_LEVEL: 'info',
    WHATSAPP_CLOUD_TOKEN: 'token-for-tests',
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
    WHATSAPP_CLOUD_APP_SECRET: 'secret',
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'verify',
    WHATSAPP_CLOUD_API_ROOT: 'http://127.0.0.1:9',
  }

  it.each(['a full disk', 'a reader that went away'])(
    'because of %s stops neither service nor stop',
    async (label) => {
      const full = openSync('/dev/full', 'w')
      const isFull = label === 'a full disk'
      const child = spawn(process.execPath, ['src/cli/run.mjs', 'start'], {
        cwd: ROOT,
        env: { ...env, DATA_DIR: join(dir, 'data') },
        stdio: ['ignore', 'pipe', isFull ? full : 'pipe'],
      })
      try {
        const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
        let said = ''
        await new Promise<void>((ready, fail) => {
          child.stdout?.on('data', (chunk: Buffer) => {
            said += chunk.toString()
            if (said.includes('Ctrl+C')) ready()
          })
          child.once('exit', (code) => fail(new Error(`ended with ${code}: ${said}`)))
        })
        const address = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? ''
        child.stdout?.destroy()
        child.stderr?.destroy()
        // Each of them is one line of the log.
        for (let n = 0; n < 120; n++) {
          const refused = await fetch(`${address}/hooks/whatsapp`, { method: 'POST', body: '{}' })
          expect(refused.status).toBe(401)
        }
        expect((await fetch(`${address}/readyz`)).status).toBe(200)
        child.kill('SIGTERM')
        expect(await ended).toBe(0)
      } finally {
        if (child.exitCode === null) child.kill('SIGKILL')
      }
    },
  )
})
