/** @module The words of the staff pages: `console.<key>` in the reader's language, Indonesian unless chosen otherwise. */

import type { Language } from '../core/lists.ts'
import type { TextArgs, Texts } from '../text/texts.ts'

export type Words = {
  language: Language
  /** Says `console.<key>`. */
  say(key: string, args?: TextArgs): string
  /** Says any key: names of case states, reasons and channels that the terminal says too. */
  tell(key: string, args?: TextArgs): string
}

type Known = {
  texts: Pick<Texts, 'format'>
  facts(language: Language): TextArgs
  service: { name: string }
}

export function wordsOf({ texts, facts, service }: Known, language: Language): Words {
  const always = { ...facts(language), service_name: service.name }
  // Most words of a page have no values of their own, and a page of the queue has a thousand words.
  const tell = (key: string, args?: TextArgs) =>
    texts.format(key, language, args === undefined ? always : { ...always, ...args })
  return { language, tell, say: (key, args) => tell(`console.${key}`, args) }
}
