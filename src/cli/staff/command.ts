/** @module What staff type, as data: Indonesian words with English ones beside them, or one JSON object a line. */

import { z } from 'zod'
import { CASE_STATES, type CaseState } from '../../core/lists.ts'

export const commandSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('list') }),
  z.strictObject({ command: z.literal('take'), which: z.string() }),
  z.strictObject({ command: z.literal('show'), which: z.string().optional() }),
  z.strictObject({ command: z.literal('reply'), text: z.string().min(1) }),
  z.strictObject({ command: z.literal('note'), text: z.string().min(1) }),
  z.strictObject({ command: z.literal('hand_back'), to: z.enum(['resume', 'menu', 'close']) }),
  z.strictObject({ command: z.literal('requeue') }),
  z.strictObject({ command: z.literal('cases'), state: z.enum(CASE_STATES).optional() }),
  z.strictObject({ command: z.literal('case'), number: z.string() }),
  z.strictObject({
    command: z.literal('change'),
    number: z.string(),
    state: z.enum(CASE_STATES),
    note: z.string().optional(),
  }),
  z.strictObject({ command: z.literal('alarms') }),
  z.strictObject({ command: z.literal('lines') }),
  z.strictObject({ command: z.literal('help') }),
  z.strictObject({ command: z.literal('quit') }),
])

/**
 * One thing a member of staff wants done; `which` is a number of the last list or a chat id.
 * @example {"command":"take","which":"1"}
 */
export type StaffCommand = z.infer<typeof commandSchema>

/** What could not be read: an unknown word, or a known one without what it needs. */
export type Unread = { unread: 'unknown' | 'incomplete'; word: string }

const WORDS = new Map<string, StaffCommand['command']>(
  Object.entries({
    daftar: 'list',
    list: 'list',
    ambil: 'take',
    take: 'take',
    lihat: 'show',
    show: 'show',
    balas: 'reply',
    reply: 'reply',
    catatan: 'note',
    note: 'note',
    kembalikan: 'hand_back',
    back: 'hand_back',
    antrekan: 'requeue',
    requeue: 'requeue',
    laporan: 'cases',
    cases: 'cases',
    case: 'cases',
    ubah: 'change',
    change: 'change',
    alarm: 'alarms',
    alarms: 'alarms',
    saluran: 'lines',
    lines: 'lines',
    bantuan: 'help',
    help: 'help',
    '?': 'help',
    keluar: 'quit',
    quit: 'quit',
  }),
)

const WAYS_BACK = new Map(
  Object.entries({
    lanjut: 'resume',
    resume: 'resume',
    menu: 'menu',
    tutup: 'close',
    close: 'close',
  }),
)

/** Words for the states, without spaces so that they can be typed as one. */
const STATE_WORDS = new Map<string, CaseState>(
  Object.entries({
    diterima: 'received',
    diperiksa: 'checked',
    diteruskan: 'forwarded',
    'kurang-berkas': 'needs_papers',
    selesai: 'done',
    ditutup: 'closed',
  }),
)

/** Reads a line; never throws. The text of a reply keeps its own spaces and capitals. */
export function readCommand(line: string): StaffCommand | Unread {
  const trimmed = line.trim()
  if (trimmed.startsWith('{')) return readJsonCommand(trimmed)
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(trimmed) ?? []
  const command = WORDS.get(word.toLowerCase())
  if (!command) return { unread: 'unknown', word }
  const read = commandSchema.safeParse(filled(command, rest))
  return read.success ? read.data : { unread: 'incomplete', word: word.toLowerCase() }
}

function filled(command: StaffCommand['command'], rest: string): Record<string, unknown> {
  const [first = '', second = '', ...others] = rest.split(/\s+/)
  switch (command) {
    case 'take':
      return { command, which: first || undefined }
    case 'show':
      return { command, which: first || undefined }
    case 'reply':
    case 'note':
      return { command, text: rest }
    case 'hand_back':
      return { command, to: first === '' ? 'resume' : WAYS_BACK.get(first.toLowerCase()) }
    case 'cases': {
      const state = stateOf(first)
      if (first === '' || state) return { command, state }
      // "laporan SGP-… diteruskan" means a change, without another word to learn.
      return second === '' ? { command: 'case', number: first } : filled('change', rest)
    }
    case 'change':
      return { command, number: first, state: stateOf(second), note: others.join(' ') || undefined }
    default:
      return { command }
  }
}

function stateOf(word: string): CaseState | undefined {
  const lower = word.toLowerCase()
  return STATE_WORDS.get(lower) ?? CASE_STATES.find((state) => state === lower)
}

function readJsonCommand(text: string): StaffCommand | Unread {
  try {
    const read = commandSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : { unread: 'incomplete', word: 'json' }
  } catch {
    // Answered as incomplete: the line began like JSON and is none.
    return { unread: 'incomplete', word: 'json' }
  }
}
