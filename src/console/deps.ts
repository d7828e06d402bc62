/** @module All the staff pages may know and do, and what a page is given when it is asked for. */

import type { Context } from 'hono'
import type { Access, StaffSession } from '../access/access.ts'
import type { CaseDesk } from '../core/case-desk.ts'
import type { ChatDesk } from '../core/desk.ts'
import type { Editions } from '../core/editions.ts'
import type { ErasureDesk } from '../core/erasure.ts'
import type { Figures } from '../core/figures.ts'
import type { HeardDesk } from '../core/heard.ts'
import type { IdentityDesk } from '../core/identity.ts'
import type { Lines } from '../core/line.ts'
import type { ChannelId, Language } from '../core/lists.ts'
import type { Media } from '../core/media.ts'
import type { Chats, Office } from '../core/ports.ts'
import type { Rehearsal } from '../core/rehearsal.ts'
import type { RetentionDesk } from '../core/retention.ts'
import type { Roster } from '../core/roster.ts'
import type { Member } from '../core/staff.ts'
import type { Assets } from '../pages/assets.ts'
import type { RenderLimits } from '../text/render.ts'
import type { TextArgs, Texts } from '../text/texts.ts'
import type { Words } from './words.ts'

export type ConsoleDeps = {
  access: Access
  chats: Pick<Chats, 'act' | 'read' | 'follow'>
  office: Office
  /** What staff keep beside the chats: lists, labels, ready words, who is on duty. */
  desk: ChatDesk
  rehearsal: Rehearsal
  /** What fits one bubble of a channel; undefined where it is not switched on. */
  limitsOf(channel: ChannelId): RenderLimits | undefined
  cases: CaseDesk
  erasures: ErasureDesk
  retention: RetentionDesk
  /** The counter: codes that connect a chat with the person whose card was seen. */
  identity: IdentityDesk
  figures: Figures
  roster: Roster
  lines: Lines
  media: Pick<Media, 'keep' | 'open'>
  texts: Pick<Texts, 'format'>
  /** The facts that may be told now, as texts name them. */
  facts(language: Language): TextArgs
  editions: Editions
  heard: HeardDesk
  /** Settings that only the city can give and nobody has; text keys `console.wanted.setting.<name>`. */
  unset: readonly string[]
  service: { name: string; official: boolean }
  mode: 'demo' | 'pilot' | 'production'
  assets: Assets
  /** Where staff reach the console, CONSOLE_URL or else PUBLIC_URL; with https cookies are `__Host-` and `Secure`. */
  publicUrl: string | undefined
  now(): Date
  newId(): string
  /** One line of the log. Never given what a resident or staff wrote. */
  log(entry: Record<string, unknown>): void
}

/** Absent where the console is not part of the service (the terminal, tests of the residents' pages). */
export type ConsoleEnv = {
  Bindings: {
    console?: ConsoleDeps
    publicUrl: string | undefined
    /** Where the connection comes from, as the server sees it. */
    peer?: string | undefined
  }
}

/** One request, as a route of the console sees it. */
export type Visit = {
  c: Context<ConsoleEnv>
  deps: ConsoleDeps
  words: Words
  requestId: string
}

/** The same once it is known who asks. */
export type StaffVisit = Visit & {
  session: StaffSession
  staff: Member
  /** False once the session is locked, over or revoked: a stream looks at it every while and ends. */
  stillIn(): Promise<boolean>
}
