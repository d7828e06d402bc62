/** @module What goes wrong on purpose: asked for by tests, used up as it happens. */

import type { World } from './world.ts'

/** `stall` and `reset_after` take the message first; `code:<n>` is an answer of Meta; `redirect:<url>` leads away. */
export type FaultName =
  | '429'
  | '500'
  | '502'
  | '503'
  | '401'
  | '403'
  | '404'
  | 'reset_before'
  | 'reset_after'
  | 'stall'
  | 'truncated'
  | `code:${number}`
  | `redirect:${string}`

export type Fault = {
  fault: FaultName
  match?: { method?: string; path?: string; to?: string; type?: string }
  /** How often, 1 when absent. */
  times?: number
  prob?: number
  /** Of a 429, told in its header when given. */
  retryAfterS?: number
}

export type Asked = { method: string; path: string; to?: string | undefined; type?: string | undefined }

export type Faults = {
  inject(fault: Fault): void
  /** The fault that this request meets. */
  meet(asked: Asked): Fault | undefined
  clear(): void
}

export function faultsOf(world: Pick<World, 'chance'>): Faults {
  const chance = world.chance('faults')
  let waiting: (Fault & { left: number })[] = []
  return {
    inject: (fault) => {
      waiting.push({ ...fault, left: fault.times ?? 1 })
    },
    meet: (asked) => {
      const met = waiting.find((one) => one.left > 0 && isMet(one, asked) && chance.is(one.prob ?? 1))
      if (met) met.left -= 1
      return met
    },
    clear: () => {
      waiting = []
    },
  }
}

function isMet({ match = {} }: Fault, asked: Asked): boolean {
  const { method, path, to, type } = match
  return (
    (method === undefined || method === asked.method) &&
    (path === undefined || asked.path.includes(path)) &&
    (to === undefined || to === asked.to) &&
    (type === undefined || type === asked.type)
  )
}
