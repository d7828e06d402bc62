/** @module Where the log goes: one JSON object a line on stderr, with closed fields. */

import pino from 'pino'
import type { Config } from '../config.ts'
import type { Log } from '../pipeline/deps.ts'

/** @param lost called for each line that could not be written */
export function makeLog(config: Pick<Config, 'logLevel'>, lost: () => void = () => {}): Log {
  // Synchronous, and deaf to a reader that goes away: a full log disk must not stop the service.
  const destination = pino.destination({ dest: 2, sync: true })
  destination.on('error', lost)
  const logger = pino({ level: config.logLevel, base: null }, destination)
  return {
    info: (entry) => logger.info(entry),
    warn: (entry) => logger.warn(entry),
    error: (entry) => logger.error(entry),
  }
}
