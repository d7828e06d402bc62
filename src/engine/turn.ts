/** @module The only way a chat moves. Pure: the same world, session and event give the same answer. */

import type { ChatEvent, Content } from '../core/chat.ts'
import type { Effect } from '../core/effect.ts'
import { isSameDay } from '../core/jakarta.ts'
import type { Session } from '../core/session.ts'
import { tidy } from './bubbles.ts'
import { heal, readable } from './heal.ts'
import { offerLater } from './later.ts'
import { loseFile } from './media.ts'
import { receive, receiveKept, sayEmergency } from './message.ts'
import { filedLate, takeNotice } from './office.ts'
import { enqueue } from './queue.ts'
import { note, type Run, request } from './run.ts'
import { say } from './say.ts'
import { act } from './staff.ts'
import { fire } from './timers.ts'
import type { World } from './world.ts'

/**
 * Takes one event: a message, a time that fell due, news of the office, an act of staff.
 *
 * Gives the next session and what is to be done, in order; carries nothing out. A broken flow ends in a polite
 * hand-over. Never throws on anything a resident, an old session or the office can send.
 */
export function takeTurn(
  world: World,
  session: Session,
  event: ChatEvent,
): { session: Session; effects: Effect[] } {
  try {
    return play(world, session, event)
  } catch (cause) {
    return handOverBroken(world, session, event, cause)
  }
}

function begin(world: World, session: Session, event: ChatEvent): Run {
  const own = readable(session)
  own.turn += 1
  return { world, session: own, event, effects: [], steps: 0, quiet: false }
}

function play(world: World, session: Session, event: ChatEvent) {
  const run = begin(world, session, event)
  heal(run, session)
  const { owner, stack, lastAt } = run.session
  const wasOpen = owner === 'bot' && stack.length > 0
  for (const content of step(run, event)) {
    // What was just asked is heard an answer to; if it is none, it is asked again.
    run.effects = run.effects.filter((effect) => effect.type !== 'say' || effect.part !== 'question')
    receiveKept(run, content)
  }
  if (event.type === 'message' && event.followed !== true) offerLater(run)
  if (wasOpen) close(run)
  if (event.type === 'message' && !isSameDay(lastAt, world.now.getTime())) request(run, { type: 'visit' })
  const followed = event.type === 'message' && event.followed === true
  return { session: run.session, effects: tidy(run.effects, followed) }
}

/** A flow may end without words of its own; who answered its last question still hears that it was heard. */
function close(run: Run): void {
  const { event, session } = run
  if (event.type !== 'message' || event.followed === true) return
  const isOver = session.owner === 'bot' && session.stack.length === 0
  const isSilent = !run.effects.some((effect) => effect.type === 'say')
  if (isOver && isSilent) say(run, 'text', 'engine.over')
}

/** Gives what the resident wrote while a node waited for the office. */
function step(run: Run, event: ChatEvent): Content[] {
  switch (event.type) {
    case 'message':
      receive(run, event)
      return []
    case 'timer':
      return fire(run, event)
    case 'office':
      return takeNotice(run, event.notice)
    case 'staff':
      act(run, event.act)
      return []
    case 'file':
      loseFile(run, event)
      return []
    default:
      event satisfies never
      return []
  }
}

/** Something that cannot happen happened: the resident gets a sentence and a person, the team an alarm. */
function handOverBroken(world: World, session: Session, event: ChatEvent, cause: unknown) {
  const run = begin(world, session, event)
  const why = cause instanceof Error ? cause.message : String(cause)
  note(run, 'broken_flow', { why: why.slice(0, 200) })
  const topic = run.session.stack.at(-1)?.flow ?? ''
  if (event.type === 'message') sayEmergency(run, event)
  request(run, { type: 'alarm', reason: 'broken_flow', topic })
  // The office did its part: the number of a case is never lost to what came after it.
  if (event.type === 'office' && event.notice.type === 'case_filed') filedLate(run, event.notice)
  if (event.type === 'staff')
    run.effects.push({ type: 'act_result', ok: false, why: 'not_yours', owner: run.session.owner })
  if (run.session.owner !== 'bot') return { session: run.session, effects: run.effects }
  run.session.stack = []
  say(run, 'text', 'engine.broken', { author: 'system' })
  enqueue(run, { reason: 'misunderstood', urgent: false, summary: [], topic })
  return { session: run.session, effects: run.effects }
}
