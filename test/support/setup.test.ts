/** @module The two promises of setup.ts, tried on test files that break them. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
mkdirSync(join(root, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(root, '.tmp/setup-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs one test body in a vitest of its own, under the real setup file. */
function runBody(body: string): { passed: boolean; output: string } {
  const test = `import { it, vi, expect } from 'vitest'\nit('body', async () => { ${body} })\n`
  writeFileSync(join(folder, 'body.test.ts'), test)
  const config = { test: { setupFiles: [join(root, 'test/support/setup.ts')], include: ['body.test.ts'] } }
  writeFileSync(join(folder, 'vitest.config.ts'), `export default ${JSON.stringify(config)}\n`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    encoding: 'utf8',
  })
  return { passed: status === 0, output: stdout + stderr }
}

describe('every test', () => {
  it.each([
    ['passes when it does nothing wrong', 'expect([2, 1].sort()).toEqual([1, 2])', true, ''],
    ['fails when something printed an error', "console.error('aduh')", false, 'console.error: aduh'],
    [
      'may expect an error by a spy of its own',
      "const spy = vi.spyOn(console, 'error').mockReturnValue(); console.error('aduh'); expect(spy).toHaveBeenCalled()",
      true,
      '',
    ],
    [
      'fails when it reaches for another machine, even if the code swallows the refusal',
      "await fetch('http://192.0.2.1/').catch(() => {})",
      false,
      '192.0.2.1:80; tests stay on 127.0.0.1',
    ],
    [
      'fails on a host name before it is even looked up',
      "await import('node:https').then((h) => h.get('https://example.org').on('error', () => {})).catch(() => {})",
      false,
      'example.org:443; tests stay on 127.0.0.1',
    ],
    [
      'may talk to this machine',
      `const server = (await import('node:http')).createServer((_, res) => res.end('ya')).listen(0, '127.0.0.1')
       await new Promise((done) => server.on('listening', done))
       expect(await (await fetch('http://127.0.0.1:' + server.address().port)).text()).toBe('ya')
       server.close()`,
      true,
      '',
    ],
    [
      'stops a program it started from reaching for another machine',
      `const { spawnSync } = await import('node:child_process')
       const code = "require('net').connect(80, '192.0.2.1')"
       expect(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stderr).toContain('No test may reach')`,
      true,
      '',
    ],
  ])('%s', (_title, body, passes, says) => {
    const { passed, output } = runBody(body)
    expect(output).toContain(says)
    expect(passed, output).toBe(passes)
  })
})
