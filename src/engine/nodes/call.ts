/** @module call: another flow runs and comes back, or takes this one's place. */

import type { NodeType } from './node.ts'

export const callNode: NodeType<'call'> = {
  kind: 'call',
  enter(_run, _frame, node) {
    return { do: 'call', flow: node.flow, ...(node.next === undefined ? {} : { next: node.next }) }
  },
}
