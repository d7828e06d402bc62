/** @module What staff do in a chat: take it, answer, note, hand it back, return it to the queue. Each act says how it went. */

import type { Instant, Owner, StaffAct } from '../core/chat.ts'
import { PHONE_OWNER } from '../core/staff.ts'
import { formatDayHour } from '../rules/calendar.ts'
import { summaryOf } from './args.ts'
import { MAX_STAFF_CHARS } from './limits.ts'
import { offer, offerChoice } from './offer.ts'
import { askOpen } from './question.ts'
import { stopQueueTimer, waitForStaff } from './queue.ts'
import { cancelTimer, card, emit, isQuestion, nodeOf, note, own, type Run, request, topOf } from './run.ts'
import { say } from './say.ts'
import { keyOf, stopWaiting } from './waiting.ts'
import { comeBack, endFlow, startFlow, take, walkOn } from './walk.ts'

export function act(run: Run, done: StaffAct): void {
  const me: Owner = `staff:${done.staffId}`
  const { owner } = run.session
  switch (done.act) {
    case 'take':
      if (owner === me) accept(run)
      else if (owner === PHONE_OWNER) transfer(run, me)
      else if (owner.startsWith('staff:')) refuse(run, 'owned')
      else takeOver(run, me)
      return
    case 'reply':
      if (!mine(run, me)) return
      if (done.text.length > MAX_STAFF_CHARS) {
        refuse(run, 'too_long')
        return
      }
      if (refuseBehind(run, done.seen)) return
      reply(run, done)
      card(run, false)
      accept(run)
      return
    case 'typed':
      if (!owner.startsWith('staff:')) becomeOwner(run, me)
      run.effects.push({
        type: 'said',
        author: 'staff',
        reply: { text: done.text.slice(0, MAX_STAFF_CHARS) },
        by: done.staffId,
      })
      card(run, false)
      accept(run)
      return
    case 'note':
      note(run, 'staff_note', { staff: done.staffId, text: done.text.slice(0, MAX_STAFF_CHARS) })
      accept(run)
      return
    case 'transfer':
      if (mine(run, me)) transfer(run, `staff:${done.to}`)
      return
    case 'hand_back':
      if (mine(run, me)) handBack(run, done.to, done.ask === true ? done.staffId : undefined)
      return
    case 'mute':
      if (owner !== me && owner.startsWith('staff:')) refuse(run, 'owned')
      else mute(run, done.until)
      return
    case 'return_to_queue':
      // A silence that ran out after the chat was handed back puts nobody into the queue again.
      if (!mine(run, me)) return
      backToQueue(run)
      accept(run)
      return
    default:
      done satisfies never
  }
}

const accept = (run: Run) => run.effects.push({ type: 'act_result', ok: true })

function refuse(run: Run, why: 'owned' | 'not_yours' | 'bot_owns' | 'too_long'): void {
  run.effects.push({ type: 'act_result', ok: false, why, owner: run.session.owner })
}

/** What opens the window goes before the words that wait for it; either may stand alone. */
function reply(run: Run, { staffId, text, opener }: Extract<StaffAct, { act: 'reply' }>): void {
  const own = { type: 'say', author: 'staff', part: 'text', by: staffId } as const
  if (opener === undefined) {
    emit(run, 'text', { text }, 'staff', staffId)
    return
  }
  if (opener !== 'none') run.effects.push({ ...own, reply: opener })
  if (text !== '') run.effects.push({ ...own, reply: { text }, waits: true })
}

/** What answers a line that is not the newest any more is asked about first. */
function refuseBehind({ event, effects, session }: Run, seen: number | undefined): boolean {
  const heard = event.type === 'staff' ? (event.heard ?? 0) : 0
  if (seen === undefined || heard <= seen) return false
  effects.push({ type: 'act_result', ok: false, why: 'newer', owner: session.owner, heard })
  return true
}

function mine(run: Run, me: Owner): boolean {
  if (run.session.owner === me) return true
  refuse(run, run.session.owner === 'bot' ? 'bot_owns' : 'not_yours')
  return false
}

function takeOver(run: Run, me: Owner): void {
  becomeOwner(run, me)
  say(run, 'text', 'engine.staff_joined', { author: 'system' })
  card(run, false)
  accept(run)
}

/** From here on only staff speak; what the bot had not yet sent never leaves. */
function becomeOwner(run: Run, me: Owner): void {
  const frame = topOf(run)
  if (frame?.waiting) cancelTimer(run, keyOf(frame.waiting.re))
  stopQueueTimer(run)
  own(run, me)
  run.session.hand ??= { reason: 'asked', topic: frame?.flow ?? '', since: run.world.now.getTime() }
  delete run.session.offer
}

/** The resident need not tell anything again: the colleague sees the whole chat. */
function transfer(run: Run, to: Owner): void {
  if (to !== run.session.owner) {
    own(run, to)
    say(run, 'text', 'engine.staff_changed', { author: 'system' })
    card(run, false)
  }
  accept(run)
}

/** The bot is back where the member of staff said: at the open question, at the menu, or at the end. */
function handBack(run: Run, to: 'resume' | 'menu' | 'close', asker: string | undefined): void {
  own(run, 'bot')
  delete run.session.hand
  card(run, false, to === 'close')
  accept(run)
  say(run, 'text', 'engine.bot_back', { author: 'system' })
  const frame = topOf(run)
  if (to === 'resume' && frame) {
    goOn(run)
    return
  }
  run.session.stack = []
  if (to === 'menu') {
    startFlow(run, 'menu')
    return
  }
  run.session.ended = { flow: frame?.flow ?? 'staff', at: run.world.now.getTime() }
  if (asker === undefined) say(run, 'text', 'engine.closed_by_staff')
  else askWhetherHelped(run, asker)
}

function askWhetherHelped(run: Run, staffId: string): void {
  offer(run, 'helped', 'engine.helped', [
    offerChoice(run, 'helped', { do: 'rate', helped: true, staffId }),
    offerChoice(run, 'not_helped', { do: 'rate', helped: false, staffId }),
  ])
}

/** Back with the bot, which is silent until then; what was open is over. */
function mute(run: Run, until: Instant | undefined): void {
  accept(run)
  if (until === undefined) {
    delete run.session.muted
    return
  }
  stopQueueTimer(run)
  run.session.stack = []
  delete run.session.offer
  delete run.session.hand
  if (run.session.owner !== 'bot') own(run, 'bot')
  run.session.muted = { until }
  card(run, false, true)
  const args = { until: formatDayHour(new Date(until), run.session.lang) }
  say(run, 'text', 'engine.muted', { args, author: 'system' })
}

function goOn(run: Run): void {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  if (!frame || !node) return
  const unanswered = frame.waiting !== undefined
  stopWaiting(run, frame)
  if (node.kind === 'hand_over') {
    if (take(run, frame, { do: 'go', to: node.next })) walkOn(run)
  } else if (isQuestion(node)) askOpen(run)
  // A case that is under way is not filed twice; its number is told when it comes.
  else if (node.kind !== 'file' || !unanswered) walkOn(run)
  else if (endFlow(run)) comeBack(run)
}

/** Back in the queue with everything that was answered; the resident gets a word. */
export function backToQueue(run: Run): void {
  own(run, 'queue')
  const { hand, lang } = run.session
  const reason = hand?.reason ?? 'asked'
  const topic = hand?.topic ?? topOf(run)?.flow ?? ''
  run.session.hand = { ...hand, reason, topic, since: run.world.now.getTime() }
  say(run, 'text', 'engine.queue.again', { author: 'system' })
  const summary = summaryOf(run)
  const re = request(run, { type: 'request_staff', reason, topic, summary, urgent: false, language: lang })
  waitForStaff(run, re)
}
