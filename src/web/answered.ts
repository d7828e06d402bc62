/** @module Waits a moment for the bot, so that a page without script already shows the answer. */

import type { WebDeps } from './deps.ts'
import { QUIET_MS } from './limits.ts'

/**
 * Resolves when something was said to the resident after line `after` and nothing more came for a moment,
 * at the latest after `maxMs`.
 */
export async function answered(
  chats: WebDeps['chats'],
  chatId: string,
  after: number,
  maxMs: number,
): Promise<void> {
  await new Promise<void>((done) => {
    let quiet: ReturnType<typeof setTimeout> | undefined
    const end = () => {
      clearTimeout(timer)
      clearTimeout(quiet)
      stop()
      done()
    }
    const look = () => {
      chats.read(chatId, { after }).then((view) => {
        const isAnswered = view?.lines.some(({ from }) => from !== 'resident' && from !== 'note')
        clearTimeout(quiet)
        if (isAnswered) quiet = setTimeout(end, QUIET_MS)
      }, end)
    }
    const timer = setTimeout(end, maxMs)
    const stop = chats.follow(chatId, look)
    look()
  })
}
