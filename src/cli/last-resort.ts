/** @module What is said when a fault of ours ends the process: its name and where, never its words, which may quote a resident. */

import { writeSync } from 'node:fs'
import { scrub } from '../wiring/scrub.ts'

const STDERR = 2
const MOST_FRAMES = 12
const MOST_CHARS = 200
/** "    at name (place:line:column)", of which the place begins below our folder. */
const FRAME =
  /^\s+at (?:(?:async )?([\w.$<>[\] ]{1,80}) \()?[^()\n]*?((?:src|flows|node_modules)\/[\w@./-]+|node:[\w/]+):(\d{1,6}):\d{1,6}\)?$/

/** From here on an exception that nobody caught ends the process with one line like those of the log, and status 1. */
export function installLastResort(): void {
  process.on('uncaughtException', (error: unknown) => {
    try {
      writeSync(STDERR, `${lineOf(error)}\n`)
    } catch {
      // A full disk or a dead reader: there is nobody left to tell.
    }
    process.exit(1)
  })
  // A reader of our greeting that goes away is no fault.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

function lineOf(error: unknown): string {
  const [name, at] = error instanceof Error ? [error.name, framesOf(error)] : ['', []]
  return JSON.stringify({ level: 60, time: Date.now(), event: 'crashed', code: scrub(name), at })
}

function framesOf({ name, message, stack = '' }: Error): string[] {
  // The message stands in front, and may have lines that look like places.
  const head = `${name}: ${message}`
  const rest = stack.startsWith(head) ? stack.slice(head.length) : stack
  const frames = rest.split('\n').flatMap((line) => {
    const [, called = '', place, row] = line.length > MOST_CHARS * 2 ? [] : (FRAME.exec(line) ?? [])
    return place === undefined ? [] : [scrub(`${called} ${place}:${row}`.trim(), MOST_CHARS)]
  })
  return frames.slice(0, MOST_FRAMES)
}
