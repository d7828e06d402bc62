/** @module The service's own books after a run, held against what the platforms and the residents say. */

import { join } from 'node:path'
import type { ChatLine } from '../../src/core/ports.ts'
import type { Service } from '../../src/main.ts'
import { Database } from '../../src/store/sqlite.ts'
import type { Verdict } from './crowd.ts'

type InboxRow = {
  chat_id: string
  seq: number
  at: number
  received_at: number
  turn: number | null
  taken_at: number | null
  state: string
}
type OutboxRow = { chat_id: string; id: string; ord: number; state: string; unsure: number }
type Books = { inbox: InboxRow[]; outbox: OutboxRow[] }

const ARRIVED = ['sent', 'delivered', 'read']

/** Opens the database beside the service: the log lets one write and others read. */
export function openBooks(dataDir: string) {
  const db = new Database(join(dataDir, 'chats.db'), { readonly: true })
  const open = db.prepare(
    `select (select count(*) from outbox where state in ('waiting', 'claimed')) +
            (select count(*) from inbox where state = 'waiting') as n`,
  )
  return {
    /** Rows that still have to be worked or sent. */
    open: (): number => (open.get() as { n: number }).n,
    read: (): Books => ({
      inbox: db
        .prepare(
          `select i.chat_id, i.seq, i.at, i.received_at, i.turn, t.at as taken_at, i.state from inbox i
           left join turns t on t.chat_id = i.chat_id and t.turn = i.turn where i.kind = 'message'`,
        )
        .all() as InboxRow[],
      outbox: db
        .prepare(`select chat_id, id, ord, state, unsure from outbox where dest = 'channel' order by ord`)
        .all() as OutboxRow[],
    }),
    close: () => db.close(),
  }
}

type Chat = { chatId: string; lines: ChatLine[] }

/** Every chat of the crowd by the name the crowd knows it by. */
export async function openChats(service: Service, names: readonly string[]): Promise<Map<string, Chat>> {
  const chats = new Map<string, Chat>()
  for (const name of names) {
    const [platform = '', address = ''] = name.split(' ')
    const channel = platform === 'telegram' ? 'telegram' : 'whatsapp_cloud'
    const account = service.channels[channel]?.account() ?? ''
    const chatId = await service.chats.find({ channel, account, address })
    const view = chatId && (await service.chats.read(chatId, { limit: 500, forStaff: true }))
    if (chatId && view) chats.set(name, { chatId, lines: view.lines })
  }
  return chats
}

/** When the server was killed and when it was there again. */
export type Absence = { from: number; until: number }

export function judge(
  verdict: Verdict,
  chats: ReadonlyMap<string, Chat>,
  { inbox, outbox }: Books,
  absences: readonly Absence[] = [],
) {
  const faults: string[] = []
  const figures = {
    conversations: Object.keys(verdict.written).length,
    messages: 0,
    replies: outbox.length,
    seconds: Math.round(verdict.ms / 1000),
    lost: 0,
    processed_twice: 0,
    out_of_order: 0,
    came_too_late_for_order: 0,
    replies_lost: 0,
    replies_out_of_order: 0,
    doubled_cloud: verdict.cloud.doubled,
    doubled_telegram: 0,
    doubled_telegram_unlisted: 0,
    listed_as_unsure: outbox.filter(({ unsure }) => unsure > 0).length,
    inside_retry_after: verdict.telegram.violations + verdict.cloud.violations,
    duplicates_dropped: verdict.telegram.duplicated,
    webhooks_again: verdict.cloud.repeatedWebhooks,
    faults: { telegram: verdict.telegram.faults, cloud: verdict.cloud.faults },
  }
  const rowsOf = groupBy(inbox, ({ chat_id }) => chat_id)
  const sendsOf = groupBy(outbox, ({ chat_id }) => chat_id)
  for (const [name, written] of Object.entries(verdict.written)) {
    const chat = chats.get(name)
    const rows = rowsOf.get(chat?.chatId ?? '') ?? []
    const heard = heardBy(chat, rows)
    figures.messages += written.length
    figures.lost += written.filter((text) => !heard.includes(text)).length
    figures.processed_twice += Math.max(0, rows.length - written.length)
    const late = name.startsWith('cloud') && isLate(written, textsOf(chat, rows), absences)
    if (late) figures.came_too_late_for_order += 1
    else if (heard.join('\n') !== written.join('\n')) {
      figures.out_of_order += 1
      faults.push(`${name}: wrote ${JSON.stringify(written)}, was heard as ${JSON.stringify(heard)}`)
    }
    if (rows.some(({ state, turn }) => state !== 'done' || turn === null))
      faults.push(`${name}: not all is done`)
    const sends = sendsOf.get(chat?.chatId ?? '') ?? []
    const said = (chat?.lines ?? []).filter(({ status }) => status !== undefined)
    figures.replies_lost += sends.filter(({ state }) => !ARRIVED.includes(state)).length
    if (name.startsWith('cloud')) {
      const taken = verdict.cloud.taken[name] ?? []
      figures.replies_lost += sends.filter(({ id }) => !taken.includes(id)).length
      const wanted = sends.map(({ id }) => id)
      if (taken.join() !== wanted.join()) figures.replies_out_of_order += 1
      continue
    }
    const read = verdict.telegram.read[name] ?? []
    const twice = Math.max(0, read.length - said.length)
    const listed = sends.reduce((sum, { unsure }) => sum + unsure, 0)
    figures.replies_lost += Math.max(0, said.length - read.length)
    figures.doubled_telegram += twice
    figures.doubled_telegram_unlisted += Math.max(0, twice - listed)
    if (!isWithRepeats(read, said)) figures.replies_out_of_order += 1
  }
  return { figures, faults }
}

/** Less than a platform without order is waited for. */
const WAITED_MS = 500

/**
 * Every message that was heard behind a later one was not there yet when that one was taken, and that one had been
 * waited with: since it came, or since the server was there again. When a post was taken is the service's to say: of one
 * that a kill or a slow machine cut off the platform does not know it.
 */
function isLate(
  written: readonly string[],
  rows: ReadonlyMap<string, InboxRow>,
  absences: readonly Absence[],
): boolean {
  let isInverted = false
  for (const [i, first] of written.entries())
    for (const second of written.slice(i + 1)) {
      const [a, b] = [rows.get(first), rows.get(second)]
      if (a === undefined || b === undefined || (a.turn ?? 0) <= (b.turn ?? 0)) continue
      isInverted = true
      if (a.received_at < (b.taken_at ?? 0) || !wasWaitedWith(b, absences)) return false
    }
  return isInverted
}

function wasWaitedWith({ received_at, taken_at }: InboxRow, absences: readonly Absence[]): boolean {
  const takenAt = taken_at ?? 0
  const absence = absences.findLast(({ from }) => received_at < from && from < takenAt)
  return absence === undefined ? takenAt - received_at >= WAITED_MS : takenAt >= absence.until
}

/** The texts of a script differ. */
function textsOf(chat: Chat | undefined, rows: readonly InboxRow[]): ReadonlyMap<string, InboxRow> {
  const texts = new Map((chat?.lines ?? []).map(({ seq, text }) => [seq, text]))
  return new Map(rows.map((row) => [texts.get(row.seq) ?? '', row]))
}

/** Texts in the order in which their turns were taken. */
function heardBy(chat: Chat | undefined, rows: readonly InboxRow[]): string[] {
  const texts = new Map((chat?.lines ?? []).map(({ seq, text }) => [seq, text]))
  const inTurn = [...rows].sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0) || a.at - b.at || a.seq - b.seq)
  return inTurn.map(({ seq }) => texts.get(seq) ?? '')
}

/** What was read is what was said, in that order, with nothing between but a repeat of the last one. */
function isWithRepeats(read: readonly string[], said: readonly ChatLine[]): boolean {
  let at = 0
  for (const text of read) {
    if (sameWords(text, said[at])) at += 1
    else if (!sameWords(text, said[at - 1])) return false
  }
  return at === said.length
}

/** On the phone the choices stand numbered below. */
function sameWords(text: string, line: ChatLine | undefined): boolean {
  return line !== undefined && text.startsWith(line.text.trim())
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}
