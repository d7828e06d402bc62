/** @module Rows of links, asks, stops, codes and bindings. Counts rows that stand in the future too: a clock that is set back frees nobody. */

import { and, asc, count, countDistinct, eq, gt, isNotNull, isNull, lt, min, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import {
  identityAsks,
  identityBindings,
  identityCodes,
  identityCodeTries,
  identityForms,
  identityStops,
} from './identity-schema.ts'

export type FormRow = typeof identityForms.$inferSelect
export type NewForm = Pick<
  FormRow,
  'tokenHash' | 'id' | 'chatId' | 'language' | 'at' | 'phoneHash' | 'chatSince'
>
/** What was typed, until it is answered. */
export type Filled = {
  usedAt: Instant
  dueAt: Instant
  nikHash: Uint8Array
  kkHash: Uint8Array
  personHash: Uint8Array
  prefixHash: Uint8Array
  maskSealed: Uint8Array
}
export type AskRow = typeof identityAsks.$inferSelect
export type CodeRow = typeof identityCodes.$inferSelect
export type BindingRow = typeof identityBindings.$inferSelect

export type IdentityRows = ReturnType<typeof makeIdentityRows>

export function makeIdentityRows(db: Db) {
  return {
    forms: forms(db),
    asks: asks(db),
    stops: stops(db),
    codes: codes(db),
    bindings: bindings(db),
  }
}

function forms(db: Db) {
  const byToken = db
    .select()
    .from(identityForms)
    .where(eq(identityForms.tokenHash, sql.placeholder('tokenHash')))
    .prepare()
  const firstDue = db
    .select({ at: min(identityForms.dueAt) })
    .from(identityForms)
    .prepare()
  return {
    add: (row: NewForm) => db.insert(identityForms).values(row).returning({ id: identityForms.id }).get(),
    get: (tokenHash: Uint8Array) => byToken.get({ tokenHash }),
    /** False when somebody else was quicker: a link is spent once. */
    fill: (tokenHash: Uint8Array, filled: Filled) =>
      db
        .update(identityForms)
        .set(filled)
        .where(and(eq(identityForms.tokenHash, tokenHash), isNull(identityForms.usedAt)))
        .returning({ id: identityForms.id })
        .get() !== undefined,
    countOfChat: (chatId: string, after: Instant) =>
      db
        .select({ n: count() })
        .from(identityForms)
        .where(and(eq(identityForms.chatId, chatId), gt(identityForms.at, after)))
        .get()?.n ?? 0,
    /** For links that are open since `after`; gives how many. */
    prove: (chatId: string, after: Instant, phoneHash: Uint8Array): number =>
      db
        .update(identityForms)
        .set({ phoneHash })
        .where(
          and(eq(identityForms.chatId, chatId), isNull(identityForms.usedAt), gt(identityForms.at, after)),
        )
        .returning({ id: identityForms.id })
        .all().length,
    dueFirst: (): Instant | undefined => firstDue.get()?.at ?? undefined,
    /** All that wait for an answer, the first taken first. */
    waiting: (limit: number) =>
      db
        .select()
        .from(identityForms)
        .where(isNotNull(identityForms.dueAt))
        .orderBy(asc(identityForms.dueAt), asc(identityForms.id))
        .limit(limit)
        .all(),
    ...formsOver(db),
  }
}

function formsOver(db: Db) {
  return {
    /** Nothing of what was typed stays. */
    answered: (id: string) =>
      db
        .update(identityForms)
        .set({
          dueAt: null,
          nikHash: null,
          kkHash: null,
          personHash: null,
          prefixHash: null,
          phoneHash: null,
          maskSealed: null,
        })
        .where(eq(identityForms.id, id))
        .returning({ id: identityForms.id })
        .get(),
    tidy: (before: Instant) =>
      db
        .delete(identityForms)
        .where(and(lt(identityForms.at, before), isNull(identityForms.dueAt)))
        .returning({ id: identityForms.id })
        .all().length,
    /** Links that are still open, and what waits for an answer. */
    drop: (chatId: string) =>
      db
        .delete(identityForms)
        .where(eq(identityForms.chatId, chatId))
        .returning({ id: identityForms.id })
        .all().length,
  }
}

function asks(db: Db) {
  const { chatId, personHash, prefixHash, at } = identityAsks
  const after = gt(at, sql.placeholder('after'))
  const hash = sql.placeholder('hash')
  const ofChat = db
    .select({ n: count() })
    .from(identityAsks)
    .where(and(eq(chatId, sql.placeholder('chatId')), after))
    .prepare()
  const others = db
    .select({ n: countDistinct(personHash) })
    .from(identityAsks)
    .where(
      and(
        eq(chatId, sql.placeholder('chatId')),
        ne(personHash, hash),
        ne(personHash, sql.placeholder('own')),
        after,
      ),
    )
    .prepare()
  const ofPerson = db
    .select({ n: count() })
    .from(identityAsks)
    .where(and(eq(personHash, hash), after))
    .prepare()
  const ofPrefix = db
    .select({ n: countDistinct(personHash) })
    .from(identityAsks)
    .where(and(eq(prefixHash, hash), after))
    .prepare()
  const between = db
    .select({ n: count() })
    .from(identityAsks)
    .where(and(gt(at, sql.placeholder('after')), lt(at, sql.placeholder('before'))))
    .prepare()
  return {
    add: (row: AskRow) =>
      db.insert(identityAsks).values(row).onConflictDoNothing().returning({ id: identityAsks.id }).get(),
    ofChat: (id: string, since: Instant) => ofChat.get({ chatId: id, after: since })?.n ?? 0,
    /** How many people besides this one and the chat's own were asked about from this chat. */
    othersOfChat: (id: string, person: Uint8Array, own: Uint8Array, since: Instant) =>
      others.get({ chatId: id, hash: person, own, after: since })?.n ?? 0,
    ofPerson: (person: Uint8Array, since: Instant) => ofPerson.get({ hash: person, after: since })?.n ?? 0,
    /** How many different people whose numbers begin alike. */
    ofPrefix: (prefix: Uint8Array, since: Instant) => ofPrefix.get({ hash: prefix, after: since })?.n ?? 0,
    between: (since: Instant, until: Instant) => between.get({ after: since, before: until })?.n ?? 0,
    tidy: (before: Instant) =>
      db.delete(identityAsks).where(lt(at, before)).returning({ id: identityAsks.id }).all().length,
  }
}

function stops(db: Db) {
  const { what, hash } = identityStops
  return {
    at: (kind: 'all' | 'person', of: Uint8Array): Instant | undefined =>
      db
        .select({ at: identityStops.at })
        .from(identityStops)
        .where(and(eq(what, kind), eq(hash, of)))
        .get()?.at,
    set: (kind: 'all' | 'person', of: Uint8Array, at: Instant) =>
      db
        .insert(identityStops)
        .values({ what: kind, hash: of, at })
        .onConflictDoUpdate({ target: [what, hash], set: { at } })
        .returning({ at: identityStops.at })
        .get(),
    tidy: (before: Instant) =>
      db.delete(identityStops).where(lt(identityStops.at, before)).returning({ at: identityStops.at }).all()
        .length,
  }
}

function codes(db: Db) {
  const { codeHash } = identityCodes
  return {
    add: (row: Omit<CodeRow, 'usedAt'>) =>
      db.insert(identityCodes).values(row).returning({ id: identityCodes.id }).get(),
    get: (hash: Uint8Array) => db.select().from(identityCodes).where(eq(codeHash, hash)).get(),
    /** False when it was spent before. */
    spend: (hash: Uint8Array, at: Instant) =>
      db
        .update(identityCodes)
        .set({ usedAt: at, maskSealed: null })
        .where(and(eq(codeHash, hash), isNull(identityCodes.usedAt)))
        .returning({ id: identityCodes.id })
        .get() !== undefined,
    addTry: (row: typeof identityCodeTries.$inferSelect) =>
      db.insert(identityCodeTries).values(row).onConflictDoNothing().returning().get(),
    triesOfChat: (chatId: string, after: Instant) =>
      db
        .select({ n: count() })
        .from(identityCodeTries)
        .where(and(eq(identityCodeTries.chatId, chatId), gt(identityCodeTries.at, after)))
        .get()?.n ?? 0,
    tries: (after: Instant) =>
      db.select({ n: count() }).from(identityCodeTries).where(gt(identityCodeTries.at, after)).get()?.n ?? 0,
    tidy: (before: Instant) => {
      db.delete(identityCodes).where(lt(identityCodes.at, before)).returning({ id: identityCodes.id }).all()
      db.delete(identityCodeTries).where(lt(identityCodeTries.at, before)).returning().all()
    },
  }
}

function bindings(db: Db) {
  const own = eq(identityBindings.chatId, sql.placeholder('chatId'))
  const get = db.select().from(identityBindings).where(own).prepare()
  return {
    get: (chatId: string) => get.get({ chatId }),
    ofPerson: (personHash: Uint8Array) =>
      db.select().from(identityBindings).where(eq(identityBindings.personHash, personHash)).all(),
    /** In place of the one before. */
    put: (row: BindingRow) => {
      const { chatId: _, ...set } = row
      return db
        .insert(identityBindings)
        .values(row)
        .onConflictDoUpdate({ target: identityBindings.chatId, set })
        .returning({ chatId: identityBindings.chatId })
        .get()
    },
    seen: (chatId: string, at: Instant) =>
      db
        .update(identityBindings)
        .set({ seenAt: at })
        .where(eq(identityBindings.chatId, chatId))
        .returning({ chatId: identityBindings.chatId })
        .get(),
    drop: (chatId: string) =>
      db
        .delete(identityBindings)
        .where(eq(identityBindings.chatId, chatId))
        .returning({ chatId: identityBindings.chatId })
        .all().length,
  }
}
