/** @module The page of the audit log: filters, lines newest first, and the head to note in the duty book. Reads nothing. */

import type { FC } from 'hono/jsx'
import type { Colleague, TrailEntry, TrailFilter, TrailHead } from '../../access/access.ts'
import { Frame } from '../frame.tsx'
import type { NamedVisit } from '../people.ts'
import type { Words } from '../words.ts'
import { moment } from './parts.tsx'

export type TrailState = {
  filter: TrailFilter
  entries: readonly TrailEntry[]
  people: readonly Colleague[]
  actions: readonly string[]
  head: TrailHead
  /** Where the next page begins. */
  older: number | undefined
}

/** What was done, in words; the code alone where somebody newer than this program wrote it. */
export function actionWords({ say, tell }: Words, action: string): string {
  const key = `console.audit.${action}`
  return tell(key) === key ? action : say(`audit.${action}`)
}

export const TrailPage: FC<{ visit: NamedVisit; state: TrailState }> = ({ visit, state }) => {
  const { say } = visit.words
  const { entries, head, filter, older } = state
  return (
    <Frame visit={visit} title={say('access.trail.title')} here="audit" wide>
      <p class="lead">{say('access.trail.lead')}</p>
      <Filters visit={visit} state={state} />
      {entries.length === 0 ? (
        <p class="empty">{say('access.trail.none')}</p>
      ) : (
        <Lines visit={visit} state={state} />
      )}
      <p class="pages">
        <a href={`/console/jejak/unduh${queryOf(filter)}`}>{say('access.trail.export')}</a>
        {older === undefined ? null : (
          <a href={`/console/jejak${queryOf(filter, { sebelum: String(older) })}`}>
            {say('access.trail.older')}
          </a>
        )}
      </p>
      <section class="card">
        <h2>{say('access.trail.head')}</h2>
        <p class="sub">{say('access.trail.head_why')}</p>
        <p>
          <code class="secret">{`${head.seq}:${head.mac}`}</code>
        </p>
      </section>
    </Frame>
  )
}

const Lines: FC<{ visit: NamedVisit; state: TrailState }> = ({ visit, state: { entries } }) => {
  const { words } = visit
  const { say, language } = words
  return (
    <div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            {['seq', 'at', 'by', 'action', 'subject', 'reason', 'fields'].map((column) => (
              <th scope="col">{say(`access.trail.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ seq, at, by, action, subject, reason, fields }) => (
            <tr>
              <td data-label={say('access.trail.seq')} class="number">
                {seq}
              </td>
              <td data-label={say('access.trail.at')}>{moment(at, language)}</td>
              <td data-label={say('access.trail.by')}>
                <bdi>{visit.names(by)}</bdi>
              </td>
              <td data-label={say('access.trail.action')}>{actionWords(words, action)}</td>
              <td data-label={say('access.trail.subject')}>
                <bdi>{subject === undefined ? '–' : visit.names(subject)}</bdi>
              </td>
              <td data-label={say('access.trail.reason')}>{reason ?? '–'}</td>
              <td data-label={say('access.trail.fields')}>{fields.length === 0 ? '–' : fields.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Filters: FC<{ visit: NamedVisit; state: TrailState }> = ({
  visit,
  state: { filter, people, actions },
}) => {
  const { say } = visit.words
  const everyone = ['system', 'nobody', 'cli', ...people.map(({ id }) => id)]
  return (
    <form method="get" action="/console/jejak" class="filters">
      <Choice
        label={say('access.trail.by')}
        name="siapa"
        value={filter.by}
        any={say('access.trail.anyone')}
        options={everyone.map((id) => [id, visit.names(id)])}
      />
      <Choice
        label={say('access.trail.action')}
        name="tindakan"
        value={filter.action}
        any={say('access.trail.any')}
        options={actions.map((action) => [action, actionWords(visit.words, action)])}
      />
      <label>
        {say('access.trail.subject')}
        <input name="pada" value={filter.subject ?? ''} maxlength={100} autocomplete="off" />
      </label>
      <label>
        {say('access.trail.from')}
        <input type="date" name="dari" value={filter.from ?? ''} />
      </label>
      <label>
        {say('access.trail.to')}
        <input type="date" name="sampai" value={filter.to ?? ''} />
      </label>
      <button type="submit">{say('access.trail.show')}</button>
      <a href="/console/jejak">{say('access.trail.all')}</a>
    </form>
  )
}

const Choice: FC<{
  label: string
  name: string
  value: string | undefined
  any: string
  options: readonly (readonly [value: string, text: string])[]
}> = ({ label, name, value, any, options }) => (
  <label>
    {label}
    <select name={name}>
      <option value="">{any}</option>
      {options.map(([one, text]) => (
        <option value={one} selected={one === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

const NAMES = { by: 'siapa', action: 'tindakan', subject: 'pada', from: 'dari', to: 'sampai' } as const

function queryOf(filter: TrailFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more)
  for (const [key, name] of Object.entries(NAMES)) {
    const value = filter[key as keyof TrailFilter]
    if (value !== undefined) query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
