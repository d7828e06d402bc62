/** @module Who is on duty and how much each has: for everybody to see, for supervisors to set. */

import type { FC } from 'hono/jsx'
import type { OnDuty } from '../../core/desk.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Route } from '../route.ts'
import { timeWords } from './say.ts'

const STAFF = ['agent', 'supervisor'] as const
const MOST_CHATS = 50

export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/tim',
    may: STAFF,
    run: async (visit) => {
      const [team, ratings] = await Promise.all([visit.deps.desk.staff(), lastWeek(visit)])
      return visit.c.html(<TeamPage visit={visit} team={team} ratings={ratings} />)
    },
  },
  {
    method: 'POST',
    path: '/tim',
    may: ['supervisor'],
    audit: async ({ c }) => ({
      action: 'team.most',
      subject: String((await c.req.parseBody()).petugas ?? '').slice(0, 80),
    }),
    run: async ({ c, deps }: StaffVisit) => {
      const { petugas, batas } = await c.req.parseBody()
      const most = Number(batas)
      const isRight = Number.isInteger(most) && most >= 1 && most <= MOST_CHATS
      if (typeof petugas === 'string' && isRight) await deps.desk.setMost(petugas, most)
      return c.redirect('/console/tim', 303)
    },
  },
]

const WEEK_MS = 7 * 24 * 60 * 60_000

function lastWeek({ deps }: StaffVisit) {
  const now = deps.now().getTime()
  return deps.desk.ratings(now - WEEK_MS, now + 1)
}

type Ratings = Awaited<ReturnType<typeof lastWeek>>

const TeamPage: FC<{ visit: StaffVisit; team: readonly OnDuty[]; ratings: Ratings }> = ({
  visit,
  team,
  ratings,
}) => {
  const { words } = visit
  const head = ['name', 'presence', 'seen', 'held', 'most']
  return (
    <Frame visit={visit} title={words.say('team.title')} here="queue">
      <p class="lead">{words.say('team.about')}</p>
      <section class="scroll" aria-label={words.say('team.title')} tabindex={0}>
        <table class="cards">
          <caption class="unseen">{words.say('team.title')}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th scope="col">{words.say(`team.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {team.map((one) => (
              <Row visit={visit} one={one} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="sub">{words.say('team.ratings', { ...ratings })}</p>
    </Frame>
  )
}

const Row: FC<{ visit: StaffVisit; one: OnDuty }> = ({ visit: { words, staff, deps }, one }) => (
  <tr>
    <td data-label={words.say('team.name')}>
      <bdi>{one.name}</bdi>
    </td>
    <td data-label={words.say('team.presence')}>
      <span class="badge">{words.say(`duty.${one.presence}`)}</span>
    </td>
    <td data-label={words.say('team.seen')}>{timeWords(words, one.seenAt, deps.now().getTime())}</td>
    <td data-label={words.say('team.held')} class="number">
      {one.held}
    </td>
    <td data-label={words.say('team.most')}>
      {staff.role === 'supervisor' ? (
        <form method="post" action="/console/tim" class="row">
          <input type="hidden" name="petugas" value={one.id} />
          <input
            type="number"
            name="batas"
            value={one.most}
            min={1}
            max={MOST_CHATS}
            required
            aria-label={words.say('team.most_of', { name: one.name })}
          />
          <button type="submit" class="quiet small">
            {words.say('team.set')}
          </button>
        </form>
      ) : (
        one.most
      )}
    </td>
  </tr>
)
