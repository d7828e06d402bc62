/** @module Times that fell due: one reminder for an abandoned flow, the timeout branch of a question. Late ones do nothing. */

import type { ChatEvent, Content } from '../core/chat.ts'
import { officeLate } from './office.ts'
import { askOpen } from './question.ts'
import { isQuestion, nodeOf, note, openQuestion, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { take, walkOn } from './walk.ts'

type Timer = Extract<ChatEvent, { type: 'timer' }>

/** Gives what the resident wrote while a node waited for the office. */
export function fire(run: Run, { name, key }: Timer): Content[] {
  if (name === 'office') return officeLate(run, key)
  if (run.session.owner !== 'bot') return stale(run, key)
  if (name === 'reminder') return remind(run, key)
  const open = openQuestion(run)
  const to = open?.node.timeout
  if (name !== 'question' || !open || to === undefined || to === 'resume') return stale(run, key)
  if (take(run, open.frame, { do: 'go', to })) walkOn(run)
  return []
}

function stale(run: Run, key: string): never[] {
  note(run, 'stale_event', { timer: key })
  return []
}

/** Said once, with the open question below it. A flow under a digression is reminded of by its name. */
function remind(run: Run, key: string): never[] {
  const id = key.slice(key.indexOf(':') + 1)
  const frame = run.session.stack.find(({ flow }) => flow === id)
  const reminder = run.world.flows.get(id)?.reminder
  if (!frame || !reminder || frame.reminded || frame.waiting) return stale(run, key)
  frame.reminded = true
  say(run, 'text', reminder.text)
  const top = topOf(run)
  const node = top === frame ? nodeOf(run, frame) : undefined
  if (node && isQuestion(node)) askOpen(run)
  return []
}
