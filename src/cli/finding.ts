/** @module What the doctor finds: data that is said in words elsewhere. */

import type { TextArgs } from '../text/texts.ts'

export const AREAS = ['settings', 'keys', 'database', 'server', 'channels', 'facts'] as const

/** `fault` needs a hand before the service can run, `missing` is a gap it runs with. */
export type Finding = {
  area: (typeof AREAS)[number]
  state: 'ok' | 'missing' | 'fault'
  /** Text key `doctor.<area>.<what>`. */
  what: string
  args?: TextArgs
}
