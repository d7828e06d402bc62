/** @module Finds the Chromium that browser tests drive, or installs it. Says what it installs, on stderr, before it does. */

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const PLAYWRIGHT = resolve(import.meta.dirname, '../../node_modules/playwright-core/cli.js')

/** Path of a Chromium that starts here, or undefined. `CHROMIUM_PATH` wins over the usual places. */
export function findChromium(): string | undefined {
  const set = process.env.CHROMIUM_PATH
  const places = set ? [set] : [...USUAL_PATHS, ownDownload()]
  return places.find((path) => path !== undefined && existsSync(path) && starts(path))
}

/**
 * Path of a Chromium that starts here; installs one when there is none.
 *
 * @throws Error whose message says what to install by hand
 */
export function requireChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.env.CHROMIUM_PATH) {
    throw new Error(`CHROMIUM_PATH is set to ${process.env.CHROMIUM_PATH}, but no browser starts there.`)
  }
  if (isRootOnDebian()) {
    say('Browser tests need Chromium: installing the Debian package `chromium` (about 250 MB), once.')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'])
  }
  if (findChromium() === undefined) {
    say("Browser tests need Chromium: downloading Playwright's own build (about 170 MB), once.")
    run(process.execPath, [PLAYWRIGHT, 'install', 'chromium'])
  }
  const installed = findChromium()
  if (installed !== undefined) return installed
  throw new Error(
    'Browser tests need Chromium, and it could not be installed (see above). Install it by hand, for example ' +
      '`sudo apt-get install chromium` or `sudo npx playwright-core install --with-deps chromium`, ' +
      'or set CHROMIUM_PATH to one that starts. The tests were not run.',
  )
}

/** A file alone proves little: Ubuntu's chromium is a stub, and a download may lack system libraries. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function ownDownload(): string | undefined {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core')
    return chromium.executablePath()
  } catch {
    return undefined // playwright-core is a development package: a production machine has none
  }
}

function isRootOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get')
}

function run(program: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, error } = spawnSync(program, args, {
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (status !== 0) say(`\`${program} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
