/** @module What the objects are given: each other, the keys, and the world outside, which a test holds still. */

import type { Instant, OfficeRequest } from '../../src/core/chat.ts'
import type { KeyName } from '../../src/vault/key-ring.ts'
import { makeRandom } from '../flows/stage.ts'
import type { AccountObject } from './account-object.ts'
import type { ChatObject } from './chat-object.ts'
import type { OfficeObject } from './office-object.ts'

export type Env = {
  ACCOUNTS: DurableObjectNamespace<AccountObject>
  CHATS: DurableObjectNamespace<ChatObject>
  OFFICE: DurableObjectNamespace<OfficeObject>
  KEYS: Record<KeyName, number[]>
}

/** Clock, chance, the terminal's reader. They outlive the objects, as the real ones do: all of them share one isolate here. */
export const outside = {
  now: 0 as Instant,
  random: makeRandom(),
  lines: [] as string[],
  requests: [] as OfficeRequest[],
}

export function startAnew(now: Instant): void {
  Object.assign(outside, { now, random: makeRandom(), lines: [], requests: [] })
}

/** A platform's other events get their turn. */
export const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

export const silent = { info: () => {}, warn: () => {}, error: (entry: object) => console.error(entry) }
