/** @module Words that mean the same at every question: menu, batal, kembali, ulangi, petugas, bingung, lanjut, language. */

import type { Frame } from '../core/session.ts'
import type { Reserved, Utterance } from '../understanding/utterance.ts'
import { answers } from './answers/registry.ts'
import { answerType } from './defaults.ts'
import { dropIdle } from './idle.ts'
import { hear } from './nodes/registry.ts'
import { offer, offerChoice } from './offer.ts'
import { askOpen, optionsFor } from './question.ts'
import {
  flowOf,
  type Heard,
  isQuestion,
  nodeOf,
  openQuestion,
  type QuestionNode,
  type Run,
  topOf,
} from './run.ts'
import { say } from './say.ts'
import { comeBack, startFlow, take, walkOn } from './walk.ts'

/** The reserved word of this message, by word or by an intent that can only mean it. */
export function reservedOf(said: Utterance): Reserved | undefined {
  if (said.reserved) return said.reserved
  const best = said.intents[0]
  if (!best || best.confidence < 0.75) return undefined
  if (best.intent === 'human_handoff') return 'staff'
  if (best.intent === 'language') return 'switch_language'
  return best.intent === 'cancel' ? 'cancel' : undefined
}

/** Does what the word says; false when it means nothing here and the message should be read on. */
export function obey(run: Run, word: Reserved, heard: Heard): boolean {
  switch (word) {
    case 'menu':
      dropIdle(run)
      startFlow(run, 'menu')
      return true
    case 'staff':
      return callStaff(run)
    case 'cancel':
      return cancel(run)
    case 'back':
      return back(run)
    case 'repeat':
      return repeat(run)
    case 'help':
      return help(run)
    case 'aid_or_help':
      offer(run, 'help_which', 'engine.help_which', [
        offerChoice(run, 'help', { do: 'help' }),
        offerChoice(run, 'aid', { do: 'start', flow: aidFlow(run) }),
      ])
      return true
    case 'resume':
      return resume(run, heard)
    case 'switch_language':
      return switchLanguage(run, heard)
    case 'clear_screen':
    case 'clear_chat':
      say(run, 'text', 'engine.clear_screen')
      if (topOf(run)) askOpen(run)
      return true
    case 'skip':
      return false
    default:
      return word satisfies never
  }
}

/** Social aid goes by the register that says who gets it. */
function aidFlow(run: Run): string {
  const flows = [...run.world.flows.values()]
  return flows.find(({ startedBy }) => startedBy.includes('dtsen_update'))?.id ?? 'menu'
}

/** Answers were given, or steps of a list were done. What is chosen in the menu is neither. */
function isBegun(run: Run, frame: Frame): boolean {
  if (Object.keys(frame.slots).some((slot) => !slot.startsWith('~'))) return true
  const nodes = flowOf(run, frame)?.nodes
  return frame.flow !== 'menu' && frame.trail.some((id) => nodes?.[id]?.kind === 'choose')
}

/** "Soal apa ya?" was asked above a conversation: that question alone is left, and what it interrupted goes on. */
function leavesAsking(run: Run): boolean {
  const { stack } = run.session
  if (topOf(run)?.flow !== 'staff' || stack.length < 2) return false
  stack.pop()
  comeBack(run)
  return true
}

/** Puts what is open aside; "lanjut" brings it back. */
function cancel(run: Run): boolean {
  dropIdle(run)
  if (leavesAsking(run)) return true
  const frame = run.session.stack[0]
  if (!frame) {
    say(run, 'text', 'engine.nothing_to_cancel')
    return true
  }
  const { stack } = run.session
  const title = run.world.texts.format(
    flowOf(run, topOf(run) ?? frame)?.title ?? 'menu.title',
    run.session.lang,
    {},
  )
  const kept = stack.some((open) => isBegun(run, open))
  if (kept) run.session.shelf = { stack: stack.splice(0), at: run.world.now.getTime() }
  else stack.splice(0)
  const { flow } = frame
  say(run, 'text', kept ? 'engine.cancelled_kept' : 'engine.cancelled', { args: { title } })
  run.session.ended = { flow, at: run.world.now.getTime() }
  run.effects.push({ type: 'cancel_timer', key: `reminder:${flow}` })
  return true
}

/** One question back: its answer is forgotten and asked again. */
function back(run: Run): boolean {
  for (let frame = topOf(run); frame; frame = topOf(run)) {
    if (frame.partial !== undefined) {
      delete frame.partial
      askOpen(run)
      return true
    }
    const flow = flowOf(run, frame)
    const at = frame.trail.findLastIndex((id) => {
      const node = flow?.nodes[id]
      if (!node || !isQuestion(node)) return false
      return node.kind !== 'ask' || frame.slots[node.into] !== undefined
    })
    const past = frame.trail.slice(Math.max(at, 0)).some((id) => flow?.nodes[id]?.kind === 'file')
    const id = frame.trail[at]
    const node = id === undefined || past ? undefined : flow?.nodes[id]
    if (id !== undefined && node) {
      frame.trail = frame.trail.slice(0, at)
      frame.node = id
      frame.tries = 0
      if (node.kind === 'ask') delete frame.slots[node.into]
      askOpen(run)
      return true
    }
    if (run.session.stack.length < 2) break
    run.session.stack.pop()
    // The first question of a digression: back is the question it left.
    if (frame.returnTo === undefined) {
      comeBack(run)
      return true
    }
  }
  say(run, 'text', 'engine.no_back')
  if (topOf(run)) askOpen(run)
  return true
}

function repeat(run: Run): boolean {
  if (openQuestion(run)) {
    askOpen(run)
    return true
  }
  return help(run)
}

/** Help belongs to the open question; without one it is what this service can do. */
function help(run: Run): boolean {
  const open = openQuestion(run)
  if (!open) {
    startFlow(run, 'menu')
    return true
  }
  say(run, 'text', open.node.help ?? 'help.text', { args: { choices: optionWords(run) } })
  askOpen(run)
  return true
}

function optionWords(run: Run): string {
  const open = openQuestion(run)
  if (!open) return ''
  return optionsFor(run, open.frame, open.node)
    .map(({ label }) => label)
    .join(', ')
}

/** "lanjut": what was put aside, or what is open. */
function resume(run: Run, heard: Heard): boolean {
  const { shelf, stack } = run.session
  if (shelf && (stack.length === 0 || stack.at(-1)?.flow === 'menu')) {
    run.session.stack = shelf.stack
    delete run.session.shelf
    delete run.session.ended
    comeBack(run)
    return true
  }
  // Above an open conversation the menu only stands in the way.
  if (stack.length > 1 && stack.at(-1)?.flow === 'menu') {
    dropIdle(run)
    comeBack(run)
    return true
  }
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  if (!frame || !node) return false
  // At a question "lanjut" may be the answer itself ("lanjut" = yes).
  if (isQuestion(node) && isAnswer(run, frame, node, heard)) return false
  comeBack(run)
  return true
}

/** Tried on a copy. Free words take anything, so there it is the word and no answer. */
function isAnswer(run: Run, frame: Frame, node: QuestionNode, heard: Heard): boolean {
  const flow = flowOf(run, frame)
  if (!flow || (node.kind === 'ask' && answers[answerType(flow, node.into)].free)) return false
  const copy = { ...frame, slots: { ...frame.slots } }
  return hear({ ...run, effects: [] }, copy, node, heard).is === 'answer'
}

/** "petugas petugas petugas": who asks again while asked what it is about goes straight to the queue. */
function callStaff(run: Run): boolean {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  if (frame?.flow !== 'staff' || node?.kind !== 'ask') {
    startFlow(run, 'staff')
    return true
  }
  frame.slots[node.into] ??= null
  if (take(run, frame, { do: 'go', to: node.next })) walkOn(run)
  return true
}

function switchLanguage(run: Run, { said }: Heard): boolean {
  const named = /\b(inggris|english)\b/.test(said.normal) || /\benglish\b/i.test(said.raw)
  const back = /\b(indonesia|indonesian)\b/.test(said.normal)
  // "Bahasanya ribet", "boso jowo iso?": neither names a language that is spoken here.
  if (!named && !back && said.reserved === undefined) {
    say(run, 'text', 'engine.plain_words')
    if (topOf(run)) askOpen(run)
    return true
  }
  const lang = named && !back ? 'en' : back ? 'id' : run.session.lang === 'id' ? 'en' : 'id'
  run.session.lang = lang
  run.session.langSet = true
  say(run, 'text', 'engine.language_switched')
  if (topOf(run)) askOpen(run)
  else startFlow(run, 'menu')
  return true
}
