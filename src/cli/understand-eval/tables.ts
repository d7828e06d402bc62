/** @module Figures as the tables of `docs/understanding.md`. Pure. */

import {
  accepted,
  byLabel,
  calibrationError,
  confusions,
  danger,
  type Judged,
  macroF1,
  rejected,
  reliability,
  strict,
} from './figures.ts'

const CONFUSIONS = 15
const DIGITS = 3

export const figure = (value: number): string => (Number.isFinite(value) ? value.toFixed(DIGITS) : '-')

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** One row a set of messages: what the issue asks for, in its order. */
export function summary(
  sets: readonly (readonly [name: string, judged: readonly Judged[]])[],
  sure: number,
): string {
  const head = [
    'messages',
    'n',
    'strict',
    'with alternatives',
    'macro F1',
    'danger found',
    'false alarms',
    'out of scope set apart',
    'ECE',
  ]
  const rows = sets.map(([name, judged]) => {
    const { found, urgent, alarms, calm } = danger(judged)
    return [
      name,
      String(judged.length),
      figure(strict(judged)),
      figure(accepted(judged)),
      figure(macroF1(judged)),
      `${found}/${urgent}`,
      `${alarms}/${calm}`,
      figure(rejected(judged, sure)),
      figure(calibrationError(judged)),
    ]
  })
  return table(head, rows)
}

export function intents(judged: readonly Judged[]): string {
  const rows = byLabel(judged).map(({ label, count, precision, recall, f1 }) => [
    label,
    String(count),
    figure(precision),
    figure(recall),
    figure(f1),
  ])
  return table(['intent', 'n', 'precision', 'recall', 'F1'], rows)
}

export function confused(judged: readonly Judged[]): string {
  const rows = confusions(judged, CONFUSIONS).map(({ label, guess, count, example }) => [
    String(count),
    label,
    guess,
    example,
  ])
  return table(['times', 'meant', 'understood', 'for example'], rows)
}

export function calibration(judged: readonly Judged[]): string {
  const rows = reliability(judged).map(({ from, to, count, confidence, right }) => [
    `${from.toFixed(1)} - ${to.toFixed(1)}`,
    String(count),
    figure(confidence),
    figure(right),
  ])
  return table(['confidence', 'n', 'said', 'right'], rows)
}
