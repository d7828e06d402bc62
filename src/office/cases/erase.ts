/** @module What goes with an erased case or chat besides its key: sealed words, and the hashes by which names and masks are found. */

import type { Desk } from '../desk.ts'
import { unbind } from '../identity/bind.ts'
import { casePlace, caseSubject } from './filing.ts'

export type Erased = `case:${string}` | `chat:${string}`

/**
 * The rows first, in a transaction, then the key: a crash between the two leaves what can be erased again, never a
 * word by which the erased is still found. Of a chat also the words of its cases go: they would lead to it.
 */
export function erase(desk: Desk, subject: Erased, commit: (work: () => void) => void): void {
  const id = subject.slice('case:'.length)
  commit(() => {
    if (subject.startsWith('case:')) {
      const number = desk.cases.numberOf(id)
      if (number === undefined) return
      desk.lists.dropNameWords(number)
      desk.erasures.blankCase(number)
      return
    }
    unbind(desk, id)
    for (const number of desk.lists.casesOf(id)) desk.lists.dropNameWords(number)
    if (desk.cards.get(id) !== undefined) desk.lists.set(id, { maskSealed: null, maskHash: null })
    desk.erasures.dropChat(id)
  })
  desk.deps.vault.forget(subject)
}

/** What a restored copy still holds of these goes again; gives how many had anything left. */
export function eraseLeft(
  desk: Desk,
  subjects: readonly string[],
  commit: (work: () => void) => void,
): number {
  let found = 0
  for (const subject of subjects) {
    const isCase = subject.startsWith('case:')
    const number = isCase ? desk.cases.numberOf(subject.slice('case:'.length)) : undefined
    const isLeft = isCase
      ? number !== undefined && !desk.erasures.isBlank(number)
      : subject.startsWith('chat:') && desk.cards.get(subject.slice('chat:'.length)) !== undefined
    if (!isLeft) continue
    erase(desk, subject as Erased, commit)
    found += 1
  }
  return found
}

/** Cases found by their words, without those whose key is gone: words of such a case, as a restored backup has them, lead nowhere. */
export function stillThere<Found extends { number: string }>(desk: Desk, found: readonly Found[]): Found[] {
  return found.filter(({ number }) => {
    const row = desk.cases.get(number)
    return (
      row !== undefined &&
      desk.openText(caseSubject(row.id), casePlace('fields_sealed', number), row.fieldsSealed) !== undefined
    )
  })
}
