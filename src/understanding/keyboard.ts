/** @module Which keys lie beside each other on a phone. */

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const CODE_A = 97
const LETTERS = 26

const beside = new Uint8Array(LETTERS * LETTERS)

function join(a: string | undefined, b: string | undefined): void {
  if (!a || !b) return
  const [i, j] = [a.charCodeAt(0) - CODE_A, b.charCodeAt(0) - CODE_A]
  beside[i * LETTERS + j] = beside[j * LETTERS + i] = 1
}

ROWS.forEach((row, line) => {
  for (let at = 0; at < row.length; at++) {
    join(row[at - 1], row[at])
    // Each row is half a key further to the right than the one above it.
    join(ROWS[line - 1]?.[at], row[at])
    join(ROWS[line - 1]?.[at + 1], row[at])
  }
})

/** The keys beside a letter, in the order of the alphabet; none for anything that is no letter. */
export function keysBeside(letter: string): string[] {
  const i = letter.charCodeAt(0) - CODE_A
  if (letter.length !== 1 || i < 0 || i >= LETTERS) return []
  return [...'abcdefghijklmnopqrstuvwxyz'].filter((_, j) => beside[i * LETTERS + j] === 1)
}

/** By the codes of two lower-case letters; anything else is beside nothing. */
export function nearKeys(a: number, b: number): boolean {
  const [i, j] = [a - CODE_A, b - CODE_A]
  return i >= 0 && j >= 0 && i < LETTERS && j < LETTERS && beside[i * LETTERS + j] === 1
}
