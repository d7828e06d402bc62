/** @module Asks the resident for what is missing, as a word of staff in their own chat. */

// The asking member takes the chat first: from then on the bot is silent, and the answer comes to a person.
// An answer to a notice would be taken by the bot for an answer to its own question.

import type { ActResult, ChatView } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { namesOf } from '../people.ts'
import { askable, backTo, formOf, handOf, textOf } from './changes.tsx'
import { AskPage } from './forms.tsx'
import { fileOf } from './open.ts'
import { caseHref } from './parts.tsx'
import { questionFor } from './preview.ts'

const MOST_CHARS = 2_000

export async function askPage(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const file = await fileOf(visit)
  const fields = askable(file, c.req.queries('isian') ?? [])
  if (fields.length === 0) return c.redirect(caseHref(file.number), 303)
  const chat = await deps.chats.read(file.reachedAt, { forStaff: true, limit: 1 })
  const takenBy = await otherOwner(visit, chat)
  const text = questionFor(visit, file, fields)
  return c.html(
    <AskPage {...{ visit, file, fields, text }} {...(takenBy === undefined ? {} : { takenBy })} />,
  )
}

export async function postAsk(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff } = visit
  const file = await fileOf(visit)
  const form = await formOf(visit)
  const hand = handOf(visit, file, form)
  const fields = askable(file, [form.isian ?? []].flat())
  const text = textOf(form, 'pesan').replace(/\r\n?/g, '\n').trim().slice(0, MOST_CHARS)
  if (text === '' || fields.length === 0) return c.redirect(caseHref(file.number), 303)
  // Pressed twice, the question was asked by the first press: its row of history is there, the version moved on.
  const isStale = hand.version !== file.version
  const wasAsked = file.history.some(
    ({ n, what, by }) => n === hand.version + 1 && what === 'asked' && by === staff.id,
  )
  if (isStale)
    return backTo(visit, file, wasAsked ? { ok: true } : { ok: false, why: 'changed' }, 'ditanyakan')
  const taken = await deps.chats.act(file.reachedAt, `${hand.key}.take`, {
    act: 'take',
    staffId: staff.id,
    name: staff.name,
  })
  if (!taken.ok) return refused(visit, file.number, taken)
  const sent = await deps.chats.act(file.reachedAt, hand.key, { act: 'reply', staffId: staff.id, text })
  if (!sent.ok) return refused(visit, file.number, sent)
  const outcome = await deps.cases.asked(
    hand,
    fields.map(({ id }) => id),
  )
  return backTo(visit, file, outcome, 'ditanyakan')
}

function refused({ c }: StaffVisit, number: string, result: ActResult): Response {
  const news = !result.ok && result.why === 'owned' ? 'owned' : 'not_sent'
  return c.redirect(`${caseHref(number)}?kabar=${news}`, 303)
}

/** The name of a colleague who has the chat. */
async function otherOwner(visit: StaffVisit, chat: ChatView | undefined): Promise<string | undefined> {
  if (chat === undefined || !chat.owner.startsWith('staff:')) return undefined
  const id = chat.owner.slice('staff:'.length)
  return id === visit.staff.id ? undefined : (await namesOf(visit))(id)
}
