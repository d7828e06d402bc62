/** @module Calls that nobody waits for: answered taps, the menu of commands, refused groups. They fail quietly, and not on and on. */

import type { Opts } from 'telegraf/types'
import type { ChannelDeps } from '../channel.ts'
import type { Client, Method } from './client.ts'
import { faultOf } from './fault.ts'

export type Side = {
  /** Resolves to whether it was done; never rejects. */
  tell<M extends Method>(method: M, payload: Opts<M>): Promise<boolean>
}

/** After a 429 none leaves until its time is over: what they do is worth no longer wait of those who are answered. */
export function makeSide(client: Client, { now, log }: Pick<ChannelDeps, 'now' | 'log'>): Side {
  let quietUntil = 0
  return {
    async tell(method, payload) {
      if (now() < quietUntil) return false
      try {
        await client.call(method, payload)
        return true
      } catch (error) {
        const { reason, retryAfterMs = 0 } = faultOf(error)
        if (reason === 'throttled') quietUntil = now() + retryAfterMs
        // A tap on a button of yesterday: the person was answered long since.
        if (reason !== 'too_late') log('warn', { event: `telegram_${snake(method)}_failed`, code: reason })
        return false
      }
    },
  }
}

function snake(method: string): string {
  return method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
