/** @module The work behind the pages: checks waiting files one after the other, and clears what no longer counts. */

import { LISTS } from '../../core/roster.ts'
import { isUnavailable } from '../../store/db.ts'
import type { ImportRow } from '../../store/office/roster.ts'
import { checkFile } from './check.ts'
import { LIMITS, type Room } from './deps.ts'
import { readReport } from './report.ts'

export type RosterWorker = {
  /** Files that no import waits for are deleted, what waits is taken up. */
  start(): void
  wake(): void
  /** Resolves when nothing is being checked or cleared. */
  idle(): Promise<void>
  /** Resolves when the batch on its way is kept. */
  stop(): Promise<void>
}

export function makeWorker(room: Room): RosterWorker {
  let running: Promise<void> | undefined
  let isCalled = false
  let isStopping = false
  const work = async () => {
    do {
      isCalled = false
      await checkAll(room, () => isStopping)
      await clearAll(room, () => isStopping)
    } while (isCalled && !isStopping)
  }
  const run = () => {
    isCalled = true
    running ??= Promise.resolve()
      .then(() => untilDone(room, work, () => isStopping))
      .finally(() => {
        running = undefined
      })
  }
  return {
    start: () => {
      isStopping = false
      const waiting = room.rows.imports.inState(['waiting']).map(({ id }) => id)
      room.uploads.keepOnly(waiting).then(run, room.onError)
    },
    wake: run,
    idle: async () => {
      while (running !== undefined) await running
    },
    stop: async () => {
      isStopping = true
      await running
    },
  }
}

/** A disk that takes nothing now takes it later; the files wait. */
async function untilDone(room: Room, work: () => Promise<void>, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    try {
      return await work()
    } catch (error) {
      room.onError(error)
      if (!isUnavailable(error)) return
      await room.rest()
    }
  }
}

async function checkAll(room: Room, isStopping: () => boolean): Promise<void> {
  for (let entry = next(room); entry !== undefined && !isStopping(); entry = next(room)) {
    const { seq } = entry
    const isLeft = () => isStopping() || room.rows.imports.get(seq)?.state !== 'waiting'
    try {
      await checkFile(room, entry, isLeft)
    } catch (error) {
      if (isUnavailable(error)) throw error
      // A fault of ours in one file must not keep the others from being read.
      room.onError(error)
      const report = { ...readReport(room.rows.imports.get(seq) ?? entry), fault: 'broken' }
      room.rows.imports.change(seq, { state: 'failed', report: JSON.stringify(report) })
    }
    if (room.rows.imports.get(seq)?.state !== 'waiting') await room.uploads.drop(entry.id)
  }
}

function next(room: Room): ImportRow | undefined {
  return room.rows.imports.inState(['waiting'])[0]
}

/** The key goes first: from then on nobody reads the rows, here or in a backup. */
async function clearAll(room: Room, isStopping: () => boolean): Promise<void> {
  for (const entry of useless(room)) {
    room.vault.forget(`import:${entry.id}`)
    while (room.rows.people.clear(entry.seq, LIMITS.clearRows) > 0) {
      await room.breathe()
      if (isStopping()) return
    }
    room.db.transaction(() => {
      room.rows.places.clear(entry.seq)
      if (entry.state === 'dropped') room.rows.faults.clear(entry.seq)
      room.rows.imports.change(entry.seq, { isKept: false })
    })
  }
}

/** Dropped and failed ones at once; of those that were current the last few stay, to come back. */
function useless(room: Room): ImportRow[] {
  const never = room.rows.imports.inState(['dropped', 'failed']).filter(({ isKept }) => isKept)
  const old = LISTS.flatMap((list) =>
    room.rows.imports
      .inState(['past', 'undone'])
      .filter((entry) => entry.list === list && entry.isKept)
      .sort((one, other) => (other.decidedAt ?? 0) - (one.decidedAt ?? 0) || other.seq - one.seq)
      .slice(LIMITS.listsKept),
  )
  return [...never, ...old]
}
