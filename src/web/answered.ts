/** @module Waits a moment for the bot, so that a page without script already shows the answer. */

import type { WebDeps } from './deps.ts'

/** Resolves when something was said to the resident after line `after`, at the latest after `maxMs`. */
export async function answered(
  chats: WebDeps['chats'],
  chatId: string,
  after: number,
  maxMs: number,
): Promise<void> {
  await new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer)
      stop()
      done()
    }
    const look = () => {
      chats.read(chatId, { after }).then((view) => {
        if (view?.lines.some(({ from }) => from !== 'resident' && from !== 'note')) end()
      }, end)
    }
    const timer = setTimeout(end, maxMs)
    const stop = chats.follow(chatId, look)
    look()
  })
}
