/** @module What the address of the queue page asks for. Anything else in it is as if it were not there. */

import type { Context } from 'hono'
import { CHAT_STATES, type DeskQuery } from '../../core/desk.ts'
import { CHANNELS, HAND_OVER_REASONS } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'

export const PAGE_ROWS = 50
const MAX_PAGES = 1_000
const MAX_WORD_CHARS = 60

/** `mine`: only one's own. `isPlain`: nothing is filtered, so one's own chats stand above the queue. */
export type Asked = { query: DeskQuery; page: number; isMine: boolean; isPlain: boolean; search: string }

export function askedOf({ c, staff }: Pick<StaffVisit, 'c' | 'staff'>): Asked {
  const state = oneOf(CHAT_STATES, c.req.query('keadaan'))
  const reason = oneOf(HAND_OVER_REASONS, c.req.query('alasan'))
  const channel = oneOf(CHANNELS, c.req.query('saluran'))
  const topic = wordOf(c, 'topik')
  const label = wordOf(c, 'label')
  const isMine = c.req.query('saya') === '1'
  const page = Math.min(MAX_PAGES, Math.max(1, Number.parseInt(c.req.query('hal') ?? '1', 10) || 1))
  const filters = {
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(channel === undefined ? {} : { channel }),
    ...(topic === undefined ? {} : { topic }),
    ...(label === undefined ? {} : { label }),
    ...(isMine ? { owner: `staff:${staff.id}` as const } : {}),
  }
  const query = { ...filters, limit: PAGE_ROWS, offset: (page - 1) * PAGE_ROWS }
  return {
    query,
    page,
    isMine,
    isPlain: Object.keys(filters).length === 0,
    search: searchOf(filters, isMine),
  }
}

/** The address of the same filters, without the page. */
function searchOf(filters: Partial<DeskQuery>, isMine: boolean): string {
  const { state, reason, channel, topic, label } = filters
  const named = {
    keadaan: state,
    alasan: reason,
    saluran: channel,
    topik: topic,
    label,
    saya: isMine ? '1' : undefined,
  }
  const set = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(set).toString()
}

function oneOf<T extends string>(list: readonly T[], given: string | undefined): T | undefined {
  return list.find((one) => one === given)
}

function wordOf(c: Context, name: string): string | undefined {
  const given = c.req.query(name)?.trim().slice(0, MAX_WORD_CHARS)
  return given === '' ? undefined : given
}
