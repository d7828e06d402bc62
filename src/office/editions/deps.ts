/** @module What the desk for facts is given. Checks and words come from the engine, which the office does not know. */

import type { Instant } from '../../core/chat.ts'
import type { EditionFault, FactUse } from '../../core/editions.ts'
import type { Language } from '../../core/lists.ts'
import type { Edition } from '../../rules/edition.ts'
import type { Db } from '../../store/db.ts'

export type EditionDeps = {
  db: Db
  now(): Date
  /** The edition the service came with. */
  first: Edition
  /** A short name for a text, the same for the same text. */
  digest(text: string): string
  /** The faults, without warnings, that the flow check finds in what depends on facts. */
  check(edition: Edition, at: Date): Promise<EditionFault[]>
  /** Texts that name this fact, twins left out; `title` is the text key of the conversation's title. */
  textsWith(fact: string): { key: string; title?: string }[]
  /** A text as residents read it under an edition, open values named in angle quotes. */
  said(key: string, edition: Edition, at: Date, language: Language): string
  usesOf(fact: string): FactUse[]
}

export type Timed = { at: Instant; edition: Edition }
