/** @module Another wish than an answer: when a message at an open question starts something else instead. */

import type { Frame } from '../core/session.ts'
import { answers } from './answers/registry.ts'
import { volunteer } from './correct.ts'
import { answerType } from './defaults.ts'
import { isIdle } from './idle.ts'
import { DIGRESS_INTENT, MOST_WORDS, SURE_INTENT, SURE_WORD, WORDS_OF_A_WISH } from './limits.ts'
import type { Verdict } from './nodes/node.ts'
import { hear } from './nodes/registry.ts'
import { optionsFor } from './question.ts'
import { flowOf, type Heard, type QuestionNode, type Run } from './run.ts'
import { looksAgain, type Wish, wishOf } from './start.ts'

/** Another wish than an answer: surer than an answer would be, and surest at a question for free words. */
export function digression(run: Run, frame: Frame, node: QuestionNode, heard: Heard): Wish | undefined {
  const wish = wishOf(run, heard)
  if (!wish || heard.content.type !== 'text') return undefined
  // Beside an offer of next steps the same flow may be wished anew: another topic, another person to check.
  const offered = node.kind === 'choose' && node.onlyAlone === true
  const words = heard.said.normal.split(' ').length
  const anew = offered && (wish.node !== undefined || words >= WORDS_OF_A_WISH || isQuestion(heard))
  // "Status" where a number is asked for; a wrong number is an answer that failed.
  const isLookAgain = node.kind === 'ask' && !/\d/.test(heard.said.raw) && looksAgain(run, frame)
  if (wish.flow.id === frame.flow && !anew && !isLookAgain) return undefined
  if (heard.said.emergency || wish.flow.id === 'smalltalk' || wish.flow.id === 'menu') return undefined
  const flow = flowOf(run, frame)
  const type = node.kind === 'ask' && flow ? answerType(flow, node.into) : 'choice'
  const free = answers[type].free
  // Asked what it is about, people ask it; the question is for the person they wait for.
  if (free && frame.flow === 'staff') return undefined
  if (free && TOLD_TO_TYPE.test(heard.said.normal)) return wish
  if (free) return wish.confidence >= SURE_INTENT && isQuestion(heard) ? wish : undefined
  // "suami" is somebody's answer, whatever the model makes of it.
  if (isShort(heard) && heard.said.topic === undefined && wish.confidence < SURE_WORD) return undefined
  const idle = isIdle(run, frame)
  if (wish.confidence < (idle ? SURE_INTENT : DIGRESS_INTENT)) return undefined
  // What the question itself understands is an answer, unless it is plainly asked about something else.
  const answer = tried(run, frame, node, heard)
  const takes = answer === 'answer' || (answer === 'half' && !idle)
  // A menu may only lead to where the wish itself leads at once.
  const isPlain = isQuestion(heard) || (frame.flow === 'menu' && words >= WORDS_OF_A_WISH)
  if (takes && !(isPlain && !(node.kind === 'choose' && namesChoice(run, frame, node, heard))))
    return undefined
  return !idle && !isQuestion(heard) && tellsMore(run, frame, heard) ? undefined : wish
}

/** "cair berapa lama" beside a list that has "Berapa lama cair" chooses from it; "meninggal dapat berapa" asks. */
function namesChoice(run: Run, frame: Frame, node: QuestionNode, heard: Heard): boolean {
  const words = heard.said.normal.split(' ')
  return optionsFor(run, frame, node).some(({ label, synonyms }) => {
    if (synonyms.some((synonym) => run.world.understand(synonym).normal === heard.said.normal)) return true
    const named = run.world.understand(label).normal.split(' ')
    return words.filter((word) => named.includes(word)).length >= words.length * MOST_WORDS
  })
}

/** Another answer of the same flow, told before its question: "desil 3". */
function tellsMore(run: Run, frame: Frame, heard: Heard): boolean {
  return volunteer(run, { ...frame, slots: { ...frame.slots } }, heard) !== ''
}

export const isShort = ({ said }: Heard) => said.normal.split(' ').length < 2

export function isFree(run: Run, frame: Frame, node: QuestionNode): boolean {
  const flow = flowOf(run, frame)
  return node.kind === 'ask' && flow !== undefined && answers[answerType(flow, node.into)].free
}

/** Tries the answer on copies, so that nothing is changed by asking. */
export function tried(run: Run, frame: Frame, node: QuestionNode, heard: Heard): Verdict['is'] {
  const copy: Frame = { ...frame, slots: { ...frame.slots } }
  return hear({ ...run, effects: [] }, copy, node, heard).is
}

/** The first message offers this word beside "menu" and "petugas", as Telegram's list of commands does: no name and no story. */
const TOLD_TO_TYPE = /^(?:(?:kebijakan )?privasi|privacy(?: policy)?)$/

const QUESTION_WORDS =
  /\b(apa|apakah|bagaimana|berapa|kapan|di mana|dimana|ke mana|kenapa|mengapa|siapa|bisakah|bolehkah|what|how|when|where|why|who|mau tanya|mau bertanya|nanya|tanya)\b/

export function isQuestion({ said }: Heard): boolean {
  return said.raw.trimEnd().endsWith('?') || QUESTION_WORDS.test(said.normal)
}
