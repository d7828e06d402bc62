/** @module Plays a transcript over the whole road, in memory, with a clock that stands still, and writes it down as it went. */

import { encodeTranscript } from '../../src/channels/terminal/encode.ts'
import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import { type ChatClock, makeChatClock } from '../../src/cli/chat-clock.ts'
import { reproRequest } from '../../src/cli/chat-repro.ts'
import { readConfig } from '../../src/config.ts'
import type { Content, OfficeRequest, StaffAct } from '../../src/core/chat.ts'
import { CASE_STATES } from '../../src/core/lists.ts'
import type { Incoming } from '../../src/core/message.ts'
import { build, type Service } from '../../src/main.ts'
import { formatDayHour } from '../../src/rules/calendar.ts'
import { pauseOf, type Step, stepsOf } from './transcript.ts'

const STAFF = 'petugas-contoh'
/** A Monday morning in Jakarta, inside the demo's opening hours. */
export const START = '2026-11-23T09:00:00+07:00'

type Stage = { service: Service; clock: ChatClock; lines: string[]; count: number; requests: OfficeRequest[] }

/** The transcript as it goes now: the inputs of `source` with what really came of them. */
export async function play(source: string): Promise<string> {
  const lines: string[] = []
  const requests: OfficeRequest[] = []
  const clock = makeChatClock(Date.parse(startOf(source)))
  let ids = 0
  let bytes = 0
  const service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'fatal', ...settingsOf(source) }), {
    inMemory: true,
    now: clock.now,
    wakeAt: clock.wakeAt ?? (() => {}),
    newId: () => `id-${++ids}`,
    random: (count) => Uint8Array.from({ length: count }, () => (bytes = (bytes * 73 + 41) % 251)),
    holdOver: true,
    channels: {
      terminal: terminalChannel((message) => {
        lines.push(
          message.author === 'staff'
            ? encodeTranscript(message).replace('<', '<!')
            : encodeTranscript(message),
        )
        return Promise.resolve()
      }),
    },
    onRequest: (_id, request) => requests.push(request),
  })
  service.start()
  const stage = { service, clock, lines, count: 0, requests }
  for (const step of stepsOf(source)) {
    lines.push(...step.source)
    await take(stage, step)
    await service.quiet()
    lines.push(...(await seen(stage)))
  }
  await service.stop()
  return `${lines.join('\n')}\n`
}

const startOf = (source: string) => /^# at (\S+)/m.exec(source)?.[1] ?? START

/** `# official` plays the service as the city would run it, without the demo's notice. */
function settingsOf(source: string): Record<string, string> {
  return /^# official/m.test(source) ? { SERVICE_NAME: 'Tanya SIGAP', SERVICE_OFFICIAL: 'no' } : {}
}

async function take(stage: Stage, step: Step): Promise<void> {
  const { service, clock } = stage
  if (step.kind === 'say') {
    clock.advance(service, 2_000)
    await service.chats.receive(step.contents.map((content) => incoming(stage, content)))
  } else if (step.kind === 'pause') await clock.advance(service, pauseOf(step.words))
  else if (step.kind === 'staff') await actOf(stage, step.words)
}

function incoming(stage: Stage, content: Content): Incoming {
  stage.count += 1
  return {
    type: 'message',
    channel: 'terminal',
    account: 'terminal',
    address: 'warga',
    externalId: `m${stage.count}`,
    at: stage.clock.now(),
    content,
  }
}

async function chatId({ service }: Stage): Promise<string> {
  const found = await service.chats.find({ channel: 'terminal', account: 'terminal', address: 'warga' })
  if (found === undefined)
    throw new Error('Staff act in a chat that nobody has written in: write a ">" line first')
  return found
}

/** `! ambil`, `! balas …`, `! catatan …`, `! kembalikan lanjut|menu|tutup`, `! antre`, `! laporan <state> [note]`. */
async function actOf(stage: Stage, words: string): Promise<void> {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(words) ?? []
  const key = `act-${++stage.count}`
  if (verb === 'laporan') {
    const [last] = await stage.service.office.cases({ limit: 1 })
    const [state = '', ...note] = rest.split(' ')
    const known = CASE_STATES.find((one) => one === state)
    if (!last || !known) throw new Error(`There is no case, or no state "${state}"`)
    await stage.service.office.changeCase(key, last.number, known, note.join(' ') || undefined, STAFF)
    return
  }
  const result = await stage.service.chats.act(await chatId(stage), key, staffAct(verb, rest))
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

/** What the office took in this step, a line each; a case with its deadline. */
async function seen(stage: Stage): Promise<string[]> {
  const lines: string[] = []
  for (const request of stage.requests.splice(0)) {
    const line = reproRequest(request)
    if (line === undefined) continue
    const [last] = request.type === 'file_case' ? await stage.service.office.cases({ limit: 1 }) : []
    const deadline =
      last?.deadlineAt === undefined ? '' : `, deadline ${formatDayHour(new Date(last.deadlineAt), 'id')}`
    lines.push(`${line}${last ? ` ${last.number}${deadline}` : ''}`)
  }
  return lines
}
