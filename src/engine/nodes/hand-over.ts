/** @module hand_over: puts the chat in the queue for a person; from here on the bot is silent by construction. */

import { HAND_OVER_REASONS, type HandOverReason } from '../../core/lists.ts'
import type { Frame } from '../../core/session.ts'
import { summaryOf } from '../args.ts'
import { enqueue } from '../queue.ts'
import { type NodeType, WAIT } from './node.ts'

/** Why the engine itself brought the resident here (not understood, an emergency), where it was no wish of theirs. */
export const REASON_SLOT = '~reason'

export const handOverNode: NodeType<'hand_over'> = {
  kind: 'hand_over',
  enter(run, frame, node) {
    const { stack } = run.session
    // What the resident was at: the flow below the one that hands over, if there is one.
    const topic = (stack.at(-2) ?? frame).flow
    const reason = reasonOf(frame) ?? node.reason
    const urgent = node.urgent === true || reason === 'emergency'
    enqueue(run, { reason, urgent, summary: summaryOf(run), topic })
    return WAIT
  },
}

function reasonOf(frame: Frame): HandOverReason | undefined {
  return HAND_OVER_REASONS.find((reason) => reason === frame.slots[REASON_SLOT])
}
