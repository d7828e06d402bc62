/** @module Questions without a word for what can go wrong, and waits that nobody ends. */

import type { AnyNode } from '../flow.ts'
import { DEFAULT_TRIES } from '../limits.ts'
import { type Fault, fault } from './fault.ts'
import type { Scene } from './scene.ts'

/** A person is offered after so many tries at the latest. */
const MOST_TRIES = 4

export function checkQuestions({ flows }: Scene): Fault[] {
  return [...flows.values()].flatMap((flow) =>
    Object.entries(flow.nodes).flatMap(([node, one]) =>
      faultsOf(one).map(([rule, what, mend]) => fault({ flow: flow.id, node }, rule, what, mend)),
    ),
  )
}

type What = [rule: string, what: string, mend: string]

function faultsOf(node: AnyNode): What[] {
  switch (node.kind) {
    case 'ask':
    case 'choose':
    case 'review':
      return [
        ...absent(node.retry, 'retry', 'says nothing when an answer is not understood'),
        ...absent(node.help, 'help', 'says nothing for “?” and “bingung”'),
        ...absent(node.media, 'media', 'says nothing to a voice note, sticker or photo'),
        ...absent(node.timeout, 'timeout', 'has no way after silence'),
        ...triesOf(node.tries),
      ]
    case 'file':
    case 'look_up':
    case 'secure_form':
    case 'hand_over':
      return typeof node.timeout === 'string' && node.timeout !== ''
        ? []
        : [
            [
              'no_timeout',
              'waits for the office without a timeout',
              'name the node to go to when no answer comes',
            ],
          ]
    default:
      return []
  }
}

function absent(text: string | undefined, field: string, what: string): What[] {
  return text === undefined || text === ''
    ? [[`no_${field}`, what, `give it ${field}, or let the defaults do it`]]
    : []
}

function triesOf(tries: number | undefined): What[] {
  if (tries !== undefined && Number.isInteger(tries) && tries >= 1 && tries <= MOST_TRIES) return []
  return [
    [
      'no_tries',
      'never offers a person, or at once',
      `give it tries of 1 to ${MOST_TRIES}, or the default ${DEFAULT_TRIES}`,
    ],
  ]
}
