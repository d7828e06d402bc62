/** @module A backup from beginning to end, beside the running server: pin, copy, pack, seal, prune. Needs no key of the service. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { holdFile } from '../../store/sqlite.ts'
import type { Recipient } from '../../vault/backup-key.ts'
import { ARCHIVE_FOLDER, monthsIn } from '../archives.ts'
import { BACKUP_MARK } from '../gauges.ts'
import { type Packed, packTo } from './archive.ts'
import { copyAll, copyArchives } from './copy.ts'
import { BackupFault, faultOf } from './fault.ts'
import type { Manifest } from './manifest.ts'
import { COPIED, FORGOTTEN_FILE, fileName, isEntry } from './names.ts'
import { type Pinned, pinAll } from './pin.ts'
import { outdated } from './retention.ts'

/** Beside the databases it is as well kept as they are, and never on the disk that backups go to. */
const STAGE = 'backup-stage'
const HOLD = 'backup-in-use'
/** What is left free for the service. */
const SPARE_BYTES = 64 * 1024 * 1024

export type BackupStep =
  | { step: 'pinned'; at: Date }
  | { step: 'copying'; what: string; share: number }
  | { step: 'packing'; files: number; bytes: number }

export type BackupOrder = {
  dataDir: string
  /** Folder of the backups; made when it is not there. */
  to: string
  recipient: Recipient
  version: string
  now(): Date
  tell(step: BackupStep): void
}

export type MadeBackup = { file: string; bytes: number; files: number; manifest: Manifest; pruned: string[] }

/** @throws BackupFault */
export async function makeBackup(order: BackupOrder): Promise<MadeBackup> {
  const { dataDir, to } = order
  const missing = COPIED.filter((name) => !existsSync(join(dataDir, `${name}.db`)))
  if (missing.length > 0)
    throw new BackupFault('no_data', { dir: dataDir, files: missing.map((name) => `${name}.db`).join(', ') })
  const letGo = hold(dataDir)
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 })
    await requireRoom(order)
    return await make(order)
  } catch (error) {
    throw faultOf(error, to)
  } finally {
    rmSync(join(dataDir, STAGE), { recursive: true, force: true })
    letGo()
  }
}

function hold(dataDir: string): () => void {
  try {
    const letGo = holdFile(join(dataDir, HOLD), 'alone')
    // Of a backup that was killed.
    rmSync(join(dataDir, STAGE), { recursive: true, force: true })
    return letGo
  } catch (error) {
    throw new BackupFault('running', { dir: dataDir }, error)
  }
}

async function make(order: BackupOrder): Promise<MadeBackup> {
  const { dataDir, to, recipient, version, tell } = order
  const stage = join(dataDir, STAGE)
  mkdirSync(stage, { mode: 0o700 })
  const { at, databases, forgotten } = await copied(order, stage)
  let manifest: Manifest | undefined
  const list = (files: Packed[]) => {
    const hadWhatsAppWeb = existsSync(join(dataDir, 'line.db'))
    manifest = { format: 1, at: at.toISOString(), version, databases, files, hadWhatsAppWeb }
    return JSON.stringify(manifest)
  }
  const file = join(to, fileName(at))
  const packed = await packTo(file, recipient, sources(dataDir, stage, tell), list)
  if (manifest === undefined) throw new Error('a backup is closed by its list')
  keepForgotten(to, forgotten)
  // For the metrics of the service: a backup that is not made any more has to be noticed.
  writeFileSync(join(dataDir, BACKUP_MARK), `${JSON.stringify({ at: manifest.at })}\n`, { mode: 0o600 })
  const pruned = outdated(readdirSync(to), order.now())
  for (const name of pruned) rmSync(join(to, name), { force: true })
  return { file, bytes: statSync(file).size, files: packed.length, manifest, pruned }
}

async function copied({ dataDir, tell }: BackupOrder, stage: string) {
  const paths = new Map(COPIED.map((name) => [name as string, join(dataDir, `${name}.db`)]))
  const pinned = await pinAll(paths).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error ? error : new BackupFault('never_still', {}, error)
  })
  try {
    tell({ step: 'pinned', at: pinned.at })
    const databases = await copyAll(pinned, stage, (what, share) => tell({ step: 'copying', what, share }))
    // After the moment that is pinned: a line that moved since stands in both copies, and is read once.
    await copyArchives(dataDir, stage, archivesOf(dataDir))
    return { at: pinned.at, databases, forgotten: forgottenIn(pinned) }
  } finally {
    pinned.free()
  }
}

const forgottenIn = (pinned: Pinned): string[] =>
  (
    pinned.clients
      .get('keys')
      ?.prepare<[], { subject: string }>('select subject from forgotten_subjects order by seq')
      .all() ?? []
  ).map(({ subject }) => subject)

/** What was erased stays erased, whichever backup is restored: the list only grows. Random ids, nothing about anybody. */
function keepForgotten(to: string, forgotten: readonly string[]): void {
  const path = join(to, FORGOTTEN_FILE)
  const before = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
  const all = [...new Set([...before, ...forgotten])]
  writeFileSync(`${path}.part`, all.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true })
  renameSync(`${path}.part`, path)
}

/** Files of residents after the databases: whatever those name is there by then. They never change, and carry no name of anybody. */
async function* sources(dataDir: string, stage: string, tell: BackupOrder['tell']) {
  let files = 0
  let bytes = 0
  for (const name of [...COPIED, ...archivesOf(dataDir)])
    yield { name: `${name}.db`, path: join(stage, `${name}.db`) }
  for await (const name of mediaOf(dataDir)) {
    const path = join(dataDir, name)
    bytes += (await stat(path).catch(() => undefined))?.size ?? 0
    files += 1
    if (files % 500 === 0) tell({ step: 'packing', files, bytes })
    yield { name, path }
  }
  tell({ step: 'packing', files, bytes })
}

const archivesOf = (dataDir: string): string[] =>
  monthsIn(join(dataDir, ARCHIVE_FOLDER)).map((month) => `${ARCHIVE_FOLDER}/${month}`)

async function* mediaOf(dataDir: string): AsyncGenerator<string> {
  const folder = join(dataDir, 'media')
  for (const chat of existsSync(folder) ? await readdir(folder) : []) {
    const names = await readdir(join(folder, chat)).catch(() => [])
    for (const name of names) if (isEntry(`media/${chat}/${name}`)) yield `media/${chat}/${name}`
  }
}

async function requireRoom({ dataDir, to }: BackupOrder): Promise<void> {
  let databases = 0
  for (const name of [...COPIED, ...archivesOf(dataDir)])
    for (const ending of ['', '-wal'])
      databases += (await stat(join(dataDir, `${name}.db${ending}`)).catch(() => undefined))?.size ?? 0
  let media = 0
  for await (const name of mediaOf(dataDir))
    media += (await stat(join(dataDir, name)).catch(() => undefined))?.size ?? 0
  const isOneDisk = statSync(dataDir).dev === statSync(to).dev
  const sealed = databases + media
  await requireFree(dataDir, databases + (isOneDisk ? sealed : 0))
  if (!isOneDisk) await requireFree(to, sealed)
}

async function requireFree(dir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir)
  const [free, needed] = [bavail * bsize, bytes + SPARE_BYTES]
  if (free < needed)
    throw new BackupFault('no_room', { dir, free: megabytes(free), needed: megabytes(needed) })
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`
