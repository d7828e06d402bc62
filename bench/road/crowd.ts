/** @module People who each say the script: the next message once the last was answered, all of them at the same time. */

import type { Outgoing } from '../../src/core/message.ts'
import type { Bench } from './service.ts'
import { messageOf } from './service.ts'

export type Crowd = {
  /** To be told of everything that the channel sent. */
  heard(message: Outgoing): void
  /** Resolves when everybody has had the answer to their last message; gives the milliseconds it took. */
  talk(bench: Bench, people: number, script: readonly string[]): Promise<number>
  /** The last words that each person of the last `talk` got. */
  last: Map<string, string>
}

export function makeCrowd(): Crowd {
  const last = new Map<string, string>()
  let answered = new Map<string, () => void>()
  let round = 0
  return {
    last,
    heard: ({ address, text }) => {
      last.set(address, text)
      const go = answered.get(address)
      answered.delete(address)
      go?.()
    },
    talk: async (bench, people, script) => {
      round += 1
      last.clear()
      answered = new Map()
      const { chats } = bench.service
      const says = async (address: string) => {
        for (const [step, text] of script.entries()) {
          const reply = new Promise<void>((resolve) => answered.set(address, resolve))
          await chats.receive([messageOf(address, text, `${step}`)])
          await reply
        }
      }
      const from = performance.now()
      await Promise.all(Array.from({ length: people }, (_, n) => says(`r${round}p${n}`)))
      await bench.service.quiet()
      return performance.now() - from
    },
  }
}
