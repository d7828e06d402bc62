/** @module end: this conversation is over; what lies below it goes on. */

import { refused } from '../refused.ts'
import { say } from '../say.ts'
import { END, type NodeType } from './node.ts'

export const endNode: NodeType<'end'> = {
  kind: 'end',
  enter(run, _frame, node) {
    if (node.text) say(run, 'text', node.text)
    if (node.refuses !== undefined) refused(run, node.refuses)
    return END
  },
}
