/** @module Who is meant by the id of a member of staff: one place for every page. */

import type { Colleague } from '../access/access.ts'
import { PHONE_STAFF } from '../core/staff.ts'
import type { StaffVisit } from './deps.ts'
import type { Words } from './words.ts'

/** What to call whoever has this id; one that nobody here knows stands for itself (the terminal). */
export type Names = (id: string) => string

/** Who acts without an account. Texts: `console.people.<id>`. */
const NOBODY = ['system', 'nobody', 'cli'] as const

export function namesIn(people: readonly Pick<Colleague, 'id' | 'name'>[], words?: Words): Names {
  const known = new Map(people.map(({ id, name }) => [id, name]))
  if (words !== undefined) known.set(PHONE_STAFF, words.say('queue.owner.phone'))
  return (id) => {
    const without = NOBODY.find((one) => one === id)
    return without !== undefined && words !== undefined
      ? words.say(`people.${without}`)
      : (known.get(id) ?? id)
  }
}

/** Names of all who ever could log in, and of who has no account. */
export async function namesOf({ deps, words }: StaffVisit): Promise<Names> {
  return namesIn(await deps.access.members(), words)
}

/** A visit whose page names people. */
export type NamedVisit = StaffVisit & { names: Names }

export async function named(visit: StaffVisit): Promise<NamedVisit> {
  return { ...visit, names: await namesOf(visit) }
}

/** "Anda" for oneself; '' for nobody. */
export function personName({ staff, words, names }: NamedVisit, id: string | undefined): string {
  if (id === undefined) return ''
  return id === staff.id ? words.say('people.you') : names(id)
}
