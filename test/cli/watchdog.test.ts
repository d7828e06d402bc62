/** @module The watchdog: a process that stands still is ended, one that works is not. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const WATCHDOG = join(import.meta.dirname, '../../src/cli/watchdog.ts')

/** How a process with a watchdog of two seconds ends, and what it wrote to stderr. */
async function run(work: string) {
  const code = `
    import { startWatchdog } from ${JSON.stringify(WATCHDOG)}
    const stop = startWatchdog(2)
    ${work}
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  // Nothing of this test may spin on when the watchdog is broken.
  const limit = setTimeout(() => child.kill('SIGTERM'), 20_000)
  const [exit, signal] = await once(child, 'exit')
  clearTimeout(limit)
  return { exit, signal, said }
}

it('ends a process whose loop stands still, and says so', async () => {
  const { signal, said } = await run('for (;;) {}')
  expect(signal).toBe('SIGKILL')
  expect(said).toContain('loop_stands_still')
})

it('leaves a process alone that is only busy, and does not keep it alive', async () => {
  const busy =
    'const until = Date.now() + 5000; while (Date.now() < until) await new Promise((done) => setTimeout(done, 50))'
  expect(await run(busy)).toEqual({ exit: 0, signal: null, said: '' })
})

it('is over when it is stopped', async () => {
  const { exit } = await run('await stop(); const until = Date.now() + 4000; while (Date.now() < until) {}')
  expect(exit).toBe(0)
})
