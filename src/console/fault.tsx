/** @module What went wrong under a host name of the console's own: told without a link to residents' pages, which are not there. */

import type { Context } from 'hono'
import { toldStatus } from '../pages/faults.ts'
import { Door } from './access/door-pages.tsx'
import type { ConsoleEnv } from './deps.ts'
import { visitOf } from './guard.tsx'

/** The answer to a request that failed, in the reader's language; JSON for the script. */
export async function staffFault<E extends ConsoleEnv>(c: Context<E>, status: number): Promise<Response> {
  const told = toldStatus(status)
  if (c.env.console === undefined) return c.body(null, told)
  // To Hono's types a context that knows more is another one.
  const visit = visitOf(c as unknown as Context<ConsoleEnv>)
  const say = visit.words.say(`fault.${told}`)
  c.status(told)
  if (c.req.header('accept')?.includes('application/json')) return c.json({ why: 'fault', say })
  return await c.html(
    <Door visit={visit} title={visit.words.say('fault.title')}>
      <p class="lead">{say}</p>
      <p>
        <a href="/console">{visit.words.say('fault.back')}</a>
      </p>
    </Door>,
  )
}
