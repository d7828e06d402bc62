/** @module Cuts a message where one ask may end and the next begin. Knows no intents. */

/** Fewer words are no ask of their own. */
const FEWEST_WORDS = 2
/** More clauses than these are a story, not a list of asks. */
const MOST_CLAUSES = 6

// The end of a question, a new line, or a word that people say between two asks ("trus", "sekalian"). A full stop or
// a comma parts a story as often as two asks; "2 minggu lalu" is a time.
const BETWEEN =
  /[?!;]+\s+|\s*\n\s*|(?<!(?:minggu|mgg|mggu|hari|hr|bulan|bln|tahun|thn|jam|jm|menit|mnt|pekan|yang|yg)\S{0,3})\s+(?=lalu\s)|\s+(?=(?:trus|terus|truss|sekalian|skalian|dan juga|sama mau|sama jg|sama juga|sm mau|dan mau|dan saya|dan bagaimana|dan gimana|and also|and how|and where|and what|also)\s)/i

/** The clauses of a message as written; none where it is one. */
export function clausesOf(text: string): string[] {
  const clauses = text
    .split(BETWEEN)
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/).length >= FEWEST_WORDS)
  return clauses.length < 2 ? [] : clauses.slice(0, MOST_CLAUSES)
}

/** What stands behind the first comma or full stop: a greeting ends there. Undefined where too little does. */
export function behindFirst(text: string): string | undefined {
  const rest = /[,.]\s+(.*)/s.exec(text)?.[1]?.trim() ?? ''
  return rest.split(/\s+/).length < FEWEST_WORDS ? undefined : rest
}
