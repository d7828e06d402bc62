/** @module Does what a choice of an interposed question says. */

import type { Offer, OfferAction } from '../core/session.ts'
import { hearMessage } from './hear.ts'
import { dropIdle } from './idle.ts'
import { isMedia } from './media.ts'
import { REASON_SLOT } from './nodes/hand-over.ts'
import { askOpen } from './question.ts'
import { obey } from './reserved.ts'
import { type Heard, openQuestion, type Run, request, topOf } from './run.ts'
import { say } from './say.ts'
import { isSure, start, startHeard, wishOf } from './start.ts'
import { as } from './tap.ts'
import { comeBack, startFlow } from './walk.ts'

/** `made` is the offer: what the resident had written when it was made is taken up now. */
export function accept(
  run: Run,
  action: OfferAction,
  choice: Heard,
  made: Pick<Offer, 'at' | 'heard'>,
): void {
  run.session.misses = 0
  switch (action.do) {
    case 'start':
      dropIdle(run)
      startHeard(run, action.flow, told(run, choice, made), action.node)
      return
    case 'resume':
      comeBack(run)
      return
    case 'restart':
      restart(run, choice, made.heard)
      return
    case 'answer':
      hearMessage(run, as(run, choice, action.text))
      return
    case 'help':
      obey(run, 'help', choice)
      return
    case 'staff':
      startFlow(run, 'staff', { slots: { [REASON_SLOT]: action.reason } })
      return
    case 'rate': {
      const { helped, staffId } = action
      request(run, { type: 'rating', helped, staffId })
      say(run, 'text', helped ? 'engine.helped.thanks' : 'engine.helped.sorry')
      return
    }
    case 'dismiss':
      if (openQuestion(run)) askOpen(run)
      else startFlow(run, 'menu')
      return
    default:
      action satisfies never
  }
}

/** What was written before the offer, as written then: "tadi pagi" is the morning of that day. */
function told(run: Run, choice: Heard, { heard, at }: Pick<Offer, 'at' | 'heard'>): Heard | undefined {
  return heard === undefined ? undefined : { ...as(run, choice, heard), at: new Date(at) }
}

/** Begins anew with what was written after the silence, or with the menu. */
function restart(run: Run, choice: Heard, text: string | undefined): void {
  const shelf = run.session.stack.splice(0)
  if (shelf.length > 0) run.session.shelf = { stack: shelf, at: run.world.now.getTime() }
  const heard = text === undefined ? undefined : as(run, choice, text)
  const wish = heard && !isMedia(heard.content) ? wishOf(run, heard) : undefined
  if (heard && wish && isSure(wish) && wish.flow.id !== 'smalltalk') start(run, wish, heard)
  else startFlow(run, 'menu')
  if (!topOf(run) && shelf.length > 0) delete run.session.ended
}
