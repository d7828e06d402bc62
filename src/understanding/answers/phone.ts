/** @module Reads a phone number, Indonesian unless it says another country. Never a NIK. */

import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Utterance } from '../utterance.ts'

const CANDIDATE = /\+?[\dOolI(][\dOolI\s().·-]{6,22}[\dOolI]/g
const NIK_DIGITS = 16

function digitsOf(text: string): string {
  return text.replace(/[Oo]/g, '0').replace(/[lI]/g, '1').replace(/\D/g, '')
}

/** The first valid number in the message, as E.164. */
export function parsePhone(utterance: Utterance): { e164: string } | undefined {
  for (const match of utterance.raw.matchAll(CANDIDATE)) {
    const digits = digitsOf(match[0])
    if (digits.length >= NIK_DIGITS || digits.length < 8) continue
    const international = match[0].trim().startsWith('+') || /^62\d{8,}/.test(digits)
    const local = /^8\d{8,}$/.test(digits) ? `0${digits}` : digits
    const phone = parsePhoneNumberFromString(international ? `+${digits}` : local, 'ID')
    if (phone?.isValid()) return { e164: phone.number }
  }
  return undefined
}
