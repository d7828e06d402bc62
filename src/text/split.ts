/** @module Splits a text into parts a platform accepts. Pure; knows no platform. */

import { type Cluster, clusters, fits, type Measure } from './fit.ts'

/** Where a part may end, the better the higher. A space inside a number or amount is only better than a cut word. */
const RANKS = { number: 1, word: 2, sentence: 3, line: 4, paragraph: 5 } as const

/** A better break is taken only if the part is at least this full. */
const MIN_FILL = 0.5

type Break = { from: number; to: number; rank: number }

/**
 * Splits `text` into parts of at most `maxChars`, at the best break: paragraph, line, sentence, word.
 *
 * A number written in groups, an amount, a link or an emoji stays whole unless it alone is longer than a part.
 * White space at the seams is dropped; nothing else is. An empty text gives one empty part. Never throws.
 *
 * @param maxChars the platform's limit, at least 1
 */
export function split(text: string, maxChars: number, measure: Measure = 'utf16'): string[] {
  const whole = text.trim()
  const max = Math.max(1, Math.floor(maxChars))
  if (fits(whole, max, measure)) return [whole]
  const characters = clusters(whole, measure)
  const breaks = findBreaks(whole)
  const parts: string[] = []
  let start = 0
  let first = 0
  while (start < whole.length) {
    const reach = reachOf(characters, first, max, measure, whole)
    const end = reach.end >= whole.length ? reach.end : bestEnd(breaks, start, reach.end)
    parts.push(whole.slice(start, end).trim())
    start = end
    while (start < whole.length && /\s/.test(whole.charAt(start))) start += 1
    first = clusterAt(characters, start, first)
  }
  return parts.filter((part) => part !== '')
}

/** How far a part that starts at cluster `first` may go. A single cluster over the limit is cut between code points. */
function reachOf(
  characters: Cluster[],
  first: number,
  max: number,
  measure: Measure,
  text: string,
): { end: number } {
  let used = 0
  let end: number | undefined
  for (let index = first; index < characters.length; index += 1) {
    const cluster = characters[index]
    if (!cluster) break
    used += cluster.size
    if (used > max) break
    end = cluster.index + cluster.text.length
  }
  if (end !== undefined) return { end }
  return { end: cutCluster(characters, first, max, measure, text) }
}

/** Leaves the rest of an oversized cluster in the list as a cluster of its own. */
function cutCluster(
  characters: Cluster[],
  first: number,
  max: number,
  measure: Measure,
  text: string,
): number {
  const cluster = characters[first]
  if (!cluster) return text.length
  let head = ''
  for (const char of cluster.text) {
    if (head !== '' && !fits(head + char, max, measure)) break
    head += char
  }
  const end = cluster.index + head.length
  const rest = clusters(cluster.text.slice(head.length), measure)
  characters.splice(
    first,
    1,
    { index: cluster.index, text: head, size: max },
    ...rest.map((one) => ({ ...one, index: one.index + end })),
  )
  return end
}

function clusterAt(characters: Cluster[], start: number, from: number): number {
  let index = from
  while (index < characters.length && (characters[index]?.index ?? 0) < start) index += 1
  return index
}

/** The end of the part: of the best break that leaves it full enough, else the last break, else the limit itself. */
function bestEnd(breaks: Break[], start: number, limit: number): number {
  const inside = breaks.filter(({ from }) => from > start && from <= limit)
  const enough = start + (limit - start) * MIN_FILL
  for (const rank of [RANKS.paragraph, RANKS.line, RANKS.sentence, RANKS.word]) {
    const best = inside.findLast((one) => one.rank >= rank && one.from >= enough)
    if (best) return best.from
  }
  const last = inside.findLast(({ rank }) => rank >= RANKS.word) ?? inside.at(-1)
  return last?.from ?? limit
}

// Spaces that belong to what stands around them: 0813 8007 0175, 2 × 24 jam, Rp70 juta, 7 November.
const NUMBER_SPACES =
  /\d[ \u00a0](?=[\d×x]|juta|ribu|miliar|million|thousand|jam|hari|bulan|tahun|hours?|days?|months?|years?)|×[ \u00a0](?=\d)|hari[ \u00a0](?=kerja)|working[ \u00a0](?=days?)/g

// Points that end no sentence.
const ABBREVIATION = /(?:^|[\s(])(?:jl|no|dr|rp|rt|rw|kel|kec|kab|dll|dsb|hlm|ps|bpk|st)\.$/i

function findBreaks(text: string): Break[] {
  const numbers = new Set(
    Array.from(text.matchAll(NUMBER_SPACES), ({ index, 0: { length } }) => index + length - 1),
  )
  return Array.from(text.matchAll(/\s+/g), ({ index, 0: space }): Break => {
    const before = text.slice(Math.max(0, index - 12), index)
    const lines = space.split('\n').length - 1
    let rank: number = RANKS.word
    if (lines > 1) rank = RANKS.paragraph
    else if (lines === 1) rank = RANKS.line
    else if (numbers.has(index)) rank = RANKS.number
    else if (/[.!?…]["”')\]]*$/.test(before) && !ABBREVIATION.test(before)) rank = RANKS.sentence
    return { from: index, to: index + space.length, rank }
  })
}
