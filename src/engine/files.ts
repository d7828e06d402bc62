/** @module The files a report takes along that no question asked for: kept in its frame, counted in its summary. */

import type { Content, MediaType, Shown, Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import type { Run } from './run.ts'

/** A file of a case: `media:<name>` in the chat it was sent in. */
export type FileValue = { ref: string; type: MediaType }

const FILES_SLOT = '~files'
const KEPT: readonly MediaType[] = ['image', 'voice', 'video', 'document']

/** The file of this message as a case keeps it; undefined for all that is none, stickers among them. A terminal has no bytes, and so no name. */
export function fileIn(content: Content): FileValue | undefined {
  const type = KEPT.find((one) => one === content.type)
  return type && { ref: 'media' in content ? (content.media?.ref ?? '') : '', type }
}

export function filesOf(frame: Frame): readonly Value[] {
  const files = frame.slots[FILES_SLOT]
  return Array.isArray(files) ? files : []
}

export function addFile(frame: Frame, file: FileValue): void {
  frame.slots[FILES_SLOT] = [...filesOf(frame), file]
}

/** "Lampiran: 2 kiriman", as the summary shows it; nothing without files. */
export function filesShown(run: Run, frame: Frame): Shown[] {
  const n = filesOf(frame).length
  if (n === 0) return []
  const { lang } = run.session
  const say = (key: string, args = {}) => run.world.texts.format(key, lang, args)
  return [{ label: say('case.field.files'), value: say('engine.files_kept', { n }) }]
}
