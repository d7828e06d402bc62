/** @module Writes down which words of which purpose were shown and answered, and tells a chat what is written down about it. Inside a transaction. */

import type { ChatRef, Instant, OfficeRequest } from '../../core/chat.ts'
import { type ConsentAnswer, type ConsentGiven, PURPOSES, type Purpose } from '../../core/consent.ts'
import { DAY_MS } from '../../core/jakarta.ts'
import type { Language } from '../../core/lists.ts'
import { RETENTION } from '../../core/retention.ts'
import type { Desk } from '../desk.ts'
import { stopReports, withdrawnPurposes } from './withdrawal.ts'

/** Of a chat's looks, newest first. */
const MOST_LOOKS = 10

type Filing = Extract<OfficeRequest, { type: 'file_case' }>

/** The first message of a day: the greeting has told what the service is for, once for each version of its words. */
export function noteTold(desk: Desk, from: ChatRef, id: string, at: Instant): void {
  const language = 'id'
  const version = desk.deps.purposeVersion?.('service', language)
  if (version === undefined || desk.consents.has(from.chatId, 'service', version)) return
  add(desk, from, id, 'service', 'told', language, at)
}

/** A report that was sent on with a yes; a wish to be forgotten takes every yes back, a withdrawal those it means. */
export function noteConsent(desk: Desk, from: ChatRef, id: string, filing: Filing, at: Instant): void {
  const { kind, fields, language } = filing
  if (kind === 'erasure' || kind === 'withdrawal') {
    const what = kind === 'withdrawal' ? fields.what : undefined
    const given = withdrawnPurposes(desk.consents.of(from.chatId), what)
    // A report that was opened again from here was allowed in another chat.
    const stopped = kind === 'withdrawal' ? stopReports(desk, from, id, what) : []
    for (const purpose of new Set([...given, ...stopped]))
      add(desk, from, id, purpose, 'withdrawn', language, at)
    return
  }
  const purpose = PURPOSES.find((one) => one === kind)
  if (purpose !== undefined && fields.consent === true) add(desk, from, id, purpose, 'given', language, at)
}

/** A no is kept as long as a yes: it shows that nothing was sent on. */
export function noteRefusal(
  desk: Desk,
  from: ChatRef,
  id: string,
  { purpose, answer, language }: Extract<OfficeRequest, { type: 'consent' }>,
  at: Instant,
): void {
  add(desk, from, id, purpose, answer, language, at)
}

/** All that this chat was told and has answered, oldest first. */
export function consentsOf(desk: Desk, chatId: string): ConsentGiven[] {
  return desk.consents
    .of(chatId)
    .map(({ purpose, answer, version, language, at }) => ({ purpose, answer, version, language, at }))
}

function add(
  desk: Desk,
  { chatId, channel }: ChatRef,
  id: string,
  purpose: Purpose,
  answer: ConsentAnswer,
  language: Language,
  at: Instant,
): void {
  const version = desk.deps.purposeVersion?.(purpose, language)
  if (version === undefined) return
  desk.consents.add({ id: `${id}.${purpose}`, chatId, purpose, answer, version, language, channel, at })
}

/** Roles, never names: who of staff looked is the city's to answer for. */
export function tellOwnData(desk: Desk, { chatId }: ChatRef, id: string): void {
  const numbers = desk.lists.casesOf(chatId)
  const looked = desk.deps.lookedAt?.([chatId, ...numbers], MOST_LOOKS) ?? []
  const consents = desk.consents.of(chatId).map(({ purpose, answer, at }) => ({ purpose, answer, at }))
  const told = desk.deps.rules().facts.get(RETENTION.chat.fact ?? '')
  const days = typeof told?.value === 'number' ? told.value : RETENTION.chat.keepDays
  const keptUntil = desk.now() + days * DAY_MS
  desk.notify(id, chatId, { type: 'own_data', re: id, looked, consents, keptUntil })
}
