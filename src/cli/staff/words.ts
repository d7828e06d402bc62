/** @module What staff read, in words and lines. What residents wrote is shown as text and can move no cursor. */

import type { Shown } from '../../core/chat.ts'
import { NOTES } from '../../core/effect.ts'
import { formatDate, formatHour, isoDay } from '../../core/jakarta.ts'
import type { Language } from '../../core/lists.ts'
import type { Alarm, Card, CaseView, ChatLine, ChatView } from '../../core/ports.ts'
import { PHONE_OWNER } from '../../core/staff.ts'
import type { Say } from '../office-texts.ts'
import type { Unread } from './command.ts'
import type { ShownLine, StaffNews, StaffResult } from './session.ts'

export type Voice = {
  say: Say
  language: Language
  now(): Date
  /** Colours a line; the identity where there are no colours. */
  paint(what: 'head' | 'urgent' | 'faint', text: string): string
}

/** Lines for what a command gave. */
export function resultLines(voice: Voice, result: StaffResult): string[] {
  const { say, paint } = voice
  switch (result.type) {
    case 'list':
      return listLines(voice, result)
    case 'taken':
      return [...chatLines(voice, result.chat), paint('head', say('staff.taken'))]
    case 'chat':
      return chatLines(voice, result.chat, result.card)
    case 'handed_back':
      return [say(`staff.handed_back.${result.to}`)]
    case 'refused':
      return [say(`staff.refused.${result.why}`, { owner: ownerWords(say, result.owner ?? '') })]
    case 'not_found':
      return [say('staff.not_found', { what: plain(result.what) })]
    case 'cases':
      return result.cases.length === 0
        ? [say('staff.no_cases')]
        : result.cases.map((one) => caseLine(voice, one))
    case 'case':
      return caseLines(voice, result.case)
    case 'changed': {
      const { number, state } = result.case
      return [say('staff.changed', { number, state: say(`staff.state.${state}`) })]
    }
    case 'alarms':
      return result.alarms.length === 0
        ? [say('staff.no_alarms')]
        : result.alarms.map((one) => alarmLine(voice, one))
    case 'channels':
      return result.lines.flatMap((line) => lineLines(voice, line))
    default:
      return [say(`staff.${result.type}`)]
  }
}

/** Lines for what came by itself. */
export function newsLines(voice: Voice, news: StaffNews): string[] {
  if (news.type === 'lines') return news.lines.filter(isForPeople).map((line) => chatLine(voice, line))
  return [voice.paint('head', voice.say('staff.lost', { owner: ownerWords(voice.say, news.owner) }))]
}

export function unreadLines({ say }: Voice, { unread, word }: Unread): string[] {
  return [say(`staff.unread.${unread}`, { word: plain(word) })]
}

type Lists = Extract<StaffResult, { type: 'list' }>

function listLines(voice: Voice, { queue, mine, phone }: Lists): string[] {
  const head = (key: string, n: number) => voice.paint('head', voice.say(key, { n }))
  const cards = (list: Card[], from: number) => list.map((card, index) => cardLine(voice, card, from + index))
  const part = (key: string, list: Card[], from: number) =>
    list.length === 0 ? [] : [head(key, list.length), ...cards(list, from)]
  return [
    head('staff.queue', queue.length),
    ...cards(queue, 1),
    ...part('staff.mine', mine, queue.length + 1),
    ...part('staff.on_phone', phone, queue.length + mine.length + 1),
  ]
}

function cardLine({ say, now, paint }: Voice, card: Card, n: number): string {
  const line = say(card.waitingSince === undefined ? 'staff.card' : 'staff.card_waiting', {
    n,
    chat: card.chatId,
    channel: say(`staff.channel.${card.channel}`),
    reason: say(`staff.reason.${card.reason ?? 'none'}`),
    topic: plain(card.topic),
    unread: card.unread,
    waited: waitedWords(say, now().getTime() - (card.waitingSince ?? card.lastMessageAt)),
  })
  return card.urgent ? paint('urgent', `${line} ${say('staff.urgent')}`) : line
}

function chatLines(voice: Voice, view: ChatView, card?: Card): string[] {
  const owner = ownerWords(voice.say, view.owner)
  const head = voice.say('staff.chat_head', { chat: view.chatId, mask: plain(view.mask), owner })
  const summary = view.summary.length > 0 ? view.summary : (card?.summary ?? [])
  return [
    voice.paint('head', head),
    ...view.lines.filter(isForPeople).map((line) => chatLine(voice, line)),
    ...summaryLines(voice, summary),
  ]
}

/** The journal also notes what only an engineer wants to know. */
const FOR_ENGINEERS = new Set<string>(NOTES)
const isForPeople = ({ from, text }: ChatLine) => from !== 'note' || !FOR_ENGINEERS.has(text)
const OWNER_NOTE = /^own: (.*)$/

function chatLine({ say, paint }: Voice, line: ChatLine): string {
  const status = line.status && line.from !== 'resident' ? ` (${say(`staff.status.${line.status}`)})` : ''
  const media = line.media ? `[${mediaWords(say, line.media)}] ` : ''
  const from = say(`staff.from.${line.from}`)
  const owner = line.from === 'note' ? OWNER_NOTE.exec(line.text)?.[1] : undefined
  const text = owner === undefined ? plain(noteWords(say, line)) : ownerWords(say, owner)
  const twice = line.isUnsure === true ? ` (${say('staff.unsure')})` : ''
  const whole = `${formatHour(new Date(line.at))} ${from}: ${media}${text}${status}${twice}`
  return line.from === 'resident' ? whole : paint('faint', whole)
}

function mediaWords(say: Say, { type, state }: NonNullable<ChatLine['media']>): string {
  const what = say('staff.media', { type })
  return state === 'lost' ? `${what}: ${say('staff.media_lost')}` : what
}

/** What the road notes of a line to a person. */
const LINE_NOTES = ['blocked', 'unblocked', 'identity_changed', 'left_screen']

function noteWords(say: Say, { from, text }: ChatLine): string {
  return from === 'note' && LINE_NOTES.includes(text) ? say(`staff.note.${text}`) : text
}

function caseLine(voice: Voice, one: CaseView): string {
  const { say } = voice
  return say('staff.case', {
    number: one.number,
    kind: say(`staff.kind.${one.kind}`),
    state: say(`staff.state.${one.state}`),
    filed: whenWords(voice, one.filedAt),
    urgent: one.urgent ? ` ${say('staff.urgent')}` : '',
  })
}

function caseLines(voice: Voice, one: CaseView): string[] {
  const { say, paint } = voice
  const deadline = one.deadlineAt && say('staff.case_deadline', { at: whenWords(voice, one.deadlineAt) })
  const lines = [
    paint(one.urgent ? 'urgent' : 'head', caseLine(voice, one)),
    deadline,
    one.of && say('staff.case_of', { number: one.of }),
    say('staff.case_chat', { chat: one.chatId }),
    one.note && say('staff.case_note', { note: plain(one.note) }),
    ...summaryLines(voice, one.summary),
  ]
  return lines.filter((line) => typeof line === 'string')
}

/** One line of a platform: how it stands, what to do, a code to scan. */
function lineLines(voice: Voice, line: ShownLine): string[] {
  const { say, paint } = voice
  const link = line.missing.length > 0 ? 'missing' : line.link
  const channel = say(`staff.channel.${line.channel}`)
  const head = say('staff.line', {
    channel: line.name === undefined ? channel : `${channel} ${plain(line.name)}`,
    link: say(`staff.link.${link}`, { missing: line.missing.join(', ') }),
  })
  const at = (key: string, time: number | undefined) =>
    time === undefined ? [] : [`  ${say(key, { at: whenWords(voice, time) })}`]
  return [
    line.link === 'down' ? paint('urgent', head) : head,
    ...(line.why === undefined ? [] : [`  ${say(`channel.why.${line.why}`)}`]),
    ...at('staff.line_received', line.lastReceivedAt),
    ...at('staff.line_sent', line.lastSentAt),
    ...(line.qr === undefined ? [] : ['', ...line.qr.split('\n'), `  ${say('staff.line_scan')}`]),
  ]
}

/** What an alarm is about, in words. */
export function alarmWords(say: Say, { chatId, reason }: Pick<Alarm, 'chatId' | 'reason'>): string {
  return say(chatId === '' ? `channel.why.${reason}` : `staff.alarm_reason.${reason}`)
}

function alarmLine(voice: Voice, alarm: Alarm): string {
  const { chatId: chat } = alarm
  if (chat === '') {
    const channel = voice.say(`staff.channel.${alarm.topic}`)
    const why = alarmWords(voice.say, alarm)
    const line = { at: whenWords(voice, alarm.at), channel, reason: why }
    if (alarm.overAt === undefined) return voice.say('staff.alarm_line', line)
    return voice.say('staff.alarm_line_over', { ...line, over: whenWords(voice, alarm.overAt) })
  }
  const reason = alarmWords(voice.say, alarm)
  return voice.say('staff.alarm', { at: whenWords(voice, alarm.at), reason, chat, topic: plain(alarm.topic) })
}

function summaryLines({ say }: Voice, summary: readonly Shown[]): string[] {
  if (summary.length === 0) return []
  return [say('staff.summary'), ...summary.map(({ label, value }) => `  ${plain(label)}: ${plain(value)}`)]
}

function ownerWords(say: Say, owner: string): string {
  if (owner === PHONE_OWNER) return say('staff.owner.phone')
  if (owner.startsWith('staff:')) return say('staff.owner.staff', { id: plain(owner.slice('staff:'.length)) })
  return say(`staff.owner.${owner === 'queue' ? 'queue' : 'bot'}`)
}

/** The hour alone for today, with the date before it for any other day. */
function whenWords({ now, language }: Voice, at: number): string {
  const then = new Date(at)
  const hour = formatHour(then)
  return isoDay(then) === isoDay(now()) ? hour : `${formatDate(then, language)} ${hour}`
}

function waitedWords(say: Say, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  return minutes < 120
    ? say('staff.minutes', { n: minutes })
    : say('staff.hours', { n: Math.floor(minutes / 60) })
}

// Control characters of both sets, and marks that turn the direction of a line: a message could otherwise clear
// the screen or show itself as another line. https://www.unicode.org/reports/tr9/, read 2026-11-22
const CONTROLS = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** Line breaks stay, indented; every other control character is gone. */
export function plain(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.replaceAll('\t', ' ').replace(CONTROLS, ''))
    .join('\n      ')
}
