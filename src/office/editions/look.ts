/** @module What a change would do: the words before and after, and the faults of every edition it would be part of. */

import type { Instant } from '../../core/chat.ts'
import type { ChangePreview, EditionFault, MessagePreview } from '../../core/editions.ts'
import { LANGUAGES, type Language } from '../../core/lists.ts'
import type { Edition } from '../../rules/edition.ts'
import type { ChangeRow } from '../../store/office/editions.ts'
import type { Books } from './books.ts'
import type { EditionDeps } from './deps.ts'
import { segmentAt } from './timeline.ts'
import { versionOf } from './views.ts'

/** Longer than a preview would be read; a fact in more texts than this is shown in these. */
const MAX_MESSAGES = 60

/** A wished moment that has passed is now. */
export const beginsAt = ({ effectiveAt }: Pick<ChangeRow, 'effectiveAt'>, now: Date): Instant =>
  Math.max(effectiveAt ?? 0, now.getTime())

/**
 * Every edition from the change's moment on is looked at, with it and without: only what was not there before counts,
 * or a fault of another fact would keep staff from mending this one.
 */
export async function newFaults(deps: EditionDeps, books: Books, change: ChangeRow, at: Instant) {
  const planned = books.segmentsWith(change, at)
  const moments = [...new Set([at, ...planned.map(({ from }) => from).filter((from) => from > at)])]
  const found = new Map<string, EditionFault>()
  for (const moment of moments) {
    const after = segmentAt(planned, moment)?.edition ?? deps.first
    const old = new Set((await deps.check(books.at(moment), new Date(moment))).map(nameOf))
    for (const fault of await deps.check(after, new Date(moment)))
      if (!old.has(nameOf(fault))) found.set(nameOf(fault), fault)
  }
  return { faults: [...found.values()], checkedAt: moments.sort((a, b) => a - b) }
}

/** Its figures are left out: a text too long before that becomes shorter is no new fault. */
const nameOf = ({ rule, place, message }: EditionFault) => `${rule} ${place} ${message.replace(/\d+/g, '')}`

export async function look(deps: EditionDeps, books: Books, change: ChangeRow): Promise<ChangePreview> {
  const at = beginsAt(change, deps.now())
  const before = books.at(at)
  const after = segmentAt(books.segmentsWith(change, at), at)?.edition ?? deps.first
  const { fact } = change
  const texts = deps.textsWith(fact).slice(0, MAX_MESSAGES)
  return {
    before: versionOf(before.facts.get(fact)),
    after: versionOf(after.facts.get(fact)),
    ...(await newFaults(deps, books, change, at)),
    messages: texts.map(({ key, title }): MessagePreview => {
      const said = (edition: Edition) =>
        Object.fromEntries(
          LANGUAGES.map((language) => [language, deps.said(key, edition, new Date(at), language)]),
        ) as Record<Language, string>
      return { key, ...(title === undefined ? {} : { title }), before: said(before), after: said(after) }
    }),
    uses: deps.usesOf(fact),
  }
}
