/** @module The language of a page and its words. Indonesian unless the resident asks for English. */

import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { LANGUAGES, type Language } from '../core/lists.ts'
import { cookieNamed, isHttps } from '../pages/security.ts'
import type { TextArgs } from '../text/texts.ts'
import type { WebDeps, WebEnv } from './deps.ts'
import { VISITOR_SECONDS } from './limits.ts'

/** Says `web.<key>` in the page's language. */
export type Say = (key: string, args?: TextArgs) => string

export type Words = { language: Language; say: Say; facts: TextArgs }

/** Behind the language in the cookie: the bot has not been told yet. */
const UNTOLD = '.'

/** `?lang=` if it is one of ours and now remembered, else what was remembered, else the chat's, else Indonesian. */
export function languageOf(c: Context<WebEnv>, chat: Language | undefined): Language {
  const kept = remembered(c)
  const asked = LANGUAGES.find((language) => language === c.req.query('lang'))
  if (asked !== undefined && asked !== kept?.language) {
    const isTold = asked === (chat ?? 'id')
    remember(c, `${asked}${isTold ? '' : UNTOLD}`)
  }
  return asked ?? kept?.language ?? chat ?? 'id'
}

/** The language chosen on the page that the bot does not know of yet; from now on it counts as told. */
export function takeUntold(c: Context<WebEnv>): Language | undefined {
  const kept = remembered(c)
  if (!kept?.untold) return undefined
  remember(c, kept.language)
  return kept.language
}

export function wordsOf(deps: WebDeps, language: Language): Words {
  const facts = deps.facts(language)
  const always = { ...facts, service_name: deps.service.name }
  return {
    language,
    facts,
    say: (key, args) => deps.texts.format(`web.${key}`, language, { ...always, ...args }),
  }
}

/** Who answers now, by role; nothing while it is the bot. */
export function ownerWords({ say }: Words, speaker: 'bot' | 'queue' | 'staff'): string {
  return speaker === 'bot' ? '' : say(`owner.${speaker}`)
}

const cookieOf = (c: Context<WebEnv>) => cookieNamed('bahasa', c.env)

function remembered(c: Context<WebEnv>): { language: Language; untold: boolean } | undefined {
  const value = getCookie(c, cookieOf(c))
  const language = LANGUAGES.find((one) => one === value?.replace(UNTOLD, ''))
  return language && { language, untold: value?.endsWith(UNTOLD) ?? false }
}

function remember(c: Context<WebEnv>, value: string): void {
  setCookie(c, cookieOf(c), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c.env),
    maxAge: VISITOR_SECONDS,
  })
}
