/** @module A resident's message while the bot owns the chat: the order in which its possible meanings are tried. */

import type { Frame } from '../core/session.ts'
import { parseYesNo } from '../understanding/answers/yes-no.ts'
import { answers } from './answers/registry.ts'
import { correct, sayNoted, volunteer } from './correct.ts'
import { answerType } from './defaults.ts'
import {
  DIGRESS_INTENT,
  MAX_KEPT,
  MAX_TEXT_CHARS,
  SURE_COURTESY,
  SURE_INTENT,
  SURE_WORD,
  WORDS_OF_A_CHOICE,
  WORDS_OF_A_WISH,
} from './limits.ts'
import { isMedia, mediaKey } from './media.ts'
import type { Verdict } from './nodes/node.ts'
import { hear } from './nodes/registry.ts'
import { offer, offerChoice } from './offer.ts'
import { askOpen, stopQuestionTimer } from './question.ts'
import { obey } from './reserved.ts'
import { flowOf, type Heard, note, openQuestion, type QuestionNode, type Run, topOf } from './run.ts'
import { say } from './say.ts'
import { askWhatIsMeant, dropIdle, isIdle, isSure, start, type Wish, wishOf } from './start.ts'
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
  if (heard.said.correction && frame && tryCorrect(run, frame, heard, true)) return
  const mayCorrect = node.kind === 'review' && !isShort(heard) && !isAgreed(heard)
  if (mayCorrect && frame && tryCorrect(run, frame, heard, false)) return
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
    say(run, 'text', mediaKey(heard.content, 'media.default'))
    return
  }
  const wish = wishOf(run, heard)
  if (wish && isSure(wish)) start(run, wish, heard)
  else if (heard.followed) note(run, 'misunderstood', { text: heard.said.raw, open: '' })
  else askWhatIsMeant(run, heard)
}

function keep(run: Run, frame: Frame, { content }: Heard): void {
  const { waiting } = frame
  if (!waiting) return
  const short =
    content.type === 'text' ? { ...content, text: content.text.slice(0, MAX_TEXT_CHARS) } : content
  if (waiting.kept.length < MAX_KEPT) waiting.kept.push(short)
  say(run, 'text', 'engine.wait')
}

/** Words under a photo are words: it is kept, and they are heard, unless the photo itself is what was asked for. */
function captioned(run: Run, message: Heard): Heard {
  const { content } = message
  if (content.type !== 'image' && content.type !== 'document') return message
  const open = openQuestion(run)
  if (!content.caption?.trim() || (open && tried(run, open.frame, open.node, message) === 'answer'))
    return message
  say(run, 'text', 'media.with_words')
  return as(run, message, content.caption)
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
  // The button of a question that is over still has words on it; without any, the open question is asked again.
  const { label } = message.content
  if (label && !isPast(run, message.content.id)) return as(run, message, label)
  say(run, 'text', 'engine.old_button')
  if (openQuestion(run)) askOpen(run)
  return undefined
}

/** A button of an answered question of this very flow: "Ya, benar" there is no yes to what is open now. */
function isPast(run: Run, id: string): boolean {
  const frame = topOf(run)
  return frame?.trail.some((node) => id.startsWith(`${frame.flow}.${node}.`)) === true
}

function tryCorrect(run: Run, frame: Frame, heard: Heard, cueless: boolean): boolean {
  if (!correct(run, frame, heard, cueless)) return false
  rewalk(run, frame)
  return true
}

/** "cair berapa lama" beside a list that has "Berapa lama cair" chooses from it. */
const isBrief = ({ said }: Heard) => said.normal.split(' ').length <= WORDS_OF_A_CHOICE

/** Another answer of the same flow, told before its question: "desil 3". */
function tellsMore(run: Run, frame: Frame, heard: Heard): boolean {
  return volunteer(run, { ...frame, slots: { ...frame.slots } }, heard) !== ''
}

/** "sudah benar" beside a summary agrees, although "sudah" is also the answer to one of its questions. */
const isAgreed = (heard: Heard) => isBrief(heard) && parseYesNo(heard.said) === true

const isShort = ({ said }: Heard) => said.normal.split(' ').length < 2

/** Another wish than an answer: surer than an answer would be, and surest at a question for free words. */
function digression(run: Run, frame: Frame, node: QuestionNode, heard: Heard): Wish | undefined {
  const wish = wishOf(run, heard)
  if (!wish || heard.content.type !== 'text') return undefined
  // Beside an offer of next steps the same flow may be wished anew: another topic, another person to check.
  const offered = node.kind === 'choose' && node.onlyAlone === true
  const words = heard.said.normal.split(' ').length
  const anew = offered && (wish.node !== undefined || words >= WORDS_OF_A_WISH || isQuestion(heard))
  if (wish.flow.id === frame.flow && !anew) return undefined
  if (heard.said.emergency || wish.flow.id === 'smalltalk' || wish.flow.id === 'menu') return undefined
  const flow = flowOf(run, frame)
  const type = node.kind === 'ask' && flow ? answerType(flow, node.into) : 'choice'
  const free = answers[type].free
  // Asked what it is about, people ask it; the question is for the person they wait for.
  if (free && frame.flow === 'staff') return undefined
  if (free) return wish.confidence >= SURE_INTENT && isQuestion(heard) ? wish : undefined
  // "suami" is somebody's answer, whatever the model makes of it.
  if (isShort(heard) && heard.said.topic === undefined && wish.confidence < SURE_WORD) return undefined
  const idle = isIdle(run, frame)
  if (wish.confidence < (idle ? SURE_INTENT : DIGRESS_INTENT)) return undefined
  // What the question itself understands is an answer, unless it is plainly asked about something else.
  const answer = tried(run, frame, node, heard)
  const takes = answer === 'answer' || (answer === 'half' && !idle)
  if (takes && !(isQuestion(heard) && !(node.kind === 'choose' && isBrief(heard)))) return undefined
  return !idle && !isQuestion(heard) && tellsMore(run, frame, heard) ? undefined : wish
}

function isFree(run: Run, frame: Frame, node: QuestionNode): boolean {
  const flow = flowOf(run, frame)
  return node.kind === 'ask' && flow !== undefined && answers[answerType(flow, node.into)].free
}

/** "halo?" where words are awaited is no answer; it is somebody who wonders whether anyone is there. */
function isCourtesy({ said }: Heard): boolean {
  const best = said.intents[0]
  return (
    best !== undefined &&
    best.confidence >= SURE_COURTESY &&
    (best.intent === 'greet' || best.intent === 'thanks' || best.intent === 'goodbye') &&
    said.normal.split(' ').length <= 4
  )
}

/** Tries the answer on copies, so that nothing is changed by asking. */
export function tried(run: Run, frame: Frame, node: QuestionNode, heard: Heard): Verdict['is'] {
  const copy: Frame = { ...frame, slots: { ...frame.slots } }
  return hear({ ...run, effects: [] }, copy, node, heard).is
}

const QUESTION_WORDS =
  /\b(apa|apakah|bagaimana|berapa|kapan|di mana|dimana|ke mana|kenapa|mengapa|siapa|bisakah|bolehkah|what|how|when|where|why|who|mau tanya|mau bertanya|nanya|tanya)\b/

function isQuestion({ said }: Heard): boolean {
  return said.raw.trimEnd().endsWith('?') || QUESTION_WORDS.test(said.normal)
}

/** The open question takes the message, or says what it expects. */
function answer(run: Run, frame: Frame, node: QuestionNode, heard: Heard): void {
  const slot = node.kind === 'ask' ? node.into : undefined
  if (isFree(run, frame, node) && isCourtesy(heard) && smalltalk(run, heard)) {
    askOpen(run)
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
    say(run, 'text', mediaKey(heard.content, node.media ?? 'media.default'))
    askOpen(run)
    return
  }
  if (verdict.retry === undefined && takesLeave(heard)) {
    leave(run, frame, heard)
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
  note(run, 'misunderstood', { text: heard.said.raw, open: `${frame.flow}.${frame.node}` })
  if (heard.followed) return
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
