/** @module Bubbles of one turn become one where a channel charges for each. Pure. */

import type { Limits } from '../../channels/channel.ts'
import type { Effect } from '../../core/effect.ts'
import { size } from '../../text/fit.ts'
import { wordsOf } from '../../text/render.ts'

export type Placed = { index: number; effect: Effect }
type Say = Extract<Effect, { type: 'say' }>

/** Joins says of one author that follow each other and fit; the last one gives id, choices and origin. Indexes stay. */
export function joinBubbles(placed: readonly Placed[], limits: Limits | undefined): readonly Placed[] {
  if (limits === undefined || !limits.joinsBubbles) return placed
  const joined: Placed[] = []
  let open: number | undefined
  for (const one of placed) {
    const before = open === undefined ? undefined : joined[open]
    if (one.effect.type !== 'say') joined.push(one)
    else if (open !== undefined && before?.effect.type === 'say' && fits(before.effect, one.effect, limits)) {
      joined[open] = { index: one.index, effect: merge(before.effect, one.effect) }
    } else {
      open = joined.length
      joined.push(one)
    }
  }
  return joined
}

function fits(a: Say, b: Say, limits: Limits): boolean {
  const isPlain = a.reply.choices === undefined && a.reply.link === undefined && a.reply.media === undefined
  // The platform knows a template by its name: nothing can be added to its words.
  if (a.reply.template !== undefined || b.reply.template !== undefined) return false
  const joined = merge(a, b).reply
  const text = wordsOf(joined)
  // Two messages with buttons are better than one without.
  const most = joined.choices === undefined ? limits.maxTextChars : limits.maxChoiceTextChars
  return isPlain && a.author === b.author && a.reply.ask === undefined && size(text, limits.measure) <= most
}

function merge(a: Say, b: Say): Say {
  return { ...b, reply: { ...b.reply, text: `${a.reply.text}\n\n${b.reply.text}` } }
}
