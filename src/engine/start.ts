/** @module Starts what a message asks for, when nothing that is open takes it: by intent, by topic, by news of an accident. */

import type { Value } from '../core/chat.ts'
import type { Intent } from '../core/lists.ts'
import type { Frame } from '../core/session.ts'
import { sayNoted, volunteer } from './correct.ts'
import { flowFor, nodeFor } from './entry.ts'
import type { LoadedFlow } from './flow.ts'
import { dropIdle } from './idle.ts'
import { inOrder, keepLater } from './later.ts'
import { MISSES_BEFORE_PERSON, POSSIBLE_INTENT, SURE_INTENT } from './limits.ts'
import { missed } from './missed.ts'
import { type OfferChoice, offer, offerChoice } from './offer.ts'
import { type Heard, note, type Run } from './run.ts'
import { say } from './say.ts'
import { comeBack, startFlow } from './walk.ts'

/** Intents that are an answer or a courtesy, never the start of a conversation. */
const NO_START: readonly Intent[] = ['affirm', 'deny', 'cancel', 'back', 'repeat']

export type Wish = { flow: LoadedFlow; node?: string; intent: Intent; confidence: number }

/** What this message would start, and how sure that is. News of a death or an accident comes before any guess. */
export function wishOf(run: Run, { said }: Heard): Wish | undefined {
  const best = said.intents[0]
  if (!best || NO_START.includes(best.intent)) return undefined
  const news = newsOf(run, said)
  // Of several asks the most urgent is taken up; its own topic goes with it, not that of the whole message.
  const ask = news ? undefined : inOrder(said)[0]
  const intent = ask?.intent ?? best.intent
  const topic = ask ? ask.topic : said.topic
  const flow = news ? run.world.flows.get(news) : flowFor(run, intent, topic)
  if (!flow) return undefined
  const node = news ? undefined : nodeFor(flow, intent, topic)
  // News is told in words or sure to the model: nothing is left to weigh, and 112 stands in the first reply.
  const confidence = news ? 1 : (ask?.confidence ?? best.confidence)
  return { flow, intent, confidence, ...(node === undefined ? {} : { node }) }
}

/** Wishes that speak of an accident or a death without being the news of one. */
const ABOUT: readonly Intent[] = [
  'accident_status',
  'benefits_info',
  'claim_documents',
  'complaint',
  'contribution_info',
  'eligibility_check',
  'eligibility_rules',
  'office_location',
  'program_info',
]

/** Which report this message is news for; none where it only asks about one, or where one is being taken down. */
function newsOf(run: Run, said: Heard['said']): 'death' | 'accident' | undefined {
  const best = said.intents[0]
  if (!best || ABOUT.includes(best.intent)) return undefined
  if (said.death) return 'death'
  const isOpen = run.session.stack.some(({ flow }) => flow === 'death' || flow === 'accident')
  return said.accident && !isOpen ? 'accident' : undefined
}

/** Starts the wish: instead of a menu or a next-step offer, above a question that is worth coming back to. */
export function start(run: Run, wish: Wish, heard: Heard): void {
  run.intent = wish.intent
  run.session.misses = 0
  note(run, 'understood', { intent: wish.intent, confidence: Math.round(wish.confidence * 100) / 100 })
  const { flow, node } = wish
  delete run.session.later
  keepLater(run, flow.id, heard)
  dropIdle(run)
  startHeard(run, flow.id, heard, node)
}

/** Starts a flow and lets it keep what the same message already told. */
export function startHeard(run: Run, flow: string, heard: Heard | undefined, node?: string): void {
  // Already open further down: what was answered there is not lost, and not asked twice.
  const { stack } = run.session
  const open = stack.findIndex((one) => one.flow === flow && !one.waiting)
  const known = stack[open]
  if (known && node === undefined) {
    const isAnew = looksAgain(run, known)
    stack.splice(isAnew ? open : open + 1)
    if (!isAnew) {
      comeBack(run)
      return
    }
  }
  const slots: Record<string, Value> = {}
  const loaded = run.world.flows.get(flow)
  const frame = { flow, hash: loaded?.hash ?? '', node: loaded?.first ?? '', slots, trail: [], tries: 0 }
  const noted = heard ? volunteer(run, frame, heard) : ''
  const before = run.effects.length
  startFlow(run, flow, { slots, ...(node === undefined ? {} : { node }) })
  sayNoted(run, noted, behindIntro(run, before, frame))
}

/** The flow begins by looking at what there is ("status"), and nothing was told in it that would be lost. */
export function looksAgain(run: Run, frame: Frame): boolean {
  const flow = run.world.flows.get(frame.flow)
  // What was chosen from a list stands beside the answers, under the name of its node.
  const isTold = Object.keys(frame.slots).some((slot) => flow?.slots[slot] !== undefined)
  return flow?.nodes[flow.first]?.kind === 'decide' && !isTold
}

/** Condolence and 112 come first, then what was noted: behind the first words of the flow, before all else. */
function behindIntro(run: Run, from: number, { flow, node }: Frame): number {
  const at = run.effects.findIndex(({ type }, index) => index >= from && type === 'say')
  const first = run.effects[at]
  const isIntro = first?.type === 'say' && first.part === 'text' && first.flow === flow && first.node === node
  return isIntro ? at + 1 : from
}

/** Not understood and nothing open: two or three likely wishes; the second time other words and a person. */
export function askWhatIsMeant(run: Run, heard: Heard): void {
  run.session.misses += 1
  missed(run, heard)
  const person = offerChoice(run, 'staff', { do: 'staff', reason: 'misunderstood' })
  const menu = offerChoice(run, 'menu', { do: 'start', flow: 'menu' })
  const likely = likelyOf(run, heard)
  if (run.session.misses >= MISSES_BEFORE_PERSON) {
    offer(run, 'staff', 'engine.still_not_understood', [person, ...likely.slice(0, 1), menu])
  } else if (likely.length > 0) {
    offer(run, 'did_you_mean', 'engine.did_you_mean', [...likely, menu], { heard: heard.said.raw })
  } else {
    say(run, 'text', 'engine.not_understood')
    startFlow(run, 'menu', { node: 'choices' })
  }
}

/** The two likeliest flows, each once, by their titles. */
function likelyOf(run: Run, { said }: Heard): OfferChoice[] {
  const seen = new Set<string>()
  return said.intents
    .filter(({ confidence }) => confidence >= POSSIBLE_INTENT)
    .flatMap(({ intent }): OfferChoice[] => {
      const flow = NO_START.includes(intent) ? undefined : flowFor(run, intent, said.topic)
      if (!flow || seen.has(flow.id) || flow.id === 'smalltalk' || flow.id === 'menu') return []
      seen.add(flow.id)
      const node = nodeFor(flow, intent, said.topic)
      const label = run.world.texts.format(flow.title, run.session.lang, {})
      const action = { do: 'start' as const, flow: flow.id, ...(node === undefined ? {} : { node }) }
      return [{ id: flow.id, label, action }]
    })
    .slice(0, 2)
}

export const isSure = (wish: Wish): boolean => wish.confidence >= SURE_INTENT
