/** @module Reads lexicon.tsv: forms people write, their standard form, and the neighbours that decide between two. */

/**
 * Which neighbours a row needs: `prev:` and `next:` the word beside it, `near:` within two words,
 * `prev:#` a number, `first` the first word of the message. Several conditions joined by `&` must all hold.
 */
export type Condition = { at: 'prev' | 'next' | 'near' | 'first'; words: ReadonlySet<string> }

export type LexiconEntry = { words: string[]; to: string; kind: string; when: Condition[] }

type Concept = { words: string[]; name: string }

export type Lexicon = {
  /** By first word; longer forms first, then rows with a condition, then the default. */
  byFirst: Map<string, LexiconEntry[]>
  /** Standard words: left alone, and where affixes are taken off the stem must be one of them. */
  known: Set<string>
  /** Words that spelling may be corrected to. */
  domain: Set<string>
  /** Groups of words that mean much the same, by first word, in the normal form. */
  concepts: Map<string, Concept[]>
}

function parseConditions(text: string): Condition[] {
  const conditions: Condition[] = []
  for (const part of text.split('&')) {
    const [at = '', words = ''] = part.trim().split(':')
    if (at === 'prev' || at === 'next' || at === 'near' || at === 'first')
      conditions.push({ at, words: new Set(words.split('|')) })
  }
  return conditions
}

/** Parses `form<TAB>standard<TAB>kind<TAB>context?`; lines that start with # and lines without a form are skipped. */
export function parseLexicon(tsv: string): Lexicon {
  const lexicon: Lexicon = { byFirst: new Map(), known: new Set(), domain: new Set(), concepts: new Map() }
  for (const line of tsv.split('\n')) {
    if (line.startsWith('#')) continue
    const [form = '', to = '', kind = '', context = ''] = line.split('\t')
    const words = form.trim().split(' ')
    const first = words[0]
    if (!first || !kind) continue
    if (kind === 'concept') {
      const concepts = lexicon.concepts.get(first) ?? []
      concepts.push({ words, name: to.trim() })
      lexicon.concepts.set(first, concepts)
      for (const word of words) lexicon.known.add(word)
      continue
    }
    const standard = to.trim() || (kind === 'word' || kind === 'domain' ? form.trim() : '')
    for (const word of standard.split(' ')) if (word) lexicon.known.add(word)
    if (kind === 'domain') lexicon.domain.add(standard)
    if (standard === form.trim() && words.length === 1 && context === '') continue
    const entries = lexicon.byFirst.get(first) ?? []
    entries.push({ words, to: standard, kind: kind.trim(), when: parseConditions(context) })
    lexicon.byFirst.set(first, entries)
  }
  for (const entries of lexicon.byFirst.values())
    entries.sort((a, b) => b.words.length - a.words.length || b.when.length - a.when.length)
  return lexicon
}

function holds(condition: Condition, words: readonly string[], from: number, to: number): boolean {
  const fits = (index: number) => {
    const word = words[index]
    if (word === undefined) return condition.words.has('$')
    return condition.words.has(word) || (condition.words.has('#') && /^\d/.test(word))
  }
  if (condition.at === 'first') return from === 0
  if (condition.at === 'prev') return fits(from - 1)
  if (condition.at === 'next') return fits(to)
  return [from - 2, from - 1, to, to + 1].some((index) => words[index] !== undefined && fits(index))
}

/** The row for the words from `at` on, or undefined when none fits there. */
export function lookUp(lexicon: Lexicon, words: readonly string[], at: number): LexiconEntry | undefined {
  const entries = lexicon.byFirst.get(words[at] ?? '')
  return entries?.find(
    (entry) =>
      entry.words.every((word, index) => words[at + index] === word) &&
      entry.when.every((condition) => holds(condition, words, at, at + entry.words.length)),
  )
}

/** The concepts that words of a normal form name, each once, in the order of their names. */
export function findConcepts(lexicon: Lexicon, normal: string): string[] {
  const words = normal.split(' ')
  const found = new Set<string>()
  words.forEach((word, at) => {
    for (const concept of lexicon.concepts.get(word) ?? [])
      if (concept.words.every((part, index) => words[at + index] === part)) found.add(concept.name)
  })
  return [...found].sort()
}
