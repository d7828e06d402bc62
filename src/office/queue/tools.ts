/** @module What staff put beside chats, and who of them is on duty. Never moves a chat. */

import type { Instant } from '../../core/chat.ts'
import type { DeskTools, DutyRoom, OnDuty, ShiftNote } from '../../core/desk.ts'
import type { StaffRow } from '../../store/office/desk-tools.ts'
import type { Place } from '../../vault/seal.ts'
import type { Desk } from '../desk.ts'
import { QUEUE_LIMITS } from './limits.ts'

/** Runs a change in a transaction, and tells those who look at the lists. */
export type Change = (work: () => void) => void

export function makeTools(desk: Desk, change: Change): DeskTools {
  const { tables, lists } = desk
  return {
    snooze: async (chatId, until) =>
      change(() => {
        lists.set(chatId, { snoozedUntil: until ?? null })
        pauseSilence(desk, chatId, until)
      }),
    setLabels: async (chatId, labels) => change(() => tables.setLabels(chatId, labels)),
    setTeam: async (chatId, team) => change(() => lists.set(chatId, { team: team ?? null })),
    labels: async () => tables.labels(),
    addLabel: async (name) => change(() => tables.addLabel(cut(name, QUEUE_LIMITS.labelChars))),
    dropLabel: async (name) => change(() => tables.dropLabel(name)),
    canned: async () => tables.canned().map(({ id, title, body }) => ({ id, title, body })),
    saveCanned: async ({ id, title, body }, by) =>
      change(() => {
        const words = { title: cut(title, QUEUE_LIMITS.titleChars), body: cut(body, QUEUE_LIMITS.bodyChars) }
        tables.saveCanned({ id, ...words, changedAt: desk.now(), changedBy: by })
      }),
    dropCanned: async (id) => change(() => tables.dropCanned(id)),
    setMute: async (chatId, mute) =>
      change(() =>
        lists.set(chatId, {
          mutedUntil: mute?.until ?? null,
          muteReason: mute?.reason ?? null,
          mutedBy: mute?.by ?? null,
        }),
      ),
    shiftNotes: async () =>
      tables
        .shiftNotes(desk.now() - QUEUE_LIMITS.shiftNoteMs, QUEUE_LIMITS.shiftNotes)
        .flatMap(({ bodySealed, ...row }): ShiftNote[] => {
          const text = desk.openText(`staff:${row.by}`, notePlace(row.id), bodySealed)
          return text === undefined ? [] : [{ ...row, text }]
        }),
    addShiftNote: async ({ id, at, by, text }) =>
      change(() => {
        const words = cut(text, QUEUE_LIMITS.shiftNoteChars)
        tables.addShiftNote({
          id,
          at,
          by,
          bodySealed: desk.deps.vault.seal(`staff:${by}`, notePlace(id), words),
        })
      }),
  }
}

/** Nobody is called silent while the chat sleeps; the wait goes on when it comes back. */
function pauseSilence(desk: Desk, chatId: string, until: Instant | undefined): void {
  const card = desk.cards.get(chatId)
  if (card === undefined || card.silentSince === null) return
  desk.cards.put({ ...card, silentSince: until ?? desk.now() })
}

const notePlace = (id: string): Place => ['shift_notes', 'body_sealed', id]
const cut = (text: string, most: number) => text.trim().slice(0, most)

export function makeDuty(desk: Desk, change: Change): DutyRoom {
  const { tables } = desk
  return {
    sawStaff: async ({ id, name, role, team = null }) => {
      const [now, known] = [desk.now(), tables.staffOf(id)]
      const isSame = known?.name === name && known.role === role && known.team === team
      if (isSame && now - known.seenAt < QUEUE_LIMITS.seenEveryMs) return
      const before = known ?? { presence: 'ready' as const, since: now, most: null }
      change(() => tables.putStaff({ ...before, id, name, role, team, seenAt: now }))
    },
    setPresence: async (staffId, presence) => {
      const known = tables.staffOf(staffId)
      if (known === undefined || known.presence === presence) return
      change(() => tables.putStaff({ ...known, presence, since: desk.now() }))
    },
    setMost: async (staffId, most) => {
      const known = tables.staffOf(staffId)
      if (known !== undefined) change(() => tables.putStaff({ ...known, most }))
    },
    staff: async () => {
      const held = heldBy(desk)
      return tables.staff().map((row) => onDuty(row, held.get(`staff:${row.id}`) ?? 0))
    },
  }
}

function onDuty({ most, team, ...row }: StaffRow, held: number): OnDuty {
  return { ...row, ...(team === null ? {} : { team }), held, most: most ?? QUEUE_LIMITS.chatsEach }
}

function heldBy(desk: Desk): Map<string, number> {
  const now = desk.now()
  const counts = new Map<string, number>()
  for (const { owner, snoozedUntil } of desk.lists.held())
    if ((snoozedUntil ?? 0) <= now) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  return counts
}
