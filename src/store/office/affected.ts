/** @module Which chats stand behind cases, and which cases behind chats: for telling people after a breach. Reads ids alone. */

import { inArray } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { officeCases } from './schema.ts'

export type CaseOfChat = { number: string; chatId: string }

/** Of these numbers and of these chats. */
export function casesBehind(db: Db, numbers: readonly string[], chatIds: readonly string[]): CaseOfChat[] {
  const pick = { number: officeCases.number, chatId: officeCases.chatId }
  const some = <T>(all: readonly T[], work: (few: T[]) => CaseOfChat[]): CaseOfChat[] =>
    all.length === 0 ? [] : [...work(all.slice(0, 500)), ...some(all.slice(500), work)]
  return [
    ...some(numbers, (few) =>
      db.select(pick).from(officeCases).where(inArray(officeCases.number, few)).all(),
    ),
    ...some(chatIds, (few) =>
      db.select(pick).from(officeCases).where(inArray(officeCases.chatId, few)).all(),
    ),
  ]
}

export const allCases = (db: Db): CaseOfChat[] =>
  db.select({ number: officeCases.number, chatId: officeCases.chatId }).from(officeCases).all()
