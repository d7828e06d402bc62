/** @module All that is read before a form is answered: the same rows for everybody, whatever they typed. Changes nothing. */

import type { Instant } from '../../core/chat.ts'
import { isoDay } from '../../core/jakarta.ts'
import type { FormRow } from '../../store/office/identity.ts'
import { isSame } from '../cases/code.ts'
import type { Desk } from '../desk.ts'
import { NOBODY } from './hashes.ts'
import { IDENTITY } from './limits.ts'

/** A form that was filled. */
export type Asked = { form: FormRow; nik: Uint8Array; kk: Uint8Array; person: Uint8Array; prefix: Uint8Array }

export type Sight = ReturnType<typeof see>

export function see(desk: Desk, { form, nik, kk, person, prefix }: Asked, now: Instant) {
  const { identity, people } = desk
  const { chatId, chatSince } = form
  const binding = identity.bindings.get(chatId)
  const own = binding?.personHash ?? NOBODY
  const seq = people.imports.current('people')
  const list = people.imports.get(seq ?? 0)
  const [row] = people.people.byNik(seq ?? 0, nik)
  const age = now - (chatSince ?? now)
  return {
    now,
    binding,
    isOwn: isSame(own, person),
    isPhone: isSame(form.phoneHash ?? NOBODY, row?.phoneHash ?? new Uint8Array(NOBODY.length).fill(1)),
    isKk: isSame(kk, row?.kkHash ?? NOBODY),
    isListed: row !== undefined,
    isCovered: isCovered(row, isoDay(new Date(now))),
    listedAt: list === undefined ? undefined : (list.decidedAt ?? list.at),
    /** Without a day to count from it is as if it were new. */
    isYoung: !(age >= IDENTITY.youngMs),
    ofChat: identity.asks.ofChat(chatId, now - IDENTITY.dayMs),
    others: identity.asks.othersOfChat(chatId, person, own, now - IDENTITY.othersMs),
    ofPerson: identity.asks.ofPerson(person, now - IDENTITY.dayMs),
    alike: identity.asks.ofPrefix(prefix, now - IDENTITY.hourMs),
    isSilent: isOn(identity.stops.at('person', person), now, IDENTITY.silenceMs),
    isStopped: isOn(identity.stops.at('all', NOBODY), now, IDENTITY.stopMs),
  }
}

/** A stop that lies in the future is on: the clock was set back. */
export function isOn(since: Instant | undefined, now: Instant, forMs: number): boolean {
  return since !== undefined && now < since + forMs
}

function isCovered(row: { validFrom: string | null; validTo: string | null } | undefined, today: string) {
  if (row === undefined) return false
  return (row.validFrom === null || row.validFrom <= today) && (row.validTo === null || today <= row.validTo)
}
