/** @module Messages at the edge: what comes in from a channel and what goes out to it. Free of any platform. */

import type { Content, Instant, MediaRef } from './chat.ts'
import type { SendErrorCode } from './errors.ts'
import type { Author, ChannelId, Language } from './lists.ts'

/** `id` is meaningful beyond this message (`flow.node.value`), so that a tap on an old button is understood. */
export type Choice = { id: string; label: string }

/** What a platform may offer a button for. `phone`: their own number, where the platform then proves that it is theirs. */
export type Asked = 'location' | 'photo' | 'phone'

/** What is said, platform-free. Choices are numbered text first; buttons where the channel has them and they fit. */
export type Reply = {
  text: string
  choices?: Choice[]
  link?: { url: string; label: string }
  media?: MediaRef
  ask?: Asked
  /** An approved form of words for a channel that lets nothing else leave; `text` says the same. */
  template?: { name: string; language: string }
}

/** Where a reply came from, for the terminal, transcripts and the journal. */
export type Origin = { intent?: string; flow?: string; node?: string }

/**
 * One bubble on its way out; `id` is the outbox row's and stays the same however often it is sent.
 * @example {"id":"c1.3.0","chatId":"c1","author":"bot","text":"Halo","at":1763805600000,"seq":7}
 */
export type Outgoing = Reply &
  Origin & {
    id: string
    chatId: string
    channel: ChannelId
    /** The platform address to send to, as proven by what came in. */
    address: string
    author: Author
    at: Instant
    /** The chat's own counter, rising; a page resumes after it. */
    seq: number
  }

/** Which line of a platform, and who on it. The directory turns it into a chat id. */
export type Line = { channel: ChannelId; account: string; address: string }

/**
 * What a channel received. `externalId` is unique within the chat; the same id twice is the same thing.
 * A status never creates a chat; a fact about the line may stop its sends.
 */
export type Incoming =
  | ({
      type: 'message'
      externalId: string
      at: Instant
      content: Content
      /** Other addresses that this very message proves to be the same person's (a phone number beside an id). */
      aliases?: string[]
      /** `lang` is the language a stranger chose before the first message; later it is the chat's own. */
      profile?: { name?: string; lang?: Language }
    } & Line)
  | ({
      type: 'status'
      outboxId?: string
      sentId?: string
      status: DeliveryStatus
      at: Instant
      /** Of `failed`: why, in our words. */
      code?: SendErrorCode
    } & Line)
  | ({
      type: 'line'
      /** `unblocked` also when somebody who had left comes back. `typed_on_phone` brings its `text`. */
      fact: 'blocked' | 'unblocked' | 'identity_changed' | 'typed_on_phone'
      at: Instant
      externalId: string
      text?: string
    } & Line)

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed'
