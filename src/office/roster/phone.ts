/** @module Phone numbers of a list, in the one form under which they are found again. Pure; never throws. */

import { parsePhoneNumberFromString } from 'libphonenumber-js'

const LONGEST = 30

/** "+6281234567890"; Indonesian unless it says another country. The zero in front may be lost. */
export function readPhone(text: string): string | undefined {
  const one = text.split(/\s*(?:[/;,]|atau|dan)\s*(?=[+0(])/)[0] ?? ''
  if (one.length > LONGEST) return undefined
  const bare = one.replace(/[\s.\-()]/g, '')
  const number = parsePhoneNumberFromString(/^62\d{7,}$/.test(bare) ? `+${bare}` : bare, 'ID')
  return number?.isPossible() === true ? number.number : undefined
}
