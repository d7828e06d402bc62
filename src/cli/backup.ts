/**
 * @module `npm run backup`: a sealed copy of all that is kept, beside the running server.
 * `-- --to DIR` or BACKUP_DIR, BACKUP_RECIPIENT; `-- --new-key FILE` makes the pair of keys; `--quiet`, `--json`, `--lang en`.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readUsable } from '../config.ts'
import { makeBackupKey, readRecipient } from '../vault/backup-key.ts'
import { BackupFault } from '../wiring/backup/fault.ts'
import { type BackupStep, makeBackup } from '../wiring/backup/make.ts'
import { readSettings } from '../wiring/settings.ts'
import { sayIn } from './office-texts.ts'

const { values } = parseArgs({
  options: {
    to: { type: 'string' },
    'new-key': { type: 'string' },
    quiet: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'id' },
  },
})
const say = sayIn(values.lang === 'en' ? 'en' : 'id')

try {
  const path = values['new-key']
  if (path !== undefined) newKey(path)
  else await backUp()
} catch (error) {
  if (values.json) process.stdout.write(`${JSON.stringify({ failed: codeOf(error) })}\n`)
  process.stderr.write(
    `${error instanceof BackupFault ? say(`backup.fault.${error.why}`, error.args) : wordsOf(error)}\n`,
  )
  process.exitCode = 1
}

/** The secret half goes to a file that leaves the server; the public half is printed, for its settings. */
function newKey(path: string): void {
  if (existsSync(path)) throw new BackupFault('key_there', { path })
  const { recipient, secret } = makeBackupKey()
  const text = `# ${say('backup.key_file')}\n# ${recipient}\n${secret}\n`
  writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true })
  process.stdout.write(`${say('backup.key_made', { path, recipient })}\n`)
}

async function backUp(): Promise<void> {
  const settings = readSettings(process.env)
  const to = values.to ?? settings.BACKUP_DIR
  const recipient = settings.BACKUP_RECIPIENT
  if (recipient === undefined || recipient === '') throw new BackupFault('no_recipient')
  const key = readRecipient(recipient)
  if (key === undefined) throw new BackupFault('bad_recipient')
  if (to === undefined || to === '') throw new BackupFault('no_target')
  const startedAt = performance.now()
  const { dataDir } = readUsable(settings).config
  const made = await makeBackup({
    dataDir,
    to,
    recipient: key,
    version: versionOf(),
    now: () => new Date(),
    tell: values.quiet || values.json ? () => {} : progress(),
  })
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1))
  const { file, bytes, files, manifest, pruned } = made
  const report = { file, at: manifest.at, bytes, files, seconds, pruned }
  process.stdout.write(
    `${values.json ? JSON.stringify(report) : say('backup.done', { ...report, pruned: pruned.length, bytes: sizeOf(bytes) })}\n`,
  )
}

/** On stderr, at most one line a tenth. */
function progress(): (step: BackupStep) => void {
  let last = ''
  return (step) => {
    const line = lineOf(step)
    if (line === last) return
    last = line
    process.stderr.write(`${line}\n`)
  }
}

function lineOf(step: BackupStep): string {
  switch (step.step) {
    case 'pinned':
      return say('backup.pinned')
    case 'copying':
      return say('backup.copying', { what: step.what, percent: Math.floor(step.share * 10) * 10 })
    case 'packing':
      return say('backup.packing', { files: step.files, bytes: sizeOf(step.bytes) })
    default:
      return step satisfies never
  }
}

function sizeOf(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function versionOf(): string {
  const file = resolve(import.meta.dirname, '../../package.json')
  return String(JSON.parse(readFileSync(file, 'utf8')).version)
}

function codeOf(error: unknown): string {
  return error instanceof BackupFault ? error.why : 'unknown'
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
