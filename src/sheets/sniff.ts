/** @module How a CSV was written: its letters and what parts its columns. Judged by the file alone; never throws. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export const DELIMITERS = [';', ',', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

const LOOKED_AT_LINES = 50

/** By the mark at its start, or by the empty half of each letter; undefined where only reading it all can tell. */
export function encodingOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const sample = head.subarray(0, 1_000)
  const zerosAt = (odd: number) => sample.filter((byte, index) => byte === 0 && index % 2 === odd).length
  const most = sample.length / 4
  if (zerosAt(1) > most) return 'utf-16le'
  if (zerosAt(0) > most) return 'utf-16be'
  return undefined
}

/** Signs that no table holds: the file is a picture, a program, a document. */
export function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)
}

/** What Excel writes into the first line to say its delimiter. */
const SAID = /^sep=(.)\r?\n/

/** The sign that parts the lines at their start most evenly; `;` when nothing does. */
export function delimiterOf(text: string): Delimiter {
  const said = DELIMITERS.find((one) => one === SAID.exec(text)?.[1])
  if (said !== undefined) return said
  const lines = text
    .split(/\r\n|\n|\r/)
    .slice(0, LOOKED_AT_LINES)
    .filter((line) => line.trim() !== '')
  const scores = DELIMITERS.map((delimiter) => evennessOf(lines, delimiter))
  return DELIMITERS[scores.indexOf(Math.max(...scores))] ?? ';'
}

/** True when the first line only says the delimiter. */
export function saysDelimiter(text: string): boolean {
  return SAID.test(text)
}

/** How often the usual number of signs stands in a line, times that number. */
function evennessOf(lines: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    // Within quotes a sign is a sign; a quote that stays open runs on into the next line and counts for nothing.
    const signs = line.replace(/"[^"]*("|$)/g, '').split(delimiter).length - 1
    if (signs > 0) counts.set(signs, (counts.get(signs) ?? 0) + 1)
  }
  return Math.max(0, ...[...counts].map(([signs, times]) => signs * times))
}
