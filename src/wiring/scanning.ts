/** @module The virus scanner of a running service: what it finds is told to the log, that it is away to the team. */

import type { Config } from '../config.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Scan, Scanner, Verdict } from '../core/scanner.ts'
import { makeClamd } from '../media/clamd.ts'
import type { Log } from '../pipeline/deps.ts'

/** So that the team knows before the next file of a resident is refused. */
const LOOK_MS = 60_000
/** Alarms belong to a line; this one to the line that every service has. */
const LINE: ChannelId = 'web'
const DOWN: ChannelAlarm = 'scanner_down'

type Alarms = {
  alarm(channel: ChannelId, what: ChannelAlarm): void
  over(channel: ChannelId, what: readonly ChannelAlarm[]): void
}

/** Undefined when none is set: then no file is scanned. */
export function scannerOf({ scanner }: Pick<Config, 'scanner'>, waitMs?: number): Scanner | undefined {
  return scanner === undefined ? undefined : makeClamd(scanner, waitMs)
}

export type Scanning = {
  scan: Scan
  /** Where it is told that the scanner is away, and that it is back. */
  tell(alarms: Alarms): void
  /** Asks once a minute whether somebody answers. */
  start(): void
  stop(): void
}

export function openScanning(scanner: Scanner | undefined, log: Pick<Log, 'warn'>): Scanning | undefined {
  if (scanner === undefined) return undefined
  let alarms: Alarms | undefined
  let timer: NodeJS.Timeout | undefined
  const heard = (isThere: boolean) => {
    if (isThere) alarms?.over(LINE, [DOWN])
    else alarms?.alarm(LINE, DOWN)
  }
  const look = async () => heard(await scanner.answers())
  return {
    scan: async (file, chatId): Promise<Verdict> => {
      const verdict = await scanner.scan(file)
      heard(verdict !== 'unavailable')
      // Not what was found: its name is the scanner's word about somebody's file.
      if (verdict === 'infected')
        log.warn({ event: 'file_infected', ...(chatId === undefined ? {} : { chatId }) })
      return verdict
    },
    tell: (to) => {
      alarms = to
    },
    start: () => {
      void look()
      timer = setInterval(() => void look(), LOOK_MS)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}
