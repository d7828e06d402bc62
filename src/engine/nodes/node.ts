/** @module What a node type is: what happens on entering it, and what it makes of an answer. One file a kind beside this. */

import type { OfficeNotice } from '../../core/chat.ts'
import type { Frame } from '../../core/session.ts'
import type { NodeKind, NodeOf } from '../flow.ts'
import type { Heard, Run } from '../run.ts'

/** Where the walk goes on; nodes never walk themselves. */
export type Step =
  | { do: 'go'; to: string }
  /** Somebody must answer: the resident, or the office. */
  | { do: 'wait' }
  | { do: 'end' }
  | { do: 'call'; flow: string; next?: string }
  /** A slot was emptied or changed: walk the flow again from its start. */
  | { do: 'rewalk' }

/** What a question makes of a message. */
export type Verdict =
  | { is: 'answer'; step: Step }
  /** The answer is half given: something is asked back. */
  | { is: 'half' }
  | { is: 'no'; retry?: string; args?: Record<string, string> }

export type NodeType<K extends NodeKind> = {
  kind: K
  enter(run: Run, frame: Frame, node: NodeOf<K>): Step
  /** Only questions hear. */
  hear?(run: Run, frame: Frame, node: NodeOf<K>, heard: Heard): Verdict
  /** Only nodes that wait for the office take its answer; undefined when it is not theirs. */
  answered?(run: Run, frame: Frame, node: NodeOf<K>, notice: OfficeNotice): Step | undefined
}

/** A flow that does not hold: caught once a turn, ends in a polite hand-over, never in silence. */
export class BrokenFlow extends Error {
  constructor(frame: Frame, why: string) {
    super(`Flow ${frame.flow} at node ${frame.node}: ${why}; run check:flows`)
    this.name = 'BrokenFlow'
  }
}

export const go = (to: string): Step => ({ do: 'go', to })
export const WAIT: Step = { do: 'wait' }
export const END: Step = { do: 'end' }
