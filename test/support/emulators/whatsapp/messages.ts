/** @module `POST /{phone number id}/messages`: what Meta takes and refuses, and the statuses that follow. */

import { changeOf, errorOf, httpOf, type Value } from './bodies.ts'
import type { Message } from './journal.ts'
import { asJson, asList, refusalOf } from './limits.ts'
import type { Rates } from './rates.ts'
import type { Webhooks } from './webhooks.ts'
import { type Person, personIn, type World } from './world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const EARLY_PATIENCE_MS = 200

export type Reply = { http: number; body: Value }

export type Desk = { world: World; rates: Rates; webhooks: Webhooks }

/** Takes the message or not. The same id twice is two messages: Meta knows no repeat. */
export async function accept({ world, rates, webhooks }: Desk, message: Message): Promise<Reply> {
  const to = String(message.to ?? message.recipient ?? '').replace(/^\+/, '')
  const outboxId =
    typeof message.biz_opaque_callback_data === 'string' ? message.biz_opaque_callback_data : undefined
  const ids = { to, ...(outboxId === undefined ? {} : { outboxId }) }
  const refuse = (code: number, details: string, http = httpOf(code)): Reply => {
    world.journal.tell({ kind: 'refused', http, code, details, ...ids })
    return { http, body: errorOf(code, details) }
  }

  if (message.status === 'read') return { http: 200, body: { success: true } }
  const wrong = refusalOf(message) ?? templateRefusal(world, message)
  if (wrong) return refuse(wrong.code, wrong.details, wrong.http)
  const reached = rates.take(to)
  if (reached) {
    rates.silence(reached.code === 131056 ? to : 'account', reached.retryAfterMs)
    return refuse(reached.code, 'Too many messages')
  }
  const person = personIn(world, /^\d+$/.test(to) ? { phone: to } : { userId: to })
  const isShut = message.type !== 'template' && !isOpen(world, person)
  const { window } = world.options
  const failure = person.isUnreachable ? 131026 : isShut && window !== 'off' ? 131047 : undefined
  if (failure === 131047 && window === 'error') return refuse(131047, 'Re-engagement message')

  const wamid = `wamid.${Buffer.from(`${to}.${world.newId()}`).toString('base64')}`
  if (failure === 131047 && window === 'both') {
    await tellStatuses({ world, webhooks }, { person, ids, wamid, failure })
    return refuse(131047, 'Re-engagement message')
  }
  world.journal.tell({ kind: 'accepted', ...ids, wamid, message })
  if (failure === undefined) person.choices = choicesOf(message)
  await tellStatuses({ world, webhooks }, { person, ids, wamid, failure })
  const contacts = [
    { input: to, ...(person.phone === undefined ? { user_id: to } : { wa_id: person.phone }) },
  ]
  return { http: 200, body: { messaging_product: 'whatsapp', contacts, messages: [{ id: wamid }] } }
}

type Sent = {
  person: Person
  ids: { to: string; outboxId?: string }
  wamid: string
  failure: number | undefined
}

/** Resolves when the answer may be given: sometimes a status has overtaken it. */
function tellStatuses({ world, webhooks }: Pick<Desk, 'world' | 'webhooks'>, sent: Sent): Promise<void> {
  const { options, statusChance: chance } = world
  const words = sent.failure === undefined ? ['sent', 'delivered', 'read'] : ['failed']
  if (words.includes('sent') && chance.is(options.lostSent)) words.shift()
  const values = words.map((word) => statusOf(world, sent, word))
  const first = chance.is(options.earlyStatus) ? values.shift() : undefined
  for (const value of values) webhooks.send(value, options.statusDelayMs)
  return first === undefined ? Promise.resolve() : webhooks.sendNow(first, EARLY_PATIENCE_MS)
}

function statusOf(world: World, { person, ids, wamid, failure }: Sent, status: string): Value {
  const { phone, userId } = person
  const one = {
    id: wamid,
    status,
    timestamp: String(Math.floor(world.now() / 1000)),
    ...(phone === undefined ? {} : { recipient_id: phone }),
    ...(userId === undefined ? {} : { recipient_user_id: userId }),
    ...(ids.outboxId === undefined ? {} : { biz_opaque_callback_data: ids.outboxId }),
    ...(failure === undefined
      ? {}
      : { errors: [{ code: failure, title: 'Not delivered', message: 'Not delivered' }] }),
    pricing: { billable: true, pricing_model: 'PMP', category: 'service' },
  }
  const { contacts: _, ...value } = changeOf(world, person, { statuses: [one] })
  return value
}

function templateRefusal({ options }: World, { type, template }: Message) {
  if (type !== 'template') return undefined
  const { name, language } = asJson(template)
  const { code } = asJson(language)
  const isThere = options.templates.some(
    ({ status = 'APPROVED', ...one }) => one.name === name && one.language === code && status === 'APPROVED',
  )
  return isThere
    ? undefined
    : { http: 404, code: 132001, details: `template name (${name}) does not exist in ${code}` }
}

function isOpen(world: World, { wroteAt }: Person): boolean {
  return wroteAt !== undefined && world.now() - wroteAt < DAY_MS
}

function choicesOf({ interactive }: Message): Person['choices'] {
  const action = asJson(asJson(interactive).action)
  const rows = asList(action.sections).flatMap((section) => asList(section.rows))
  const buttons = asList(action.buttons).map(({ reply }) => asJson(reply))
  const choice =
    (isRow: boolean) =>
    ({ id, title }: Value) => ({ id: String(id), title: String(title), isRow })
  return [...buttons.map(choice(false)), ...rows.map(choice(true))]
}
