/** @module The secure form behind a one-time link: NIK and KK are typed here and never in a chat. Works without script; says nothing of what a list holds. */

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { StoreUnavailable } from '../core/errors.ts'
import { type IdentityNumbers, readIdentityNumber } from '../core/identity.ts'
import type { WebEnv } from './deps.ts'
import { FormPage, type FormProblem, OverPage, TakenPage } from './form-page.tsx'
import { MAX_FORM_BYTES } from './limits.ts'
import { chatOf } from './visitor.ts'
import { languageOf, wordsOf } from './words.ts'

/** No token is as short. */
const TAKEN = '/f/diterima'

export const form = new Hono<WebEnv>()
  .use('/f/*', async (c, next) => {
    await next()
    // The address holds the key: it goes along with nothing that is loaded or followed from here.
    c.header('referrer-policy', 'strict-origin')
    c.header('cache-control', 'no-store')
    c.header('x-robots-tag', 'noindex')
  })
  .get(TAKEN, (c) => {
    const words = wordsOf(c.env, languageOf(c, undefined))
    const isBack = c.req.query('chat') !== undefined
    return c.html(<TakenPage deps={c.env} words={words} path={TAKEN} isBack={isBack} />)
  })
  .get('/f/:token', (c) => page(c, undefined, 200))
  .post(
    '/f/:token',
    bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => page(c, 'wrong', 413) }),
    async (c) => {
      const numbers = await numbersOf(c)
      if (numbers === undefined) return await page(c, 'wrong', 400)
      try {
        // Nothing is looked up here: what is answered is the same for every number, and so is when.
        const back = await isFromHere(c)
        const isTaken = await c.env.forms.take(tokenOf(c), numbers)
        return isTaken ? c.redirect(back ? `${TAKEN}?chat=1` : TAKEN, 303) : over(c)
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        c.env.log({ event: 'form_not_kept', err: error })
        return await page(c, 'unavailable', 503)
      }
    },
  )

/** Asked for in the web chat of this very browser: then there is a way back. Tells nothing of what was typed. */
async function isFromHere(c: Context<WebEnv>): Promise<boolean> {
  const [open, chatId] = [await c.env.forms.look(tokenOf(c)), await chatOf(c)]
  return chatId !== undefined && open?.chatId === chatId
}

const tokenOf = (c: Context<WebEnv>): string => c.req.param('token') ?? ''

/** What was typed stands in no page again: it is typed anew. */
async function page(c: Context<WebEnv>, problem: FormProblem | undefined, status: 200 | 400 | 413 | 503) {
  const open = await c.env.forms.look(tokenOf(c))
  if (open === undefined) return over(c)
  const words = wordsOf(c.env, languageOf(c, open.language))
  const { host } = new URL(c.env.publicUrl ?? c.req.url)
  const path = `/f/${tokenOf(c)}`
  return c.html(<FormPage deps={c.env} words={words} path={path} host={host} problem={problem} />, status)
}

/** Used, too old, never given: one page. */
function over(c: Context<WebEnv>) {
  const words = wordsOf(c.env, languageOf(c, undefined))
  return c.html(<OverPage deps={c.env} words={words} path="/" />, 404)
}

async function numbersOf(c: Context<WebEnv>): Promise<IdentityNumbers | undefined> {
  const typed: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const nik = readIdentityNumber(typeof typed.nik === 'string' ? typed.nik : '')
  const kk = readIdentityNumber(typeof typed.kk === 'string' ? typed.kk : '')
  return nik === undefined || kk === undefined ? undefined : { nik, kk }
}
