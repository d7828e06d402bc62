/** @module Conversations that staff try: the engine alone, with an office that answers at once and keeps nothing. In memory. */

import { makeCaseNumber } from '../core/case-number.ts'
import type { ChatEvent, Content, Instant, OfficeNotice, OfficeRequest } from '../core/chat.ts'
import type { Effect } from '../core/effect.ts'
import type { Rehearsal, TriedLine } from '../core/rehearsal.ts'
import { newSession, type Session } from '../core/session.ts'
import { takeTurn } from '../engine/turn.ts'
import type { World } from '../engine/world.ts'
import { cleanContent } from '../pipeline/arriving/masking.ts'

/** Members who try at the same time; whoever has not for longest begins anew. */
const MOST_TRIES = 50
const MOST_LINES = 200
/** Answers of the office to one message; more would be a flow that asks in circles. */
const MOST_ANSWERS = 10
const MOST_CHARS = 2_000

/** A number and a code that belong to no case. */
const NUMBER = makeCaseNumber('0000000')
const CODE = 'COBA-COBA-COBA-COBA'

type Try = { session: Session; lines: TriedLine[] }

export function makeRehearsal(world: (now: Date) => World, now: () => Instant): Rehearsal {
  const tries = new Map<string, Try>()
  const tryOf = (staffId: string): Try => {
    const known = tries.get(staffId) ?? { session: newSession('id'), lines: [] }
    tries.delete(staffId)
    const oldest = tries.size >= MOST_TRIES ? tries.keys().next().value : undefined
    if (oldest !== undefined) tries.delete(oldest)
    tries.set(staffId, known)
    return known
  }
  return {
    lines: (staffId) => tries.get(staffId)?.lines ?? [],
    restart: (staffId) => void tries.delete(staffId),
    say: (staffId, said) => {
      const own = tryOf(staffId)
      const content = contentOf(own, said)
      own.lines.push({
        from: 'resident',
        text: content.type === 'text' ? content.text : (content.label ?? ''),
      })
      const at = now()
      play(own, world(new Date(at)), { type: 'message', id: `${own.session.turn}`, at, content })
      own.lines.splice(0, own.lines.length - MOST_LINES)
    },
  }
}

type Said = Extract<Content, { type: 'text' | 'choice' }>

function contentOf({ lines }: Try, said: { text: string } | { choice: string }): Said {
  if ('text' in said) {
    const clean = cleanContent({ type: 'text', text: said.text.slice(0, MOST_CHARS) })
    return clean.type === 'text' ? clean : { type: 'text', text: '' }
  }
  const offered = lines.flatMap((line) => ('choices' in line ? (line.choices ?? []) : []))
  const label = offered.findLast(({ id }) => id === said.choice)?.label
  return { type: 'choice', id: said.choice.slice(0, MOST_CHARS), ...(label === undefined ? {} : { label }) }
}

function play(own: Try, world: World, first: ChatEvent): void {
  const events: ChatEvent[] = [first]
  for (let n = 0; n <= MOST_ANSWERS; n += 1) {
    const event = events.shift()
    if (event === undefined) return
    const { session, effects } = takeTurn(world, own.session, event)
    own.session = session
    for (const effect of effects) {
      own.lines.push(...linesOf(effect))
      if (effect.type !== 'office') continue
      const notice = answerTo(effect.id, effect.request)
      if (notice !== undefined) events.push({ type: 'office', id: effect.id, at: first.at, notice })
    }
  }
}

/** What stands in no list of the office is not worth telling. */
const SILENT: readonly OfficeRequest['type'][] = ['card', 'visit', 'ask_position']

function linesOf(effect: Effect): TriedLine[] {
  if (effect.type === 'office')
    return SILENT.includes(effect.request.type) ? [] : [{ from: 'did', what: effect.request.type }]
  if (effect.type !== 'say') return []
  const { text, choices } = effect.reply
  const from = effect.author === 'bot' ? 'bot' : 'system'
  return [{ from, text, ...(choices === undefined ? {} : { choices }) }]
}

function answerTo(re: string, request: OfficeRequest): OfficeNotice | undefined {
  switch (request.type) {
    case 'file_case':
      return { type: 'case_filed', re, number: NUMBER, code: CODE, kind: request.kind }
    case 'request_staff':
    case 'ask_position':
      return { type: 'queue_position', re, position: 1, open: true, hoursKnown: true }
    case 'leave_queue':
      return { type: 'left_queue', re }
    case 'open_form':
      return { type: 'form_opened', re, url: 'about:blank', untilAt: 0 }
    case 'bind_chat':
      return { type: 'chat_bound', re, isBound: false }
    case 'prove_phone':
      return { type: 'phone_proven', re, isKept: false }
    case 'look_up_case':
      return { type: 'case_not_found', re }
    default:
      return undefined
  }
}
