/** @module Opens the databases and the keys of a data directory; refuses wrong keys and missing files before anything is written. */

import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type DataKeys, makeKeyShelf, requireKnownKeys } from '../store/keys/data-keys.ts'
import { holdFile, openStore, type Part, type Store } from '../store/sqlite.ts'
import { readKeyDir, writeFirstKeys } from '../vault/key-dir.ts'
import { KEY_BYTES, KEY_NAMES, type KeyRing, makeKeyRing, printsOf } from '../vault/key-ring.ts'
import { markPepper } from './hashes.ts'
import { requireOnePepper } from './pepper-marks.ts'

export type Stores = {
  chats: Store
  accounts: Store
  office: Store
  staff: Store
  ring: KeyRing
  shelf: DataKeys
  /** Writes every log back into its file and cuts it; false when a reader held one up. */
  tidy(): boolean
  /** Writes the logs back into the files and closes. */
  close(): void
}

const FILES = {
  keys: 'keys',
  chats: 'chat',
  accounts: 'account',
  office: 'office',
  staff: 'access',
} as const
type Name = keyof typeof FILES

/** The set of tables in `<name>.db`. */
export const partOf = (name: Name): Part => FILES[name]

/** The same for a file as it is called; undefined for one that is none of ours. */
export function partOfFile(file: string): Part | undefined {
  if (file === 'line.db') return 'line'
  return Object.entries(FILES).find(([name]) => file === `${name}.db`)?.[1]
}
/**
 * Written after all databases of a data directory exist, with their names: from then on a missing one is a loss, not a
 * beginning. One that is not named came with a newer version, and is made.
 */
const MARKER = 'created'
/** Held by the server alone; terminals that share a folder of their own hold it together. */
export const HOLD = 'in-use'

/** @throws Error with a remedy; nothing was changed then */
export function openStores(
  config: Pick<Config, 'dataDir' | 'keyDir' | 'mode'>,
  inMemory: boolean,
  alone = false,
): Stores {
  if (!inMemory) requireAll(config.dataDir)
  // Before anything is read: two that work on the same rows would both answer.
  const letGo = inMemory ? () => {} : holdFile(join(config.dataDir, HOLD), alone ? 'alone' : 'together')
  try {
    return openAll(config, inMemory, letGo)
  } catch (error) {
    letGo()
    throw error
  }
}

function openAll(
  config: Pick<Config, 'dataDir' | 'keyDir' | 'mode'>,
  inMemory: boolean,
  letGo: () => void,
): Stores {
  const ring = inMemory ? throwaway() : ringOf(config)
  const open = (name: Name): Store =>
    inMemory ? openStore(':memory:', FILES[name]) : openFile(config.dataDir, name, ring)
  const opened: Store[] = []
  const close = () => {
    for (const store of opened.splice(0)) {
      try {
        store.checkpoint()
      } catch {
        // A full disk takes no checkpoint: what was committed stays in the log, and the next start reads it.
      }
      store.close()
    }
    letGo()
  }
  // Not `every`: one that is held up keeps none of the others from being cut.
  const tidy = () => opened.map((store) => store.checkpoint()).every(Boolean)
  try {
    const keys = open('keys')
    opened.push(keys)
    requireKnownKeys(keys.db, printsOf(ring))
    const next = (name: Name) => {
      const store = open(name)
      opened.push(store)
      return store
    }
    const [chats, accounts, office, staff] = [next('chats'), next('accounts'), next('office'), next('staff')]
    if (!inMemory) {
      requireOnePepper(config.dataDir, ring)
      markMade(config.dataDir)
    }
    return { chats, accounts, office, staff, ring, shelf: makeKeyShelf(keys.db), tidy, close }
  } catch (error) {
    close()
    throw error
  }
}

function openFile(dataDir: string, name: Name, ring?: KeyRing): Store {
  const part: Part = FILES[name]
  const path = join(dataDir, `${name}.db`)
  const isNew = !existsSync(path)
  const store = openStore(path, part)
  // Beside a pepper that was changed before, a new file begins where the others are.
  if (isNew && ring !== undefined && ring.pepper.versions.size > 1)
    markPepper(path, ring.pepper.current.version)
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600)
  return store
}

/**
 * The accounts and the audit log alone, beside a running server: what a command adds there is seen by it at once.
 * @throws Error with a remedy
 */
export function openStaffStores(
  config: Pick<Config, 'dataDir' | 'keyDir' | 'mode'>,
): Pick<Stores, 'staff' | 'ring' | 'shelf' | 'close'> {
  if (!madeBefore(config.dataDir).includes('staff'))
    throw new Error(`${config.dataDir} has no accounts yet: run npm start once, or set DATA_DIR`)
  requireAll(config.dataDir)
  const ring = ringOf(config)
  const keys = openFile(config.dataDir, 'keys')
  try {
    requireKnownKeys(keys.db, printsOf(ring))
    requireOnePepper(config.dataDir, ring)
    const staff = openFile(config.dataDir, 'staff')
    const close = () => {
      staff.close()
      keys.close()
    }
    return { staff, ring, shelf: makeKeyShelf(keys.db), close }
  } catch (error) {
    keys.close()
    throw error
  }
}

/** From now on none of them may be missing. */
export function markMade(dataDir: string): void {
  writeFileSync(join(dataDir, MARKER), `${Object.keys(FILES).join(' ')}\n`)
}

/** The databases an earlier start has made. */
function madeBefore(dataDir: string): Name[] {
  const marker = join(dataDir, MARKER)
  if (!existsSync(marker)) return []
  const names = readFileSync(marker, 'utf8').split(/\s+/)
  const known = (Object.keys(FILES) as Name[]).filter((name) => names.includes(name))
  // It was never empty: then the file itself was damaged.
  return known.length === 0 ? (Object.keys(FILES) as Name[]) : known
}

function requireAll(dataDir: string): void {
  // A file of no length opens as an empty database: the same loss in another coat.
  const isThere = (path: string) => existsSync(path) && statSync(path).size > 0
  const missing = madeBefore(dataDir).filter((name) => !isThere(join(dataDir, `${name}.db`)))
  if (missing.length === 0) return
  const names = missing.map((name) => `${name}.db`).join(', ')
  throw new Error(
    `${dataDir}: ${names} is missing, but was there at an earlier start. An empty one would hide the loss: restore it from your backup, or set DATA_DIR to a new directory.`,
  )
}

export const keyDirOf = ({ dataDir, keyDir }: Pick<Config, 'dataDir' | 'keyDir'>): string =>
  keyDir ?? join(dataDir, 'demo-keys')

/**
 * The wrapped data keys alone.
 * @throws Error when the directory has none
 */
export function openKeysFile(dataDir: string): Store {
  if (!madeBefore(dataDir).includes('keys'))
    throw new Error(`${dataDir} has no keys yet: run npm start once, or set DATA_DIR`)
  requireAll(dataDir)
  return openFile(dataDir, 'keys')
}

function ringOf({ dataDir, keyDir, mode }: Pick<Config, 'dataDir' | 'keyDir' | 'mode'>): KeyRing {
  const dir = keyDirOf({ dataDir, keyDir })
  // Beside data of an earlier start a new key would open nothing: then the old one has to come back.
  if (mode === 'demo' && !existsSync(join(dataDir, MARKER))) writeFirstKeys(dir)
  return readKeyDir(dir, mode === 'demo')
}

function throwaway(): KeyRing {
  const bytes = () => crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  return makeKeyRing(KEY_NAMES.map((name) => ({ name, version: 1, bytes: bytes() })))
}
