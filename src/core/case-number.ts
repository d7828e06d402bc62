/** @module Case numbers that can be said aloud: SGP-4821-9037, seven digits and a Damm check digit. */

// Damm's table of order 10: finds every single wrong digit and every swap of neighbours.
// https://en.wikipedia.org/wiki/Damm_algorithm
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

const PREFIX = 'SGP'

function damm(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(DAMM[interim]?.[Number(digit)] ?? 0)
  return interim
}

/** The number for seven digits, written `SGP-4821-9037`. @throws Error when it is not seven digits. */
export function makeCaseNumber(sevenDigits: string): string {
  if (!/^\d{7}$/.test(sevenDigits)) throw new Error(`a case number is made of 7 digits, got "${sevenDigits}"`)
  return group(`${sevenDigits}${damm(sevenDigits)}`)
}

function group(eight: string): string {
  return `${PREFIX}-${eight.slice(0, 4)}-${eight.slice(4)}`
}

function digitsOf(text: string): string | undefined {
  const bare = text.toUpperCase().replace(/[\s.·_–-]/g, '')
  const digits = bare.startsWith(PREFIX) ? bare.slice(PREFIX.length) : bare
  return /^\d{8}$/.test(digits) ? digits : undefined
}

/** Right in form and check digit, with or without prefix, spaces or dashes. Says nothing of whether the case exists. */
export function isCaseNumber(text: string): boolean {
  const digits = digitsOf(text)
  return digits !== undefined && damm(digits) === 0
}

/** The one way of writing it, or undefined when the check digit is wrong. */
export function formatCaseNumber(text: string): string | undefined {
  const digits = digitsOf(text)
  return digits !== undefined && damm(digits) === 0 ? group(digits) : undefined
}
