/** @module Trains the model from labelled texts: the vocabulary, then the classifier over normal forms. Knows no intent of ours. */

import { type Classifier, type Example, makeScorer, trainClassifier } from './classifier.ts'
import { findConcepts, type Lexicon, parseLexicon } from './lexicon.ts'
import { makeNormaliser, type Normaliser, plain as plainOf } from './normalise.ts'
import { makeSpeller, spellingCost } from './spelling.ts'
import { spoil } from './spoil.ts'

/** What training makes; JSON-able. Raise `version` when the code that reads it changes its meaning. */
export type Model = { version: number; vocabulary: [string, number][]; classifier: Classifier }

export const MODEL_VERSION = 4

const MIN_COUNT_KNOWN = 2
// A word seen once is a word of its own unless it is nearer than this to a frequent one ("prgram").
const MISSPELT = 0.9
const MIN_COUNT_TARGET = 3
// Where so little was read, a word seen once is all there is to correct to.
const FEW_WORDS = 5000
// Each example is learnt from once as written and so many times with slips of the thumb.
const COPIES = 2
// Seeds of slips go by place, so that an example added at the end changes no other one's; a copy begins so far on.
const SEEDS_A_COPY = 7_280

export type Labelled = { label: string; text: string }

/** The words the examples use, with how often; those that are slips of more frequent ones are left out. */
function findVocabulary(lexicon: Lexicon, examples: readonly Labelled[]): [string, number][] {
  const first = makeNormaliser(lexicon, () => undefined, new Set())
  const counts = new Map<string, number>()
  for (const { text } of examples)
    for (const word of first(text).normal.split(' '))
      if (/^[a-z'-]{2,}$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const nearest = makeSpeller(targetsOf(lexicon, [...counts]))
  const isWord = (word: string) => {
    const other = nearest(word)
    return other === undefined || spellingCost(word, other) >= MISSPELT
  }
  return [...counts].filter(
    ([word, count]) => count >= MIN_COUNT_KNOWN || lexicon.known.has(word) || isWord(word),
  )
}

/** What spelling is corrected to: the words of the service and whatever the examples say often. */
function targetsOf(lexicon: Lexicon, counts: readonly [string, number][]): Map<string, number> {
  const read = counts.reduce((sum, [, count]) => sum + count, 0)
  const least = read < FEW_WORDS ? 1 : MIN_COUNT_TARGET
  const targets = new Map(counts.filter(([, count]) => count >= least))
  for (const word of lexicon.domain) targets.set(word, Math.max(targets.get(word) ?? 0, 20))
  return targets
}

/** The normaliser that goes with a model: training and use must write words alike. */
export function makeModelNormaliser(lexicon: Lexicon, vocabulary: readonly [string, number][]): Normaliser {
  const speller = makeSpeller(targetsOf(lexicon, vocabulary))
  return makeNormaliser(lexicon, speller, new Set(vocabulary.map(([word]) => word)))
}

/** Trains on texts with any labels; `lexiconTsv` may be empty. */
export function trainModel(lexiconTsv: string, examples: readonly Labelled[]): Model {
  const lexicon = parseLexicon(lexiconTsv)
  const vocabulary = findVocabulary(lexicon, examples)
  const normalise = makeModelNormaliser(lexicon, vocabulary)
  const written = [...examples]
  for (let copy = 0; copy < COPIES; copy++)
    examples.forEach(({ label, text }, at) => {
      written.push({ label, text: spoil(text, copy * SEEDS_A_COPY + at) })
    })
  const rows = written.map(({ label, text }): Example => {
    const { normal } = normalise(text)
    return { label, normal, plain: plainOf(text), concepts: findConcepts(lexicon, normal) }
  })
  return { version: MODEL_VERSION, vocabulary, classifier: trainClassifier(rows) }
}

/** The bare classifier, without rules: the best label of a text. */
export function makeLabeller(lexiconTsv: string, model: Model): (text: string) => string {
  const lexicon = parseLexicon(lexiconTsv)
  const normalise = makeModelNormaliser(lexicon, model.vocabulary)
  const score = makeScorer(model.classifier)
  return (text) => {
    const { normal } = normalise(text)
    const { scores } = score({ normal, plain: plainOf(text), concepts: findConcepts(lexicon, normal) })
    return model.classifier.labels[scores.indexOf(Math.max(...scores))] ?? ''
  }
}
