/**
 * @module Answers what was typed on the secure form, at a tick. Whoever has not shown to be the person hears the same
 * sentence, whatever the list says; what is decided at one tick leaves at the next.
 */

import type { Instant } from '../../core/chat.ts'
import type { IdentityAnswer } from '../../core/lists.ts'
import { isUnavailable } from '../../store/db.ts'
import type { FormRow } from '../../store/office/identity.ts'
import { raiseAlarm } from '../alarms/post.ts'
import type { Desk } from '../desk.ts'
import { bind } from './bind.ts'
import { formMaskPlace } from './hashes.ts'
import { IDENTITY, nextTick } from './limits.ts'
import { type Asked, type Sight, see } from './sight.ts'
import { silence, stopWhereManyAlike, watchTheHour } from './stops.ts'

/** When a form is next to be answered; at once where the clock was set back meanwhile. */
export function formsDueAt(desk: Desk): Instant | undefined {
  const first = desk.identity.forms.dueFirst()
  return first === undefined ? undefined : isDue(first, desk.now()) ? desk.now() : first
}

/** No tick is further away than the next. */
const isDue = (dueAt: Instant, now: Instant) => dueAt <= now || dueAt > now + IDENTITY.tickMs

/**
 * Each in a commit of its own; one that cannot be answered holds up no other, and is told what a stranger is told.
 * Resolves to how many.
 * @throws when the store takes no writes: all of them wait then
 */
export function answerForms(desk: Desk, commit: <T>(work: () => T) => T): number {
  const first = desk.identity.forms.dueFirst()
  if (first === undefined || !isDue(first, desk.now())) return 0
  const due = desk.identity.forms.waiting(IDENTITY.answersAtOnce)
  const ripe = due.filter(({ dueAt }) => dueAt !== null && isDue(dueAt, desk.now()))
  for (const form of ripe) {
    try {
      commit(() => close(desk, form, decide(desk, askedOf(form))))
    } catch (error) {
      if (isUnavailable(error)) throw error
      commit(() => {
        close(desk, form, { answer: 'counter' })
        const { id, chatId } = form
        raiseAlarm(desk, {
          id: `form.${id}`,
          at: desk.now(),
          chatId,
          reason: 'identity_failed',
          topic: 'registered',
        })
      })
    }
  }
  return ripe.length
}

type Told = { answer: IdentityAnswer; listedAt?: Instant }

function askedOf(form: FormRow): Asked {
  const { nikHash: nik, kkHash: kk, personHash: person, prefixHash: prefix } = form
  if (nik === null || kk === null || person === null || prefix === null)
    throw new Error('a form that waits for an answer holds nothing')
  return { form, nik, kk, person, prefix }
}

/** Inside a transaction: what is counted and what is told are kept together. */
function decide(desk: Desk, asked: Asked): Told {
  const { form, person, prefix } = asked
  const sight = see(desk, asked, desk.now())
  if (sight.isStopped || sight.isSilent || isTooMuch(sight)) return { answer: 'counter' }
  if (sight.ofPerson >= IDENTITY.asksOfPerson) {
    silence(desk, form.id, person, sight.now)
    return { answer: 'counter' }
  }
  desk.identity.asks.add({
    id: form.id,
    chatId: form.chatId,
    personHash: person,
    prefixHash: prefix,
    at: sight.now,
  })
  const isStopped = [
    stopWhereManyAlike(desk, form.chatId, prefix, sight.now),
    watchTheHour(desk, form.chatId, sight.now),
  ]
  if (isStopped.includes(true)) return { answer: 'counter' }
  const answer = judge(sight)
  if (answer !== 'counter' && sight.binding === undefined) bindByPhone(desk, asked, sight.now)
  return answer === 'counter' || sight.listedAt === undefined
    ? { answer }
    : { answer, listedAt: sight.listedAt }
}

/** Limits of the chat alone. */
function isTooMuch({ ofChat, isYoung, isOwn, others }: Sight): boolean {
  if (ofChat >= IDENTITY.asksADay) return true
  // Whoever stands at the counter often writes to us for the first time: an officer has seen who they are.
  if (isYoung && !isOwn && ofChat >= IDENTITY.asksYoung) return true
  return !isOwn && others >= IDENTITY.others
}

/** Only whoever has shown to be the person hears what the list says. */
function judge(sight: Sight): IdentityAnswer {
  const { binding, isOwn, isPhone, isKk, isListed, isCovered, listedAt } = sight
  const isProven = isOwn || (binding === undefined && isPhone && isKk)
  if (!isProven) return 'counter'
  if (listedAt === undefined) return 'verify'
  if (!isListed) return 'not_yet'
  return isKk && isCovered ? 'registered' : 'verify'
}

function bindByPhone(desk: Desk, { form, person }: Asked, at: Instant): void {
  const mask = desk.openText(`chat:${form.chatId}`, formMaskPlace(form.id), form.maskSealed)
  bind(desk, { cause: `form.${form.id}`, chatId: form.chatId, personHash: person, how: 'phone', at, mask })
}

function close(desk: Desk, { id, chatId }: FormRow, { answer, listedAt }: Told): void {
  desk.identity.forms.answered(id)
  const notice = { type: 'identity_answer' as const, answer, ...(listedAt === undefined ? {} : { listedAt }) }
  desk.notifyLater(`form.${id}`, chatId, notice, `chat:${chatId}`, nextTick(desk.now()))
}
