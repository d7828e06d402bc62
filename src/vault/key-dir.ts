/** @module Keys as files: `KEY_DIR/<name>.k<version>`, base64, mode 0600. Node only; never overwrites a file. */

import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { KEY_BYTES, KEY_NAMES, type KeyEntry, type KeyName, type KeyRing, makeKeyRing } from './key-ring.ts'

const FILE = /^(master|pepper|audit)\.k([1-9]\d{0,3})$/

/**
 * Reads the keys of a directory.
 * @throws Error that names every fault (missing, unreadable, open to others) with its remedy
 */
export function readKeyDir(dir: string): KeyRing {
  const faults: string[] = []
  const entries: KeyEntry[] = []
  for (const file of namesIn(dir)) {
    const [, name, version] = FILE.exec(file) ?? []
    if (name === undefined) continue
    const path = join(dir, file)
    const open = isGuarded(dir) ? 0 : statSync(path).mode & 0o077
    if (open !== 0) faults.push(`${path} can be read by others: chmod 600 ${path}`)
    const bytes = new Uint8Array(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'))
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

/** Makes version 1 of each key that has no file yet, in a directory of mode 0700. For the demo, and for a first installation. */
export function writeFirstKeys(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const present = namesIn(dir)
  for (const name of KEY_NAMES) {
    if (present.some((file) => FILE.exec(file)?.[1] === name)) continue
    const fd = openSync(join(dir, `${name}.k1`), 'wx', 0o600)
    writeSync(fd, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
    fsyncSync(fd)
    closeSync(fd)
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
