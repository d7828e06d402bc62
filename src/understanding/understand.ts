/** @module The road of one message: normalise, rules, model. Trains from texts it is given; reads no file and no clock. */

import { INTENTS, type Intent } from '../core/lists.ts'
import { isBareAnswer, isBareCall } from './bare.ts'
import { makeScorer } from './classifier.ts'
import { behindFirst, clausesOf } from './clauses.ts'
import { type Danger, findDanger, tellsAccident, tellsDeath } from './emergency.ts'
import { findConcepts, parseLexicon } from './lexicon.ts'
import { type Model, makeModelNormaliser, trainModel } from './model.ts'
import { looksLikeNoise } from './noise.ts'
import { plain as plainOf } from './normalise.ts'
import { findReserved } from './reserved.ts'
import { findAbout, findLanguage, isCorrection, isNegated } from './signals.ts'
import { MAX_CHARS } from './tokens.ts'
import { findTopic } from './topic.ts'
import type { Ask, IntentGuess, Reserved, Utterance } from './utterance.ts'

/** The raw texts of locales: `intent<TAB>text` and `form<TAB>standard<TAB>kind<TAB>context?`. */
export type UnderstandingData = { examples: string; lexicon: string; examplesEn?: string }

// Chosen by cross-validation on the examples: confidence then is about the share of right answers.
const SHARPNESS = 4.5
// Below this share of known features a message is foreign to the service, whatever the model says.
const FAMILIAR = 0.55
// How far a rule moves the log-odds of danger; chosen by cross-validation over found calls and false alarms.
const ODDS: Record<Danger, number> = { yes: 4, no: -1.5, unknown: 0 }
const FAINTEST = 1e-4
const SURE_OF_DANGER = 0.8
const FEARED = 0.2
// A day or a person alone names no wish: what the model makes of it starts nothing.
const BARE_ANSWER = 0.2

// A word that only calls is as good as a greeting.
const CALLED = 0.9

const BY_RESERVED: Partial<Record<Reserved, Intent>> = {
  menu: 'menu',
  cancel: 'cancel',
  back: 'back',
  repeat: 'repeat',
  staff: 'human_handoff',
  help: 'repeat',
  resume: 'affirm',
  switch_language: 'language',
}

const isIntent = (text: string): text is Intent => (INTENTS as readonly string[]).includes(text)

/** The lines of an examples file; comments and lines with an unknown intent are left out. */
export function parseExamples(tsv: string): { intent: Intent; text: string }[] {
  const examples: { intent: Intent; text: string }[] = []
  for (const line of tsv.split('\n')) {
    const [intent = '', text = ''] = line.split('\t')
    if (isIntent(intent) && text.trim() !== '') examples.push({ intent, text: text.trim() })
  }
  return examples
}

/** Trains a model. The same data gives the same model; about three seconds for 5,000 examples on one core. */
export function train(data: UnderstandingData): Model {
  const examples = [...parseExamples(data.examples), ...parseExamples(data.examplesEn ?? '')]
  return trainModel(
    data.lexicon,
    examples.map(({ intent, text }) => ({ label: intent, text })),
  )
}

function toGuesses(labels: readonly Intent[], scores: Float64Array, seen: number): IntentGuess[] {
  const top = Math.max(...scores)
  const familiar = Math.min(1, seen / FAMILIAR)
  let sum = 0
  const powers = labels.map((intent, index) => {
    const power = Math.exp(SHARPNESS * ((scores[index] ?? 0) - top))
    sum += power
    return { intent, power }
  })
  return powers
    .map(({ intent, power }) => ({ intent, confidence: (power / sum) * familiar }))
    .sort((a, b) => b.confidence - a.confidence)
}

/** Puts `intent` first with this confidence; the others share what is left. */
function lead(guesses: readonly IntentGuess[], intent: Intent, confidence: number): IntentGuess[] {
  const others = guesses.filter((guess) => guess.intent !== intent)
  return [
    { intent, confidence },
    ...others.map((guess) => ({ intent: guess.intent, confidence: guess.confidence * (1 - confidence) })),
  ]
}

/** What the rules found moves the odds of the model, and neither decides alone: "ktp ilang pas kebakaran" is no fire. */
function withDanger(guesses: readonly IntentGuess[], danger: Danger): IntentGuess[] {
  const old = guesses.find(({ intent }) => intent === 'accident_emergency')?.confidence ?? 0
  const odds = Math.log(Math.max(old, FAINTEST) / Math.max(1 - old, FAINTEST)) + ODDS[danger]
  const confidence = 1 / (1 + Math.exp(-odds))
  const rest = (1 - confidence) / Math.max(FAINTEST, 1 - old)
  return guesses
    .map((guess) => ({
      intent: guess.intent,
      confidence: guess.intent === 'accident_emergency' ? confidence : Math.min(1, guess.confidence * rest),
    }))
    .sort((one, other) => other.confidence - one.confidence)
}

/** 112 is said for less than the label needs where a rule saw danger, and only for sure where none did. */
function isDanger(danger: Danger, guesses: readonly IntentGuess[], normal: string): boolean {
  const confidence = guesses.find(({ intent }) => intent === 'accident_emergency')?.confidence ?? 0
  if (danger === 'yes') return confidence >= FEARED
  // One word ("jatuh") is no story: without a rule that knows it, it raises no alarm.
  return normal.includes(' ') && confidence >= SURE_OF_DANGER
}

/** A guess under this is no news of an accident; words that tell of one need no model. */
const SURE_REPORT = 0.5

function isSureReport(best: IntentGuess | undefined): boolean {
  const isReport = best?.intent === 'accident_report' || best?.intent === 'accident_emergency'
  return isReport && best.confidence >= SURE_REPORT
}

/** Courtesies and answers stand beside an ask; they are none. */
const NO_ASK: readonly Intent[] = [
  'greet',
  'menu',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'cancel',
  'back',
  'repeat',
  'language',
  'off_topic',
  'abusive',
  'gibberish',
]
const SURE_ASK = 0.75

type Guess = (raw: string, normal: string, plain: string, reserved: Reserved | undefined) => IntentGuess[]

function makeGuess(lexicon: ReturnType<typeof parseLexicon>, model: Model): Guess {
  const score = makeScorer(model.classifier)
  const labels = model.classifier.labels.filter(isIntent)
  const vocabulary = new Set(model.vocabulary.map(([word]) => word))
  return (raw, normal, plain, reserved) => {
    const { scores, seen } = score({ normal, plain, concepts: findConcepts(lexicon, normal) })
    const guesses = toGuesses(labels, scores, seen)
    const byRule = reserved && BY_RESERVED[reserved]
    if (byRule) return lead(guesses, byRule, 0.97)
    if (looksLikeNoise(raw, normal, vocabulary)) return lead(guesses, 'gibberish', 0.9)
    if (isBareCall(normal)) return lead(guesses, 'greet', CALLED)
    if (isBareAnswer(normal))
      return guesses.map(({ intent, confidence }) => ({ intent, confidence: confidence * BARE_ANSWER }))
    return guesses
  }
}

/** Makes the function that understands one message. It never throws; longer input is cut to 2,000 characters. */
export function makeUnderstand(data: UnderstandingData, model: Model): (text: string) => Utterance {
  const lexicon = parseLexicon(data.lexicon)
  const normalise = makeModelNormaliser(lexicon, model.vocabulary)
  const guess = makeGuess(lexicon, model)

  /** Courtesies and answers are none. */
  function sureAsk(text: string): Ask | undefined {
    const { normal } = normalise(text)
    const best = guess(text, normal, plainOf(text), undefined)[0]
    if (!best || best.confidence < SURE_ASK || NO_ASK.includes(best.intent)) return undefined
    const topic = findTopic(normal)
    return { ...best, text, ...(topic ? { topic } : {}) }
  }

  /** Each ask once, where there are at least two; danger is no list. */
  function findAsks(raw: string): Ask[] {
    const asks = new Map<Intent, Ask>()
    for (const ask of clausesOf(raw).map(sureAsk)) if (ask && !asks.has(ask.intent)) asks.set(ask.intent, ask)
    return asks.size > 1 ? [...asks.values()] : []
  }

  /** "mlm min, sy mo nanya sigap tu apa" greets, and what it is about stands behind the greeting. */
  function behindGreeting(guesses: IntentGuess[], raw: string): IntentGuess[] {
    const rest = guesses[0]?.intent === 'greet' ? behindFirst(raw) : undefined
    const ask = rest === undefined ? undefined : sureAsk(rest)
    return ask === undefined ? guesses : lead(guesses, ask.intent, ask.confidence)
  }

  return (text) => {
    const raw = text.slice(0, MAX_CHARS)
    const { normal, tokens } = normalise(raw)
    const plain = plainOf(raw)
    const danger = findDanger(normal, plain)
    const reserved = danger === 'yes' ? undefined : findReserved(raw, normal, plain)
    const intents = withDanger(behindGreeting(guess(raw, normal, plain, reserved), raw), danger)
    const emergency = isDanger(danger, intents, normal)
    const topic = findTopic(normal)
    const asks = emergency ? [] : findAsks(raw)
    return {
      raw,
      normal,
      tokens,
      intents,
      ...(asks.length > 0 ? { asks } : {}),
      ...(topic ? { topic } : {}),
      ...(reserved ? { reserved } : {}),
      emergency,
      ...(emergency && danger !== 'yes' ? { sensed: true as const } : {}),
      accident: emergency || isSureReport(intents[0]) || tellsAccident(normal),
      death: tellsDeath(normal),
      correction: isCorrection(normal),
      negated: isNegated(normal),
      language: findLanguage(plain),
      about: findAbout(normal),
    }
  }
}
