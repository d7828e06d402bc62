/** @module Who is who, by the platform's word alone: which phone belongs to which hidden number, and who has written. */

import type { Keep } from '../../keep.ts'
import { isPhone } from '../incoming/jid.ts'
import type { Envelope } from '../incoming/stanzas.ts'
import { fromBytes, toBytes } from './json.ts'
import type { Names } from './names.ts'

type Alias = { other: string; isDisputed?: boolean }

export type People = ReturnType<typeof makePeople>

/** @param onDispute two persons claim one address: neither is joined with anything any more */
export function makePeople(keep: Keep, names: Names, onDispute: () => void) {
  const aliasOf = (address: string): Alias | undefined => {
    const bytes = keep.get('alias', names('alias', address))
    return bytes === undefined ? undefined : (fromBytes(bytes) as Alias)
  }
  const set = (address: string, alias: Alias) => keep.set('alias', names('alias', address), toBytes(alias))
  const proven = (address: string): string | undefined => {
    const alias = aliasOf(address)
    if (alias === undefined || alias.isDisputed) return undefined
    return aliasOf(alias.other)?.isDisputed ? undefined : alias.other
  }
  /** Never joins what is joined otherwise; what was said first stays and is no longer used. */
  const learn = (one: string, two: string): void =>
    keep.transaction(() => {
      if (isPhone(one) === isPhone(two)) return
      const [a, b] = [aliasOf(one), aliasOf(two)]
      if (a?.other === two && b?.other === one) return
      const isFree = a === undefined && b === undefined
      set(one, isFree ? { other: two } : { other: a?.other ?? two, isDisputed: true })
      set(two, isFree ? { other: one } : { other: b?.other ?? one, isDisputed: true })
      if (!isFree) onDispute()
    })
  const hasWritten = (address: string) => keep.get('writer', names('writer', address)) !== undefined
  return {
    learn,
    /** What a message proves about its writer. One who is answered later has to have come by here. */
    meet: ({ person, alias, isOwn }: Envelope): { who: string; aliases: string[] } => {
      if (alias !== undefined) learn(person, alias)
      if (!isOwn && !hasWritten(person)) keep.set('writer', names('writer', person), new Uint8Array([1]))
      const other = proven(person)
      const who = other !== undefined && isPhone(other) ? other : person
      return { who, aliases: other === undefined ? [] : [other] }
    },
    /** By this address or by one that is proven to be the same person's. */
    hasWritten: (address: string): boolean => {
      const other = proven(address)
      return hasWritten(address) || (other !== undefined && hasWritten(other))
    },
  }
}
