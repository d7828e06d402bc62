/** @module review: the summary that can be corrected before it counts. */

import type { Frame } from '../../core/session.ts'
import { parseChoice } from '../../understanding/answers/choice.ts'
import { parseYesNo } from '../../understanding/answers/yes-no.ts'
import { recordOf } from '../answers/answer.ts'
import { labelOfSlot, speakSlot } from '../args.ts'
import type { NodeOf } from '../flow.ts'
import { askOpen, keepAskBack, optionsFor } from '../question.ts'
import { flowOf, type Run } from '../run.ts'
import { go, type NodeType, WAIT } from './node.ts'

export const reviewNode: NodeType<'review'> = {
  kind: 'review',
  enter(run) {
    askOpen(run)
    return WAIT
  },
  hear(run, frame, node, { said }) {
    const which = recordOf(frame.partial)?.step === 'which'
    const slots = filled(run, frame, node)
    if (which) {
      const wrong = parseChoice(
        said,
        slots.map((one) => ({ ...one, synonyms: [] })),
      )
      if (wrong && 'id' in wrong) {
        delete frame.slots[wrong.id]
        delete frame.partial
        return { is: 'answer', step: { do: 'rewalk' } }
      }
      // "iya" to "which part is wrong?" agrees that one is; it does not send the report.
      if (said.normal.split(' ').length === 1 && parseYesNo(said) === true) return { is: 'half' }
    }
    const chosen = parseChoice(said, optionsFor(run, frame, node))
    if (!chosen || !('id' in chosen)) return { is: 'no' }
    if (chosen.id === 'yes') return { is: 'answer', step: go(node.next) }
    keepAskBack(frame, { text: 'engine.review_which', args: {}, choices: slots, partial: { step: 'which' } })
    return { is: 'half' }
  },
}

/** The answers that can be wrong: those that were given. */
function filled(run: Run, frame: Frame, node: NodeOf<'review'>): { id: string; label: string }[] {
  const flow = flowOf(run, frame)
  if (!flow) return []
  return node.slots
    .filter((slot) => speakSlot(run, flow, slot, frame.slots[slot]) !== '')
    .map((slot) => ({ id: slot, label: labelOfSlot(run, frame.flow, slot) }))
}
