/** @module Plays the steps of a transcript on a service that is given, and writes down how it went. Opens nothing: the same on Node and in a Worker. */

import { encodeTranscript } from '../../src/channels/terminal/encode.ts'
import { reproSeen } from '../../src/cli/chat/repro.ts'
import type { Content, Instant, OfficeRequest, StaffAct } from '../../src/core/chat.ts'
import { CASE_STATES } from '../../src/core/lists.ts'
import type { Incoming, Line, Outgoing } from '../../src/core/message.ts'
import type { Chats, Office } from '../../src/core/ports.ts'
import { pauseOf, type Step, stepsOf } from './transcript.ts'

const STAFF = 'petugas-contoh'
const LINE: Line = { channel: 'terminal', account: 'terminal', address: 'warga' }
/** A Monday morning in Jakarta, inside the demo's opening hours. */
export const START = '2026-11-23T09:00:00+07:00'

export type Stage = {
  chats: Pick<Chats, 'receive' | 'find' | 'act'>
  office: Pick<Office, 'cases' | 'changeCase'>
  now(): Instant
  /** The clock goes on by `ms`; what is due meanwhile has happened when it resolves. */
  pass(ms: number): Promise<void>
  /** Resolves when nothing is left to do. */
  quiet(): Promise<void>
  /** What was sent, added by the stage's channel; what was written, added here. */
  lines: string[]
  /** What the office took since the last step. */
  requests: OfficeRequest[]
  /** What a stage can besides: true when it knew the words. */
  more?(words: string, now: { send(content: Content): Promise<void> }): Promise<boolean>
}

/** What leaves through the terminal, as a transcript has it: `<` for the bot and the service, `<!` for staff. */
export function written(message: Outgoing): string {
  const line = encodeTranscript(message)
  return message.author === 'staff' ? line.replace('<', '<!') : line
}

/** Bytes that are the same in each play, so that case numbers are. */
export function makeRandom(): (count: number) => Uint8Array {
  let last = 0
  const next = () => {
    last = (last * 73 + 41) % 251
    return last
  }
  return (count) => Uint8Array.from({ length: count }, next)
}

/** When the transcript begins. */
export const startOf = (source: string): Instant => Date.parse(/^# at (\S+)/m.exec(source)?.[1] ?? START)

/** The transcript as it goes now: the inputs of `source` with what really came of them. */
export async function playOn(stage: Stage, source: string): Promise<string> {
  const counted = { ...stage, count: 0 }
  for (const step of stepsOf(source)) {
    stage.lines.push(...step.source)
    await take(counted, step)
    await stage.quiet()
    stage.lines.push(...(await reproSeen(stage.office, stage.requests.splice(0))))
  }
  return `${stage.lines.join('\n')}\n`
}

type Counted = Stage & { count: number }

async function take(stage: Counted, step: Step): Promise<void> {
  if (step.kind === 'say') {
    await stage.pass(20_000)
    await stage.chats.receive(step.contents.map((content) => incoming(stage, content)))
  } else if (step.kind === 'pause') await stage.pass(pauseOf(step.words))
  else if (step.kind === 'staff') {
    const send = async (content: Content) => stage.chats.receive([incoming(stage, content)])
    if (!(await stage.more?.(step.words, { send }))) await actOf(stage, step.words)
  }
}

function incoming(stage: Counted, content: Content): Incoming {
  stage.count += 1
  return { type: 'message', ...LINE, externalId: `m${stage.count}`, at: stage.now(), content }
}

async function chatId({ chats }: Stage): Promise<string> {
  const found = await chats.find(LINE)
  if (found === undefined)
    throw new Error('Staff act in a chat that nobody has written in: write a ">" line first')
  return found
}

/** `! ambil`, `! balas …`, `! catatan …`, `! kembalikan lanjut|menu|tutup`, `! antre`, `! laporan <state> [note]`. */
async function actOf(stage: Counted, words: string): Promise<void> {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(words) ?? []
  const key = `act-${++stage.count}`
  if (verb === 'laporan') {
    const [last] = await stage.office.cases({ limit: 1 })
    const [state = '', ...note] = rest.split(' ')
    const known = CASE_STATES.find((one) => one === state)
    if (!last || !known) throw new Error(`There is no case, or no state "${state}"`)
    await stage.office.changeCase(key, last.number, known, note.join(' ') || undefined, STAFF)
    return
  }
  const result = await stage.chats.act(await chatId(stage), key, staffAct(verb, rest))
  if (!result.ok) stage.lines.push(`= refused ${result.why}`)
}

const PLACES = { lanjut: 'resume', menu: 'menu', tutup: 'close' } as const

function staffAct(verb: string, rest: string): StaffAct {
  if (verb === 'ambil') return { act: 'take', staffId: rest || STAFF }
  if (verb === 'balas') return { act: 'reply', staffId: STAFF, text: rest }
  if (verb === 'catatan') return { act: 'note', staffId: STAFF, text: rest }
  if (verb === 'antre') return { act: 'return_to_queue', staffId: STAFF, by: 'staff' }
  const to = PLACES[rest as keyof typeof PLACES]
  if (verb === 'kembalikan' && to) return { act: 'hand_back', staffId: STAFF, to }
  throw new Error(`Staff know no "! ${verb} ${rest}"`)
}
