/** @module Whose chat this is: how it was proven, and the little that may then be told of a list. Data only. */

import type { Instant } from './chat.ts'
import type { Language } from './lists.ts'

/**
 * `counter`: an officer saw the card and gave a code, which came from this chat. `phone`: the number the platform
 * proves is the one in the list, and NIK and KK on the secure form were those of the same row.
 */
export const PROOFS = ['counter', 'phone'] as const
export type Proof = (typeof PROOFS)[number]

/** Of which person a chat was shown to be. Never the number itself. */
export type Binding = {
  chatId: string
  how: Proof
  at: Instant
  /** 3275••••••••0001; empty where its key is gone. */
  mask: string
  /** The officer who saw the card. */
  by?: string
}

/** Sixteen digits each. */
export type IdentityNumbers = { nik: string; kk: string }

/** The secure form behind a one-time link, as a page of it sees it. */
export type SecureForms = {
  /** Undefined for a link that was used, that is too old, that never was. Changes nothing: previews of messages open links too. */
  look(token: string): Promise<{ language: Language; chatId: string } | undefined>
  /**
   * Takes the numbers and spends the link; nothing is looked up before the answer has left. False for a link that is
   * not open.
   * @throws StoreUnavailable when nothing could be kept; the link is still open then
   */
  take(token: string, numbers: IdentityNumbers): Promise<boolean>
}

/** A code as the officer reads it out, once: "7F3KQ-2MX9T". */
export type IssuedCode = { id: string; code: string; untilAt: Instant }

export type IdentityDesk = {
  /**
   * Gives a one-time code for the person whose card the officer has seen. Says nothing about any list; undefined for
   * what is no NIK.
   * @throws StoreUnavailable
   */
  issueCode(id: string, nik: string, by: string): Promise<IssuedCode | undefined>
}

/** Whose chats are: for "data saya" and for erasure. */
export type Bindings = {
  /** Of whom this chat was shown to be; at most one now, and none for most. */
  bindings(chatId: string): Promise<Binding[]>
  /** The chat is nobody's again; how many went. What it has asked still counts against its limits. @throws StoreUnavailable */
  forgetBindings(chatId: string): Promise<number>
}

const DIGITS = 16

/** The sixteen digits of what somebody typed, spaces and marks between them left out; undefined for anything else. */
export function readIdentityNumber(typed: string): string | undefined {
  const bare = typed.replace(/[\s.\-–—/_]/g, '')
  return bare.length === DIGITS && /^\d+$/.test(bare) ? bare : undefined
}

const FORM_LINK = /^https?:\/\/[^/]+(\/f\/[\w-]{43})$/

/** Of a link to the secure form its path, which is a key as long as the link is open; undefined for any other link. */
export function formPathOf(url: string): string | undefined {
  return FORM_LINK.exec(url)?.[1]
}
