/** @module secure_form: asks the office for a one-time link and gives it to the resident; numbers are typed there and never here. */

import { formatHour } from '../../core/jakarta.ts'
import { request } from '../run.ts'
import { say } from '../say.ts'
import { waitFor } from '../waiting.ts'
import { go, type NodeType, WAIT } from './node.ts'

export const secureFormNode: NodeType<'secure_form'> = {
  kind: 'secure_form',
  enter(run, frame) {
    waitFor(run, frame, request(run, { type: 'open_form', language: run.session.lang }))
    return WAIT
  },
  answered(run, frame, node, notice) {
    if (notice.type === 'form_refused') return go(node.refused)
    if (notice.type !== 'form_opened') return undefined
    const label = run.world.texts.format(node.label, run.session.lang, {})
    const until = formatHour(new Date(notice.untilAt))
    // To somebody who waits for a person, or is in another conversation, the link would come out of nowhere.
    const isHeard = run.session.owner === 'bot' && frame === run.session.stack.at(-1)
    // Where the platform proves a number by a button of its own; elsewhere it is known already, or cannot be.
    const link = { url: notice.url, label }
    if (isHeard) say(run, 'text', node.text, { args: { until }, link, ask: 'phone' })
    return go(node.next)
  },
}
