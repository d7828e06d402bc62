/** @module The list of cases: what is due first, narrowed by filters that stand in the address. Names nobody. */

import type { FC } from 'hono/jsx'
import {
  CASE_DUES,
  CASE_ORDERS,
  type CaseLine,
  type CasePage,
  type PlaceChoice,
} from '../../core/case-desk.ts'
import { CASE_KINDS, CASE_STATES } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { CASES, caseHref, DueBadge, Marks } from './parts.tsx'
import { type CaseQuery, STATE_FILTERS, writeQuery } from './query.ts'
import { kindWords, momentWords, stateWords } from './words.ts'

type Props = { visit: StaffVisit; query: CaseQuery; page: CasePage; places: PlaceChoice[] }

export const CasesPage: FC<Props> = ({ visit, query, page, places }) => {
  const { words, staff } = visit
  return (
    <Frame visit={visit} title={words.say('cases.title')} here="cases" wide>
      <StateTabs visit={visit} query={query} page={page} places={places} />
      <Filters visit={visit} query={query} places={places} />
      <p class="sub" role="status">
        {words.say('cases.found', { n: page.total })}
      </p>
      {page.lines.length === 0 ? (
        <p class="empty">{words.say('cases.none')}</p>
      ) : (
        <Table visit={visit} lines={page.lines} />
      )}
      <Pages visit={visit} query={query} page={page} />
      {staff.role === 'supervisor' && page.total > 0 ? (
        <Download visit={visit} query={query} n={page.total} />
      ) : null}
    </Frame>
  )
}

/** States with their counts; each keeps the rest of the filter. */
const StateTabs: FC<Props> = ({ visit: { words }, query, page }) => {
  const { state = 'open', ...filter } = query.filter
  const counts = { ...page.counts, open: 0, all: 0 }
  for (const one of CASE_STATES) {
    counts.all += page.counts[one]
    if (one !== 'done' && one !== 'closed') counts.open += page.counts[one]
  }
  return (
    <nav class="tabs" aria-label={words.say('cases.states')}>
      <ul>
        {STATE_FILTERS.map((one) => (
          <li>
            <a
              href={`${CASES}?${writeQuery({ ...query, filter: { ...filter, state: one }, page: 1 })}`}
              aria-current={one === state ? 'page' : undefined}
            >
              {one === 'open' || one === 'all'
                ? words.say(`cases.${one}`)
                : stateWords(words, filter.kind, one)}{' '}
              <span class="badge">{String(counts[one])}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Filters: FC<Pick<Props, 'visit' | 'query' | 'places'>> = ({ visit: { words }, query, places }) => {
  const { filter, order } = query
  return (
    <form class="filters" method="get" action={CASES} aria-label={words.say('cases.filters')}>
      {filter.state === undefined ? null : <input type="hidden" name="status" value={filter.state} />}
      <label>
        {words.say('cases.number')}
        <input
          name="nomor"
          value={filter.number ?? ''}
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
        />
      </label>
      <Choice
        label={words.say('cases.kind')}
        name="jenis"
        chosen={filter.kind}
        all={words.say('cases.any_kind')}
        options={CASE_KINDS.map((kind) => [kind, kindWords(words, kind)])}
      />
      <Choice
        label={words.say('cases.due.label')}
        name="tenggat"
        chosen={filter.due}
        all={words.say('cases.due.any')}
        options={CASE_DUES.map((due) => [due, words.say(`cases.due.filter.${due}`)])}
      />
      <PlaceFilter
        label={words.say('cases.place')}
        all={words.say('cases.any_place')}
        chosen={filter.place}
        places={places}
      />
      <Choice
        label={words.say('cases.order')}
        name="urut"
        chosen={order}
        options={CASE_ORDERS.map((one) => [one, words.say(`cases.order.${one}`)])}
      />
      <label class="tick">
        <input type="checkbox" name="mendesak" value="1" checked={filter.urgent === true} />{' '}
        {words.say('cases.urgent')}
      </label>
      <label class="tick">
        <input type="checkbox" name="terlambat" value="1" checked={filter.late === true} />{' '}
        {words.say('cases.late')}
      </label>
      <button type="submit">{words.say('cases.filter')}</button>
      <a class="button quiet" href={CASES}>
        {words.say('cases.clear')}
      </a>
    </form>
  )
}

const Choice: FC<{
  label: string
  name: string
  chosen: string | undefined
  all?: string
  options: [string, string][]
}> = ({ label, name, chosen, all, options }) => (
  <label>
    {label}
    <select name={name}>
      {all === undefined ? null : <option value="">{all}</option>}
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

const PlaceFilter: FC<{ label: string; all: string; chosen: string | undefined; places: PlaceChoice[] }> = ({
  label,
  all,
  chosen,
  places,
}) => (
  <label>
    {label}
    <select name="tempat">
      <option value="">{all}</option>
      {places.map(({ code, name, villages }) => (
        <optgroup label={name}>
          <option value={code} selected={code === chosen}>
            {`Kecamatan ${name}`}
          </option>
          {villages.map((village) => (
            <option value={village.code} selected={village.code === chosen}>
              {village.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  </label>
)

const Table: FC<{ visit: StaffVisit; lines: CaseLine[] }> = ({ visit, lines }) => {
  const { words } = visit
  const heads = ['number', 'kind', 'state', 'due.label', 'place', 'filed', 'marks'] as const
  const label = (key: (typeof heads)[number]) => words.say(`cases.${key}`)
  return (
    <table class="cards">
      <caption class="away">{words.say('cases.title')}</caption>
      <thead>
        <tr>
          {heads.map((key) => (
            <th scope="col">{label(key)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <td data-label={label('number')}>
              <a href={caseHref(line.number)}>{line.number}</a>
            </td>
            <td data-label={label('kind')}>{kindWords(words, line.kind)}</td>
            <td data-label={label('state')}>{stateWords(words, line.kind, line.state)}</td>
            <td data-label={label('due.label')}>
              <DueBadge visit={visit} line={line} />
            </td>
            <td data-label={label('place')}>{line.place || words.say('cases.no_place')}</td>
            <td data-label={label('filed')}>{momentWords(words, line.filedAt)}</td>
            <td data-label={label('marks')}>
              <span class="row">
                <Marks visit={visit} line={line} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Pages: FC<Pick<Props, 'visit' | 'query' | 'page'>> = ({
  visit: { words },
  query,
  page: { page, pages },
}) => {
  if (pages === 1) return null
  const href = (to: number) => `${CASES}?${writeQuery({ ...query, page: to })}`
  return (
    <nav class="pages" aria-label={words.say('cases.pages')}>
      {page > 1 ? <a href={href(page - 1)}>{words.say('cases.earlier')}</a> : <span />}
      <span>{words.say('cases.page', { page, pages })}</span>
      {page < pages ? <a href={href(page + 1)}>{words.say('cases.later')}</a> : <span />}
    </nav>
  )
}

/** Names and stories leave the service with it: said before, written down with the filter and the number of rows. */
const Download: FC<{ visit: StaffVisit; query: CaseQuery; n: number }> = ({ visit: { words }, query, n }) => {
  const href = (as: string) => `${CASES}/unduh?${writeQuery({ ...query, page: 1 })}&bentuk=${as}`
  return (
    <details class="card">
      <summary>{words.say('cases.download', { n })}</summary>
      <p>{words.say('cases.download_warning')}</p>
      <p class="row">
        <a class="button quiet" href={href('csv')}>
          CSV
        </a>
        <a class="button quiet" href={href('xlsx')}>
          XLSX
        </a>
      </p>
    </details>
  )
}
