/** @module The node types by kind; a test fails when a kind has no case of its own. */

import type { OfficeNotice } from '../../core/chat.ts'
import type { Frame } from '../../core/session.ts'
import type { AnyNode, NodeKind } from '../flow.ts'
import type { Heard, Run } from '../run.ts'
import { askNode } from './ask.ts'
import { callNode } from './call.ts'
import { chooseNode } from './choose.ts'
import { decideNode } from './decide.ts'
import { endNode } from './end.ts'
import { fileNode } from './file.ts'
import { handOverNode } from './hand-over.ts'
import { lookUpNode } from './look-up.ts'
import type { NodeType, Step, Verdict } from './node.ts'
import { reviewNode } from './review.ts'
import { sayNode } from './say.ts'
import { secureFormNode } from './secure-form.ts'

type Registry = { readonly [K in NodeKind]: NodeType<K> }

export const nodes: Registry = {
  say: sayNode,
  ask: askNode,
  choose: chooseNode,
  review: reviewNode,
  decide: decideNode,
  look_up: lookUpNode,
  secure_form: secureFormNode,
  file: fileNode,
  hand_over: handOverNode,
  call: callNode,
  end: endNode,
}

/** The node type of this very node: the registry's key and the node's kind are the same, which types cannot say. */
function typeOf(node: AnyNode): NodeType<NodeKind> {
  return nodes[node.kind] as unknown as NodeType<NodeKind>
}

export const enter = (run: Run, frame: Frame, node: AnyNode): Step => typeOf(node).enter(run, frame, node)

export const hear = (run: Run, frame: Frame, node: AnyNode, heard: Heard): Verdict =>
  typeOf(node).hear?.(run, frame, node, heard) ?? { is: 'no' }

export const answered = (run: Run, frame: Frame, node: AnyNode, notice: OfficeNotice): Step | undefined =>
  typeOf(node).answered?.(run, frame, node, notice)
