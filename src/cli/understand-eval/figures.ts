/** @module Counts what was right: accuracy, per label, confusions, calibration, danger, what is out of scope. Pure. */

import type { Labelled } from './messages.ts'

/** A message with what was said of it. */
export type Judged = Labelled & { guess: string; confidence: number; emergency: boolean }

const share = (part: number, all: number): number => (all === 0 ? Number.NaN : part / all)

export const isRight = ({ label, guess }: Judged): boolean => label === guess
export const isAccepted = ({ label, guess, also }: Judged): boolean => label === guess || also.includes(guess)

export function strict(judged: readonly Judged[]): number {
  return share(judged.filter(isRight).length, judged.length)
}

export function accepted(judged: readonly Judged[]): number {
  return share(judged.filter(isAccepted).length, judged.length)
}

export type LabelFigures = { label: string; count: number; precision: number; recall: number; f1: number }

/** Precision, recall and F1 of each label, in the order of the alphabet. */
export function byLabel(judged: readonly Judged[]): LabelFigures[] {
  const labels = [...new Set(judged.map(({ label }) => label))].sort()
  return labels.map((label) => {
    const meant = judged.filter((one) => one.label === label)
    const right = meant.filter(isRight).length
    const said = judged.filter(({ guess }) => guess === label).length
    const precision = said === 0 ? 0 : right / said
    const recall = right / meant.length
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    return { label, count: meant.length, precision, recall, f1 }
  })
}

export function macroF1(judged: readonly Judged[]): number {
  const figures = byLabel(judged)
  return share(
    figures.reduce((sum, { f1 }) => sum + f1, 0),
    figures.length,
  )
}

export type Confusion = { label: string; guess: string; count: number; example: string }

/** What is taken for what, most often first. */
export function confusions(judged: readonly Judged[], most: number): Confusion[] {
  const pairs = new Map<string, Confusion>()
  for (const one of judged) {
    if (isAccepted(one)) continue
    const key = `${one.label}\t${one.guess}`
    const pair = pairs.get(key) ?? { label: one.label, guess: one.guess, count: 0, example: one.text }
    pair.count += 1
    pairs.set(key, pair)
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count).slice(0, most)
}

export type Bin = { from: number; to: number; count: number; confidence: number; right: number }

const BINS = 10

/** How often messages of a confidence are right: ten equal bins. */
export function reliability(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: BINS }, (_, at) => {
    const inside = judged.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === at)
    const sum = inside.reduce((total, { confidence }) => total + confidence, 0)
    return {
      from: at / BINS,
      to: (at + 1) / BINS,
      count: inside.length,
      confidence: share(sum, inside.length),
      right: strict(inside),
    }
  })
}

/** Expected calibration error: the mean distance between what is said and what is right, weighed by bin. */
export function calibrationError(judged: readonly Judged[]): number {
  return reliability(judged)
    .filter(({ count }) => count > 0)
    .reduce(
      (sum, { count, confidence, right }) => sum + (count / judged.length) * Math.abs(confidence - right),
      0,
    )
}

export type Danger = { found: number; urgent: number; alarms: number; calm: number }

/** Danger found by the label of an emergency or the alarm, and false alarms among what is none. */
export function danger(judged: readonly Judged[]): Danger {
  const isUrgent = ({ label }: Judged) => label === 'accident_emergency'
  const isAlarm = ({ guess, emergency }: Judged) => emergency || guess === 'accident_emergency'
  const urgent = judged.filter(isUrgent)
  // Where danger is an accepted reading it is no false alarm.
  const calm = judged.filter((one) => !isUrgent(one) && !one.also.includes('accident_emergency'))
  return {
    found: urgent.filter(isAlarm).length,
    urgent: urgent.length,
    alarms: calm.filter(isAlarm).length,
    calm: calm.length,
  }
}

const OUT_OF_SCOPE = ['off_topic', 'gibberish', 'abusive']

/** The share of messages the service does not know that are not answered as if it did: set apart, or asked back. */
export function rejected(judged: readonly Judged[], sure: number): number {
  const out = judged.filter(({ label }) => label === 'off_topic' || label === 'gibberish')
  const kept = out.filter(({ guess, confidence }) => OUT_OF_SCOPE.includes(guess) || confidence < sure)
  return share(kept.length, out.length)
}
