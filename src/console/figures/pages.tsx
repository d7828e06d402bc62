/** @module The dashboard, and the summary of a month to print. */

import type { FC } from 'hono/jsx'
import type { FiguresView } from '../../core/figures.ts'
import { formatDate, MONTHS, startOfDay } from '../../core/jakarta.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { FiguresBody } from './body.tsx'
import { PRESETS } from './period.ts'

type Props = { visit: StaffVisit; view: FiguresView }

export const FiguresPage: FC<Props & { isAsIs: boolean }> = ({ visit, view, isAsIs }) => {
  const { say } = visit.words
  const { from, to } = view.period
  return (
    <Frame visit={visit} title={say('figures.title')} here="figures" wide>
      {isAsIs ? null : (
        <p class="notice warn" role="alert">
          {say('figures.other_period')}
        </p>
      )}
      <form class="filters" method="get" action="/console/angka">
        <label>
          {say('figures.from')}
          <input type="date" name="dari" value={from} required />
        </label>
        <label>
          {say('figures.to')}
          <input type="date" name="sampai" value={to} required />
        </label>
        <button type="submit">{say('figures.show')}</button>
        {Object.keys(PRESETS).map((name) => (
          <a href={`/console/angka?masa=${name}`}>{say(`figures.preset.${name}`)}</a>
        ))}
        <a href={`/console/angka/bulan/${to.slice(0, 7)}`}>{say('figures.monthly')}</a>
      </form>
      <FiguresBody view={view} words={visit.words} />
    </Frame>
  )
}

/** One sheet, without menu on paper; says what it counts, of whom, and when it was made. */
export const MonthPage: FC<Props & { month: string; before: string; after: string }> = ({
  visit,
  view,
  month,
  before,
  after,
}) => {
  const { words, deps } = visit
  const name = `${MONTHS[words.language][Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
  const made = formatDate(deps.now(), words.language)
  return (
    <Frame visit={visit} title={words.say('figures.month_title', { month: name })} here="figures">
      <p class="lead">
        {words.say('figures.month_lead', {
          from: formatDate(startOfDay(view.period.from), words.language),
          to: formatDate(startOfDay(view.period.to), words.language),
          made,
        })}
      </p>
      <nav class="row no-print" aria-label={words.say('figures.months')}>
        <a href={`/console/angka/bulan/${before}`}>{words.say('figures.month_before')}</a>
        <a href={`/console/angka/bulan/${after}`}>{words.say('figures.month_after')}</a>
        <a href="/console/angka">{words.say('figures.title')}</a>
        <button type="button" class="quiet small" data-print hidden>
          {words.say('figures.print')}
        </button>
        <span class="sub" data-noscript>
          {words.say('figures.print_by_menu')}
        </span>
      </nav>
      <FiguresBody view={view} words={words} />
      <p class="sub">{words.say('figures.month_foot')}</p>
    </Frame>
  )
}
