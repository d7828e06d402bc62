/** @module What stands sealed in the chat tables, each kind with its place: opened and sealed here alone. */

import type {
  ChatEvent,
  Content,
  MediaRef,
  MediaType,
  OfficeNotice,
  OfficeRequest,
  Owner,
  StaffAct,
  Value,
} from '../core/chat.ts'
import type { FileFault } from '../core/lists.ts'
import type { Reply } from '../core/message.ts'
import { newSession, type Session } from '../core/session.ts'
import type { ChatRow } from '../store/chat/chats.ts'
import type { Waiting } from '../store/chat/inbox.ts'
import { toHex } from '../vault/bytes.ts'
import type { Place } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'

/** Journal lines, by kind. What came in is the event itself; what the turn did is the effect. */
export type Body =
  | { kind: 'message'; content: Content; name?: string }
  | { kind: 'timer'; name: string; key: string }
  | { kind: 'office'; notice: OfficeNotice }
  | { kind: 'staff'; act: StaffAct }
  | { kind: 'file'; media: MediaType; why: FileFault }
  | { kind: 'say'; part: 'text' | 'question'; reply: Reply; by?: string; waits?: true }
  | { kind: 'own'; owner: Owner; epoch: number }
  | { kind: 'note'; note: string; data?: Record<string, Value> }

export type Seals = ReturnType<typeof seals>

const known = new WeakMap<Vault, Seals>()

/** The same for the same vault: they are asked for several times a turn. */
export function makeSeals(vault: Vault): Seals {
  const before = known.get(vault)
  if (before !== undefined) return before
  const made = seals(vault)
  known.set(vault, made)
  return made
}

function seals(vault: Vault) {
  // What stands in the very bytes that were sealed or opened here: it goes as they go, with the row in memory. Nobody
  // changes what was sealed or opened.
  const known = new WeakMap<Uint8Array, unknown>()
  const seal = (chatId: string, place: Place, value: unknown): Uint8Array => {
    const sealed = vault.seal(`chat:${chatId}`, place, JSON.stringify(value))
    known.set(sealed, value)
    return sealed
  }
  // Sealed and authenticated: these bytes are what this module wrote, so the shape is what the type says.
  const open = <T>(chatId: string, place: Place, sealed: Uint8Array): T => {
    const before = known.get(sealed)
    if (before !== undefined) return before as T
    const value = JSON.parse(vault.open(`chat:${chatId}`, place, sealed)) as T
    known.set(sealed, value)
    return value
  }
  return {
    line: (chatId: string, seq: number, body: Body) => seal(chatId, linePlace(chatId, seq), body),
    openLine: (chatId: string, seq: number, sealed: Uint8Array) =>
      open<Body>(chatId, linePlace(chatId, seq), sealed),
    request: (chatId: string, id: string, request: OfficeRequest) =>
      seal(chatId, ['outbox', 'body_sealed', id], request),
    openRequest: (chatId: string, id: string, sealed: Uint8Array) =>
      open<OfficeRequest>(chatId, ['outbox', 'body_sealed', id], sealed),
    address: (chatId: string, address: string) => seal(chatId, ['chats', 'address_sealed', chatId], address),
    openAddress: (chat: Pick<ChatRow, 'chatId' | 'addressSealed'>) =>
      open<string>(chat.chatId, ['chats', 'address_sealed', chat.chatId], chat.addressSealed),
    file: (chatId: string, name: string, ref: MediaRef) => seal(chatId, filePlace(chatId, name), ref),
    openFile: (chatId: string, name: string, sealed: Uint8Array) =>
      open<MediaRef>(chatId, filePlace(chatId, name), sealed),
    /** The directory keeps its own copy under its own place. */
    entry: (chatId: string, address: string) =>
      seal(chatId, ['directory', 'address_sealed', chatId], address),
    session: (chatId: string, session: Session) => seal(chatId, ['chats', 'session_sealed', chatId], session),
    /** Owner, epoch and turn are the columns': deliver and the session never disagree. */
    openSession: (chat: ChatRow): Session => {
      const session =
        chat.sessionSealed === null
          ? newSession(chat.lang)
          : open<Session>(chat.chatId, ['chats', 'session_sealed', chat.chatId], chat.sessionSealed)
      return { ...session, owner: chat.owner, epoch: chat.epoch, turn: chat.turn }
    },
  }
}

function linePlace(chatId: string, seq: number): Place {
  return ['journal', 'body_sealed', `${chatId}:${seq}`]
}

function filePlace(chatId: string, name: string): Place {
  return ['files', 'ref_sealed', `${chatId}:${name}`]
}

/** The event that a waiting row stands for. */
export function eventOf(row: Waiting, body: Body): ChatEvent {
  const head = { id: toHex(row.key), at: row.at }
  if (body.kind === 'message')
    return { type: 'message', ...head, receivedAt: row.receivedAt, content: body.content }
  if (body.kind === 'office') return { type: 'office', ...head, notice: body.notice }
  if (body.kind === 'staff') return { type: 'staff', ...head, act: body.act }
  if (body.kind === 'file') return { type: 'file', ...head, media: body.media, why: body.why }
  if (body.kind === 'timer') {
    return {
      type: 'timer',
      ...head,
      name: body.name as Extract<ChatEvent, { type: 'timer' }>['name'],
      key: body.key,
    }
  }
  throw new Error(`a line of kind ${body.kind} moves no chat`)
}
