/** @module People who each say the script: the next message once the last was answered, all of them at the same time. */

import type { Outgoing } from '../../src/core/message.ts'
import type { Bench } from './service.ts'
import { messageOf } from './service.ts'
import { rightOf, scriptOf } from './talk.ts'

export type Crowd = {
  /** To be told of everything that the channel sent. */
  heard(message: Outgoing): void
  /** Resolves when everybody has had the answer to their last message; gives the milliseconds it took. */
  talk(bench: Bench, people: number): Promise<number>
  /** Of the people of the last `talk`: who ended with the right last words. */
  right(): number
}

export function makeCrowd(): Crowd {
  const last = new Map<string, string>()
  let answered = new Map<string, () => void>()
  let next = 0
  return {
    right: () => [...last].filter(([address, text]) => text === rightOf(Number(address))).length,
    heard: ({ address, text }) => {
      if (isBetween(text)) return
      last.set(address, text)
      const go = answered.get(address)
      answered.delete(address)
      go?.()
    },
    talk: async (bench, people) => {
      last.clear()
      answered = new Map()
      const { chats } = bench.service
      const says = async (person: number) => {
        const address = String(person)
        for (const [step, text] of scriptOf(person).entries()) {
          const reply = new Promise<void>((resolve) => answered.set(address, resolve))
          await chats.receive([messageOf(address, text, `${step}`)])
          await reply
        }
      }
      const from = performance.now()
      await Promise.all(Array.from({ length: people }, () => says(next++)))
      await bench.service.quiet()
      return performance.now() - from
    },
  }
}

/** Said before the question that the person waits for. */
const isBetween = (text: string) => text === 'Angka ya' || text.startsWith('Ini layanan contoh')
