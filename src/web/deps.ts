/** @module All the residents' pages may know and do. The entry builds it and gives it as Hono's bindings. */

import type { SecureForms } from '../core/identity.ts'
import type { Language } from '../core/lists.ts'
import type { Media } from '../core/media.ts'
import type { PolicyDirective } from '../core/policy.ts'
import type { Chats, Office } from '../core/ports.ts'
import type { Assets } from '../pages/assets.ts'
import type { TextArgs, Texts } from '../text/texts.ts'

export type WebDeps = {
  chats: Pick<Chats, 'receive' | 'read' | 'find' | 'follow' | 'leave'>
  office: Pick<Office, 'case'>
  media: Pick<Media, 'keep' | 'open'>
  forms: SecureForms
  texts: Pick<Texts, 'format'>
  /** True when these words ask for the screen to be cleared, and for nothing else. */
  clearsScreen(text: string): boolean
  /** The facts that may be told now, as texts name them: `{ fact_telepon_darurat: '112', … }`. */
  facts(language: Language): TextArgs
  service: { name: string; official: boolean }
  /** From `makeAssets`, made once at start. */
  assets: Assets
  /** Where residents reach the service; with https cookies are `Secure`. Undefined: plain http, any host name. */
  publicUrl: string | undefined
  /** The console's own address, whose host shows nothing of residents'. Undefined: one host for both. */
  consoleUrl?: string | undefined
  /** Migrated, listening and not draining. */
  ready(): boolean
  now(): Date
  newId(): string
  /** Where the connection comes from, as the server sees it. */
  peer?: string | undefined
  /** A browser reports a breach of a page's rules; absent where nobody counts. */
  policyBroken?(directive: PolicyDirective): void
  /** One line of the log. Never given what a resident wrote. */
  log(entry: Record<string, unknown>): void
}

export type WebEnv = { Bindings: WebDeps }
