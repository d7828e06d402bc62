/** @module The port of carrying out an erasure: what goes, what stays and why; proposed by one, approved by another, told, then done. */

import type { Instant } from './chat.ts'
import type { CaseKind, CaseState } from './lists.ts'

export const ERASURE_SCOPES = ['everything', 'chat', 'report'] as const
export type ErasureScope = (typeof ERASURE_SCOPES)[number]

/** Why something stays: somebody still works on it, or its report is with the insurer and has to be answered for. */
export const HOLDS = ['open_case', 'forwarded_claim'] as const
export type Hold = (typeof HOLDS)[number]

export type ErasureCase = { number: string; kind: CaseKind; state: CaseState; hold?: Hold }

/** What was taken, by counts alone. */
export type ErasureCounts = { chat: boolean; cases: number; kept: number; lines: number; files: number }

export type ErasureStanding =
  | { state: 'proposed'; by: string; at: Instant }
  /** Told; carried out no earlier than `runAt`. */
  | { state: 'approved'; by: string; at: Instant; approvedBy: string; runAt: Instant }
  | { state: 'done'; by: string; at: Instant; approvedBy: string; doneAt: Instant; counts: ErasureCounts }

export type ErasurePlan = {
  number: string
  scope: ErasureScope
  /** Whether it would be taken; absent where it was not asked for. */
  chat?: { hold?: Hold }
  /** Cases of this chat that the request means. */
  cases: ErasureCase[]
  standing?: ErasureStanding
}

export const ERASURE_REFUSALS = ['unknown', 'over', 'own', 'decided', 'nothing', 'too_late'] as const
export type ErasureOutcome = { ok: true } | { ok: false; why: (typeof ERASURE_REFUSALS)[number] }

export type ErasureDesk = {
  /** Undefined for a case of another kind. */
  plan(number: string): Promise<ErasurePlan | undefined>
  propose(number: string, by: string): Promise<ErasureOutcome>
  /** By another member than who proposed: the person is told at once, and it is done after a while. */
  approve(number: string, by: string): Promise<ErasureOutcome>
  /** Until it is done. */
  withdraw(number: string, by: string): Promise<ErasureOutcome>
}

/** The chats' side of it. Each call again is a no-op. */
export type ChatEraser = {
  /** Nothing of the chat waits to be handled or to leave; what is parked until they write again does not count. */
  isQuiet(chatId: string): boolean
  /** Rows, addresses, files and the key: the same person writing again is a stranger. Gives how much there was. */
  erase(chatId: string): Promise<{ lines: number; files: number }>
  /** Files of a chat that stays. */
  dropFiles(chatId: string, refs: readonly string[]): Promise<number>
  /** Chats that nobody has written in since `before`, oldest first, at most `limit`. */
  silentSince(before: Instant, limit: number): string[]
  /** Messages that found no chat, kept before `before`: how many there are, or were. */
  deadLetters(before: Instant, isToDelete: boolean): number
  /** Writes every log back into its file and cuts it, so that no page of before is left. False when a reader held one up. */
  tidy(): boolean
}
