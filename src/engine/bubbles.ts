/** @module The last look at a turn: at most three bubbles, and no question where another message already waits. */

import type { Effect } from '../core/effect.ts'
import { MAX_BUBBLES } from './limits.ts'

type Say = Extract<Effect, { type: 'say' }>

const isBot = (effect: Effect): effect is Say => effect.type === 'say' && effect.author === 'bot'

/**
 * Joins neighbouring texts of the bot until at most three bubbles are left; words of staff and of the system stay
 * apart. With `followed`, questions are left out: the turn of the message that waits asks the one that is open then.
 */
export function tidy(effects: readonly Effect[], followed: boolean): Effect[] {
  // One question a turn: one that was answered in the same breath is not put any more.
  const asked = followed
    ? undefined
    : effects.findLast((effect) => isBot(effect) && effect.part === 'question')
  const kept = effects.filter((effect) => !isBot(effect) || effect.part !== 'question' || effect === asked)
  const list = dropRepeats(kept)
  const bubbles = list.filter(({ type }) => type === 'say').length
  for (let over = bubbles - MAX_BUBBLES; over > 0; over -= 1) if (!joinFirst(list)) break
  return list
}

/** The same words twice in one turn are said once. */
function dropRepeats(effects: readonly Effect[]): Effect[] {
  const seen = new Set<string>()
  return effects.filter((effect) => {
    if (effect.type !== 'say' || effect.part === 'question') return true
    const key = `${effect.author} ${effect.reply.text}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Joins the first two neighbouring plain texts; false when there are none. */
function joinFirst(list: Effect[]): boolean {
  for (let index = 0; index < list.length; index += 1) {
    const one = list[index]
    const nextIndex = list.findIndex((effect, at) => at > index && effect.type === 'say')
    const next = list[nextIndex]
    if (!one || !next || !isBot(one) || !isBot(next) || one.part === 'question') continue
    if (one.reply.link || one.reply.media || next.reply.media) continue
    const text = `${one.reply.text}\n\n${next.reply.text}`
    list[index] = { ...next, reply: { ...next.reply, text } }
    list.splice(nextIndex, 1)
    return true
  }
  return false
}
