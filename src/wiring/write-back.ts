/** @module Has the logs of the busy databases written back by a thread, so that no commit stands still for it (record 0014). */

import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '../pipeline/deps.ts'
import { isBroken } from '../store/db.ts'
import type { Store } from '../store/sqlite.ts'

const LOOK_MS = 200
/** Pages: 8 MB. */
const LONG_LOG = 2_000
/** Only when the thread does not come to it does a commit write back: 64 MB. */
const LONGEST_LOG = 16_000
/** After a failure: the log says it now and then, and not five times a second. */
const REST_MS = 10_000
/** A thread takes some 10 MB. */
const IDLE_MS = 60_000

export type WriteBack = {
  start(): void
  /** Resolves when the thread is gone. */
  stop(): Promise<void>
}

type Answer = { path: string; code?: string }
type Logged = Pick<Store, 'logPages' | 'writeBack' | 'allowLog'>

/** For the server alone: others share the files, and the last of them to go writes them back. */
export function makeWriteBack(
  { dataDir }: { dataDir: string },
  { chats, office }: Record<'chats' | 'office', Logged>,
  log: Pick<Log, 'error'>,
  { onBroken }: { onBroken?: () => void },
): WriteBack {
  const stores = Object.entries({ chats, office }).map(([name, store]) => ({
    path: join(dataDir, `${name}.db`),
    store,
  }))
  let thread: Worker | undefined
  let looking: NodeJS.Timeout | undefined
  let busyWith: { store: Logged; done: () => void; ended: Promise<void> } | undefined
  let usedAt = 0
  let restsUntil = 0

  const fail = (error: Error, code: string) => {
    restsUntil = performance.now() + REST_MS
    log.error({ event: 'write_back_failed', code })
    if (isBroken(error)) onBroken?.()
  }
  const gone = (error?: Error) => {
    thread = undefined
    busyWith?.done()
    busyWith = undefined
    if (error !== undefined) fail(error, error.name)
  }
  const answered = ({ code }: Answer) => {
    const done = busyWith
    busyWith = undefined
    try {
      // Full: the commits find that out themselves, and a log may wait.
      if (code !== undefined && !code.startsWith('SQLITE_FULL')) fail(withCode(code), code)
      // What came meanwhile is little; once all of it stands in the file, the log begins anew.
      else if (code === undefined) done?.store.writeBack()
    } catch (error) {
      fail(error instanceof Error ? error : new Error('write back'), 'write_back')
    }
    done?.done()
  }
  const begin = (): Worker => {
    // None of the flags of this process: it may have been started as a module.
    const worker = new Worker(new URL('../store/write-back-worker.mjs', import.meta.url), { execArgv: [] })
    worker.unref()
    worker.on('message', answered)
    worker.on('error', gone)
    return worker
  }
  const look = () => {
    if (busyWith !== undefined || performance.now() < restsUntil) return
    const long = stores.find(({ store }) => store.logPages() >= LONG_LOG)
    if (long === undefined) {
      if (thread !== undefined && performance.now() - usedAt > IDLE_MS) {
        void thread.terminate()
        thread = undefined
      }
      return
    }
    let done = () => {}
    const ended = new Promise<void>((resolve) => {
      done = resolve
    })
    busyWith = { store: long.store, done, ended }
    usedAt = performance.now()
    thread ??= begin()
    thread.postMessage({ path: long.path })
  }
  return {
    start: () => {
      for (const { store } of stores) store.allowLog(LONGEST_LOG)
      looking = setInterval(look, LOOK_MS).unref()
    },
    stop: async () => {
      clearInterval(looking)
      await busyWith?.ended
      await thread?.terminate()
      thread = undefined
    },
  }
}

const withCode = (code: string) => Object.assign(new Error('the log could not be written back'), { code })
