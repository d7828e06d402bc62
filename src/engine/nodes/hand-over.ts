/** @module hand_over: puts the chat in the queue for a person; from here on the bot is silent by construction. */

import { summaryOf } from '../args.ts'
import { enqueue } from '../queue.ts'
import { type NodeType, WAIT } from './node.ts'

export const handOverNode: NodeType<'hand_over'> = {
  kind: 'hand_over',
  enter(run, frame, node) {
    const { stack } = run.session
    // What the resident was at: the flow below the one that hands over, if there is one.
    const topic = (stack.at(-2) ?? frame).flow
    const urgent = node.urgent === true
    enqueue(run, { reason: node.reason, urgent, summary: summaryOf(run), topic })
    return WAIT
  },
}
