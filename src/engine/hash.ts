/** @module A short content hash for flows. Pure arithmetic, the same on every runtime; no protection against forgery. */

// FNV-1a, 32 bit, run twice with different offsets: http://www.isthe.com/chongo/tech/comp/fnv/
const PRIME = 0x01000193
const OFFSETS = [0x811c9dc5, 0x050c5d1f] as const

/** 16 hex digits that differ when the text does. */
export function hashOf(text: string): string {
  return OFFSETS.map((offset) => {
    let hash: number = offset
    for (let index = 0; index < text.length; index += 1)
      hash = Math.imul(hash ^ text.charCodeAt(index), PRIME) >>> 0
    return hash.toString(16).padStart(8, '0')
  }).join('')
}

/** JSON with sorted keys, so that the order in which a flow is written does not change its hash. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
