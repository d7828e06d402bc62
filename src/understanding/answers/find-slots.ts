/** @module Finds several answers in one message. Fills a slot only where the message says clearly that it is meant. */

import type { Utterance } from '../utterance.ts'
import { parseAgeOrBirth } from './age.ts'
import { parseCaseNumber } from './case-number.ts'
import { findChoice, type Option } from './choice.ts'
import { parseMoment } from './moment.ts'
import { parseMoney } from './money.ts'
import { parseName } from './name.ts'
import { parseOccupation } from './occupation.ts'
import { parsePhone } from './phone.ts'
import { type Places, parsePlace } from './place.ts'
import { partOf } from './words.ts'

/** `cues` are words in the normal form that stand by this slot's answer ("ktp", "tinggal"). */
export type Wanted = {
  slot: string
  type: string
  cues?: readonly string[]
  options?: readonly Option[]
}

const CUES: Record<string, readonly string[]> = {
  age: ['umur', 'usia', 'tahun', 'lahir', 'kelahiran', 'berumur', 'berusia', 'age', 'born', 'years'],
  money: [
    'rupiah',
    'gaji',
    'penghasilan',
    'pendapatan',
    'ribu',
    'juta',
    'sebulan',
    'sehari',
    'biaya',
    'bayar',
  ],
}
// How many words may stand between a cue and its answer.
const REACH = 8
const WORDS_OF_A_NAME = 5

function cuesOf(wanted: Wanted): readonly string[] {
  return wanted.cues ?? CUES[wanted.type] ?? []
}

function isCue(normal: string, cues: readonly string[]): boolean {
  return cues.some((cue) => normal === cue || normal.split(' ').includes(cue))
}

/** From a slot's cue to the next cue of another slot of the same type. */
function stretch(utterance: Utterance, wanted: Wanted, rivals: readonly Wanted[]): Utterance | undefined {
  const from = utterance.tokens.findIndex((token) => isCue(token.normal, cuesOf(wanted)))
  if (from < 0) return undefined
  let to = Math.min(utterance.tokens.length, from + REACH)
  for (let i = from + 1; i < to; i++) {
    const normal = utterance.tokens[i]?.normal ?? ''
    if (rivals.some((rival) => isCue(normal, cuesOf(rival)))) to = i
  }
  return partOf(utterance, from, to)
}

function readPlaceSlot(
  utterance: Utterance,
  wanted: Wanted,
  all: readonly Wanted[],
  places: Places,
): unknown {
  const rivals = all.filter((other) => other !== wanted && other.type === 'place')
  const part = stretch(utterance, wanted, rivals)
  if (part) return parsePlace(part, places)
  const alone = rivals.length === 0 && !all.some((other) => other.type === 'where')
  return alone ? parsePlace(utterance, places) : undefined
}

function readOne(
  utterance: Utterance,
  at: Date,
  wanted: Wanted,
  all: readonly Wanted[],
  places: Places,
): unknown {
  const cued = stretch(utterance, wanted, [])
  switch (wanted.type) {
    case 'place':
      return readPlaceSlot(utterance, wanted, all, places)
    case 'age':
    case 'birth':
      return hasAgeCue(utterance, wanted) ? parseAgeOrBirth(utterance, at) : undefined
    case 'moment':
      return parseMoment(utterance, at)
    case 'money':
      return cued || /\brp\b|\d ?(?:rb|ribu|jt|juta)\b/i.test(utterance.raw)
        ? parseMoney(utterance)
        : undefined
    case 'phone':
      return parsePhone(utterance)
    case 'case_number':
      return parseCaseNumber(utterance)
    case 'name':
      return readName(utterance, wanted)
    case 'occupation':
      return parseOccupation(utterance)
    case 'choice':
      return readChoice(utterance, wanted, cued)
    default:
      return undefined
  }
}

function hasAgeCue(utterance: Utterance, wanted: Wanted): boolean {
  const cues = [...cuesOf(wanted), ...(CUES.age ?? [])]
  return (
    utterance.tokens.some((token) => isCue(token.normal, cues)) ||
    /\d ?(?:thn|th|taun|tahun)\b/i.test(utterance.raw)
  )
}

/** Whatever follows "nama" looks like a name, so only a correction or a message of nothing else gives one. */
function readName(utterance: Utterance, wanted: Wanted): string | undefined {
  const at = utterance.tokens.findIndex((token) => isCue(token.normal, cuesOf(wanted)))
  const isAlone = at === 0 && utterance.tokens.length <= WORDS_OF_A_NAME
  if (at < 0 || !(utterance.correction || isAlone)) return undefined
  return parseName(partOf(utterance, at, utterance.tokens.length))
}

function readChoice(utterance: Utterance, wanted: Wanted, cued: Utterance | undefined): unknown {
  if (!wanted.options) return undefined
  // A slot with cues is filled only near one of them; without cues the words of a choice are evidence enough.
  if (wanted.cues && wanted.cues.length > 0 && !cued) return undefined
  const chosen = findChoice(cued ?? utterance, wanted.options)
  return chosen && 'id' in chosen ? chosen.id : undefined
}

/**
 * The values told, by slot name, each in the shape its parser returns (a choice as its id). A place needs its cue
 * when several places are wanted, an age needs "umur", "tahun" or "lahir"; what is doubtful is left out.
 */
export function findSlots(
  utterance: Utterance,
  at: Date,
  wanted: readonly Wanted[],
  places: Places,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const one of wanted) {
    const value = readOne(utterance, at, one, wanted, places)
    if (value !== undefined) found[one.slot] = value
  }
  return found
}
