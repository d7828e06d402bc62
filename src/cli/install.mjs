/** @module Sees whether node_modules fits package-lock.json and this Node, and installs what does not. Says what and why on stderr. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

// From Node 22 on the newer driver must be there (docs/decisions/0006); src/store/sqlite.ts takes it where it is.
const isNapi = Number(process.versions.node.split('.')[0]) >= 22
const WAIT_MS = 300
const EMPTY_MS = 5_000
const DRIVER = isNapi ? 'better-sqlite3-napi' : 'better-sqlite3'

/**
 * Costs a few milliseconds when nothing is missing.
 *
 * @throws an error with `plain` set, whose message tells people what to do
 */
export function installMissing(root, { dev }) {
  if (isWhole(root, dev)) return
  // `npm start` and `npm run chat` in a fresh checkout at once: two installs would tear each other's files away.
  const release = waitForTurn(root)
  try {
    install(root, dev)
  } finally {
    release()
  }
}

function isWhole(root, dev) {
  return missingPackages(root, dev).length === 0 && nativeFault(root) === undefined
}

function install(root, dev) {
  // Another one may have installed meanwhile.
  const missing = missingPackages(root, dev)
  if (missing.length > 0) {
    say(
      `Memasang paket yang diperlukan, sekali saja (1-3 menit)… / Installing packages, once (${reason(missing)})`,
    )
    npm(root, dev ? ['ci', '--include=dev'] : ['ci'])
  }
  const broken = nativeFault(root)
  if (broken !== undefined) {
    say(`Menyiapkan ulang ${DRIVER} untuk Node ${process.versions.node} / Rebuilding ${DRIVER}: ${broken}`)
    // An optional package of a newer Node is not there at all after an install on an older one.
    npm(root, isNapi ? (dev ? ['ci', '--include=dev'] : ['ci']) : ['rebuild', DRIVER])
    const still = nativeFault(root)
    if (still !== undefined) throw plain(`${DRIVER} cannot be loaded: ${still}`)
  }
}

/** One install a checkout at a time; what a killed process left is taken over. Answers the way to let the next one in. */
function waitForTurn(root) {
  const folder = join(root, '.tmp')
  const file = join(folder, 'install.lock')
  mkdirSync(folder, { recursive: true })
  for (let isTold = false; ; isTold = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHeld(file)) rmSync(file, { force: true })
    else if (!isTold) say('Menunggu pemasangan lain selesai… / Waiting for another install to end…')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
  }
}

/** False when whoever wrote its number is gone, or never came to write it. */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return pid > 0 || Date.now() - statSync(file).mtimeMs < EMPTY_MS
  } catch (error) {
    // Not ours to signal, but there; any other way it is gone: the process, or by now the file.
    return error.code === 'EPERM'
  }
}

/** npm writes node_modules/.package-lock.json as the last step of an install, so a killed install counts as missing. */
function missingPackages(root, dev) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  if (wanted === undefined)
    throw plain('package-lock.json is missing or broken: run this from a full checkout')
  const present = readJson(join(root, 'node_modules/.package-lock.json'))?.packages ?? {}
  return Object.keys(wanted).filter((path) => {
    if (path === '') return false
    const { version, integrity, dev: isDev, optional, devOptional } = wanted[path]
    const found = present[path]
    if (found === undefined) return !(optional || devOptional || (isDev && !dev))
    return found.version !== version || found.integrity !== integrity
  })
}

function reason(missing) {
  const names = missing.slice(0, 3).map((path) => path.replace(/^.*node_modules\//, ''))
  const more = missing.length - names.length
  return `missing or of another version: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** A compiled package fits one Node only; loading it is the one honest test, and costs what the command pays anyway. */
function nativeFault(root) {
  try {
    const Database = createRequire(join(root, 'package.json'))(DRIVER)
    new Database(':memory:').close()
    return undefined
  } catch (error) {
    return String(error.message).split('\n')[0]
  }
}

/** What npm prints goes to stderr: stdout belongs to the command. */
function npm(root, args) {
  const script = process.env.npm_execpath
  const [program, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  const { status, error } = spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (status === 0) return
  throw plain(
    `\`npm ${args.join(' ')}\` gagal${error ? ` (${error.message})` : ''}; lihat pesan di atas, lalu coba lagi.\n` +
      'It failed; see above. Usual causes: no network, or no compiler for better-sqlite3 where no ready-made\n' +
      'binary could be fetched (Debian: apt-get install -y python3 make g++).',
  )
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function plain(message) {
  return Object.assign(new Error(message), { plain: true })
}
