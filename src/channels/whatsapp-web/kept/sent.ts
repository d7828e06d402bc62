/** @module What we have sent, by its id on the wire: other phones ask for it again, and what comes back under such an id is our own. */

import type { proto } from '@whiskeysockets/baileys'
import type { DayShelf } from './day-shelf.ts'
import { fromBytes, toBytes } from './json.ts'
import type { Names } from './names.ts'

export type Sent = ReturnType<typeof makeSent>

/** @example {"text":"Halo"} */
type Kept = { text: string }

export function makeSent(shelf: DayShelf, names: Names) {
  const nameOf = (id: string) => names('sent', id)
  return {
    /** Before it leaves: a phone may ask for it again at any moment after. */
    keep: (id: string, text: string) => shelf.set(nameOf(id), toBytes({ text } satisfies Kept)),
    has: (id: string) => shelf.has(nameOf(id)),
    /** Undefined when it is not ours: an invented message would leave "waiting for this message" for ever. */
    message: (id: string | null | undefined): proto.IMessage | undefined => {
      const bytes = id ? shelf.get(nameOf(id)) : undefined
      if (bytes === undefined) return undefined
      return { extendedTextMessage: { text: (fromBytes(bytes) as Kept).text } }
    },
  }
}
