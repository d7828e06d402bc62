/** @module Purposes of which a text is shown before anything is kept for them, and what was answered. Data only. */

import type { Language } from './lists.ts'

/** Each has the text its version is the hash of. `service`: answering in the chat; the others rest on a question. */
export const PURPOSES = ['service', 'accident', 'death', 'complaint'] as const
export type Purpose = (typeof PURPOSES)[number]

/** `told` where the law lets the city act without consent (a public duty) and only asks that it be said. */
export const CONSENT_ANSWERS = ['told', 'given', 'refused', 'withdrawn'] as const
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number]

/** `version` names the very words that were shown, by the hash of their text; `at` in epoch milliseconds. */
export type ConsentGiven = {
  purpose: Purpose
  answer: ConsentAnswer
  version: string
  language: Language
  at: number
}

/** The text of each purpose, as it stands in `locales/`. */
export const PURPOSE_TEXTS: Readonly<Record<Purpose, string>> = {
  service: 'engine.first',
  accident: 'accident.ask_consent',
  death: 'death.ask_consent',
  complaint: 'complaint.ask_consent',
}
