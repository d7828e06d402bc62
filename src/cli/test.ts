/** @module `npm test`: all tests, browser tests too. What follows `--` goes to vitest, such as a folder or `-u`. */

import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { requireChromium } from './chromium.ts'

const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')

try {
  process.env.CHROMIUM_PATH = requireChromium()
  const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
