/** @module Routes of the queue: the page, its stream, search, and who is on duty. */

import { PRESENCES } from '../../core/desk.ts'
import { formOf } from '../access/form.ts'
import type { StaffVisit } from '../deps.ts'
import { namesIn } from '../people.ts'
import type { Route } from '../route.ts'
import { askedOf } from './query.ts'
import { FoundPage, QueuePage } from './queue-page.tsx'
import { readLists } from './read.ts'
import { queueStream } from './stream.tsx'

const STAFF = ['agent', 'supervisor'] as const
const MAX_TYPED_CHARS = 100
/** More chats than anybody may hold. */
const GIVEN_BACK = 500

/** What a page says after something was done; any other key in the address says nothing. */
const NOTICES = [
  'handed_back',
  'requeued',
  'transferred',
  'transferred_team',
  'transferred_nobody',
  'snoozed',
  'ready',
  'away',
  'gone',
] as const

export const queueRoutes: readonly Route[] = [
  { method: 'GET', path: '/', may: STAFF, run: queuePage },
  { method: 'GET', path: '/aliran', may: STAFF, run: queueStream },
  // Where somebody lands who unlocks the page of a search: what was searched stood in no address.
  { method: 'GET', path: '/cari', may: STAFF, run: (visit) => visit.c.html(<FoundPage visit={visit} />) },
  {
    method: 'POST',
    path: '/cari',
    may: STAFF,
    audit: async (visit) => ({ action: 'queue.search', fields: [(await search(visit)).by] }),
    run: searched,
  },
  {
    method: 'POST',
    path: '/hadir',
    may: STAFF,
    audit: () => ({ action: 'queue.presence' }),
    run: async ({ c, deps, staff }) => {
      const { hadir } = await c.req.parseBody()
      const presence = PRESENCES.find((one) => one === hadir)
      if (presence !== undefined) await deps.desk.setPresence(staff.id, presence)
      if (presence === 'gone') await giveBack({ deps, staff })
      return c.redirect(presence === undefined ? '/console' : `/console?kabar=${presence}`, 303)
    },
  },
]

/** Nobody waits for somebody who went home: the resident has a word, and the old place in the queue. */
async function giveBack({ deps, staff }: Pick<StaffVisit, 'deps' | 'staff'>): Promise<void> {
  const own = { owner: `staff:${staff.id}`, limit: GIVEN_BACK, offset: 0 } as const
  const { chats } = await deps.desk.list(own)
  const act = { act: 'return_to_queue', staffId: staff.id, by: 'staff' } as const
  for (const { chatId } of chats) await deps.chats.act(chatId, `console.${staff.id}.${deps.newId()}`, act)
}

/** A name or a number of somebody: sent in the body, since addresses stay in logs and in what a browser remembers. */
async function typedOf({ c }: StaffVisit): Promise<string> {
  return (await formOf(c))('q').trim().slice(0, MAX_TYPED_CHARS)
}

const search = async (visit: StaffVisit) => await visit.deps.desk.search(await typedOf(visit))

async function searched(visit: StaffVisit): Promise<Response> {
  const [typed, { by, chats, cases }, staff] = await Promise.all([
    typedOf(visit),
    search(visit),
    visit.deps.desk.staff(),
  ])
  const found = { typed, by, chats, cases, names: namesIn(staff, visit.words) }
  return visit.c.html(<FoundPage visit={visit} found={found} />)
}

async function queuePage(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff, words } = visit
  await deps.desk.sawStaff(staff)
  const asked = askedOf(visit)
  const [read, counts, topics, labels, all] = await Promise.all([
    readLists(visit, asked),
    deps.desk.counts(staff.id),
    deps.desk.topics(),
    deps.desk.labels(),
    deps.desk.staff(),
  ])
  const said = NOTICES.find((one) => one === c.req.query('kabar'))
  return c.html(
    <QueuePage
      visit={visit}
      asked={asked}
      counts={counts}
      {...read}
      topics={topics}
      labels={labels}
      duty={all.find(({ id }) => id === staff.id)}
      notice={said && words.say(`queue.notice.${said}`)}
    />,
  )
}
