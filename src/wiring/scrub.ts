/** @module The last sieve before the log: takes out whatever looks like a number, an address or a secret of somebody. Pure; never throws. */

/** Shapes that no code or event of ours has; those of secrets first, since a number may be part of one. */
const SHAPES: readonly RegExp[] = [
  // A bot's token as @BotFather writes it, and one of Meta's.
  /\d{5,}:[\w-]{20,}/g,
  /\bEAA[A-Za-z0-9]{10,}/g,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g,
  /\b(?:bearer|basic)\s+\S+/gi,
  /[^\s@<>"']+@[^\s@<>"']+/g,
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi,
  /\b[0-9a-f]{32,}\b/gi,
  /[\w-]{40,}/g,
  // Seven digits with whatever stands between them: a telephone, a NIK, a card.
  /\+?\d(?:[\s.\-–_/()•]{0,3}\d){6,}/g,
]
const PUT = '…'

/** Never longer than `maxChars`; each piece that looks like a person's or a secret becomes "…". */
export function scrub(text: string, maxChars = 120): string {
  // Cut before as well: no shape is tried on a text of megabytes.
  const cut = text.slice(0, maxChars * 4)
  return SHAPES.reduce((rest, shape) => rest.replace(shape, PUT), cut).slice(0, maxChars)
}
