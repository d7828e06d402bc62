/** @module What erasing needs of all parts at once: the chats' side for the office, the audit log, and the sweep after a restore. */

import type { ChatEraser } from '../core/erasure.ts'
import { archiveBefore } from '../core/retention.ts'
import type { OfficeService } from '../office/office.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Parts } from './parts.ts'

/** The office is made before the chats are. */
export function eraserOf({ stores }: Pick<Parts, 'stores'>, pipeline: () => Pipeline): ChatEraser {
  return {
    isQuiet: (chatId) => pipeline().eraser.isQuiet(chatId),
    erase: (chatId) => pipeline().eraser.erase(chatId),
    dropFiles: (chatId, refs) => pipeline().eraser.dropFiles(chatId, refs),
    silentSince: (before, limit) => pipeline().eraser.silentSince(before, limit),
    deadLetters: (before, isToDelete) => pipeline().eraser.deadLetters(before, isToDelete),
    tidy: stores.tidy,
  }
}

/** What the service takes by itself stands in the audit log like what a member of staff does. */
export function roundOf(
  { access, newId, now, log }: Pick<Parts, 'access' | 'newId' | 'now' | 'log'>,
  office: OfficeService,
  pipeline: () => Pick<Pipeline, 'archive'>,
) {
  const archive = async () => {
    try {
      const count = await pipeline().archive(archiveBefore(now()))
      if (count > 0) log.info({ event: 'archived', count })
    } catch (error) {
      // Tomorrow is another day; nothing waits for it.
      log.error({ event: 'archive_failed', code: error instanceof Error ? error.name : '' })
    }
  }
  const eraseDue = async (): Promise<string[]> => {
    const day = await office.keepHouse()
    if (day !== undefined) {
      await access.audit({ by: 'system', action: 'retention.run', subject: day, requestId: newId() })
      await archive()
    }
    const done = await office.eraseDue()
    for (const subject of done)
      await access.audit({ by: 'system', action: 'erasure.done', subject, requestId: newId() })
    return done
  }
  return { ...office, eraseDue }
}

/** What a restored copy still holds of those who were forgotten since. Where nothing was restored it finds nothing. */
export async function forgetLeft(
  { stores, log }: Pick<Parts, 'stores' | 'log'>,
  pipeline: Pipeline,
  office: OfficeService,
): Promise<void> {
  const subjects = stores.shelf.forgotten()
  if (subjects.length === 0) return
  try {
    const cases = office.eraseLeft(subjects)
    const chats = await pipeline.eraseLeft(subjects)
    if (cases + chats === 0) return
    stores.tidy()
    log.warn({ event: 'forgotten_again', count: cases + chats })
  } catch (error) {
    log.error({ event: 'forget_failed', code: error instanceof Error ? error.name : '' })
  }
}
