/** @module What the office tells of whose chat this is: the answer to the secure form, a code taken or not, others at somebody's data. */

import type { Content, OfficeNotice } from '../core/chat.ts'
import { formatDate } from '../core/jakarta.ts'
import type { Utterance } from '../understanding/utterance.ts'
import { offer, offerChoice } from './offer.ts'
import { type Run, request } from './run.ts'
import { say } from './say.ts'

type Identity = Extract<
  OfficeNotice,
  { type: 'identity_answer' | 'identity_news' | 'chat_bound' | 'phone_proven' }
>

export function isIdentity(notice: OfficeNotice): notice is Identity {
  return ['identity_answer', 'identity_news', 'chat_bound', 'phone_proven'].includes(notice.type)
}

/** Said in every state: whoever asked waits for it. A person is offered to whoever is not on the list. */
export function identityNews(run: Run, notice: Identity): void {
  if (notice.type === 'identity_news') tell(run, `identity.news.${notice.what}`)
  else if (notice.type === 'phone_proven')
    tell(run, notice.isKept ? 'identity.phone_kept' : 'identity.phone_no_link')
  else if (notice.type === 'chat_bound') {
    if (notice.isBound) next(run, 'identity.bound', {})
    else tell(run, 'identity.not_bound')
  } else {
    const { listedAt } = notice
    const listed = listedAt === undefined ? '' : formatDate(new Date(listedAt), run.session.lang)
    next(run, `identity.answer.${notice.answer}`, { listed })
  }
}

function tell(run: Run, key: string, args: Record<string, string> = {}): void {
  say(run, 'text', key, { args, author: 'system' })
  run.session.news = true
}

/** With ways to go on where nothing else is open. */
function next(run: Run, key: string, args: Record<string, string>): void {
  const isFree = run.session.owner === 'bot' && run.session.stack.length === 0
  if (!isFree) {
    tell(run, key, args)
    return
  }
  const choices = [
    ...(key === 'identity.bound'
      ? [offerChoice(run, 'check_list', { do: 'start', flow: 'registered', node: 'form' })]
      : [offerChoice(run, 'staff', { do: 'staff', reason: 'identity' })]),
    offerChoice(run, 'menu', { do: 'start', flow: 'menu' }),
  ]
  offer(run, 'next_step', key, choices, { args })
}

// Crockford's base 32, as the office gives it: letters and digits in both halves. https://www.crockford.com/base32.html
const HALF = '(?=[0-9a-z]{0,4}\\d)(?=[0-9a-z]{0,4}[a-z])[0-9a-z]{5}'
const CODE = new RegExp(`(?<![0-9a-z])${HALF}[-–]?${HALF}(?![0-9a-z])`, 'i')
const CODE_MESSAGE = 200
/** With a space between the halves it stands alone: "rt003 rw012" is an address. */
const SPACED = new RegExp(`^(?:kode(?:nya|ku)?\\s*:?\\s*)?(?!rt)(${HALF}\\s+${HALF})$`, 'i')

/** The code of the counter in what was written; undefined where there is none. */
export function counterCodeIn({ raw }: Pick<Utterance, 'raw'>): string | undefined {
  // In so many letters something always looks like one, and nobody copies a code with a story around it.
  if (raw.length > CODE_MESSAGE) return undefined
  return CODE.exec(raw)?.[0] ?? SPACED.exec(raw.trim())?.[1]
}

/** A number that was shared by the platform's own button; false where it is an answer to something else. */
export function takeNumber(run: Run, content: Content, isAsked: boolean): boolean {
  if (content.type !== 'contact' || content.isOwn === undefined || isAsked) return false
  if (content.isOwn) request(run, { type: 'prove_phone', phone: content.phone })
  else tell(run, 'identity.phone_not_own')
  return true
}

/** Asks the office whether it is one. It is a key: nothing says it back. */
export function sendCode(run: Run, code: string): void {
  request(run, { type: 'bind_chat', code })
}
