/** @module What a typed answer is: how it is read out of a message and how it is said back. One file a type beside this. */

import type { Content, Value } from '../../core/chat.ts'
import type { Language } from '../../core/lists.ts'
import type { Utterance } from '../../understanding/utterance.ts'
import type { AnswerType, LoadedFlow } from '../flow.ts'
import type { World } from '../world.ts'

/** What a reader may know: the message, when it was written, and what the question is for. */
export type Asked = {
  world: World
  lang: Language
  content: Content
  said: Utterance
  /** When it was written: what "kemarin" counts from. */
  at: Date
  flow: LoadedFlow
  slot: string
  /** Options of a choice, in the order shown. */
  options: readonly Option[]
  /** What the same question already knows, when it asked back. */
  partial?: Value
}

export type Option = { id: string; label: string; synonyms: string[] }

/** A question asked back by the type itself: confirm, which of two places, which month. */
export type AskBack = {
  text: string
  args: Record<string, string>
  choices: { id: string; label: string }[]
  partial: Value
}

export type Read =
  | { is: 'value'; value: Value }
  | { is: 'ask_back'; back: AskBack }
  /** `retry` replaces the question's own retry text when the reason is known (a future date). */
  | { is: 'no'; retry?: string; args?: Record<string, string>; forget?: true }

export type SpeakIn = { world: World; lang: Language; flow: LoadedFlow; slot: string }

export type AnswerKind = {
  type: AnswerType
  /** Free text takes any words, so a digression must be surer there. */
  free: boolean
  read(asked: Asked): Read
  /** The value in words, as a summary or a confirmation says it. Never throws, whatever stands in an old session. */
  speak(value: Value, context: SpeakIn): string
}

export const NO: Read = { is: 'no' }

/** A record out of a stored value, or undefined: old sessions may hold anything. */
export function recordOf(value: Value | undefined): Readonly<Record<string, Value>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as Readonly<Record<string, Value>>
}

export const wordsOf = (value: Value): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
