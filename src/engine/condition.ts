/** @module Conditions on slots, and the plain form of a slot that conditions, tables and checklists compare. */

import type { Value } from '../core/chat.ts'
import { recordOf } from './answers/answer.ts'
import type { Condition } from './flow.ts'

type Slots = Readonly<Record<string, Value>>

export function holds(condition: Condition<string>, slots: Slots): boolean {
  const value = slots[condition.slot]
  if ('known' in condition) return (value !== undefined && value !== null) === condition.known
  const plain = plainOf(value)
  const wanted = typeof condition.is === 'object' ? condition.is : [condition.is]
  return wanted.some((one) => one === value || (typeof one === 'boolean' ? yesNo(one) : one) === plain)
}

const yesNo = (value: boolean) => (value ? 'yes' : 'no')

/** A place is its kind, yes/no a word, an empty slot "unknown"; numbers stay numbers. */
export function plainOf(value: Value | undefined): string | number {
  if (value === undefined || value === null) return 'unknown'
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'number' || typeof value === 'string') return value
  const kind = recordOf(value)?.kind
  return typeof kind === 'string' ? kind : 'known'
}

export function plainSlots(slots: Slots): Record<string, string | number> {
  return Object.fromEntries(Object.entries(slots).map(([slot, value]) => [slot, plainOf(value)]))
}
