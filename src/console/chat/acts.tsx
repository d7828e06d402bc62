/** @module What staff do in a chat, as forms post it. Each act goes through `Chats.act` under a key, so that a repeat acts once. */

import type { StaffAct } from '../../core/chat.ts'
import { MUTE_REASONS } from '../../core/desk.ts'
import { StoreUnavailable } from '../../core/errors.ts'
import { fromJakarta, toJakarta } from '../../core/jakarta.ts'
import type { ActResult } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { addressOf, type Draft, MAX_REPLY_CHARS, Preview } from './composer.tsx'
import { openerOf } from './opener.tsx'
import { readRoom } from './room.ts'
import { type Refused, refusedWords, showChat } from './show.tsx'
import { MUTE_DAYS, readyIn, SNOOZES, WAYS_BACK } from './side.tsx'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
const MAX_KEY_CHARS = 80
const OPENS_HOUR = 8
const MONDAY = 1

type Fields = Record<string, string | File | (string | File)[]>

const idOf = ({ c }: StaffVisit) => c.req.param('id') ?? ''
const fieldsOf = ({ c }: StaffVisit): Promise<Fields> => c.req.parseBody({ all: true })
const wordOf = (fields: Fields, name: string): string => {
  const given = fields[name]
  return typeof given === 'string' ? given : ''
}

/** A key of one member is nobody else's. */
function keyOf({ staff, deps }: StaffVisit, fields: Fields): string {
  const given = wordOf(fields, 'key').slice(0, MAX_KEY_CHARS)
  return `console.${staff.id}.${given === '' ? deps.newId() : given}`
}

const isScript = ({ c }: StaffVisit) => c.req.header('x-requested-with') === 'fetch'

function goTo(visit: StaffVisit, address: string): Response {
  return isScript(visit) ? visit.c.body(null, 204) : visit.c.redirect(address, 303)
}

const toChat = (visit: StaffVisit, said: string) =>
  visit.c.redirect(`${addressOf(idOf(visit))}?kabar=${said}#akhir`, 303)

function refusalOf(result: ActResult): Refused | undefined {
  if (result.ok) return undefined
  return result.why === 'unknown_chat' || result.why === 'newer' ? 'not_yours' : result.why
}

export async function take(visit: StaffVisit): Promise<Response> {
  const { deps, staff } = visit
  await deps.desk.sawStaff(staff)
  const [card, all] = await Promise.all([deps.desk.chat(idOf(visit)), deps.desk.staff()])
  const me = all.find(({ id }) => id === staff.id)
  // Whoever needs help now is never turned away by a number.
  if (me !== undefined && me.held >= me.most && card?.urgent !== true) return toChat(visit, 'full')
  const act: StaffAct = { act: 'take', staffId: staff.id, name: staff.name }
  const result = await deps.chats.act(idOf(visit), `console.${staff.id}.${deps.newId()}`, act)
  return toChat(visit, refusalOf(result) ?? 'taken')
}

/** The draft comes back with whatever stands in its way; its key stays, so that it is one reply however often it is sent. */
export async function balas(visit: StaffVisit): Promise<Response> {
  const { deps, staff, words } = visit
  const fields = await fieldsOf(visit)
  const text = wordOf(fields, 'text').trim()
  const seen = Number.parseInt(wordOf(fields, 'seen'), 10) || 0
  const chosen = wordOf(fields, 'cara')
  const key = wordOf(fields, 'key').slice(0, MAX_KEY_CHARS) || deps.newId()
  const draft = { text, seen, key, opener: chosen }
  const view = await deps.chats.read(idOf(visit), { forStaff: true, limit: 1 })
  const opener = openerOf(view?.window, chosen)
  // A template says enough by itself.
  if (text === '' && typeof opener !== 'object')
    return await refuse(visit, draft, words.say('chat.refused.incomplete'), 400)
  if (text.length > MAX_REPLY_CHARS)
    return await refuse(visit, draft, words.say('chat.refused.too_long'), 413)
  const act: StaffAct = {
    ...{ act: 'reply', staffId: staff.id, text, seen },
    ...(opener === undefined ? {} : { opener }),
  }
  try {
    const result = await deps.chats.act(idOf(visit), `console.${staff.id}.${key}`, act)
    if (!result.ok && result.why === 'newer')
      return await refuse(visit, { ...draft, seen: result.heard }, words.say('chat.newer'), 409, 'newer')
    if (!result.ok) return await refuse(visit, draft, await whyOf(visit, result), 409, result.why)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return await refuse(visit, draft, words.say('chat.unavailable'), 503)
  }
  return goTo(visit, `${addressOf(idOf(visit))}#akhir`)
}

async function whyOf(visit: StaffVisit, result: ActResult): Promise<string> {
  const why = refusalOf(result) ?? 'not_yours'
  const room = await readRoom(visit, idOf(visit), 1)
  return room === undefined
    ? visit.words.say('chat.unknown')
    : refusedWords(visit, why, room.view.owner, room.names)
}

/** As JSON for the script, which keeps the draft itself. */
async function refuse(
  visit: StaffVisit,
  draft: Draft,
  problem: string,
  status: 400 | 409 | 413 | 503,
  why = 'refused',
): Promise<Response> {
  if (isScript(visit)) return visit.c.json({ why, say: problem, seen: draft.seen }, status)
  return await showChat(visit, { draft: { ...draft, problem }, status })
}

export async function catatan(visit: StaffVisit): Promise<Response> {
  const { deps, staff } = visit
  const fields = await fieldsOf(visit)
  const text = wordOf(fields, 'text').trim().slice(0, MAX_REPLY_CHARS)
  if (text === '') return toChat(visit, 'incomplete')
  // Of the same draft a reply and a note are two things.
  await deps.chats.act(idOf(visit), `${keyOf(visit, fields)}.note`, { act: 'note', staffId: staff.id, text })
  return goTo(visit, `${addressOf(idOf(visit))}?kabar=noted#akhir`)
}

export async function pratinjau(visit: StaffVisit): Promise<Response> {
  const { c } = visit
  const fields = await fieldsOf(visit)
  const text = wordOf(fields, 'text').trim().slice(0, MAX_REPLY_CHARS)
  const seen = Number.parseInt(wordOf(fields, 'seen'), 10) || 0
  const draft = { text, seen, key: wordOf(fields, 'key'), preview: true, opener: wordOf(fields, 'cara') }
  if (!isScript(visit)) return await showChat(visit, { draft })
  const room = await readRoom(visit, idOf(visit), 1)
  if (room === undefined) return c.body(null, 404)
  return c.html(<Preview visit={visit} room={room} draft={draft} />)
}

export async function kembalikan(visit: StaffVisit): Promise<Response> {
  const { deps, staff, c } = visit
  const fields = await fieldsOf(visit)
  const to = WAYS_BACK.find((one) => one === wordOf(fields, 'ke'))
  if (to === undefined) return toChat(visit, 'incomplete')
  const asks = to === 'close' && wordOf(fields, 'tanya') === '1'
  const act: StaffAct = { act: 'hand_back', staffId: staff.id, to, ...(asks ? { ask: true } : {}) }
  const result = await deps.chats.act(idOf(visit), keyOf(visit, fields), act)
  const refused = refusalOf(result)
  return refused === undefined ? c.redirect('/console?kabar=handed_back', 303) : toChat(visit, refused)
}

export async function antre(visit: StaffVisit): Promise<Response> {
  const { c } = visit
  const refused = await requeue(visit, keyOf(visit, await fieldsOf(visit)))
  return refused === undefined ? c.redirect('/console?kabar=requeued', 303) : toChat(visit, refused)
}

async function requeue({ deps, staff, c }: StaffVisit, key: string): Promise<Refused | undefined> {
  const act: StaffAct = { act: 'return_to_queue', staffId: staff.id, by: 'staff' }
  return refusalOf(await deps.chats.act(c.req.param('id') ?? '', key, act))
}

/** To a person at once; to a team through the queue, where its members find it marked. */
export async function transfer(visit: StaffVisit): Promise<Response> {
  const { deps, staff, c } = visit
  const fields = await fieldsOf(visit)
  const [, kind, to = ''] = /^(orang|tim):(.{1,80})$/.exec(wordOf(fields, 'kepada')) ?? []
  const all = (await readRoom(visit, idOf(visit), 1))?.staff ?? []
  const isKnown = kind === 'tim' ? all.some(({ team }) => team === to) : all.some(({ id }) => id === to)
  if (kind === undefined || !isKnown) return toChat(visit, 'no_such_person')
  const key = keyOf(visit, fields)
  const text = wordOf(fields, 'catatan').trim().slice(0, MAX_REPLY_CHARS)
  if (text !== '') await deps.chats.act(idOf(visit), `${key}.note`, { act: 'note', staffId: staff.id, text })
  const refused =
    kind === 'tim'
      ? await requeue(visit, key)
      : refusalOf(await deps.chats.act(idOf(visit), key, { act: 'transfer', staffId: staff.id, to }))
  if (refused !== undefined) return toChat(visit, refused)
  if (kind !== 'tim') return c.redirect('/console?kabar=transferred', 303)
  await deps.desk.setTeam(idOf(visit), to)
  const said = readyIn(all, to) === 0 ? 'transferred_nobody' : 'transferred_team'
  return c.redirect(`/console?kabar=${said}`, 303)
}

export async function tunda(visit: StaffVisit): Promise<Response> {
  const { deps, staff, c } = visit
  const given = wordOf(await fieldsOf(visit), 'sampai')
  const card = await deps.desk.chat(idOf(visit))
  if (card?.owner !== `staff:${staff.id}`) return toChat(visit, 'not_yours')
  if (given === 'now') {
    await deps.desk.snooze(idOf(visit), undefined)
    return toChat(visit, 'woken')
  }
  const until = SNOOZES.find((one) => one === given)
  if (until === undefined) return toChat(visit, 'incomplete')
  await deps.desk.snooze(idOf(visit), untilOf(until, deps.now()))
  return c.redirect('/console?kabar=snoozed', 303)
}

function untilOf(name: (typeof SNOOZES)[number], now: Date): number {
  if (name === 'hour') return now.getTime() + HOUR_MS
  if (name === 'three') return now.getTime() + 3 * HOUR_MS
  const { year, month, day, weekday } = toJakarta(now)
  const ahead = name === 'tomorrow' ? 1 : (MONDAY - weekday + 7) % 7 || 7
  return fromJakarta({ year, month, day: day + ahead, hour: OPENS_HOUR }).getTime()
}

export async function label(visit: StaffVisit): Promise<Response> {
  const given = [(await fieldsOf(visit)).label ?? []].flat().filter((one) => typeof one === 'string')
  await visit.deps.desk.setLabels(idOf(visit), given)
  return toChat(visit, 'labelled')
}

export async function bisukan(visit: StaffVisit): Promise<Response> {
  const { deps, staff } = visit
  const fields = await fieldsOf(visit)
  const n = Number.parseInt(wordOf(fields, 'hari'), 10)
  const days = MUTE_DAYS.find((one) => one === n)
  const reason = MUTE_REASONS.find((one) => one === wordOf(fields, 'alasan'))
  if (n !== 0 && (days === undefined || reason === undefined)) return toChat(visit, 'incomplete')
  const until = days === undefined ? undefined : deps.now().getTime() + days * DAY_MS
  const act: StaffAct = { act: 'mute', staffId: staff.id, ...(until === undefined ? {} : { until }) }
  const refused = refusalOf(await deps.chats.act(idOf(visit), keyOf(visit, fields), act))
  if (refused !== undefined) return toChat(visit, refused)
  const mute = until === undefined || reason === undefined ? undefined : { until, reason, by: staff.id }
  await deps.desk.setMute(idOf(visit), mute)
  return toChat(visit, mute === undefined ? 'unmuted' : 'muted')
}
