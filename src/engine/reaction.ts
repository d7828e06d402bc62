/** @module What is said to something else than the open question: a yes or thanks to news that came in between. */

import { parseYesNo } from '../understanding/answers/yes-no.ts'
import { RESUME_AFTER_MS, SURE_COURTESY, WORDS_OF_A_REACTION } from './limits.ts'
import { askOpen, optionsFor } from './question.ts'
import { reservedOf } from './reserved.ts'
import { type Heard, openQuestion, type Run } from './run.ts'
import { say } from './say.ts'

/**
 * News stands between the open question and these words ("ok", "iya makasih"): they are said to the news. A yes that
 * was meant for it would agree to whatever is open. True when that was all there was to answer.
 */
export function heardNews(run: Run, heard: Heard): boolean {
  const isAfterNews = run.session.news === true
  delete run.session.news
  if (!isAfterNews || !isReaction(heard) || isMeantForFlow(run, heard)) return false
  const isOpen = openQuestion(run) !== undefined
  // Thanks where nothing is open have an answer of their own.
  if (!isOpen && isGreeting(heard)) return false
  delete run.session.offer
  if (isOpen) askOpen(run)
  else say(run, 'text', 'engine.welcome')
  return true
}

/** "batal", and the very words on a button ("Cukup"), are said to what is open, whatever came in between; a yes never. */
function isMeantForFlow(run: Run, { said }: Heard): boolean {
  if (reservedOf(said) !== undefined) return true
  const open = openQuestion(run)
  if (open?.node.kind !== 'choose' || parseYesNo(said) === true) return false
  const labels = optionsFor(run, open.frame, open.node).map(({ label }) => run.world.understand(label).normal)
  return labels.includes(said.normal)
}

/** Words, after hours, are said to nothing that was offered then; a tap still names what it takes. */
export function dropOldOffer(run: Run, { content }: Heard): void {
  const { offer } = run.session
  if (!offer || content.type === 'choice') return
  if (run.world.now.getTime() - offer.at >= RESUME_AFTER_MS) delete run.session.offer
}

/** A short yes, no, thanks or sign; a number or any other words may be an answer. */
function isReaction({ content, said }: Heard): boolean {
  if (content.type !== 'text') return false
  if (isEmoji(content.text)) return true
  const words = said.normal.split(' ')
  if (words.length > WORDS_OF_A_REACTION || /\d/.test(said.normal)) return false
  return parseYesNo(said) !== undefined || isGreeting({ said })
}

/** A greeting, thanks or leave, for sure. */
export function isGreeting({ said }: Pick<Heard, 'said'>): boolean {
  const best = said.intents[0]
  return (
    best !== undefined &&
    best.confidence >= SURE_COURTESY &&
    (best.intent === 'greet' || best.intent === 'thanks' || best.intent === 'goodbye')
  )
}

export function isEmoji(text: string): boolean {
  return !/[\p{L}\p{N}?]/u.test(text) && text.trim() !== ''
}
