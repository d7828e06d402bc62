/** @module Tells the log of an error without what the error says: messages may quote people. */

import type { Deps } from './deps.ts'

export function report(deps: Pick<Deps, 'log'>, event: string, error: unknown, chatId?: string): void {
  deps.log.error({ event, code: codeOf(error), ...(chatId === undefined ? {} : { chatId }) })
}

/** The error's name, its code, and the first line of ours it came from. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const at = /((?:src|flows)\/[^):]+:\d+)/.exec(error.stack ?? '')?.[1]
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}${at === undefined ? '' : ` at ${at}`}`
}
