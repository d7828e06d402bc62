/** @module The terminal as a channel: what is sent is printed. Reading lines and ending turns is the command's. */

import { SendError } from '../../core/errors.ts'
import type { Outgoing } from '../../core/message.ts'
import type { Channel } from '../channel.ts'

/** Nothing of a terminal is limited but patience. */
const limits = {
  maxTextChars: 100_000,
  maxChoiceTextChars: 100_000,
  maxButtons: 100,
  maxButtonChars: 1_000,
  maxListRows: 100,
  maxListRowChars: 1_000,
  maxListDescriptionChars: 0,
  maxChoiceIdBytes: 1_000,
  maxMediaBytes: 0,
  joinsBubbles: false,
}

/** @param print resolves once the message is written out; rejects when nobody reads any more */
export function terminalChannel(print: (message: Outgoing) => Promise<void>): Channel {
  let lastSentAt: number | undefined
  return {
    id: 'terminal',
    limits,
    // Each line carries its id.
    unsure: { do: 'repeat' },
    account: () => 'terminal',
    send: async (message) => {
      try {
        await print(message)
      } catch (cause) {
        const detail = { code: 'offline', outcome: 'unknown', retryable: true, cause } as const
        throw new SendError('nobody reads this terminal', detail)
      }
      lastSentAt = message.at
      return { externalId: message.id }
    },
    check: async () => ({
      set: true,
      missing: [],
      link: 'idle',
      ...(lastSentAt === undefined ? {} : { lastSentAt }),
    }),
  }
}
