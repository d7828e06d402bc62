/** @module Records as bytes for the Keep. */

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export type Replacer = (key: string, value: unknown) => unknown

export function toBytes(value: unknown, replacer?: Replacer): Uint8Array {
  return encoder.encode(JSON.stringify(value, replacer))
}

/** @throws Error when the bytes are no JSON */
export function fromBytes(bytes: Uint8Array, reviver?: Replacer): unknown {
  return JSON.parse(decoder.decode(bytes), reviver)
}
