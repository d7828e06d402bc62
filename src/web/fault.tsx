/** @module A page for what went wrong: says what to do next, never what broke inside. */

import type { Context } from 'hono'
import { toldStatus } from '../pages/faults.ts'
import type { WebEnv } from './deps.ts'
import { Page } from './page.tsx'
import { languageOf, wordsOf } from './words.ts'

/** The answer to a request that failed, in the reader's language; JSON for the script. */
export async function faultAnswer(c: Context<WebEnv>, status: number): Promise<Response> {
  const words = wordsOf(c.env, languageOf(c, undefined))
  const key = toldStatus(status)
  const say = words.say(`fault.${key}`)
  c.status(key)
  if (c.req.header('accept')?.includes('application/json')) return c.json({ why: 'fault', say })
  return await c.html(
    <Page deps={c.env} words={words} title={words.say('fault.title')} path="/" kind="sheet">
      <main id="isi" class="sheet">
        <h1>{words.say('fault.title')}</h1>
        <p class="lead">{say}</p>
        <p class="actions">
          <a href="/">{words.say('about.back')}</a>
        </p>
      </main>
    </Page>,
  )
}
