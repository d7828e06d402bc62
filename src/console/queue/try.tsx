/** @module A conversation tried by staff as a resident would have it. Nothing of it reaches a list, a case or a figure. */

import type { FC } from 'hono/jsx'
import type { TriedLine } from '../../core/rehearsal.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Route } from '../route.ts'

const STAFF = ['agent', 'supervisor'] as const
const MAX_TEXT_CHARS = 2_000

export const tryRoutes: readonly Route[] = [
  { method: 'GET', path: '/coba', may: STAFF, run: (visit) => visit.c.html(<TryPage visit={visit} />) },
  {
    method: 'POST',
    path: '/coba',
    may: STAFF,
    audit: () => ({ action: 'try.say' }),
    run: async ({ c, deps, staff }) => {
      const { text, pilih, mulai } = await c.req.parseBody()
      if (mulai === '1') deps.rehearsal.restart(staff.id)
      else if (typeof pilih === 'string') deps.rehearsal.say(staff.id, { choice: pilih })
      else if (typeof text === 'string' && text.trim() !== '')
        deps.rehearsal.say(staff.id, { text: text.trim() })
      return c.redirect('/console/coba#akhir', 303)
    },
  },
]

const TryPage: FC<{ visit: StaffVisit }> = ({ visit }) => {
  const { words, deps, staff } = visit
  const lines = deps.rehearsal.lines(staff.id)
  return (
    <Frame visit={visit} title={words.say('try.title')} here="queue">
      <p class="lead">{words.say('try.about')}</p>
      {lines.length === 0 ? null : (
        <div class="log" role="log" aria-label={words.say('try.title')} tabindex={0}>
          <ol>
            {lines.map((line, n) => (
              <Tried visit={visit} line={line} isLast={n === lines.length - 1} />
            ))}
          </ol>
        </div>
      )}
      <form method="post" action="/console/coba" class="composer">
        <label for="text">{words.say('try.label')}</label>
        <textarea id="text" name="text" rows={2} maxlength={MAX_TEXT_CHARS} autocomplete="off" />
        <div class="row">
          <button type="submit">{words.say('try.send')}</button>
          <button type="submit" class="quiet" name="mulai" value="1">
            {words.say('try.restart')}
          </button>
        </div>
      </form>
      <span id="akhir" />
    </Frame>
  )
}

const Tried: FC<{ visit: StaffVisit; line: TriedLine; isLast: boolean }> = ({
  visit: { words },
  line,
  isLast,
}) => {
  if (line.from === 'did')
    return (
      <li class="line from-note">
        <p class="bubble">{words.say(`try.did.${line.what}`)}</p>
      </li>
    )
  return (
    <li class={`line from-${line.from}`}>
      <div class="bubble">
        <p class="who">{words.tell(`staff.from.${line.from}`)}</p>
        <p class="text" dir="auto">
          {line.text}
        </p>
        {isLast && line.choices ? (
          <form method="post" action="/console/coba" class="row">
            {line.choices.map(({ id, label }) => (
              <button type="submit" name="pilih" value={id} class="quiet small">
                {label}
              </button>
            ))}
          </form>
        ) : null}
      </div>
    </li>
  )
}
