/** @module All facts with how each stands: filtered, searched, with what waits for a decision. */

import type { FC } from 'hono/jsx'
import {
  type EditionView,
  FACT_STANDINGS,
  type FactChange,
  type FactStanding,
  type FactView,
} from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { type NamedVisit, personName } from '../people.ts'
import { Tabs } from '../tabs.tsx'
import { dayOf, factName, moment } from './names.ts'
import { ChangeBadge, Source, Standing, Value } from './parts.tsx'

export type FactFilter = { search: string; standing: FactStanding | undefined }

type Props = {
  visit: NamedVisit
  facts: FactView[]
  filter: FactFilter
  waiting: FactChange[]
  editions: EditionView[]
}

export const FactList: FC<Props> = ({ visit, facts, filter, waiting, editions }) => {
  const { words } = visit
  const shown = facts.filter((fact) => fits(fact, filter))
  return (
    <Frame visit={visit} title={words.say('facts.title')} here="facts" wide>
      <p class="lead">{words.say('facts.lead')}</p>
      <FactTabs visit={visit} here="list" />
      {waiting.length === 0 ? null : <Waiting visit={visit} waiting={waiting} />}
      <Filters visit={visit} facts={facts} filter={filter} />
      <p role="status" class="sub">
        {words.say('facts.count', { shown: shown.length, all: facts.length })}
      </p>
      {shown.length === 0 ? (
        <p class="empty">{words.say('facts.none')}</p>
      ) : (
        <div class="scroll">
          <table class="cards">
            <caption class="unseen">{words.say('facts.title')}</caption>
            <thead>
              <tr>
                {['fact', 'value', 'standing', 'source', 'checked_on'].map((name) => (
                  <th scope="col">{words.say(`facts.${name}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((fact) => (
                <Row visit={visit} fact={fact} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <EditionList visit={visit} editions={editions} />
    </Frame>
  )
}

/** Every turn of a chat notes the edition it was answered by. */
const EditionList: FC<{ visit: StaffVisit; editions: EditionView[] }> = ({ visit: { words }, editions }) =>
  editions.length === 0 ? null : (
    <details>
      <summary>{words.say('facts.editions')}</summary>
      <ul>
        {editions.map(({ id, from, changes, isNow }) => (
          <li>
            {moment(from, words.language)}: <code>{id}</code>{' '}
            <span class="sub">
              {changes.length === 0
                ? words.say('facts.edition_first')
                : words.say('facts.edition_changes', { changes: changes.join(', ') })}
            </span>
            {isNow ? <span class="badge good">{words.say('facts.edition_now')}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )

export function fits(fact: FactView, { search, standing }: FactFilter): boolean {
  if (standing !== undefined && fact.standing !== standing) return false
  const all = [fact.id, factName(fact.id), fact.text.id, fact.text.en, fact.source.title]
  return search === '' || all.some((text) => text.toLowerCase().includes(search.toLowerCase()))
}

const PLACES = { list: '/console/fakta', rules: '/console/fakta/aturan', city: '/console/fakta/kota' }

export const FactTabs: FC<{ visit: StaffVisit; here: keyof typeof PLACES }> = ({ visit, here }) => (
  <Tabs words={visit.words} area="facts" places={PLACES} here={here} />
)

const Waiting: FC<{ visit: NamedVisit; waiting: FactChange[] }> = ({ visit, waiting }) => (
  <section class="card" aria-labelledby="menunggu">
    <h2 id="menunggu">{visit.words.say('facts.waiting', { n: waiting.length })}</h2>
    <ul class="plain">
      {waiting.map((change) => (
        <li class="row">
          <ChangeBadge words={visit.words} state={change.state} />
          <a href={`/console/fakta/usulan/${change.n}`}>
            {visit.words.say('facts.change_of', { n: change.n, fact: factName(change.fact) })}
          </a>
          <span class="sub">
            <bdi>{personName(visit, change.by)}</bdi>, {moment(change.at, visit.words.language)}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const Filters: FC<{ visit: StaffVisit; facts: FactView[]; filter: FactFilter }> = ({
  visit: { words },
  facts,
  filter,
}) => (
  <search>
    <form class="filters" method="get" action="/console/fakta">
      <label>
        {words.say('facts.search')}
        <input type="search" name="cari" value={filter.search} maxlength={80} />
      </label>
      <label>
        {words.say('facts.standing')}
        <select name="keadaan">
          <option value="">{words.say('facts.all')}</option>
          {FACT_STANDINGS.map((one) => (
            <option value={one} selected={one === filter.standing}>
              {words.say('facts.standing_count', {
                standing: words.say(`facts.standing.${one}`),
                n: facts.filter(({ standing }) => standing === one).length,
              })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{words.say('facts.filter')}</button>
    </form>
  </search>
)

const Row: FC<{ visit: StaffVisit; fact: FactView }> = ({ visit: { words }, fact }) => (
  <tr>
    <td data-label={words.say('facts.fact')}>
      <span>
        <a href={`/console/fakta/${fact.id}`}>{factName(fact.id)}</a>
        {fact.proposed > 0 ? (
          <span class="badge warn">{words.say('facts.proposed', { n: fact.proposed })}</span>
        ) : null}
        {fact.scheduled > 0 ? (
          <span class="badge">{words.say('facts.scheduled', { n: fact.scheduled })}</span>
        ) : null}
      </span>
    </td>
    <td data-label={words.say('facts.value')}>
      <Value words={words} version={fact} />
    </td>
    <td data-label={words.say('facts.standing')}>
      <Standing words={words} standing={fact.standing} />
    </td>
    <td data-label={words.say('facts.source')}>
      <span>
        <Source words={words} version={fact} />
      </span>
    </td>
    <td class="day" data-label={words.say('facts.checked_on')}>
      {dayOf(fact.checkedOn, words.language)}
    </td>
  </tr>
)
