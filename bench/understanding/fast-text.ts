/** @module A baseline after fastText's classifier: averaged vectors of words and their pieces, softmax, plain descent. No code of theirs. */

const BUCKETS = 1 << 16
const DIMENSIONS = 50
const EPOCHS = 60
const RATE = 0.3
const FNV_PRIME = 0x01000193

function featuresOf(text: string): Int32Array {
  const out: number[] = []
  const add = (piece: string) => {
    let hash = 0x811c9dc5
    for (let i = 0; i < piece.length; i++) hash = Math.imul(hash ^ piece.charCodeAt(i), FNV_PRIME)
    out.push((hash ^ (hash >>> 15)) & (BUCKETS - 1))
  }
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  words.forEach((word, at) => {
    add(word)
    if (at > 0) add(`${words[at - 1]} ${word}`)
    const padded = `<${word}>`
    for (let size = 3; size <= 5; size++)
      for (let from = 0; from + size <= padded.length; from++) add(padded.slice(from, from + size))
  })
  return Int32Array.from(out)
}

/** Trains and gives the function that names the label of a text. The same rows give the same answers. */
export function trainFastText(rows: readonly { label: string; text: string }[]): (text: string) => string {
  const labels = [...new Set(rows.map(({ label }) => label))].sort()
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4_294_967_296
  }
  const vectors = Float32Array.from({ length: BUCKETS * DIMENSIONS }, () => (random() - 0.5) / DIMENSIONS)
  const output = new Float32Array(labels.length * DIMENSIONS)
  const hidden = new Float32Array(DIMENSIONS)
  const gradient = new Float32Array(DIMENSIONS)
  const scores = new Float32Array(labels.length)

  function forward(features: Int32Array): void {
    hidden.fill(0)
    for (const feature of features)
      for (let d = 0; d < DIMENSIONS; d++)
        hidden[d] = (hidden[d] ?? 0) + (vectors[feature * DIMENSIONS + d] ?? 0)
    for (let d = 0; d < DIMENSIONS; d++) hidden[d] = (hidden[d] ?? 0) / Math.max(1, features.length)
    let most = Number.NEGATIVE_INFINITY
    for (let l = 0; l < labels.length; l++) {
      let score = 0
      for (let d = 0; d < DIMENSIONS; d++) score += (output[l * DIMENSIONS + d] ?? 0) * (hidden[d] ?? 0)
      scores[l] = score
      most = Math.max(most, score)
    }
    let sum = 0
    for (let l = 0; l < labels.length; l++) sum += scores[l] = Math.exp((scores[l] ?? 0) - most)
    for (let l = 0; l < labels.length; l++) scores[l] = (scores[l] ?? 0) / sum
  }

  const data = rows.map(({ label, text }) => ({ features: featuresOf(text), label: labels.indexOf(label) }))
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - epoch / EPOCHS)
    for (let n = 0; n < data.length; n++) {
      const one = data[Math.floor(random() * data.length)]
      if (!one) continue
      forward(one.features)
      gradient.fill(0)
      for (let l = 0; l < labels.length; l++) {
        const error = rate * ((l === one.label ? 1 : 0) - (scores[l] ?? 0))
        for (let d = 0; d < DIMENSIONS; d++) {
          const at = l * DIMENSIONS + d
          gradient[d] = (gradient[d] ?? 0) + error * (output[at] ?? 0)
          output[at] = (output[at] ?? 0) + error * (hidden[d] ?? 0)
        }
      }
      for (const feature of one.features)
        for (let d = 0; d < DIMENSIONS; d++) {
          const at = feature * DIMENSIONS + d
          vectors[at] = (vectors[at] ?? 0) + (gradient[d] ?? 0)
        }
    }
  }
  return (text) => {
    forward(featuresOf(text))
    return labels[scores.indexOf(Math.max(...scores))] ?? ''
  }
}
