/** @module A tap as people read it later: the label that stood on the button, if it was said lately. */

import type { Content } from '../../core/chat.ts'
import type { JournalRow } from '../../store/chat/journal.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { type Body, makeSeals, type Seals } from '../sealed.ts'

/** As we offered it; what the platform says stood on it counts only where we do not know. */
export function labelled(deps: Deps, chatId: string, content: Content): Content {
  if (content.type !== 'choice') return content
  const seq = deps.store.chats.get(chatId)?.seq ?? 0
  const seals = makeSeals(deps.vault)
  const from = Math.max(0, seq - LIMITS.labelLines)
  for (const { line } of deps.store.journal.read(chatId, from, LIMITS.labelLines).reverse()) {
    if (line.kind !== 'say') continue
    const body = bodyOf(seals, chatId, line)
    const choice = body?.kind === 'say' ? body.reply.choices?.find(({ id }) => id === content.id) : undefined
    if (choice !== undefined) return { ...content, label: choice.label }
  }
  return content
}

/** A damaged line costs a label, never the tap. */
function bodyOf(seals: Seals, chatId: string, line: JournalRow): Body | undefined {
  try {
    return seals.openLine(chatId, line.seq, line.bodySealed)
  } catch {
    return undefined
  }
}
