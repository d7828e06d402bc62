/** @module The rest of a story, sent after the question behind it was put: added to the story, which is no failed answer. */

import type { Frame } from '../core/session.ts'
import { labelOfSlot } from './args.ts'
import { answerType } from './defaults.ts'
import { isQuestion as asks } from './digress.ts'
import {
  CONTINUED_MS,
  MAX_TEXT_CHARS,
  SURE_INTENT,
  WORDS_OF_A_CONNECTION,
  WORDS_OF_A_CONTINUATION,
} from './limits.ts'
import { flowOf, type Heard, isQuestion, type QuestionNode, type Run } from './run.ts'
import { say } from './say.ts'

/** Questions a story answers by nothing: who goes on telling beside them was not done. */
const CLOSED = ['choice', 'moment', 'yes_no']
const CONNECTED =
  /^(?:terus|lalu|dan|habis itu|setelah itu|kemudian|soalnya|karena|jadi|padahal|untungnya|sampai|waktu itu|and|then|so|because)\b/

/** Adds what no question takes to the story just told, and says so; false where it does not plainly go on. */
export function addContinued(run: Run, frame: Frame, node: QuestionNode, heard: Heard): boolean {
  const flow = flowOf(run, frame)
  if (!flow || node.kind !== 'ask' || !CLOSED.includes(answerType(flow, node.into))) return false
  const told = frame.trail.map((id) => flow.nodes[id]).findLast((one) => one !== undefined && isQuestion(one))
  if (told?.kind !== 'ask' || told.policy !== 'join' || !goesOn(run, frame, heard)) return false
  const before = frame.slots[told.into]
  if (typeof before !== 'string') return false
  const story = `${before}\n${heard.said.raw.trim()}`
  if (story.length > MAX_TEXT_CHARS) return false
  frame.slots[told.into] = story
  say(run, 'text', 'engine.continued', { args: { answer: labelOfSlot(run, flow.id, told.into) } })
  return true
}

/** Words enough, told within a moment of the question, and nothing that asks, thanks or says yes or no. */
function goesOn(run: Run, frame: Frame, { content, said, at }: Heard): boolean {
  if (content.type !== 'text' || frame.tries > 0 || frame.partial !== undefined) return false
  const askedAt = run.session.asked?.at ?? 0
  if (at.getTime() - askedAt > CONTINUED_MS || asks({ content, said, at, followed: false })) return false
  const words = said.normal.split(' ').length
  const least = CONNECTED.test(said.normal) ? WORDS_OF_A_CONNECTION : WORDS_OF_A_CONTINUATION
  const best = said.intents[0]
  const isCourtesy = best !== undefined && best.confidence >= SURE_INTENT && NO_STORY.includes(best.intent)
  return words >= least && !isCourtesy && !said.correction
}

const NO_STORY: readonly string[] = ['greet', 'thanks', 'goodbye', 'affirm', 'deny', 'gibberish']
