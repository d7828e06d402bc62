/** @module What has been received and not yet passed on: kept before the sender's phone is told, removed once the road has it. */

import type { Keep } from '../../keep.ts'
import type { Envelope } from '../incoming/stanzas.ts'
import type { DayShelf } from './day-shelf.ts'
import { fromBytes, toBytes } from './json.ts'
import type { Names } from './names.ts'
import type { People } from './people.ts'

const KIND = 'inbox'

/**
 * `body` is the message as protobuf; without one it is the news that a person has new keys.
 * @example {"id":"3A01","account":"6280","person":"6281@s.whatsapp.net","isOwn":false,"at":1795400000000,"who":"6281@s.whatsapp.net","aliases":[],"body":"CgRoYWxv"}
 */
export type Row = Envelope & {
  /** One name for the person whatever address they write from: the phone where it is proven. */
  who: string
  aliases: string[]
  body?: string
}

export type Inbox = ReturnType<typeof makeInbox>

/** @param seen what was passed on in the last days, so that the same is not passed on again */
export function makeInbox(keep: Keep, names: Names, people: People, seen: DayShelf) {
  let wake = () => {}
  const nameOf = (id: string, address: string) => names('message', id, address)
  const namesOf = ({ id, person, who, aliases }: Row) => [
    ...new Set([person, who, ...aliases].map((address) => nameOf(id, address))),
  ]
  return {
    /** On the disk when it returns. The same message twice is kept once. */
    save: (envelope: Envelope, body?: Uint8Array): void => {
      const isNew = keep.transaction(() => {
        const { who, aliases } = people.meet(envelope)
        const row: Row = { ...envelope, who, aliases }
        const isKnown = namesOf(row).some((name) => keep.get(KIND, name) !== undefined || seen.has(name))
        if (isKnown) return false
        const base64 = body === undefined ? {} : { body: Buffer.from(body).toString('base64') }
        keep.set(KIND, nameOf(row.id, who), toBytes({ ...row, ...base64 }))
        return true
      })
      if (isNew) wake()
    },
    /** In the order in which they came. */
    waiting: (): Row[] => keep.list(KIND).map(({ value }) => fromBytes(value) as Row),
    done: (rows: readonly Row[]): void => {
      keep.transaction(() => {
        for (const row of rows) {
          keep.set(KIND, nameOf(row.id, row.who), undefined)
          for (const name of namesOf(row)) seen.set(name, new Uint8Array([1]))
        }
      })
    },
    /** Called after each new row, outside of every transaction of its own. */
    onNew: (work: () => void) => {
      wake = work
    },
  }
}
