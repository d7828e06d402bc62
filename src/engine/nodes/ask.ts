/** @module ask: a typed question; passed over when its answer is known already. */

import type { Frame } from '../../core/session.ts'
import { answers } from '../answers/registry.ts'
import { holds } from '../condition.ts'
import { answerType } from '../defaults.ts'
import type { NodeOf } from '../flow.ts'
import { askOpen, keepAskBack, optionsFor } from '../question.ts'
import { flowOf, type Heard, type Run } from '../run.ts'
import { go, type NodeType, type Verdict, WAIT } from './node.ts'

export const askNode: NodeType<'ask'> = {
  kind: 'ask',
  enter(run, frame, node) {
    if (node.when && !holds(node.when, frame.slots)) return go(node.next)
    if (frame.slots[node.into] !== undefined && (node.again !== true || run.quiet)) return go(node.next)
    askOpen(run)
    return WAIT
  },
  hear(run, frame, node, heard) {
    const verdict = read(run, frame, node, heard)
    if (verdict.is !== 'no' || !node.skippable || !isSkip(heard)) return verdict
    frame.slots[node.into] = null
    return { is: 'answer', step: go(node.next) }
  },
}

function read(run: Run, frame: Frame, node: NodeOf<'ask'>, heard: Heard): Verdict {
  const flow = flowOf(run, frame)
  if (!flow) return { is: 'no' }
  const kind = answers[answerType(flow, node.into)]
  // Free words would swallow "lewati"; every other type refuses it by itself.
  if (kind.free && node.skippable && isSkip(heard)) return { is: 'no' }
  const result = kind.read({
    world: run.world,
    lang: run.session.lang,
    content: heard.content,
    said: heard.said,
    at: heard.at,
    flow,
    slot: node.into,
    options: optionsFor(run, frame, node),
    ...(frame.partial === undefined ? {} : { partial: frame.partial }),
  })
  if (result.is === 'value') {
    frame.slots[node.into] = result.value
    delete frame.partial
    return { is: 'answer', step: go(node.next) }
  }
  if (result.is === 'ask_back') {
    keepAskBack(frame, result.back)
    return { is: 'half' }
  }
  if (result.forget) delete frame.partial
  return {
    is: 'no',
    ...(result.retry === undefined ? {} : { retry: result.retry }),
    ...(result.args === undefined ? {} : { args: result.args }),
  }
}

/** "lewati", or plainly not knowing: an optional answer stays empty. */
function isSkip({ said, content }: Heard): boolean {
  if (content.type !== 'text') return false
  const words = said.normal.split(' ').length
  return (
    said.reserved === 'skip' ||
    (words <= 6 &&
      /\b(tidak (tahu|ada|punya|ingat)|belum (tahu|ada|punya)|lupa|nanti saja|menyusul|kosong)\b/.test(
        said.normal,
      ))
  )
}
