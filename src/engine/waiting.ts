/** @module Waiting for the office: the request's id, the timer of its timeout branch, and the way out of both. */

import type { Content } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { OFFICE_TIMEOUT_MS } from './limits.ts'
import { cancelTimer, type Run, setTimer } from './run.ts'

export const keyOf = (re: string) => `office:${re}`

export function waitFor(run: Run, frame: Frame, re: string, forMs = OFFICE_TIMEOUT_MS): void {
  frame.waiting = { re, since: run.world.now.getTime(), kept: [] }
  setTimer(run, 'office', keyOf(re), forMs)
}

/** Ends the wait and gives what the resident wrote meanwhile. */
export function stopWaiting(run: Run, frame: Frame): Content[] {
  const { waiting } = frame
  if (!waiting) return []
  delete frame.waiting
  cancelTimer(run, keyOf(waiting.re))
  return waiting.kept
}

/** The local id of the request a timer was set for. */
export const requestOf = (key: string): string => key.slice(keyOf('').length)
