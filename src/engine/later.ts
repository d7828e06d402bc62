/** @module Several asks in one message: the most urgent is answered, the next one is kept and offered after it. */

import type { Intent } from '../core/lists.ts'
import type { Ask, Utterance } from '../understanding/utterance.ts'
import { entryFor } from './entry.ts'
import { isIdle } from './idle.ts'
import { LATER_MS } from './limits.ts'
import { offer, offerChoice } from './offer.ts'
import { type Heard, openQuestion, type Run } from './run.ts'

/** What waits least, first; anything else in the order written. */
const URGENT: readonly Intent[] = ['accident_emergency', 'death_claim', 'accident_report']

const LEAVING = ['thanks', 'goodbye']

/** The asks of a message: the most urgent first, then what the message as a whole is about, then as written. */
export function inOrder({ asks = [], intents }: Pick<Utterance, 'asks' | 'intents'>): Ask[] {
  const order = [...URGENT, intents[0]?.intent]
  const placeOf = ({ intent }: Ask) => {
    const at = order.indexOf(intent)
    return at < 0 ? order.length : at
  }
  return [...asks].sort((a, b) => placeOf(a) - placeOf(b))
}

/** Keeps the next ask that is another one than the flow that is started now. */
export function keepLater(run: Run, started: string, { said }: Heard): void {
  for (const ask of inOrder(said)) {
    const entry = entryFor(run, ask.intent, ask.topic)
    if (!entry || entry.flow.id === 'smalltalk' || entry.flow.id === 'menu') continue
    if (entry.flow.id === started) continue
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
  // Whoever takes their leave is not held back.
  if (LEAVING.includes(run.intent ?? '')) return
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
