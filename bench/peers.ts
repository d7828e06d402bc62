/** @module Peers in one run: the same five steps, the same harness, each trial in a process of its own. */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, type Section, table } from './section.ts'

const PEERS = [
  ['ours', 'this service, SQLite at FULL', 'sqlite'],
  ['telegraf', 'telegraf wizard, SQLite session at FULL', 'sqlite'],
  ['builderbot', 'BuilderBot, its database on SQLite at FULL', 'sqlite'],
  ['builderbot', 'BuilderBot, in memory', 'memory'],
  ['grammy', 'grammY conversations, SQLite at FULL', 'sqlite'],
  ['grammy', 'grammY conversations, in memory', 'memory'],
  ['bot-framework', 'Bot Framework dialogs, SQLite at FULL', 'sqlite'],
  ['xstate', 'xstate snapshots, SQLite at FULL', 'sqlite'],
] as const
const KILLS = [7, 23, 61, 111]
const LONGEST_MS = 240_000

const ROUNDS = 3
const STEPS = 5
const SECOND_MS = 1_000

type Figures = { people: number; ms: number; right: number }

/** `root` is the folder of the project. */
export async function peers(root: string): Promise<Section> {
  if (!existsSync(join(root, 'bench/node_modules/telegraf'))) {
    const text = 'Not measured: the peers are not installed (`npm install --prefix bench`).'
    return { name: 'peers', title: 'Beside peers', text }
  }
  const speeds = speedsOf(root)
  const rows = PEERS.map(([peer, name, store], at) => {
    const run = (trial: string) => trialOf(root, peer, store, trial)
    const share = (figures: Figures | undefined) =>
      figures === undefined ? 'failed' : `${Math.round((100 * figures.right) / figures.people)} %`
    const speed = speeds[at] ?? []
    const aSecond = median(speed.map(({ people, ms }) => Math.round((people * STEPS * SECOND_MS) / ms)))
    const worst = speed.toSorted((one, other) => one.right - other.right)[0]
    const crash = store === 'memory' ? 'not kept' : share(crashOf(root, peer, store))
    return [
      name,
      aSecond,
      share(worst),
      share(run('burst')),
      share(run('duplicate')),
      share(run('reorder')),
      crash,
    ]
  })
  const text = [
    'Each peer keeps the five-step chat of its own documentation. 1,000 people for the speed: a step of all of them at once, then the next; the peers take turns in three rounds, the median counts. For *burst* the chat is open and its four answers come at once; for *duplicate* every message comes twice; for *reorder* the four answers come in another order than they were written (their times say which); for *crash* the process is killed after the n-th write to its database, started again, and given all that was not acknowledged. Right is who ends with the right name, age and choice, told once.',
    table(['peer', 'messages a second', 'right', 'burst', 'duplicate', 'reorder', 'crash'], rows),
  ]
  return { name: 'peers', title: 'Beside peers', text: text.join('\n\n') }
}

/** In rounds: what else the machine does must not meet one peer alone. */
function speedsOf(root: string): Figures[][] {
  const speeds: Figures[][] = PEERS.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, [peer, , store]] of PEERS.entries()) {
      const figures = trialOf(root, peer, store, 'speed')
      if (figures !== undefined) speeds[at]?.push(figures)
    }
  return speeds
}

function trialOf(root: string, peer: string, store: string, trial: string): Figures | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'bench-peer-'))
  try {
    return start(root, [peer, store, trial, dir])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Killed at several writes, each time on files of its own; the worst counts. */
function crashOf(root: string, peer: string, store: string): Figures | undefined {
  let worst: Figures | undefined
  for (const kill of KILLS) {
    const dir = mkdtempSync(join(tmpdir(), 'bench-peer-'))
    try {
      start(root, [peer, store, 'crash', dir, String(kill)])
      const figures = start(root, [peer, store, 'crash', dir])
      if (figures === undefined) return undefined
      if (worst === undefined || figures.right < worst.right) worst = figures
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return worst
}

function start(root: string, args: readonly string[]): Figures | undefined {
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, 'bench/peers/run.mjs'), ...args],
    { encoding: 'utf8', timeout: LONGEST_MS, killSignal: 'SIGKILL', env: { ...process.env, DATA_DIR: '' } },
  )
  const last = stdout.trim().split('\n').at(-1) ?? ''
  return last.startsWith('{') ? (JSON.parse(last) as Figures) : undefined
}
