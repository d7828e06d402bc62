/** @module The desk for what was not understood: groups, labels, examples to learn from. What a chat's key no longer opens is not there. */

import {
  HEARD_LABELS,
  type HeardBatch,
  type HeardDesk,
  type HeardFilter,
  type HeardMessage,
} from '../../core/heard.ts'
import type { Intent } from '../../core/lists.ts'
import { type HeardRow, makeHeard } from '../../store/office/heard.ts'
import { commitTo } from '../commit.ts'
import { LIMITS, type OfficeDeps } from '../deps.ts'
import { groupAlike } from './group.ts'
import { type Heard, heardPlace, heardSubject } from './keep.ts'

export type HeardDeps = Pick<OfficeDeps, 'db' | 'vault' | 'now' | 'newId'>
const LIKELY = 0.5

type Opened = { row: HeardRow; heard: Heard }

export function makeHeardDesk(deps: HeardDeps): HeardDesk {
  const rows = makeHeard(deps.db)
  return {
    open: async (filter = {}) => {
      const found = opened(deps, rows.open(LIMITS.heardSeen)).filter((one) => fits(one, filter))
      const groups = groupAlike(found, ({ heard }) => ({
        normal: heard.normal,
        guess: surely(heard),
      }))
      return { messages: found.length, groups: groups.map(groupOf) }
    },
    labelled: async (limit = LIMITS.listDefault) =>
      batchesOf(opened(deps, rows.labelled(LIMITS.heardSeen))).slice(0, limit),
    label: async (ids, label, by) => {
      if (!HEARD_LABELS.includes(label)) return undefined
      const [own, batch] = [[...new Set(ids)].slice(0, LIMITS.heardSeen), deps.newId()]
      const at = deps.now().getTime()
      const count = commitTo(deps.db, () => rows.label(own, { label, by, at, batch }))
      return count === 0 ? undefined : { batch, count }
    },
    undo: async (batch) => commitTo(deps.db, () => rows.unlabel(batch)),
    examples: async () => {
      const lines = opened(deps, rows.labelled(LIMITS.heardExported)).flatMap(exampleOf)
      const once = [...new Set(lines)].sort()
      return { lines: once.length, tsv: once.map((line) => `${line}\n`).join('') }
    },
  }
}

function opened({ vault }: HeardDeps, rows: readonly HeardRow[]): Opened[] {
  return rows.flatMap((row) => {
    try {
      const text = vault.open(heardSubject(row.chatId), heardPlace(row.id), row.textSealed)
      // Sealed and authenticated: these bytes are what `keepHeard` wrote.
      return [{ row, heard: JSON.parse(text) as Heard }]
    } catch {
      // The chat was erased, and its words with it.
      return []
    }
  })
}

/** A guess that is hardly one keeps nothing apart. */
function surely({ guesses: [best] }: Heard): Intent | undefined {
  return best !== undefined && best.confidence >= LIKELY ? best.intent : undefined
}

function fits({ row, heard }: Opened, { guess, language, search }: HeardFilter): boolean {
  const found = search?.trim().toLowerCase() ?? ''
  return (
    (guess === undefined || guess === (row.guess ?? 'none')) &&
    (language === undefined || language === row.language) &&
    (found === '' || heard.text.toLowerCase().includes(found) || heard.normal.includes(found))
  )
}

function groupOf(members: readonly Opened[]) {
  const guess = members[0]?.row.guess ?? undefined
  return { ...(guess === undefined ? {} : { guess }), messages: members.map(messageOf) }
}

function messageOf({ row, heard }: Opened): HeardMessage {
  const { id, at, language, flow, node } = row
  return {
    id,
    at,
    language,
    text: heard.text,
    ...(flow === null ? {} : { flow }),
    ...(node === null ? {} : { node }),
    guesses: heard.guesses,
  }
}

/** In the order of the rows: those of one act stand together. */
function batchesOf(found: readonly Opened[]): HeardBatch[] {
  const batches = new Map<string, HeardBatch>()
  for (const one of found) {
    const { batch: id, label, labelledBy: by, labelledAt: at } = one.row
    if (id === null || label === null || by === null || at === null) continue
    const known = batches.get(id)
    if (known) known.messages.push(messageOf(one))
    else batches.set(id, { id, label, by, at, messages: [messageOf(one)] })
  }
  return [...batches.values()]
}

/** A tab or a line break would end the column, and a spreadsheet takes what begins like a formula for one. */
function exampleOf({ row, heard }: Opened): string[] {
  if (row.label === null || row.label === 'unclear') return []
  const text = heard.text
    .replace(/\s+/g, ' ')
    .replace(/^[\s=+@-]+/, '')
    .trim()
  return text === '' ? [] : [`${row.label === 'not_ours' ? 'off_topic' : row.label}\t${text}`]
}
