/** @module Where the log goes: one JSON object a line on stderr, with closed fields; nothing else gets past it. */

import pino from 'pino'
import type { Config } from '../config.ts'
import { CHANNELS } from '../core/lists.ts'
import type { Log, LogEntry } from '../pipeline/deps.ts'
import { scrub } from './scrub.ts'

export type ServiceLog = Log & {
  /**
   * Lines that could not be written when they came, since the start; the last few of them wait in memory and are
   * written when there is room again. For the metrics.
   */
  unwritten(): number
}

const STDERR = 2
const UNFIT = 'unfit'
/** Bytes of lines that wait for a disk or a reader; more are lost, so that a dead reader takes no memory. */
const MAX_WAITING_BYTES = 16 * 1024
/** "SQLITE_FULL", "webhook: answered 503", "TypeError at src/a/b.ts:12": a few words of plain letters. A sentence of somebody's is none. */
const CODE = /^[\w.:-]*(?: [\w.:-]+){0,3}(?: at (?:src|flows)(?:\/[\w-]+)+\.\w+:\d+)?$/
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @param fd where lines are written; stderr unless a test says otherwise */
export function makeLog(config: Pick<Config, 'logLevel'>, fd = STDERR): ServiceLog {
  let unwritten = 0
  // Synchronous, and deaf to a reader that goes away or stands still: a full log disk must not stop the service.
  const destination = pino.destination({
    dest: fd,
    sync: true,
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: () => false,
  })
  const count = () => void unwritten++
  destination.on('error', count)
  destination.on('drop', count)
  const hooks: pino.LoggerOptions['hooks'] = {
    // Whatever a caller hands over, also one that the types do not see.
    logMethod(args, method) {
      method.apply(this, [plain(args[0])])
    },
  }
  const logger = pino({ level: config.logLevel, base: null, hooks }, destination)
  return {
    info: (entry) => logger.info(entry),
    warn: (entry) => logger.warn(entry),
    error: (entry) => logger.error(entry),
    unwritten: () => unwritten,
  }
}

/** For pages, which name a level, an event, a count, a path and an error: of the error only what it is called, of the rest event and count. */
export function pageLog(log: Log, of: 'web' | 'console'): (entry: Record<string, unknown>) => void {
  return ({ level, event, err, count }) => {
    const write = level === 'error' ? log.error : log.info
    write({
      event: typeof event === 'string' ? event : of,
      ...(typeof count === 'number' ? { count } : {}),
      ...(err instanceof Error ? { code: err.name } : {}),
    })
  }
}

/** The fields that are allowed, each in its own shape; of an error its name, of anything else nothing. */
function plain(given: unknown): LogEntry {
  if (given instanceof Error) return { event: 'error', code: scrub(given.name) }
  const entry: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {}
  const { event, chatId, channel, code, count, ms } = entry
  const known = CHANNELS.find((one) => one === channel)
  return {
    event: typeof event === 'string' ? scrub(event) : 'unnamed',
    ...(typeof chatId === 'string' ? { chatId: ID.test(chatId) ? chatId : scrub(chatId) } : {}),
    ...(known === undefined ? {} : { channel: known }),
    ...(typeof code === 'string' ? { code: CODE.test(code) ? scrub(code) : UNFIT } : {}),
    ...(isSmall(count) ? { count } : {}),
    ...(isSmall(ms) ? { ms } : {}),
  }
}

/** Counts and times; a number with as many digits as a telephone is neither. */
function isSmall(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < 1_000_000
}
