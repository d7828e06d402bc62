/** @module "hapus layar": the browser forgets the conversation and the server ends it, so that whoever comes next to this phone begins anew. Works without script. */

import { type Context, Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { WebDeps, WebEnv } from './deps.ts'
import { Page } from './page.tsx'
import { forgetVisitor, lineOf } from './visitor.ts'
import { languageOf, type Words, wordsOf } from './words.ts'

const ASK = '/hapus-layar'
/** Where the browser is sent afterwards: a page that knows nobody. */
export const CLEARED = '/layar-bersih'

export const clear = new Hono<WebEnv>()
  .get(ASK, (c) => {
    const words = wordsOf(c.env, languageOf(c, undefined))
    return c.html(<AskPage deps={c.env} words={words} />)
  })
  .post(ASK, async (c) => {
    await clearScreen(c)
    return c.redirect(CLEARED, 303)
  })
  .get(CLEARED, (c) => {
    const words = wordsOf(c.env, languageOf(c, undefined))
    return c.html(<ClearedPage deps={c.env} words={words} />)
  })

/** Ends the conversation of this request. What was reported goes on; only the way back from this browser is gone. */
export async function clearScreen(c: Context<WebEnv>): Promise<void> {
  // The browser's half holds whatever happens to ours: without its token nobody finds the chat.
  const line = await lineOf(c)
  forgetVisitor(c)
  // Of pages kept for the way back, and of what was written and not yet sent. Only read where the address is https.
  c.header('clear-site-data', '"cache", "storage"')
  if (line === undefined) return
  try {
    await c.env.chats.leave(line)
  } catch (error) {
    c.env.log({ event: 'web_not_left', err: error })
  }
}

type Props = { deps: Pick<WebDeps, 'assets' | 'service'>; words: Words }

const BEFORE = ['1', '2', '3'] as const
const BACK = ['1', '2', '3'] as const

const AskPage: FC<Props> = ({ deps, words }) => (
  <Page deps={deps} words={words} title={words.say('clear.title')} path={ASK} kind="sheet">
    <main id="isi" class="sheet">
      <h1>{words.say('clear.heading')}</h1>
      <p class="lead">{words.say('clear.lead')}</p>
      <section>
        <ul>
          {BEFORE.map((one) => (
            <li>{words.say(`clear.before.${one}`)}</li>
          ))}
        </ul>
      </section>
      <form class="actions" method="post" action={ASK}>
        <button type="submit">{words.say('clear.go')}</button>
        <a href="/#akhir">{words.say('clear.stay')}</a>
      </form>
    </main>
  </Page>
)

const ClearedPage: FC<Props> = ({ deps, words }) => (
  <Page deps={deps} words={words} title={words.say('cleared.title')} path={CLEARED} kind="sheet" script>
    <main id="isi" class="sheet" data-cleared>
      <h1>{words.say('cleared.title')}</h1>
      <p class="lead">{words.say('cleared.lead')}</p>
      <section>
        <h2>{words.say('cleared.back')}</h2>
        <ul>
          {BACK.map((one) => (
            <li>{words.say(`cleared.back.${one}`)}</li>
          ))}
        </ul>
      </section>
      <p class="actions">
        <a href="/">{words.say('cleared.new')}</a>
      </p>
    </main>
  </Page>
)
