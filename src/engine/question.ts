/** @module Puts the open question: its text, its choices as numbers and buttons, and what the channel may ask for. */

import type { Value } from '../core/chat.ts'
import type { Choice } from '../core/message.ts'
import type { Frame } from '../core/session.ts'
import { shorten } from '../text/fit.ts'
import type { AskBack, Option } from './answers/answer.ts'
import { recordOf } from './answers/answer.ts'
import { isOnWay, summaryOf } from './args.ts'
import { answerType, optionsOf } from './defaults.ts'
import { filesShown } from './files.ts'
import { MAX_SUMMARY_CHARS } from './limits.ts'
import { cancelTimer, flowOf, openQuestion, type QuestionNode, type Run, setTimer } from './run.ts'
import { say } from './say.ts'

/** Silence after which a question with a timeout branch of its own goes there. */
const QUESTION_TIMEOUT_MS = 24 * 60 * 60 * 1000
const QUESTION_TIMER = 'question'

/** Asks what is open now (again): the question itself, or what its type asked back. */
export function askOpen(run: Run): void {
  const open = openQuestion(run)
  if (!open) return
  const { frame, node } = open
  // A number now answers this question, no longer an offer made before it.
  delete run.session.offer
  const back = recordOf(frame.partial)?.back
  if (back !== undefined) {
    askBack(run, frame, back as unknown as AskBack)
    return
  }
  say(run, 'question', node.text, {
    args: node.kind === 'review' ? { summary: summaryText(run, frame, node.slots) } : {},
    choices: choicesOf(run, frame, node),
    ...askFor(run, frame, node),
  })
  if (node.timeout !== undefined && node.timeout !== 'resume')
    setTimer(run, 'question', QUESTION_TIMER, QUESTION_TIMEOUT_MS)
}

export function stopQuestionTimer(run: Run, node: QuestionNode): void {
  if (node.timeout !== undefined && node.timeout !== 'resume') cancelTimer(run, QUESTION_TIMER)
}

/** Asks back on behalf of an answer type; kept in the frame until answered. */
export function keepAskBack(frame: Frame, back: AskBack): void {
  const partial = recordOf(back.partial) ?? {}
  frame.partial = { ...partial, back: back as unknown as Value }
}

function askBack(run: Run, frame: Frame, back: AskBack): void {
  const choices = back.choices.map(({ id, label }) => ({ id: `${frame.flow}.${frame.node}.${id}`, label }))
  say(run, 'question', back.text, { args: back.args, choices })
}

function summaryText(run: Run, frame: Frame, slots: readonly string[]): string {
  const flow = flowOf(run, frame)
  const own = { ...run, session: { ...run.session, stack: [frame] } }
  const shown = slots.filter((slot) => flow === undefined || isOnWay(flow, frame, slot))
  return [...summaryOf(own, shown), ...filesShown(run, frame)]
    .map(({ label, value }) => `• ${label}: ${shorten(value, MAX_SUMMARY_CHARS)}`)
    .join('\n')
}

/** The choices of a question, each id good for life: `flow.node.value`. */
export function choicesOf(run: Run, frame: Frame, node: QuestionNode): Choice[] {
  return optionsFor(run, frame, node).map(({ id, label }) => ({
    id: `${frame.flow}.${frame.node}.${id}`,
    label,
  }))
}

/** What may be chosen at this question, with the words people use for it. */
export function optionsFor(run: Run, frame: Frame, node: QuestionNode): Option[] {
  const flow = flowOf(run, frame)
  if (!flow) return []
  if (node.kind === 'review') return ['yes', 'change'].map((id) => option(run, id, `engine.review.${id}`))
  if (node.kind === 'choose') return Object.keys(node.to).map((id) => option(run, id, `${node.text}.${id}`))
  const type = answerType(flow, node.into)
  if (type === 'yes_no') return yesNo(run, node.text)
  return optionsForSlot(run, node.text, optionsOf(flow, node.into))
}

/** The words of a choice slot under the question that asks it. */
export function optionsForSlot(run: Run, text: string, words: readonly string[]): Option[] {
  return words.map((id) => option(run, id, `${text}.${id}`))
}

/** A yes/no question may label its answers itself ("Setuju", "Tidak"). */
function yesNo(run: Run, text: string): Option[] {
  return ['yes', 'no'].map((id) => {
    const key = `${text}.${id}`
    return option(run, id, run.world.texts.has(key, run.session.lang) ? key : `engine.confirm.${id}`)
  })
}

function option(run: Run, id: string, key: string): Option {
  const { texts } = run.world
  const { lang } = run.session
  const alias = `${key}.alias`
  const synonyms = texts.has(alias, lang) ? texts.format(alias, lang, {}).split('|') : []
  return { id, label: texts.format(key, lang, {}), synonyms }
}

function askFor(run: Run, frame: Frame, node: QuestionNode): { ask?: 'location' | 'photo' } {
  const flow = flowOf(run, frame)
  if (!flow || node.kind !== 'ask') return {}
  const type = answerType(flow, node.into)
  if (type === 'location' || type === 'where') return { ask: 'location' }
  return type === 'photo' ? { ask: 'photo' } : {}
}
