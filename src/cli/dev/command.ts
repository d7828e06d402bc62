/** @module What a typed line of `npm run dev` means. Pure. */

export type Which = 't' | 'w'

/** `which` is absent where the phone in hand is meant. */
export type Command =
  | { type: 'write'; which?: Which; words: string }
  | { type: 'tap'; which?: Which; nth: number }
  | { type: 'take'; which: Which }
  | { type: 'clock'; ms: number }
  | { type: 'faults'; which?: Which; fault: string }
  | { type: 'restart' | 'help' | 'quit' | 'nothing' }

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Whatever is no command is what the resident writes. */
export function commandIn(line: string): Command {
  const text = line.trim()
  if (text === '') return { type: 'nothing' }
  if (text === '?') return { type: 'help' }
  if (/^(q|quit|exit)$/.test(text)) return { type: 'quit' }
  if (text === 'restart') return { type: 'restart' }
  const [, amount, unit = ''] = /^clock \+?(\d+)([smhd])$/.exec(text) ?? []
  if (amount !== undefined) return { type: 'clock', ms: Number(amount) * (UNITS[unit] ?? 0) }
  const [, on, fault] = /^faults? (?:([tw]) )?(\S+)$/.exec(text) ?? []
  if (fault !== undefined) return { type: 'faults', ...phoneIn(on), fault }
  // A command that lacks something is no message to anybody.
  if (/^(clock|faults?)\b/.test(text)) return { type: 'help' }
  const [, which, words = ''] = /^([tw])(?: +(.*))?$/.exec(text) ?? []
  return which === undefined ? said({}, text) : said(phoneIn(which), words)
}

function said(phone: { which?: Which }, words: string): Command {
  const { which } = phone
  if (words === '' && which !== undefined) return { type: 'take', which }
  const nth = /^#(\d+)$/.exec(words)?.[1]
  return nth === undefined ? { type: 'write', ...phone, words } : { type: 'tap', ...phone, nth: Number(nth) }
}

function phoneIn(letter: string | undefined): { which?: Which } {
  return letter === 't' || letter === 'w' ? { which: letter } : {}
}
