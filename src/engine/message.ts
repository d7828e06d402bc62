/** @module A resident's message, whoever owns the chat: 112 before anything, then who may answer, then what is meant. */

import type { ChatEvent, Content } from '../core/chat.ts'
import { accept } from './accept.ts'
import { answerType } from './defaults.ts'
import { hearMessage } from './hear.ts'
import { counterCodeIn, sendCode, takeNumber } from './identity.ts'
import { hearLanguage } from './language.ts'
import {
  AFTER_END_MS,
  HEARD_THOUGH_MUTED_MS,
  LATE_AGAIN_MS,
  LATE_MS,
  MAX_TEXT_CHARS,
  WORDS_BESIDE_A_NUMBER,
  WORDS_OF_A_NUDGE,
} from './limits.ts'
import { isEdit } from './media.ts'
import { chosenOf, offer, offerChoice } from './offer.ts'
import { hearInQueue, hearWithStaff } from './owned.ts'
import { askOpen, optionsFor } from './question.ts'
import { dropOldOffer, heardNews, isEmoji } from './reaction.ts'
import { obey, reservedOf } from './reserved.ts'
import { emit, flowOf, type Heard, note, openQuestion, type Run, request, topOf } from './run.ts'
import { say, textOf } from './say.ts'
import { silent } from './silence.ts'
import { isSure, wishOf } from './start.ts'
import { renewReminder } from './walk.ts'

type Message = Extract<ChatEvent, { type: 'message' }>

/** What a message says in words: its text, its caption, the label of its button. */
export function wordsIn(content: Content): string {
  if (content.type === 'text') return content.text
  if (content.type === 'choice') return content.label ?? ''
  if (content.type === 'location') return content.label ?? ''
  if (content.type === 'contact') return ''
  if (content.type === 'unsupported') return content.text ?? ''
  return content.caption ?? ''
}

/** What is typed in one go comes in one go; when it was written a platform tells in whole seconds. */
export const cameAt = ({ at, receivedAt = at }: Message): number => receivedAt

export function heardOf(run: Run, message: Message): Heard {
  const words = wordsIn(message.content).slice(0, MAX_TEXT_CHARS)
  const said = run.world.understand(words)
  return {
    content: message.content,
    said,
    at: new Date(message.at),
    followed: message.followed === true,
    isBlind: message.content.type !== 'choice' && cameAt(message) < (run.session.asked?.at ?? 0),
  }
}

export function receive(run: Run, message: Message): void {
  const heard = heardOf(run, message)
  const before = run.session.lastAt
  run.session.lastAt = Math.max(before, message.at)
  run.intent = heard.said.intents[0]?.intent ?? ''
  const english = run.session.owner === 'bot' ? hearLanguage(run, heard) : undefined
  const alarmed = emergency(run, heard)
  if (isMuted(run, alarmed)) {
    note(run, 'kept_for_staff')
    return
  }
  apologise(run, heard)
  if (takeCode(run, heard, before)) return
  if (takeNumber(run, heard.content, run.session.owner !== 'bot' || wantsPhone(run))) return
  const masked = warnOfNumber(run, heard)
  if (run.session.owner === 'queue') hearInQueue(run, heard)
  else if (run.session.owner !== 'bot') hearWithStaff(run)
  else if (masked && isBare(heard) && before !== 0) comeBackTo(run)
  else hearByBot(run, heard, before, { alarmed, english })
}

/** A message that waited while the office was asked, in its turn now; 112 was said when it came. */
export function receiveKept(run: Run, content: Content): void {
  const said = run.world.understand(wordsIn(content))
  const heard = { content, said, at: new Date(run.event.at), followed: false }
  if (run.session.owner === 'queue') hearInQueue(run, heard)
  else if (run.session.owner !== 'bot') hearWithStaff(run)
  else {
    const word = reservedOf(said)
    if (!word || !obey(run, word, heard)) hearMessage(run, heard)
  }
}

/** For abuse staff end a chat for a time. Whoever calls for help is heard, and what they write next as well. */
function isMuted(run: Run, alarmed: boolean): boolean {
  const { muted } = run.session
  const now = run.world.now.getTime()
  if (muted === undefined || muted.until <= now) {
    delete run.session.muted
    return false
  }
  if (alarmed) muted.heardUntil = now + HEARD_THOUGH_MUTED_MS
  return (muted.heardUntil ?? 0) <= now
}

/** The service was away while this was written: said once, before whatever answers all that came meanwhile. */
function apologise(run: Run, { at }: Heard): void {
  const now = run.world.now.getTime()
  const { owner, lateTold = 0 } = run.session
  if (owner.startsWith('staff:') || !isLate(run, at) || now - lateTold < LATE_AGAIN_MS) return
  run.session.lateTold = now
  say(run, 'text', 'engine.late', { author: 'system' })
}

function isLate(run: Run, at: Date): boolean {
  return run.world.now.getTime() - at.getTime() >= LATE_MS
}

/** "halo?", "kok ga dibales": whoever waited for us asks whether anybody is there, and that is answered by going on. */
function isNudge({ said, content }: Heard): boolean {
  const words = said.normal.split(' ').length
  return content.type === 'text' && words <= WORDS_OF_A_NUDGE && NUDGE.test(said.normal)
}

const CALLS = 'halo|hai|permisi|p|tes|woi|oi|kak|kakak|min|admin|bang|abang|mas|mbak|pak|bapak|bu|ibu'
const NUDGE = new RegExp(
  `^(?:(?:${CALLS})\\b\\s*)+$` +
    '|\\b(?:tidak|belum|kapan|lama)\\b.*\\b(?:di)?(?:bal[ae]s|jawab|respon|baca)' +
    '|\\bkok (?:diam|lama)\\b|\\bmana (?:jawaban|balasan)|\\bada orang(?:nya)?\\b',
)

/** For a turn that broke: 112 is said all the same. */
export function sayEmergency(run: Run, message: Message): void {
  run.session.lastAt = Math.max(run.session.lastAt, message.at)
  emergency(run, heardOf(run, message))
}

/** Somebody needs help now: 112 at once, in every state, before any question; the team is rung where a person owns the chat. */
function emergency(run: Run, { said }: Heard): boolean {
  if (!said.emergency || (said.sensed && isTelling(run))) return false
  say(run, 'text', 'engine.emergency', { author: 'system' })
  if (run.session.owner !== 'bot')
    request(run, { type: 'alarm', reason: 'emergency', topic: topOf(run)?.flow ?? '' })
  return true
}

/** A code of the counter counts in every state, whoever owns the chat; it is an answer to nothing else. */
function takeCode(run: Run, heard: Heard, before: number): boolean {
  const code = heard.content.type === 'text' ? counterCodeIn(heard.said) : undefined
  if (code === undefined) return false
  if (run.session.owner === 'bot' && before === 0) hello(run, heard)
  sendCode(run, code)
  if (run.session.owner !== 'bot') hearWithStaff(run)
  return true
}

/** A question for a number takes a shared contact as its answer, whosever it is. */
function wantsPhone(run: Run): boolean {
  const open = openQuestion(run)
  const flow = open && flowOf(run, open.frame)
  return flow !== undefined && open?.node.kind === 'ask' && answerType(flow, open.node.into) === 'phone'
}

/** What the road masked before it kept anything: a number of 16 digits, its birth date hidden. */
const MASKED = /\d{4}•{8}\d{4}/

/** Nobody is asked for an identity number in a chat; who sends one is told that it was hidden. */
function warnOfNumber(run: Run, { said }: Heard): boolean {
  if (!MASKED.test(said.raw)) return false
  say(run, 'text', 'engine.number_masked', { author: 'system' })
  return true
}

/** Besides the number there is nothing to answer: "ini NIK saya …". */
function isBare({ said }: Heard): boolean {
  return said.raw.replace(MASKED, '').trim().split(/\s+/).length <= WORDS_BESIDE_A_NUMBER
}

function comeBackTo(run: Run): void {
  if (openQuestion(run)) askOpen(run)
}

function hearByBot(
  run: Run,
  heard: Heard,
  before: number,
  { alarmed, english }: { alarmed: boolean; english: string | undefined },
): void {
  if (before === 0) hello(run, heard)
  if (english !== undefined) say(run, 'text', english)
  renewReminder(run)
  if (topOf(run)?.waiting) {
    // Whatever is written while the office is asked comes after its answer, reserved words too.
    hearMessage(run, heard)
    return
  }
  if (alarmed && !isInReport(run)) {
    // No form for somebody who is calling for help: it is offered, not begun.
    const choices = [
      offerChoice(run, 'report', { do: 'start', flow: 'accident' }),
      offerChoice(run, 'staff', { do: 'staff', reason: 'emergency' }),
      offerChoice(run, 'later', { do: 'dismiss' }),
    ]
    // What the cry told already is not asked again.
    offer(run, 'next_step', 'engine.after_emergency', choices, { heard: heard.said.raw })
    return
  }
  if (isLate(run, heard.at) && isNudge(heard) && openQuestion(run)) {
    comeBackTo(run)
    return
  }
  if (isEdit(heard.content)) {
    // What it was an answer to is over: taken for the open question it would answer something else.
    say(run, 'text', 'media.edited')
    comeBackTo(run)
    return
  }
  if (heardNews(run, heard)) return
  dropOldOffer(run, heard)
  const open = run.session.offer
  if (open) {
    const choice = chosenOf(run, heard)
    delete run.session.offer
    if (choice) {
      accept(run, choice.action, heard, open)
      return
    }
  }
  // Who types what stands on a button means that button, whatever else the words could mean.
  const word = isLabel(run, heard) ? undefined : reservedOf(heard.said)
  if (word && obey(run, word, heard)) return
  if (absorbed(run, heard)) return
  if (silent(run, heard, before)) return
  hearMessage(run, heard)
}

/** A report began with 112; what it is told is what has happened, places and all. Whoever waits for a person is alone with it. */
const isTelling = (run: Run) => run.session.owner === 'bot' && isInReport(run)

const isInReport = (run: Run) => run.session.stack.some(({ flow }) => flow === 'accident' || flow === 'death')

/** Before the very first bubble: that this is a bot, whose it is, and, in a demo, that it is no official service. */
function hello(run: Run, heard: Heard): void {
  const wish = wishOf(run, heard)
  const word = reservedOf(heard.said)
  // The menu introduces itself on a first visit.
  const menu = word === 'menu' || word === 'help' || (!word && wish?.flow.id === 'menu' && isSure(wish))
  const keys = [...(run.world.service.official ? [] : ['engine.demo']), ...(menu ? [] : ['engine.first'])]
  const { event } = run
  if (event.type === 'message' && event.parted) keys.push('engine.parted')
  // One bubble, so that the answer keeps its own.
  const text = keys.map((key) => textOf(run, undefined, key)).join('\n\n')
  if (text !== '') emit(run, 'text', { text }, 'system')
}

/** After the end thanks, a sticker or an "ok" restart nothing. */
function absorbed(run: Run, { content, said }: Heard): boolean {
  const { ended, stack } = run.session
  if (
    stack.length > 0 ||
    !ended ||
    said.reserved === 'resume' ||
    run.world.now.getTime() - ended.at > AFTER_END_MS
  )
    return false
  const best = said.intents[0]?.intent
  const courtesy =
    content.type === 'text' && best !== undefined && ['thanks', 'goodbye', 'affirm', 'deny'].includes(best)
  if (!courtesy && content.type !== 'sticker' && !(content.type === 'text' && isEmoji(content.text)))
    return false
  if (best === 'affirm' && remindShelf(run)) return true
  say(run, 'text', best === 'goodbye' ? 'engine.goodbye' : 'engine.welcome')
  return true
}

/** "ya kirim" after a report was put aside: whoever is thanked for that believes it has left. */
function remindShelf(run: Run): boolean {
  const [frame] = run.session.shelf?.stack ?? []
  if (!frame) return false
  const title = run.world.texts.format(flowOf(run, frame)?.title ?? 'menu.title', run.session.lang, {})
  say(run, 'text', 'engine.kept_unsent', { args: { title } })
  return true
}

function isLabel(run: Run, { content, said }: Heard): boolean {
  const open = openQuestion(run)
  if (!open || content.type !== 'text') return false
  const typed = content.text.trim().toLowerCase()
  return optionsFor(run, open.frame, open.node).some(({ label }) => {
    if (label.toLowerCase() === typed) return true
    // "iya sambungkan" is "Ya, sambungkan"; a reserved word stays what it is everywhere.
    return said.reserved === undefined && run.world.understand(label).normal === said.normal
  })
}
