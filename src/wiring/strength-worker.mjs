/**
 * @module The thread that weighs passwords, so that neither its dictionaries (0.3 s to unfold) nor a hostile password
 * hold the service's own loop. Plain JavaScript: it is started as it stands, not joined to the rest.
 */

import { parentPort, workerData } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as indonesian } from '@zxcvbn-ts/language-id'

/** Its work grows with the third power of the length: 256 signs take seconds. Hard to guess up to here is enough. */
const WEIGHED_CHARS = 40

const dictionary = { ...common, ...indonesian, own: workerData.words }
const weigher = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: WEIGHED_CHARS })
const entries = new Set(Object.values(dictionary).flat().map(signs))
// With digits in, between or around them words are the same words.
const words = new Set([...entries].map(letters).filter((word) => word !== ''))

parentPort.on('message', ({ id, password, own }) => {
  const whole = signs(password)
  const strength = {
    guesses: Math.min(
      ...[...new Set([password, password.replace(/\s/g, '')])].map((text) => guessesOf(text, own)),
    ),
    isKnown: entries.has(whole),
    isFewWords: isOfTwo(whole, entries) || isOfTwo(letters(whole), words),
  }
  parentPort.postMessage({ id, strength })
})

function guessesOf(text, own) {
  return weigher.check([...text].slice(0, WEIGHED_CHARS).join(''), own).guesses
}

/** One of the set, or two in a row. */
function isOfTwo(text, set) {
  if (set.has(text)) return true
  for (let at = 1; at < text.length; at++)
    if (set.has(text.slice(0, at)) && set.has(text.slice(at))) return true
  return false
}

/** Small letters and digits alone. */
function signs(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function letters(text) {
  return text.replace(/\p{N}/gu, '')
}
