/** @module Bytes, text and hex without Node's Buffer, so that the same code runs in workerd. */

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text)
}

/** @throws TypeError when the bytes are no UTF-8 */
export function toText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex, two characters a byte. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return hex
}
