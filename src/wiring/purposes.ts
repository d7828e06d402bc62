/** @module Names the words of each purpose by their content, so that it can be shown later which ones somebody read. */

import { createHash } from 'node:crypto'
import { PURPOSE_TEXTS, type Purpose } from '../core/consent.ts'
import type { Language } from '../core/lists.ts'
import { readAllMessages } from './data.ts'

/** Twelve hex digits of the SHA-256 of the text as it is written; `git log -S` finds the words again. */
export function makePurposeVersions(): (purpose: Purpose, language: Language) => string {
  const all = readAllMessages()
  return (purpose, language) =>
    createHash('sha256')
      .update(all[language][PURPOSE_TEXTS[purpose]] ?? '')
      .digest('hex')
      .slice(0, 12)
}
