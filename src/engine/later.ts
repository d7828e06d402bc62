/** @module Several asks in one message: the most urgent is answered, the next one is kept and offered after it. */

import type { Intent } from '../core/lists.ts'
import type { Ask } from '../understanding/utterance.ts'
import { entryFor } from './entry.ts'
import { isIdle } from './idle.ts'
import { LATER_MS } from './limits.ts'
import { offer, offerChoice } from './offer.ts'
import { type Heard, openQuestion, type Run } from './run.ts'

/** What waits least, first; anything else in the order written. */
const URGENT: readonly Intent[] = ['accident_emergency', 'death_claim', 'accident_report']

const urgencyOf = ({ intent }: Ask): number => {
  const at = URGENT.indexOf(intent)
  return at < 0 ? URGENT.length : at
}

/** The asks of a message, the most urgent first. */
export function inOrder(asks: readonly Ask[]): Ask[] {
  return [...asks].sort((a, b) => urgencyOf(a) - urgencyOf(b))
}

/** Keeps the next ask that is another one than what is started now. */
export function keepLater(run: Run, now: { flow: string; node?: string }, { said }: Heard): void {
  for (const ask of inOrder(said.asks ?? [])) {
    const entry = entryFor(run, ask.intent, ask.topic)
    if (!entry || entry.flow.id === 'smalltalk' || entry.flow.id === 'menu') continue
    if (entry.flow.id === now.flow && entry.node === now.node) continue
    const { flow, node } = entry
    run.session.later = {
      flow: flow.id,
      heard: ask.text,
      at: run.world.now.getTime(),
      ...(node === undefined ? {} : { node }),
    }
    return
  }
}

/** Once nothing is open but a list of next steps, what was asked besides is offered, once. */
export function offerLater(run: Run): void {
  const { later } = run.session
  if (!later || run.session.owner !== 'bot' || run.session.offer) return
  const open = openQuestion(run)
  if (open ? !isIdle(run, open.frame) : run.session.stack.length > 0) return
  delete run.session.later
  const flow = run.world.flows.get(later.flow)
  if (!flow || run.world.now.getTime() - later.at > LATER_MS) return
  const title = run.world.texts.format(flow.title, run.session.lang, {})
  const { node } = later
  const also = { do: 'start' as const, flow: flow.id, ...(node === undefined ? {} : { node }) }
  offer(
    run,
    'also',
    'engine.also_asked',
    [offerChoice(run, 'also', also), offerChoice(run, 'not_now', { do: 'dismiss' })],
    { args: { title }, heard: later.heard },
  )
}
