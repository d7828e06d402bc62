/** @module What is set, missing and reachable, as findings. Changes nothing but a scratch file it removes again; prints nothing. */

import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Config, readUsable, type SettingFault } from '../config.ts'
import type { Language } from '../core/lists.ts'
import { type Edition, makeEdition } from '../rules/edition.ts'
import { dueFacts, wantedFacts } from '../rules/standing.ts'
import { Database, isKnownSchema, openStore } from '../store/sqlite.ts'
import { readKeyDir } from '../vault/key-dir.ts'
import { publishedIn } from '../wiring/published.ts'
import { scannerOf } from '../wiring/scanning.ts'
import type { Settings } from '../wiring/settings.ts'
import { partOfFile } from '../wiring/stores.ts'
import { unsetOf } from '../wiring/unset.ts'
import { aboutLines } from './diagnose-lines.ts'
import type { Finding } from './finding.ts'
import { type Say, sayIn, settingWords } from './office-texts.ts'
import { socketPath } from './staff/socket.ts'

const root = resolve(import.meta.dirname, '../..')
const REACH_MS = 2_000

/** In the order of AREAS. Never throws: what cannot be looked at is a finding. */
export async function diagnose(settings: Settings, now: Date, language: Language): Promise<Finding[]> {
  // One wrong setting is no reason to keep still about all that the others switch on.
  const { config, faults } = readUsable(settings)
  const { dataDir } = config
  const wrong = new Set(faults.map(({ setting }) => setting))
  const isDemo = config.mode === 'demo' && !wrong.has('MODE')
  return [
    ...aboutSettings(config, faults, sayIn(language)),
    // Without KEY_DIR a pilot has no folder to look at; a command that makes its keys beside the demo's would mislead.
    ...(wrong.has('KEY_DIR') ? [] : aboutKeys(config.keyDir ?? join(dataDir, 'demo-keys'), isDemo)),
    ...aboutDatabase(dataDir),
    ...(await aboutServer(wrong.has('PORT') ? undefined : config.port, dataDir)),
    ...(wrong.has('CLAMD_SOCKET') ? [] : [await aboutScanner(config)]),
    ...(await aboutLines(config, wrong, language)),
    ...aboutFacts(dataDir, now, language, isDemo),
  ]
}

function aboutSettings(config: Config, faults: readonly SettingFault[], say: Say): Finding[] {
  const area = 'settings'
  if (faults.length > 0)
    return faults.map((fault) => ({
      area,
      state: 'fault',
      what: 'fault',
      args: { fault: settingWords(say, fault) },
    }))
  const { name = '' } = config.service
  return [
    { area, state: 'ok', what: 'mode', args: { mode: config.mode } },
    !unsetOf(config).includes('official')
      ? { area, state: 'ok', what: 'official', args: { name } }
      : { area, state: 'missing', what: 'not_official' },
    aboutHosts(config),
  ]
}

function aboutHosts({ publicUrl = '', consoleUrl }: Config): Finding {
  return consoleUrl === undefined
    ? { area: 'settings', state: 'missing', what: 'one_host' }
    : { area: 'settings', state: 'ok', what: 'apart', args: { console: consoleUrl, residents: publicUrl } }
}

function aboutKeys(dir: string, isDemo: boolean): Finding[] {
  const area = 'keys'
  if (!existsSync(dir))
    return [
      isDemo
        ? { area, state: 'missing', what: 'no_folder', args: { dir } }
        : { area, state: 'fault', what: 'to_make', args: { dir } },
    ]
  try {
    const ring = readKeyDir(dir, isDemo)
    return [{ area, state: 'ok', what: 'ready', args: { dir, version: ring.master.current.version } }]
  } catch (error) {
    return [{ area, state: 'fault', what: 'faults', args: { faults: words(error) } }]
  }
}

function aboutDatabase(dir: string): Finding[] {
  const area = 'database'
  if (!existsSync(dir)) return [{ area, state: 'missing', what: 'no_folder', args: { dir } }]
  if (!statSync(dir).isDirectory())
    return [{ area, state: 'fault', what: 'not_writable', args: { dir, error: 'ENOTDIR' } }]
  const open = (statSync(dir).mode & 0o077) !== 0 && process.platform !== 'win32'
  const findings: Finding[] = open ? [{ area, state: 'missing', what: 'folder_open', args: { dir } }] : []
  const files = readdirSync(dir).filter((file) => file.endsWith('.db') && !file.startsWith(SCRATCH))
  return [...findings, scratchCommit(dir), ...files.sort().map((file) => integrity(dir, file))]
}

const SCRATCH = 'doctor-'

/** Opens a database the way the server does and commits to it: shows that FULL holds here, and what a commit costs. */
function scratchCommit(dir: string): Finding {
  const area = 'database'
  const path = join(dir, `${SCRATCH}${process.pid}.db`)
  try {
    const store = openStore(path, 'keys')
    const level = store.db.get<{ synchronous: number }>(sql`pragma synchronous`).synchronous
    const startedAt = performance.now()
    store.db.run(sql`create table scratch (n integer)`)
    const ms = Math.ceil(performance.now() - startedAt)
    store.close()
    return { area, state: level === 2 ? 'ok' : 'fault', what: 'durable', args: { level, ms } }
  } catch (error) {
    return { area, state: 'fault', what: 'not_writable', args: { dir, error: words(error) } }
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  }
}

/** Not opened as read-only: such a connection leaves its -wal and -shm behind. Nothing is written. */
function integrity(dir: string, file: string): Finding {
  const area = 'database'
  try {
    const client = new Database(join(dir, file), { fileMustExist: true })
    try {
      const said = String(client.pragma('quick_check', { simple: true }))
      const journal = String(client.pragma('journal_mode', { simple: true }))
      if (said !== 'ok') return { area, state: 'fault', what: 'damaged', args: { file, error: said } }
      const part = partOfFile(file)
      if (part !== undefined && !isKnownSchema(client, part))
        return { area, state: 'fault', what: 'schema_unknown', args: { file } }
      return { area, state: journal === 'wal' ? 'ok' : 'fault', what: 'sound', args: { file, journal } }
    } finally {
      client.close()
    }
  } catch (error) {
    return { area, state: 'fault', what: 'damaged', args: { file, error: words(error) } }
  }
}

async function aboutServer(port: number | undefined, dataDir: string): Promise<Finding[]> {
  const [http, staff] = await Promise.all([aboutPort(port), listens(dataDir)])
  return [
    http,
    { area: 'server', state: staff ? 'ok' : 'missing', what: staff ? 'staff_open' : 'staff_closed' },
  ]
}

async function aboutScanner(config: Config): Promise<Finding> {
  const area = 'server'
  const { scanner: at } = config
  const scanner = scannerOf(config, REACH_MS)
  if (scanner === undefined || at === undefined) return { area, state: 'missing', what: 'scanner_not_set' }
  return (await scanner.answers())
    ? { area, state: 'ok', what: 'scanner_ready', args: { at } }
    : { area, state: 'fault', what: 'scanner_silent', args: { at } }
}

async function aboutPort(port: number | undefined): Promise<Finding> {
  const area = 'server'
  if (port === undefined) return { area, state: 'missing', what: 'port_wrong' }
  const args = { port: String(port) }
  return (await answers(`http://127.0.0.1:${port}/healthz`))
    ? { area, state: 'ok', what: 'running', args }
    : { area, state: 'missing', what: 'stopped', args }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(REACH_MS) })).ok
  } catch {
    // Nobody there, or too slow to be called running.
    return false
  }
}

function listens(dataDir: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(socketPath(dataDir))
    const settle = (is: boolean) => {
      socket.destroy()
      done(is)
    }
    socket.setTimeout(REACH_MS, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

/** What the city must supply, or look at again: what residents are told with what the office has published, not the rules alone. */
function aboutFacts(dataDir: string, now: Date, language: Language, isDemo: boolean): Finding[] {
  const area = 'facts'
  try {
    const first = makeEdition({ id: 'doctor', ...readRules() })
    const { edition, unread } = publishedOr(dataDir, first, now)
    const gaps = wantedFacts(edition, now).map(({ fact, why }): Finding => {
      const { title, url } = fact.source
      // Notes are for whoever keeps the facts, in English.
      const note = language === 'en' ? (fact.note ?? '') : ''
      return {
        area,
        state: 'missing',
        what: why,
        args: { id: fact.id, source: title, url: url ?? '', note },
      }
    })
    const known = edition.facts.size - gaps.length
    const count: Finding = { area, state: 'ok', what: 'known', args: { known, all: edition.facts.size } }
    const demo: Finding[] = isDemo ? [{ area, state: 'missing', what: 'demo' }] : []
    const due = dueFacts(edition, now).map(
      ({ id, source, checked_on }): Finding => ({
        area,
        state: 'missing',
        what: 'due',
        args: { id, source: source.title, url: source.url ?? '', checked: checked_on },
      }),
    )
    return [...unread, count, ...demo, ...gaps, ...due]
  } catch (error) {
    return [{ area, state: 'fault', what: 'broken', args: { error: words(error) } }]
  }
}

/** An office that cannot be read is said as that: to judge the rules alone would look like an all-clear. */
function publishedOr(
  dataDir: string,
  first: Edition,
  now: Date,
): { edition: Edition; unread: readonly Finding[] } {
  try {
    return { edition: publishedIn(dataDir, first, now.getTime()), unread: [] }
  } catch (error) {
    const unread = { area: 'facts', state: 'fault', what: 'unread', args: { error: words(error) } } as const
    return { edition: first, unread: [unread] }
  }
}

function readRules() {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, 'rules', name), 'utf8'))
  return { facts: read('facts.json'), places: read('places.json'), tables: [] }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
