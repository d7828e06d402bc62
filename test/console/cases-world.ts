/** @module Cases before the staff pages: filed for a real chat, found again by number, changed as a form in a browser does. */

import type { ChatRef, OfficeRequest, Value } from '../../src/core/chat.ts'
import type { ConsoleWorld, Desk } from '../support/console-world.ts'

const HOUR = 60 * 60 * 1000
let requests = 0

type Filing = Partial<Extract<OfficeRequest, { type: 'file_case' }>>

export const TOLD: Record<string, Value> = {
  who: 'spouse',
  name: 'Budi Contoh',
  where: 'traffic',
  activity: 'to_work',
  place: { words: 'depan pasar contoh', code: '3275011002' },
  story: 'Motor tergelincir di tikungan.',
  injury: 'Lecet di lutut',
  contact: 'Siti Contoh',
  phone: '+628000000001',
  consent: true,
}

/** Files for the resident at this address, who then has a chat; resolves to the number of the case. */
export async function filed(world: ConsoleWorld, address: string, filing: Filing = {}): Promise<string> {
  return await filedFor(world, { chatId: await world.writes(address, 'halo'), channel: 'web' }, filing)
}

/** The same for a chat that stands already, on any channel. */
export async function filedFor(world: ConsoleWorld, from: ChatRef, filing: Filing = {}): Promise<string> {
  const { chatId } = from
  const occurredAt = world.now() - HOUR
  const at = { day: '2026-11-25', earliest: occurredAt, latest: occurredAt, vague: false, time: '08:30' }
  const id = `test.${++requests}`
  const request: OfficeRequest = {
    type: 'file_case',
    kind: 'accident',
    fields: { ...TOLD, when: at },
    summary: [],
    language: 'id',
    urgent: false,
    occurredAt,
    ...filing,
  }
  await world.service.office.apply(from, id, request, world.now())
  await world.service.quiet()
  const own = (await world.service.office.cases({ limit: 500 })).filter((one) => one.chatId === chatId)
  // Of several filed at the same moment, the one that was not there before.
  const known = seen.get(world) ?? new Set<string>()
  const number = own.find((one) => !known.has(one.number))?.number ?? ''
  seen.set(world, known.add(number))
  return number
}

const seen = new WeakMap<ConsoleWorld, Set<string>>()

export const pathOf = (number: string, rest = '') => `/console/laporan/${number}${rest}`

/** The hidden fields of the first form that posts to this path. */
export async function handOn(desk: Desk, page: string, action: string): Promise<Record<string, string>> {
  const html = await desk.text(page)
  const from = html.indexOf(`action="${action}"`)
  if (from < 0) throw new Error(`no form to ${action} on ${page}`)
  const form = html.slice(from, html.indexOf('</form>', from))
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
}

/** Takes a step as the page of the step does; gives where it led. */
export async function step(desk: Desk, number: string, to: string, note = ''): Promise<Response> {
  const action = pathOf(number, '/status')
  const hand = await handOn(desk, `${action}?ke=${to}`, action)
  return await desk.post(action, { ...hand, catatan: note })
}

/** Who comes and who works there; the world is asked for each time, since it is made before the first test alone. */
export function peopleOf(world: () => ConsoleWorld) {
  let people = 0
  return {
    someone: () => `warga${++people}`,
    ani: () => world().as('agent', 'ani'),
    budi: () => world().as('agent', 'budi'),
  }
}

export const where = (response: Response) => response.headers.get('location') ?? ''

/** Lines of a chat as staff see them, from the system alone. */
export async function newsIn(world: ConsoleWorld, address: string): Promise<string[]> {
  const chatId = await world.service.chats.find({ channel: 'web', account: 'web', address })
  const chat = await world.service.chats.read(chatId ?? '', { forStaff: true })
  return (chat?.lines ?? []).filter(({ from }) => from === 'system').map(({ text }) => text)
}
