/** @module say: tells something and goes on. */

import { papersFor } from '../../rules/papers.ts'
import { tell } from '../../rules/tell.ts'
import { holds, plainSlots } from '../condition.ts'
import { refused } from '../refused.ts'
import { type Run, request } from '../run.ts'
import { say } from '../say.ts'
import { go, type NodeType } from './node.ts'

export const sayNode: NodeType<'say'> = {
  kind: 'say',
  enter(run, frame, node) {
    const items = (node.items ?? [])
      .filter(({ when }) => when === undefined || holds(when, frame.slots))
      .map(({ text }) => text)
    const papers = node.papers ? papersFor(run.world.rules, node.papers, plainSlots(frame.slots)) : []
    const lines = [...items, ...papers.map(({ text }) => text)]
    const link = node.link && linkOf(run, node.link)
    say(run, 'text', node.text, { lines, ...(link ? { link } : {}) })
    if (node.asks !== undefined && !run.quiet) request(run, { type: node.asks })
    if (node.refuses !== undefined) refused(run, node.refuses)
    return go(node.next)
  },
}

/** A link that cannot be told today is left out: the text names the next best road. */
function linkOf(run: Run, link: { fact: string; label: string }): { url: string; label: string } | undefined {
  const { lang } = run.session
  const told = tell(run.world.rules, link.fact, run.world.now, lang)
  if (!told.ok || told.fact.unit !== 'url') return undefined
  return { url: String(told.fact.value), label: run.world.texts.format(link.label, lang, {}) }
}
