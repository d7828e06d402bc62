/** @module Keys as files: `KEY_DIR/<name>.k<version>`, base64, mode 0600. Node only; never overwrites a file. */

import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { KEY_BYTES, KEY_NAMES, type KeyEntry, type KeyName, type KeyRing, makeKeyRing } from './key-ring.ts'

/** Stands before a key that the demo made for itself: it protects nothing that is real. */
const DEMO = 'demo:'

const FILE = /^(master|pepper|audit)\.k([1-9]\d{0,3})$/

/**
 * Reads the keys of a directory.
 * @param isDemo only then may a key be one that a demo made
 * @throws Error that names every fault (missing, unreadable, open to others, a demo's) with its remedy
 */
export function readKeyDir(dir: string, isDemo: boolean): KeyRing {
  const faults: string[] = []
  const entries: KeyEntry[] = []
  for (const file of namesIn(dir)) {
    const [, name, version] = FILE.exec(file) ?? []
    if (name === undefined) continue
    const path = join(dir, file)
    const open = isGuarded(dir) ? 0 : statSync(path).mode & 0o077
    if (open !== 0) faults.push(`${path} can be read by others: chmod 600 ${path}`)
    const text = readFileSync(path, 'utf8').trim()
    if (text.startsWith(DEMO) && !isDemo)
      faults.push(
        `${path} was made by a demo and may never protect real data: make a new one in a new directory (openssl rand -base64 32), and start with an empty DATA_DIR`,
      )
    const bytes = new Uint8Array(Buffer.from(text.replace(DEMO, ''), 'base64'))
    entries.push({ name: name as KeyName, version: Number(version), bytes })
  }
  for (const name of KEY_NAMES) {
    if (!entries.some((entry) => entry.name === name)) {
      const path = join(dir, `${name}.k1`)
      faults.push(
        `${path} is missing: restore it from your backup; for a first installation alone: openssl rand -base64 32 > ${path} && chmod 600 ${path}`,
      )
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return makeKeyRing(entries)
}

/** Makes version 1 of each key that has no file yet, in a directory of mode 0700, marked as the demo's. */
export function writeFirstKeys(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const present = namesIn(dir)
  for (const name of KEY_NAMES) {
    if (present.some((file) => FILE.exec(file)?.[1] === name)) continue
    writeWhole(join(dir, `${name}.k1`), `${DEMO}${randomBytes(KEY_BYTES).toString('base64')}\n`)
  }
}

/**
 * Makes the next version of a key beside those that stand; gives its number. A key of a demo stays one.
 * @throws Error when it cannot be written; then no file of that name is there
 */
export function writeNextKey(dir: string, name: KeyName): number {
  const files = namesIn(dir).filter((file) => FILE.exec(file)?.[1] === name)
  const versions = files.map((file) => Number(FILE.exec(file)?.[2]))
  const version = Math.max(0, ...versions) + 1
  const isDemo = files.some((file) => readFileSync(join(dir, file), 'utf8').startsWith(DEMO))
  writeWhole(
    join(dir, `${name}.k${version}`),
    `${isDemo ? DEMO : ''}${randomBytes(KEY_BYTES).toString('base64')}\n`,
  )
  return version
}

/** Whole or not at all, also when the process dies in the middle; never over a file that is there. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part`
  rmSync(part, { force: true })
  const fd = openSync(part, 'wx', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  try {
    // Fails where the name is taken, as a rename would not.
    linkSync(part, path)
  } finally {
    rmSync(part, { force: true })
  }
}

/**
 * Windows has no such modes; there the directory's own access list decides. So it is where systemd hands keys over
 * (LoadCredential): a list on each file lets the service's user in, and shows as a right of the group.
 */
function isGuarded(dir: string): boolean {
  const credentials = process.env.CREDENTIALS_DIRECTORY
  return process.platform === 'win32' || (credentials !== undefined && resolve(dir) === resolve(credentials))
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}
