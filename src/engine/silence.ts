/** @module After hours or days of silence: go on or begin anew, unless what was written answers that itself. */

import { attach } from './attach.ts'
import { tried } from './digress.ts'
import { RESUME_AFTER_MS } from './limits.ts'
import { isMedia } from './media.ts'
import { offer, offerChoice } from './offer.ts'
import { type Heard, openQuestion, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { comeBack } from './walk.ts'

/** After silence nothing is lost: go on or start anew. A tap or a plain answer to a menu needs no asking. */
export function silent(run: Run, heard: Heard, before: number): boolean {
  const frame = topOf(run)
  if (!frame || before === 0 || run.world.now.getTime() - before < RESUME_AFTER_MS) return false
  const started = run.session.stack.some(
    ({ slots, flow }) => flow !== 'menu' && Object.keys(slots).length > 0,
  )
  if (!started) {
    // Nothing was answered yet, so there is nothing to come back to.
    if (!isTapHere(run, heard)) run.session.stack = []
    return false
  }
  if (isTapHere(run, heard) || isStepDone(run, heard)) return false
  if (wantsOn(heard)) {
    comeBack(run)
    return true
  }
  const attached = attach(run, heard.content)
  if (heard.followed) {
    // Nobody sees this turn's question: the last message of the burst is asked, as if it were the first.
    run.session.lastAt = before
    return true
  }
  if (attached) say(run, 'text', 'media.with_words')
  const { lang } = run.session
  const first = run.session.stack.find(({ flow }) => flow !== 'menu') ?? frame
  const title = run.world.texts.format(run.world.flows.get(first.flow)?.title ?? 'menu.title', lang, {})
  offer(
    run,
    'resume',
    'engine.resume_or_anew',
    [offerChoice(run, 'go_on', { do: 'resume' }), offerChoice(run, 'anew', { do: 'restart' })],
    { args: { title }, ...(isMedia(heard.content) ? {} : { heard: heard.said.raw }) },
  )
  return true
}

/** "sudah" on another day at a step that was left to be done: the word it waits for. */
function isStepDone(run: Run, heard: Heard): boolean {
  const open = openQuestion(run)
  if (open?.node.kind !== 'choose' || heard.content.type !== 'text') return false
  return tried(run, open.frame, open.node, heard) === 'answer'
}

/** "ya lanjut" after a silence asks for just what would be offered. */
function wantsOn({ said }: Heard): boolean {
  return said.reserved === 'resume' || /^(ya |oke |ayo |yuk )?(lanjut|teruskan|terus)\b/.test(said.normal)
}

/** A tap on a button of the open question is an answer, however late. */
function isTapHere(run: Run, { content }: Heard): boolean {
  const open = openQuestion(run)
  if (!open || content.type !== 'choice') return false
  return content.id.startsWith(`${open.frame.flow}.${open.frame.node}.`)
}
