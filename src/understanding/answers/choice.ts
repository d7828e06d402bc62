/** @module Reads which of some choices is meant: by number, order, label, synonym, or nearly so. */

import { distance } from 'fastest-levenshtein'
import { fold } from '../tokens.ts'
import type { Utterance } from '../utterance.ts'
import { readNumberWords } from './number-words.ts'
import { normalWords, partOf, plainWords, wordsOf, written } from './words.ts'

export type Option = { id: string; label: string; synonyms?: readonly string[] }
export type Chosen = { id: string } | { several: string[] }

const AROUND_NUMBER = new Set(
  'nomor pilih pilihan opsi yang jawaban jawab angka saya mau ambil poin ke number option the one'.split(' '),
)
const ORDINALS = ['pertama', 'kedua', 'ketiga', 'keempat', 'kelima', 'keenam', 'ketujuh', 'kedelapan']
const ORDINALS_EN = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']
const EMPTY_WORDS = new Set(
  'saya yang di ke dari dan atau itu ini ada untuk dengan the a of i my is am lagi sudah adalah jadi saja'.split(
    ' ',
  ),
)
const NEGATIONS = new Set(['tidak', 'bukan', 'belum', 'tanpa', 'jangan', 'not', 'no'])
const OWN = new Set('saya aku gue'.split(' '))
const PERSONS = new Set(
  'bapak ibu ayah suami istri anak kakak adik abang mas mbak om tante paman bibi kakek nenek teman tetangga saudara mertua'.split(
    ' ',
  ),
)
const BARE = new Set('ya iya yes'.split(' '))
const SURE = 0.62
const SHORT = 6
/** More than 2,000 characters of a story have; a thousand words of one letter would each be held against each label. */
const MAX_WORDS = 350
const VOWELS = /[aeiou]/

/** The option that is meant, several when they fit alike (or were all named), undefined when none fits. */
export function parseChoice(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  return byNumber(utterance, options) ?? byWords(utterance, options) ?? byOpening(utterance, options)
}

/** As `parseChoice` without bare numbers: for choices told in passing among other things. */
export function findChoice(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  return byRange(utterance, options) ?? byWords(utterance, options, 0.88)
}

function pick(options: readonly Option[], indices: readonly number[]): Chosen | undefined {
  const ids = [...new Set(indices.flatMap((index) => options[index - 1]?.id ?? []))]
  const [id] = ids
  if (id === undefined) return undefined
  return ids.length === 1 ? { id } : { several: ids }
}

function byNumber(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  const exact = byName(utterance, options)
  if (exact) return exact
  const ranged = byRange(utterance, options)
  if (ranged) return ranged
  const words = plainWords(utterance).filter((word) => !AROUND_NUMBER.has(word) && word !== 'dan')
  const keycap = /^\s*(\d)\ufe0f?\u20e3\s*$/u.exec(utterance.raw)?.[1]
  if (keycap) return pick(options, [Number(keycap)])
  if (words.length > 0 && words.every((word) => /^\d{1,2}$/.test(word)))
    return byDigits(words.map(Number), options)
  const said = readNumberWords(words)
  if (said && said.used === words.length && said.value <= options.length) return pick(options, [said.value])
  return byOrder(plainWords(utterance), options)
}

/** The whole message is one label, or one synonym that no other choice shares. */
function byName(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  const said = written(utterance).trim()
  const labelled = options.find((option) => fold(option.label) === said)
  if (labelled) return { id: labelled.id }
  const named = options.filter((option) => option.synonyms?.some((synonym) => fold(synonym) === said))
  const [only] = named
  return named.length === 1 && only ? { id: only.id } : undefined
}

/** "4" among 1-3, 4-5, 6-10, unknown is the fourth in the list or the value: asked back, where more than two are open. */
function byDigits(numbers: readonly number[], options: readonly Option[]): Chosen | undefined {
  const chosen = pick(options, numbers)
  const value = numbers.length === 1 ? inRange(options, numbers[0] ?? 0) : undefined
  if (!chosen || !value || options.length <= 2) return chosen ?? value
  if (!('id' in chosen) || !('id' in value) || chosen.id === value.id) return chosen
  return { several: [value.id, chosen.id] }
}

function byOrder(words: readonly string[], options: readonly Option[]): Chosen | undefined {
  if (words.length > 5) return undefined
  for (const list of [ORDINALS, ORDINALS_EN]) {
    const index = list.findIndex((ordinal) => words.includes(ordinal))
    if (index >= 0 && index < options.length) return pick(options, [index + 1])
  }
  if (words.includes('terakhir') || words.includes('last')) return pick(options, [options.length])
  if (words.includes('atas') && words.length <= 3) return pick(options, [1])
  if (words.includes('bawah') && words.length <= 3) return pick(options, [options.length])
  return undefined
}

/** "desil 4" among 1-3, 4-5, 6-10: the number names a value, not a place in the list. */
function byRange(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  const told = /\b(?:desil|decile)\D{0,12}?(\d{1,2})(?!\d)(?:\s*(?:-|sampai|atau)\s*(\d{1,2}))?/.exec(
    utterance.normal,
  )
  if (!told) return undefined
  const low = inRange(options, Number(told[1]))
  const high = told[2] ? inRange(options, Number(told[2])) : undefined
  if (low && high && 'id' in low && 'id' in high && low.id !== high.id) return { several: [low.id, high.id] }
  return low
}

function inRange(options: readonly Option[], value: number): Chosen | undefined {
  for (const option of options) {
    const range =
      /(\d{1,2})\s*[-–]\s*(\d{1,2})/.exec(option.id) ?? /(\d{1,2})\s*[-–]\s*(\d{1,2})/.exec(option.label)
    if (range && value >= Number(range[1]) && value <= Number(range[2])) return { id: option.id }
  }
  return undefined
}

/** "belum, di KK masih ada anak yang sudah nikah": the answer stands before the comma, its reason after it. */
function byOpening(utterance: Utterance, options: readonly Option[]): Chosen | undefined {
  const [opening = '', ...rest] = utterance.raw.split(/[,;.\n]/)
  const count = wordsOf(opening).length
  return rest.length > 0 && count > 0 && count <= 3
    ? byWords(partOf(utterance, 0, count), options)
    : undefined
}

function byWords(utterance: Utterance, options: readonly Option[], least = SURE): Chosen | undefined {
  const messages = readingsOf(utterance)
  const scored = options.map((option) => {
    const texts = [option.label, ...(option.synonyms ?? []), option.id.replaceAll('_', ' ')]
    const scores = texts.flatMap((text) => {
      const phrase = phraseOf(text)
      return messages.map((message) => fitness(phrase, message))
    })
    return { id: option.id, score: Math.max(0, ...scores) }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  if (best < least) return undefined
  const fitting = scored.filter(({ score }) => score > best - 0.03)
  const [only] = fitting
  if (fitting.length === 1 && only) return { id: only.id }
  return { several: fitting.map(({ id }) => id) }
}

/** The words of a message, those of them that carry something, and whether they deny; looked at once for all labels. */
type Message = { words: readonly string[]; said: readonly string[]; denies: boolean }

/** Normal, without politeness, as written: each once where two of them are the same, which most short messages are. */
function readingsOf(utterance: Utterance): readonly Message[] {
  const before = read.get(utterance)
  if (before !== undefined) return before
  const all = [normalWords(utterance), plainWords(utterance), wordsOf(lettersOf(written(utterance)))]
  const distinct = new Map(all.map((words) => [words.join(' '), words.slice(0, MAX_WORDS)]))
  const readings = [...distinct.values()].map(messageOf)
  read.set(utterance, readings)
  return readings
}

/** A message is held against the choices of many slots. */
const read = new WeakMap<Utterance, readonly Message[]>()

/** A label or synonym: its words, those that carry something, whether it denies, and whether it names nothing inside a longer message. */
type Phrase = { words: readonly string[]; content: readonly string[]; denies: boolean; isWeak: boolean }

/** Labels and synonyms are some hundred, and are the same for everybody; names of cases pass through. */
const phrases = new Map<string, Phrase>()
const PHRASES_KEPT = 2_000

function phraseOf(text: string): Phrase {
  const before = phrases.get(text)
  if (before !== undefined) return before
  const words = wordsOf(lettersOf(fold(text)))
  const content = words.filter((word) => !EMPTY_WORDS.has(word))
  const denies = content.some((word) => NEGATIONS.has(word))
  const phrase = { words, content, denies, isWeak: words.every(isWeak) }
  if (phrases.size >= PHRASES_KEPT) phrases.clear()
  phrases.set(text, phrase)
  return phrase
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}\s-]/gu, ' ')

function messageOf(words: readonly string[]): Message {
  const said = words.filter((word) => !EMPTY_WORDS.has(word))
  return { words, said, denies: said.some((word) => NEGATIONS.has(word)) }
}

function same(a: string, b: string): boolean {
  if (a === b) return true
  // Nearly all pairs end here: only what has a "be" before it begins with another letter.
  if (a[0] !== b[0] && a[0] !== 'b' && b[0] !== 'b') return false
  const more = a.length - b.length
  // "bekerja" is "kerja", "berjualan" is "jualan".
  if (more === 2 || more === 3) {
    if (a === `${more === 2 ? 'be' : 'ber'}${b}`) return true
  } else if (more === -2 || more === -3) {
    if (b === `${more === -2 ? 'be' : 'ber'}${a}`) return true
  }
  if (a.length < 4 || b.length < 4 || /\d/.test(a)) return false
  if (a[0] !== b[0] || distance(a, b) > (Math.min(a.length, b.length) >= 7 ? 2 : 1)) return false
  return Math.max(a.length, b.length) > SHORT || !isOtherWord(a, b)
}

/** Short words that differ in one consonant are two words: "patah" and "papah", "parah" and "marah". */
function isOtherWord(a: string, b: string): boolean {
  // "I" in Sundanese and "too little" in Indonesian: the only vowel between two words of the lists.
  if ((a === 'kurang' && b === 'kuring') || (a === 'kuring' && b === 'kurang')) return true
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return a.length === b.length && !VOWELS.test(a[at] ?? '') && !VOWELS.test(b[at] ?? '')
}

/** How well a phrase fits a message, 0..1: the whole message, a run of words in it, or most of its content words. */
function fitness(of: Phrase, { words: message, said, denies }: Message): number {
  const { words: phrase, content } = of
  if (phrase.length === 0 || message.length === 0) return 0
  // "saya", "belum" or "ya" answer when they are all that is said; inside "suami saya" they name nothing.
  if (of.isWeak && phrase.length !== message.length) return 0
  const start = findRun(phrase, message)
  if (start !== undefined) {
    const denied = message.slice(Math.max(0, start - 2), start).some((word) => NEGATIONS.has(word))
    // "suami saya yang jatuh" does not say "saya yang jatuh".
    const another = OWN.has(phrase[0] ?? '') && PERSONS.has(message[start - 1] ?? '')
    if (denied || another) return 0
    return phrase.length === message.length ? 1 : Math.min(0.99, 0.89 + phrase.join('').length / 200)
  }
  if (content.length === 0 || said.length === 0) return 0
  const hits = said.filter((word) => content.some((other) => same(word, other)))
  if (hits.every((word) => NEGATIONS.has(word))) return 0
  const cover = hits.length / content.length
  const share = hits.length / said.length
  // A short message that names part of one label ("pedagang") is meant as that label.
  const short = said.length <= 3 ? share * 0.85 + cover * 0.02 : 0
  const isTurned = denies !== of.denies
  return (isTurned ? 0.5 : 1) * Math.max(short, (cover + share) / 2)
}

function isWeak(word: string): boolean {
  return EMPTY_WORDS.has(word) || NEGATIONS.has(word) || BARE.has(word)
}

function findRun(phrase: readonly string[], message: readonly string[]): number | undefined {
  for (let at = 0; at + phrase.length <= message.length; at++)
    if (phrase.every((word, index) => same(message[at + index] ?? '', word))) return at
  return undefined
}
