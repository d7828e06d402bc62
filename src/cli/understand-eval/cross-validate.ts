/** @module Cross-validation on the examples of training: each is judged by a model that never saw it. */

import { createHash } from 'node:crypto'
import {
  makeUnderstand,
  parseExamples,
  train,
  type UnderstandingData,
} from '../../understanding/understand.ts'
import type { Utterance } from '../../understanding/utterance.ts'
import type { Judged } from './figures.ts'
import type { Labelled } from './messages.ts'

/** What is done to a message before it is judged; `at` is its place, so that each has its own luck. */
export type Spoil = (text: string, at: number) => string

export type Example = { label: string; text: string }
export type Fold = { understand: (text: string) => Utterance; kept: readonly number[] }

export function judge(understand: (text: string) => Utterance, one: Labelled): Judged {
  const said = understand(one.text)
  const best = said.intents[0]
  return { ...one, guess: best?.intent ?? '', confidence: best?.confidence ?? 0, emergency: said.emergency }
}

/**
 * The places 0..count-1 dealt out to so many folds by the text alone: an example stays in its fold whatever is added,
 * so that two trainings differ by what was learnt and not by luck.
 */
export function dealFolds(examples: readonly Example[], folds: number): number[][] {
  const dealt: number[][] = Array.from({ length: folds }, () => [])
  examples.forEach(({ text }, at) => {
    const [first = 0] = createHash('sha256').update(text).digest()
    dealt[first % folds]?.push(at)
  })
  return dealt
}

export const toTsv = (examples: readonly Example[]): string =>
  examples.map(({ label, text }) => `${label}\t${text}`).join('\n')

/** Trains one model a fold, on everything but the fold; English examples are always trained on. */
export function makeFolds(data: UnderstandingData, folds: number): { examples: Example[]; folds: Fold[] } {
  const examples = parseExamples(data.examples).map(({ intent, text }) => ({ label: intent as string, text }))
  const made = dealFolds(examples, folds).map((kept): Fold => {
    const apart = new Set(kept)
    const own = { ...data, examples: toTsv(examples.filter((_, at) => !apart.has(at))) }
    return { understand: makeUnderstand(own, train(own)), kept }
  })
  return { examples, folds: made }
}

/** Judges every example by the model of its fold. */
export function judgeFolds(
  { examples, folds }: { examples: readonly Example[]; folds: readonly Fold[] },
  spoil: Spoil = (text) => text,
): Judged[] {
  return folds.flatMap(({ understand, kept }) =>
    kept.flatMap((at) => {
      const one = examples[at]
      return one ? [judge(understand, { ...one, text: spoil(one.text, at), also: [] })] : []
    }),
  )
}
