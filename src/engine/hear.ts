/** @module A resident's message while the bot owns the chat: the order in which its possible meanings are tried. */

import type { Frame } from '../core/session.ts'
import { parseYesNo } from '../understanding/answers/yes-no.ts'
import { sayAttached } from './attach.ts'
import { addContinued } from './continued.ts'
import { correct, mayVolunteer, sayAgain, sayNoted, volunteer } from './correct.ts'
import { answerType } from './defaults.ts'
import { digression, isFree, isShort, tried } from './digress.ts'
import { dropIdle, isIdle } from './idle.ts'
import { DIGRESS_INTENT, MAX_KEPT, MAX_TEXT_CHARS, WORDS_OF_A_CHOICE } from './limits.ts'
import { isMedia, mediaKey } from './media.ts'
import { missed, noteMissed } from './missed.ts'
import { askNamed, giveNamed, namedAnswer } from './named.ts'
import { hear } from './nodes/registry.ts'
import { offer, offerChoice } from './offer.ts'
import { askOpen, stopQuestionTimer } from './question.ts'
import { isGreeting } from './reaction.ts'
import { obey } from './reserved.ts'
import { flowOf, type Heard, note, openQuestion, type QuestionNode, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { askWhatIsMeant, isSure, start, wishOf } from './start.ts'
import { as, readTap } from './tap.ts'
import { rewalk, take, walkOn } from './walk.ts'

/** Takes one message at whatever is open; emergencies, offers and reserved words were tried before. */
export function hearMessage(run: Run, message: Heard): void {
  const frame = topOf(run)
  if (frame?.waiting) {
    keep(run, frame, message)
    return
  }
  const heard = tapped(run, captioned(run, message))
  if (!heard) return
  const open = openQuestion(run)
  if (!open) {
    // A flow edited meanwhile left the chat between two questions: the next one is put first.
    if (frame) walkOn(run)
    if (!topOf(run)) hearAnew(run, heard)
    return
  }
  const { node } = open
  const named = frame && namedAnswer(run, frame, node, heard)
  if (named && frame && giveNamed(run, frame, named)) return
  if (heard.said.correction && frame && tryCorrect(run, frame, heard, true)) return
  const mayCorrect = node.kind === 'review' && !isShort(heard) && !isAgreed(heard)
  if (mayCorrect && frame && tryCorrect(run, frame, heard, false)) return
  if (named?.isPlain && frame) {
    askNamed(run, frame, named)
    return
  }
  const wish = digression(run, open.frame, node, heard)
  if (wish) {
    start(run, wish, heard)
    return
  }
  answer(run, open.frame, node, heard)
}

/** Nothing is open: start what is wished, or ask what is meant. */
function hearAnew(run: Run, heard: Heard): void {
  if (isMedia(heard.content)) {
    sayAttached(run, heard.content, mediaKey(heard.content, 'media.default'))
    return
  }
  const wish = wishOf(run, heard)
  if (wish && isSure(wish)) start(run, wish, heard)
  else if (heard.followed) noteMissed(run, heard.said.raw)
  else askWhatIsMeant(run, heard)
}

function keep(run: Run, frame: Frame, { content }: Heard): void {
  const { waiting } = frame
  if (!waiting) return
  const short =
    content.type === 'text' ? { ...content, text: content.text.slice(0, MAX_TEXT_CHARS) } : content
  // A finger that tapped twice: the question is passed, and what it said is being done.
  const isTwice = content.type === 'choice' && isPassed(frame, content.id)
  if (!isTwice && waiting.kept.length < MAX_KEPT) waiting.kept.push(short)
  say(run, 'text', 'engine.wait')
}

const isPassed = ({ flow, trail }: Frame, id: string) =>
  trail.some((node) => id.startsWith(`${flow}.${node}.`))

/** Words under a photo are words: it is kept, and they are heard, unless the photo itself is what was asked for. */
function captioned(run: Run, message: Heard): Heard {
  const { content } = message
  if (content.type !== 'image' && content.type !== 'document') return message
  if (!content.caption?.trim() || isWanted(run, message)) return message
  sayAttached(run, content, 'media.with_words')
  return { ...as(run, message, content.caption), isCaption: true }
}

/** The photo itself is the answer; words that answer are heard, and the photo beside them is kept. */
function isWanted(run: Run, message: Heard): boolean {
  const open = openQuestion(run)
  const flow = open && flowOf(run, open.frame)
  if (!open || !flow || open.node.kind !== 'ask' || answerType(flow, open.node.into) !== 'photo') return false
  return tried(run, open.frame, open.node, message) === 'answer'
}

/** Turns a tap into the words on its button; undefined when the tap is dealt with. */
function tapped(run: Run, message: Heard): Heard | undefined {
  if (message.content.type !== 'choice') return message
  const tap = readTap(run, message.content, message)
  if (tap.is === 'answer') return tap.heard
  if (tap.is === 'done') return undefined
  const frame = topOf(run)
  if (tap.is === 'changed' && frame) {
    frame.slots[tap.slot] = tap.value
    note(run, 'corrected', { flow: frame.flow, slots: [tap.slot] })
    say(run, 'text', 'engine.changed_by_button')
    rewalk(run, frame)
    return undefined
  }
  if (tap.is === 'same' && openQuestion(run)) {
    askOpen(run)
    return undefined
  }
  // The button of a question that is over still has words on it, but they never answer another question.
  const { label } = message.content
  if (label && !openQuestion(run)) return as(run, message, label)
  say(run, 'text', 'engine.old_button')
  if (openQuestion(run)) askOpen(run)
  return undefined
}

function tryCorrect(run: Run, frame: Frame, heard: Heard, cueless: boolean): boolean {
  if (!correct(run, frame, heard, cueless)) return false
  rewalk(run, frame)
  return true
}

const isBrief = ({ said }: Heard) => said.normal.split(' ').length <= WORDS_OF_A_CHOICE

/** "sudah benar" beside a summary agrees, although "sudah" is also the answer to one of its questions. */
const isAgreed = (heard: Heard) => isBrief(heard) && parseYesNo(heard.said) === true

/** "halo?" where words are awaited is no answer; it is somebody who wonders whether anyone is there. */
function isCourtesy(heard: Heard): boolean {
  return isGreeting(heard) && heard.said.normal.split(' ').length <= 4
}

/** A consent is given to what was read; and of a sentence written before it was asked for no name is made. */
function mustBeSeen(run: Run, frame: Frame, slot: string): boolean {
  const flow = flowOf(run, frame)
  if (!flow) return false
  const type = answerType(flow, slot)
  return type === 'name' || (type === 'yes_no' && !mayVolunteer(flow, slot))
}

/** Written before the question was put: it may tell something else, and the question is put then. */
function unseen(run: Run, frame: Frame, heard: Heard, slot: string): void {
  sayNoted(run, volunteer(run, frame, heard, slot))
  askOpen(run)
}

/** The open question takes the message, or says what it expects. */
function answer(run: Run, frame: Frame, node: QuestionNode, heard: Heard): void {
  const slot = node.kind === 'ask' ? node.into : undefined
  if (isFree(run, frame, node) && isCourtesy(heard) && smalltalk(run, heard)) {
    askOpen(run)
    return
  }
  if (slot !== undefined && heard.isBlind && mustBeSeen(run, frame, slot)) {
    unseen(run, frame, heard, slot)
    return
  }
  const verdict = hear(run, frame, node, heard)
  if (verdict.is === 'answer') {
    run.session.misses = 0
    stopQuestionTimer(run, node)
    const noted = heard.said.normal.includes(' ') ? volunteer(run, frame, heard, slot) : ''
    sayNoted(run, noted)
    if (take(run, frame, verdict.step)) walkOn(run)
    return
  }
  if (verdict.is === 'half') {
    askOpen(run)
    return
  }
  notAnAnswer(run, frame, node, heard, verdict)
}

function notAnAnswer(
  run: Run,
  frame: Frame,
  node: QuestionNode,
  heard: Heard,
  verdict: { retry?: string; args?: Record<string, string> },
): void {
  const media = isMedia(heard.content)
  if (media) {
    sayAttached(run, heard.content, mediaKey(heard.content, node.media ?? 'media.default'))
    askOpen(run)
    return
  }
  if (verdict.retry === undefined && takesLeave(heard)) {
    leave(run, frame, heard)
    return
  }
  if (!heard.isBlind && sayAgain(run, frame, heard)) {
    rewalk(run, frame)
    return
  }
  if (verdict.retry === undefined && addContinued(run, frame, node, heard)) {
    askOpen(run)
    return
  }
  // A courtesy, unless the question knows why this is no answer ("besok sore" sounds like a greeting).
  if (verdict.retry === undefined && smalltalk(run, heard)) {
    askOpen(run)
    return
  }
  // Other answers of the same flow, told at the wrong moment, are still answers.
  const over = node.kind === 'choose' && node.onlyAlone === true
  const noted = over ? '' : volunteer(run, frame, heard, node.kind === 'ask' ? node.into : undefined)
  if (noted !== '') {
    sayNoted(run, noted)
    askOpen(run)
    return
  }
  if (heard.isCaption) {
    // Words about the picture, which is kept: they failed no question.
    askOpen(run)
    return
  }
  if (heard.followed || heard.isBlind) {
    noteMissed(run, heard.said.raw, frame)
    // Whoever has not seen the question did not fail it.
    if (!heard.followed) askOpen(run)
    return
  }
  missed(run, heard, frame)
  frame.tries += 1
  if (frame.tries > (node.tries ?? 1)) {
    offer(run, 'staff', 'engine.not_getting_it', [
      offerChoice(run, 'staff', { do: 'staff', reason: 'misunderstood' }),
      offerChoice(run, 'again', { do: 'dismiss' }),
      offerChoice(run, 'menu', { do: 'start', flow: 'menu' }),
    ])
    return
  }
  say(run, 'text', verdict.retry ?? node.retry ?? 'retry.text', verdict.args ? { args: verdict.args } : {})
  askOpen(run)
}

/** "cukup dulu", "nanti lagi": asking the same again would hold somebody back who is leaving. */
function takesLeave({ said }: Heard): boolean {
  return LEAVE.test(said.normal)
}

function leave(run: Run, frame: Frame, heard: Heard): void {
  if (isIdle(run, frame)) {
    dropIdle(run)
    if (run.session.stack.length === 0) {
      run.session.ended = { flow: frame.flow, at: run.world.now.getTime() }
      say(run, 'text', 'engine.goodbye')
      return
    }
  }
  obey(run, 'cancel', heard)
}

const LEAVE =
  /^(?:(?:sudah|ya sudah|oke|ya) )?(?:cukup|sekian|nanti (?:lagi|disambung|dilanjut)|itu saja|sampai jumpa|dadah|bye|enough)(?: (?:dulu|saja|lagi|deh|dah|sudah|ya|itu|sekian))*(?: (?:terima kasih|makasih))?(?: (?:kak|kakak|bang|abang|pak|bapak|bu|ibu|mas|mbak|min|admin))?$/

/** A courtesy or an insult at a question gets its word; the question stays. */
function smalltalk(run: Run, { said }: Heard): boolean {
  const best = said.intents[0]
  const topics = run.world.flows.get('smalltalk')?.topics ?? {}
  const intent = best?.intent === 'greet' ? 'greet_again' : best?.intent
  const node = intent === undefined || !Object.hasOwn(topics, intent) ? undefined : topics[intent]
  const text = node === undefined ? undefined : run.world.flows.get('smalltalk')?.nodes[node]
  if (!best || best.confidence < DIGRESS_INTENT || text?.kind !== 'say' || intent === 'gibberish')
    return false
  say(run, 'text', text.text)
  return true
}
