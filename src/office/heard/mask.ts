/** @module Masks what leads to a person in words that are kept to learn from: phone numbers and addresses of mail. Pure. */

/** Seven digits are the shortest phone number; a date has its separators and stays. */
const NUMBER = /\+?\d{7,}/g
/** "0812-3456-7890", "+62 812 3456 7890": begins like a phone, in groups of any size. */
const PHONE = /(?:\+?62|\b0)[\s.-]?8\d(?:[\s.-]?\d){6,11}\b/g
/** Neither part may hold what ends a word, so that no text makes it look twice. */
const MAIL = /[^\s@<>"']{1,64}@[^\s@<>"']{1,255}/g
const DOTS = '•••'

/** Numbers of identity are masked before this. Masking twice changes nothing more. */
export function maskContacts(text: string): string {
  return text.replace(MAIL, `${DOTS}@${DOTS}`).replace(PHONE, DOTS).replace(NUMBER, DOTS)
}
