/** @module choose: a question whose choices lead straight on. */

import { answers } from '../answers/registry.ts'
import { askOpen, keepAskBack, optionsFor } from '../question.ts'
import { flowOf } from '../run.ts'
import { BrokenFlow, END, go, type NodeType, WAIT } from './node.ts'

/** Where a taken choice is remembered, so that a correction can walk the same way again. */
export const takenSlot = (node: string) => `~${node}`

export const chooseNode: NodeType<'choose'> = {
  kind: 'choose',
  enter(run, frame, node) {
    const alone = run.session.stack.length <= 1
    if (node.onlyAlone && !alone) return END
    const taken = run.quiet ? frame.slots[takenSlot(frame.node)] : undefined
    const to = typeof taken === 'string' ? node.to[taken] : undefined
    if (to !== undefined) return go(to)
    askOpen(run)
    return WAIT
  },
  hear(run, frame, node, { content, said, at }) {
    const flow = flowOf(run, frame)
    if (!flow) throw new BrokenFlow(frame, 'is in no flow')
    const options = optionsFor(run, frame, node)
    const { world, session } = run
    const asked = { world, lang: session.lang, content, said, at, flow, slot: '', options }
    const result = answers.choice.read(asked)
    if (result.is === 'ask_back') {
      keepAskBack(frame, result.back)
      return { is: 'half' }
    }
    if (result.is !== 'value' || typeof result.value !== 'string') return { is: 'no' }
    const to = node.to[result.value]
    if (to === undefined) return { is: 'no' }
    frame.slots[takenSlot(frame.node)] = result.value
    return { is: 'answer', step: go(to) }
  },
}
