/** @module Cuts a stream of bytes into lines, and notices one that is too long. */

/**
 * Calls `line` for each full line without its end; a line over `maxBytes` calls `tooLong` once and ends the cutting.
 * Bytes that are no UTF-8 become replacement characters, which no JSON parser takes for syntax.
 */
export function cutLines(
  maxBytes: number,
  on: { line(text: string): void; tooLong(): void },
): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder()
  let held: Uint8Array[] = []
  let heldBytes = 0
  let broken = false
  const take = (part: Uint8Array) => {
    heldBytes += part.length
    if (heldBytes > maxBytes) {
      broken = true
      held = []
      on.tooLong()
    } else held.push(part)
  }
  return (chunk) => {
    let start = 0
    while (!broken) {
      const end = chunk.indexOf(10, start)
      take(chunk.subarray(start, end < 0 ? undefined : end))
      if (end < 0 || broken) return
      const line = decoder.decode(Buffer.concat(held))
      held = []
      heldBytes = 0
      start = end + 1
      on.line(line.endsWith('\r') ? line.slice(0, -1) : line)
    }
  }
}
