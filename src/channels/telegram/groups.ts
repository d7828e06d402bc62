/** @module Groups are refused: one sentence, then the bot leaves. What people tell it belongs to nobody else's eyes. */

import type { ChannelDeps } from '../channel.ts'
import type { Side } from './side.ts'

const HOUR_MS = 3_600_000
/** Whoever takes the bot into more groups than this within an hour is not answered in each. */
const MAX_GROUPS = 500

/** Never throws; each group is told at most once an hour. */
export function makeGroups(side: Side, words: string, { now }: Pick<ChannelDeps, 'now'>) {
  const told = new Map<string, number>()
  return {
    refuse(group: string): void {
      for (const [other, at] of told) if (now() - at >= HOUR_MS) told.delete(other)
      if (told.has(group) || told.size >= MAX_GROUPS) return
      told.set(group, now())
      void leave(side, group, words)
    },
  }
}

export type Groups = ReturnType<typeof makeGroups>

async function leave(side: Side, group: string, words: string): Promise<void> {
  // Some groups forbid to write; the bot leaves all the same.
  await side.tell('sendMessage', { chat_id: group, text: words })
  await side.tell('leaveChat', { chat_id: group })
}
