/** @module Ready words with the values of this chat in them. Only names of this list are filled; all else stays as it was written. */

import type { CannedReply, DeskCard } from '../../core/desk.ts'
import { toJakarta } from '../../core/jakarta.ts'
import type { StaffVisit } from '../deps.ts'

/** Hours at which the greeting changes. */
const GREETINGS = [
  [4, 'night'],
  [11, 'morning'],
  [15, 'noon'],
  [18, 'afternoon'],
  [24, 'night'],
] as const

/** `{nama}` and the like; a fact by its own name, such as `{fact_telepon_layanan}`. */
const PLACE = /\{([a-z0-9_]+)\}/g

/** What stands in place of each name; one that has nothing to say here is not in it. */
export function valuesOf({ deps, words }: StaffVisit, chat: DeskCard | undefined): Record<string, string> {
  const { hour } = toJakarta(deps.now())
  const greeting = GREETINGS.find(([until]) => hour < until)?.[1] ?? 'night'
  const number = chat?.cases[0]
  const facts = Object.entries(deps.facts(words.language)).map(([name, value]) => [name, String(value)])
  return {
    ...Object.fromEntries(facts),
    salam: words.say(`canned.greeting.${greeting}`),
    layanan: deps.service.name,
    ...(number === undefined ? {} : { nomor: number }),
  }
}

/** What has no value stays, so that whoever sends it sees the gap. */
export function fill(body: string, values: Readonly<Record<string, string>>): string {
  return body.replace(PLACE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

export function filled(
  visit: StaffVisit,
  chat: DeskCard | undefined,
  all: readonly CannedReply[],
): CannedReply[] {
  const values = valuesOf(visit, chat)
  return all.map((one) => ({ ...one, body: fill(one.body, values) }))
}
