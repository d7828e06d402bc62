/** @module A linear classifier over hashed TF-IDF features: one-vs-rest squared-hinge SVM. Knows no intent of ours. */

import { BUCKETS, seeFeatures, type Text } from './features.ts'
import { packIntegers, unpackIntegers } from './packed.ts'

export type Example = Text & { label: string }

/** JSON-able. `rows` are the buckets seen in training; `weights` has one row of `labels.length` integers for each, as `packIntegers` writes them. */
export type Classifier = {
  labels: string[]
  rows: number[]
  idf: number[]
  weights: string
  bias: number[]
  /** What an integer weight is multiplied by. */
  scale: number
}

/** Every label with its decision value, in the order of `labels`. */
export type Scorer = (text: Text) => { scores: Float64Array; seen: number }

type Matrix = { starts: Int32Array; columns: Int32Array; values: Float32Array }

const MIN_DOCUMENTS = 3
const COST = 1
const EPOCHS = 8
const TOLERANCE = 0.02
const RESTING = 0.1
const LARGEST = 127

function countRows(examples: readonly Example[]) {
  const documents = new Int32Array(BUCKETS)
  const lastSeen = new Int32Array(BUCKETS).fill(-1)
  examples.forEach((example, index) => {
    seeFeatures(example, (bucket) => {
      if (lastSeen[bucket] === index) return
      lastSeen[bucket] = index
      documents[bucket] = (documents[bucket] ?? 0) + 1
    })
  })
  // The most frequent first: what nearly every message touches then lies side by side in memory.
  const rows = [...documents.keys()]
    .filter((bucket) => (documents[bucket] ?? 0) >= MIN_DOCUMENTS)
    .sort((one, other) => (documents[other] ?? 0) - (documents[one] ?? 0))
  const idf = rows.map((bucket) => {
    const count = documents[bucket] ?? 0
    return Math.round(1000 * (Math.log((1 + examples.length) / (1 + count)) + 1)) / 1000
  })
  return { rows, idf }
}

/** Turns texts into unit vectors over the rows; the scratch arrays are reused, so it is not re-entrant. */
function makeVectoriser(rows: readonly number[], idf: ArrayLike<number>) {
  const rowOf = new Int32Array(BUCKETS).fill(-1)
  rows.forEach((bucket, row) => {
    rowOf[bucket] = row
  })
  const counts = new Uint16Array(rows.length)
  const touched = new Int32Array(rows.length)
  const values = new Float32Array(rows.length)
  let size = 0
  let known = 0
  let all = 0
  const see = (bucket: number) => {
    all++
    const row = rowOf[bucket] ?? -1
    if (row < 0) return
    known++
    if (counts[row] === 0) touched[size++] = row
    counts[row] = (counts[row] ?? 0) + 1
  }
  return (text: Text) => {
    size = known = all = 0
    seeFeatures(text, see)
    let norm = 0
    for (let i = 0; i < size; i++) {
      const row = touched[i] ?? 0
      const count = counts[row] ?? 0
      const value = (count > 1 ? 1 + Math.log(count) : 1) * (idf[row] ?? 0)
      values[i] = value
      norm += value * value
      counts[row] = 0
    }
    const length = Math.sqrt(norm) || 1
    for (let i = 0; i < size; i++) values[i] = (values[i] ?? 0) / length
    return { touched, values, size, seen: all === 0 ? 0 : known / all }
  }
}

function makeMatrix(examples: readonly Example[], rows: readonly number[], idf: readonly number[]): Matrix {
  const vectorise = makeVectoriser(rows, idf)
  const starts = new Int32Array(examples.length + 1)
  const columns: number[] = []
  const values: number[] = []
  examples.forEach((example, index) => {
    const vector = vectorise(example)
    for (let i = 0; i < vector.size; i++) {
      columns.push(vector.touched[i] ?? 0)
      values.push(vector.values[i] ?? 0)
    }
    starts[index + 1] = columns.length
  })
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values) }
}

/** Numbers that look random and are the same each time (a linear congruential generator). */
function makeShuffler(size: number): () => Int32Array {
  const order = Int32Array.from({ length: size }, (_, index) => index)
  let state = 42
  return () => {
    for (let i = size - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const j = state % (i + 1)
      const kept = order[i] ?? 0
      order[i] = order[j] ?? 0
      order[j] = kept
    }
    return order
  }
}

/**
 * Dual coordinate descent for one label against the rest (Hsieh et al. 2008, squared hinge). `weight` is what a mistake
 * on an example of the label costs beside one on the rest.
 */
function fitLabel(matrix: Matrix, isPositive: Uint8Array, features: number, weight: number) {
  const { starts, columns, values } = matrix
  const n = isPositive.length
  const w = new Float32Array(features)
  const alpha = new Float32Array(n)
  const ridge = [1 / (2 * COST), 1 / (2 * COST * weight)]
  const shuffle = makeShuffler(n)
  // Examples far on their right side are looked at again only in every fourth round.
  const resting = new Uint8Array(n)
  let bias = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const order = shuffle()
    let largest = 0
    for (let k = 0; k < n; k++) {
      const i = order[k] ?? 0
      if (resting[i] === 1 && epoch % 4 !== 0) continue
      const y = isPositive[i] ? 1 : -1
      const from = starts[i] ?? 0
      const to = starts[i + 1] ?? 0
      let score = bias
      for (let p = from; p < to; p++) score += (w[columns[p] as number] as number) * (values[p] as number)
      const a = alpha[i] as number
      const diagonal = ridge[isPositive[i] ?? 0] as number
      const gradient = y * score - 1 + diagonal * a
      resting[i] = a === 0 && gradient > RESTING ? 1 : 0
      if (a === 0 && gradient >= 0) continue
      if (Math.abs(gradient) > largest) largest = Math.abs(gradient)
      const next = Math.max(0, a - gradient / (2 + diagonal))
      const step = (next - a) * y
      if (step === 0) continue
      alpha[i] = next
      bias += step
      for (let p = from; p < to; p++) {
        const column = columns[p] as number
        w[column] = (w[column] as number) + step * (values[p] as number)
      }
    }
    if (largest < TOLERANCE) break
  }
  return { w, bias }
}

/** Trains on all examples; the same examples in the same order give the same classifier. */
export function trainClassifier(examples: readonly Example[]): Classifier {
  const { rows, idf } = countRows(examples)
  const matrix = makeMatrix(examples, rows, idf)
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  const fitted = labels.map((label) => {
    const isPositive = Uint8Array.from(examples, (example) => (example.label === label ? 1 : 0))
    const count = isPositive.reduce((sum, one) => sum + one, 0)
    // A label with many examples would else take whatever says little.
    return fitLabel(matrix, isPositive, rows.length, examples.length / (labels.length * count))
  })
  let largest = 1e-9
  for (const { w } of fitted) for (const value of w) largest = Math.max(largest, Math.abs(value))
  const scale = largest / (LARGEST * 16)
  const weights = new Int16Array(rows.length * labels.length)
  fitted.forEach(({ w }, label) => {
    for (let row = 0; row < rows.length; row++)
      weights[row * labels.length + label] = Math.round((w[row] ?? 0) / scale)
  })
  return { labels, rows, idf, weights: packIntegers(weights), bias: fitted.map(({ bias }) => bias), scale }
}

/** The decision values of a trained classifier; `seen` is the share of the text's features it knows. */
export function makeScorer(classifier: Classifier): Scorer {
  const vectorise = makeVectoriser(classifier.rows, new Float32Array(classifier.idf))
  const weights = unpackIntegers(classifier.weights)
  const width = classifier.labels.length
  // Not the classifier itself: its plain arrays are several times the size of these and may go.
  const { scale, bias } = classifier
  return (text) => {
    const { touched, values, size, seen } = vectorise(text)
    const scores = new Float64Array(width)
    for (let i = 0; i < size; i++) {
      const at = (touched[i] as number) * width
      const value = values[i] as number
      for (let label = 0; label < width; label++)
        scores[label] = (scores[label] as number) + value * (weights[at + label] as number)
    }
    for (let label = 0; label < width; label++)
      scores[label] = (scores[label] as number) * scale + (bias[label] ?? 0)
    return { scores, seen }
  }
}
