/** @module What a list of offices or hospitals has to tell residents, and its way there: a proposal for each fact, approved by a second person. */

import { HTTPException } from 'hono/http-exception'
import type { FC } from 'hono/jsx'
import { type ImportView, LEFT_PLACES, type PlaceDrafts } from '../../core/roster.ts'
import type { StaffVisit } from '../deps.ts'
import { dayOf, factName } from '../facts/names.ts'
import { PATHS } from './parts.tsx'

const NEWS = ['usul', 'usul_sebagian', 'usul_tidak'] as const

/** The way of a decision: supervisors propose, another supervisor approves on the page of the proposal. */
export async function tell(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff, words } = visit
  const view = await deps.roster.get((c.req.param('id') ?? '').slice(0, 80))
  if (view === undefined) throw new HTTPException(404)
  if (view.list === 'people' || view.state !== 'current') return back(visit, view, 'usul_tidak')
  const { drafts } = await deps.roster.drafts(view.id)
  const reason = words.say('roster.told.reason', { file: view.fileName.slice(0, 200) })
  let taken = 0
  for (const { fact, draft } of drafts) {
    // Pressed twice, or by two people, it is proposed once.
    const key = `import.${view.id}.${fact}`
    const proposed = await deps.editions.propose(key, fact, { ...draft, reason }, staff.id)
    // What residents are told already needs no proposal.
    if (proposed.ok || proposed.why === 'same') taken += 1
  }
  return back(visit, view, taken === 0 ? 'usul_tidak' : taken < drafts.length ? 'usul_sebagian' : 'usul')
}

const back = ({ c }: StaffVisit, { list }: ImportView, news: (typeof NEWS)[number]) =>
  c.redirect(`${PATHS[list]}?kabar=${news}`, 303)

type ToldProps = { visit: StaffVisit; current: ImportView; told: PlaceDrafts }

/** All that would be proposed stands there before the click, and what is left out with its reason. */
export const Told: FC<ToldProps> = ({ visit, current, told: { drafts, left } }) => {
  const { c, words, staff } = visit
  const said = NEWS.find((one) => one === c.req.query('kabar'))
  return (
    <section class="card" aria-labelledby="warga">
      <h2 id="warga">{words.say('roster.told.title')}</h2>
      {said === undefined ? null : (
        <p class={said === 'usul' ? 'notice' : 'notice warn'} role="status">
          {words.say(`roster.told.${said}`)} <a href="/console/fakta">{words.say('roster.told.facts')}</a>
        </p>
      )}
      {drafts.length === 0 ? <p class="empty">{words.say('roster.told.none')}</p> : null}
      {drafts.length === 0 ? null : (
        <dl class="pairs">
          {drafts.map(({ fact, draft }) => (
            <div>
              <dt>
                <a href={`/console/fakta/${fact}`}>{factName(fact)}</a>
              </dt>
              <dd>
                {draft.value}
                <small>
                  {' '}
                  {words.say('roster.told.source', {
                    source: draft.sourceTitle,
                    day: dayOf(draft.checkedOn, words.language),
                  })}
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Left visit={visit} left={left} />
      {drafts.length > 0 && staff.role === 'supervisor' ? (
        <form method="post" action={`/console/peserta/impor/${current.id}/usulkan`}>
          <p class="sub">{words.say('roster.told.does')}</p>
          <button type="submit">{words.say('roster.told.go', { n: drafts.length })}</button>
        </form>
      ) : null}
    </section>
  )
}

const Left: FC<{ visit: StaffVisit; left: PlaceDrafts['left'] }> = ({ visit: { words }, left }) => (
  <>
    {LEFT_PLACES.map((why) => {
      const own = left.filter((one) => one.why === why)
      return own.length === 0 ? null : (
        <details>
          <summary>{words.say(`roster.told.left.${why}`, { n: own.length })}</summary>
          <p class="sub">{own.map(({ name }) => name).join(', ')}</p>
        </details>
      )
    })}
  </>
)
