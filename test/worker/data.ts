/** @module What Node reads from files, a Worker has in its bundle: texts, rules, the trained model, migrations. Types and the way in. */

import type { Language } from '../../src/core/lists.ts'
import type { RawEdition } from '../../src/rules/edition.ts'
import type { Model } from '../../src/understanding/model.ts'
import type { UnderstandingData } from '../../src/understanding/understand.ts'

export type Part = 'chat' | 'account' | 'office' | 'keys'

export type Data = {
  messages: Record<Language, Record<string, string>>
  edition: RawEdition
  understanding: UnderstandingData
  model: Model
  /** In the order they are applied: the statements of each file. */
  migrations: Record<Part, { tag: string; statements: string[] }[]>
}

/** Put in place of the name by `bundle.ts`. */
declare const BUNDLED_DATA: Data

export const data: Data = BUNDLED_DATA
