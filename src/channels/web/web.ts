/** @module The web page as a channel: a send only marks the line as sent, the page reads the journal. */

import type { Channel } from '../channel.ts'

/** A page shows whatever fits a phone; photos are cut to size by `src/media`, which has the limit that counts. */
const limits = {
  maxTextChars: 20_000,
  maxChoiceTextChars: 20_000,
  maxButtons: 20,
  maxButtonChars: 60,
  maxListRows: 60,
  maxListRowChars: 80,
  maxListDescriptionChars: 0,
  maxChoiceIdBytes: 1_000,
  maxMediaBytes: 10_000_000,
  joinsBubbles: false,
}

export function webChannel(): Channel {
  let lastSentAt: number | undefined
  return {
    id: 'web',
    limits,
    // The page shows each id once.
    unsure: { do: 'repeat' },
    account: () => 'web',
    send: async (message) => {
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
