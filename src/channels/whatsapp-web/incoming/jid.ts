/** @module Addresses of WhatsApp: a person by phone or by the number that hides it (LID), without the device. Pure. */

const PHONE = 's.whatsapp.net'
const HIDDEN = 'lid'
/** Older and hosted spellings of the two. */
const SERVERS: Record<string, string> = {
  [PHONE]: PHONE,
  'c.us': PHONE,
  hosted: PHONE,
  [HIDDEN]: HIDDEN,
  'hosted.lid': HIDDEN,
}

/**
 * The person behind a jid, as one address; undefined for groups, broadcasts, channels, bots and anything else.
 * @example personOf('6281234567890:3@s.whatsapp.net') === '6281234567890@s.whatsapp.net'
 */
export function personOf(jid: string | null | undefined): string | undefined {
  const [, user, server] = /^(\d{2,20})(?:_\d+)?(?::\d+)?@([a-z.]+)$/.exec(jid ?? '') ?? []
  const known = SERVERS[server ?? '']
  return user === undefined || known === undefined ? undefined : `${user}@${known}`
}

export function isPhone(address: string): boolean {
  return address.endsWith(`@${PHONE}`)
}

/** The digits alone. */
export function numberOf(address: string): string {
  return address.replace(/[@:].*$/, '')
}

/** Enough to know one's own number by, too little to call it. */
export function maskNumber(digits: string): string {
  return `+${digits.slice(0, 4)}${'•'.repeat(Math.max(0, digits.length - 6))}${digits.slice(-2)}`
}
