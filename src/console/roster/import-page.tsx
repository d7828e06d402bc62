/** @module One import: while it is checked, what was found in it row by row, and what may be done with it. */

import type { FC } from 'hono/jsx'
import { type ImportView, ROW_ERRORS, type RowFault } from '../../core/roster.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Names } from '../people.ts'
import { countOf, Districts, StateBadge, timeOf } from './parts.tsx'

export type ImportPageProps = {
  visit: StaffVisit
  view: ImportView
  faults: readonly RowFault[]
  page: number
  hasMore: boolean
  news: string | undefined
  names: Names
}

const DONE = ['pakai', 'buang', 'urungkan']
const REFUSED = ['not_now', 'empty', 'moved', 'many_gone', 'nothing_before']
const ERRORS: ReadonlySet<string> = new Set(ROW_ERRORS)

export const ImportPage: FC<ImportPageProps> = (props) => {
  const { visit, view, names, news } = props
  const { words } = visit
  return (
    <Frame visit={visit} title={words.say(`roster.report.${view.list}`)} here="roster" wide>
      <p class="row">
        <StateBadge view={view} words={words} />
        <span class="sub">
          {words.say('roster.from', {
            file: view.fileName,
            name: names(view.by),
            time: timeOf(view.at, words),
          })}
        </span>
      </p>
      <News visit={visit} news={news} />
      {view.state === 'waiting' ? <Waiting visit={visit} view={view} /> : <Report {...props} />}
    </Frame>
  )
}

const News: FC<Pick<ImportPageProps, 'visit' | 'news'>> = ({ visit: { words }, news = '' }) =>
  DONE.includes(news) ? (
    <p class="notice" role="status">
      {words.say(`roster.done.${news}`)}
    </p>
  ) : REFUSED.includes(news) ? (
    <p class="notice alarm" role="alert">
      {words.say(`roster.refused.${news}`)}
    </p>
  ) : null

/** With a script the bar moves by itself; without one the page is loaded again and again. */
const Waiting: FC<Pick<ImportPageProps, 'visit' | 'view'>> = ({ visit: { words }, view }) => (
  <section class="card">
    <noscript>
      <meta http-equiv="refresh" content="2" />
    </noscript>
    <import-progress data-from={`/console/peserta/impor/${view.id}/kemajuan`}>
      <label>
        {words.say('roster.checking')}
        <progress max="1" value={String(view.progress)} />
      </label>
      <p class="sub">
        {words.say('roster.checking.rows')} <output>{countOf(view.rows, words)}</output>
      </p>
    </import-progress>
    <p class="sub">{words.say('roster.checking.help')}</p>
    <Press id={view.id} act="buang" text={words.say('roster.stop')} look="danger" />
  </section>
)

const Press: FC<{ id: string; act: string; text: string; look?: string }> = ({ id, act, text, look }) => (
  <form method="post" action={`/console/peserta/impor/${id}/${act}`}>
    <button type="submit" class={look}>
      {text}
    </button>
  </form>
)

const Report: FC<ImportPageProps> = (props) => {
  const { visit, view } = props
  const { words } = visit
  if (view.state === 'failed') return <Failed visit={visit} view={view} />
  const hasDecile = view.columns.some((one) => 'left' in one && one.left === 'decile')
  return (
    <>
      {hasDecile ? <p class="notice warn">{words.say('roster.decile')}</p> : null}
      <div class="columns">
        <div>
          <Faults {...props} />
        </div>
        <div>
          <Numbers visit={visit} view={view} />
          <Decide visit={visit} view={view} />
          <Found visit={visit} view={view} />
          {view.districts.length > 0 ? <Districts visit={visit} view={view} /> : null}
        </div>
      </div>
    </>
  )
}

const Failed: FC<Pick<ImportPageProps, 'visit' | 'view'>> = ({ visit, view }) => {
  const { words } = visit
  const { fault = 'broken', lacks } = view
  return (
    <>
      <p class="notice alarm" role="alert">
        {fault === 'no_header'
          ? words.say('roster.no_header', { columns: lacks.join(', ') })
          : words.say(`roster.file.${fault}`)}
      </p>
      <Found visit={visit} view={view} />
    </>
  )
}

const Numbers: FC<Pick<ImportPageProps, 'visit' | 'view'>> = ({ visit: { words }, view }) => {
  const { rows, good, known, gone, sheet, otherSheets } = view
  const pairs: [string, string][] = [
    ['rows', countOf(rows, words)],
    ['good', countOf(good, words)],
    ['left_out', countOf(rows - good, words)],
    ['new', countOf(good - known, words)],
    ['known', countOf(known, words)],
    ['gone', countOf(gone, words)],
    ...(sheet === undefined ? [] : [['sheet', sheet] as [string, string]]),
    ...(otherSheets.length === 0 ? [] : [['other_sheets', otherSheets.join(', ')] as [string, string]]),
  ]
  return (
    <dl class="pairs card">
      {pairs.map(([name, value]) => (
        <div>
          <dt>{words.say(`roster.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Decide: FC<Pick<ImportPageProps, 'visit' | 'view'>> = ({ visit: { words }, view }) => {
  const { id, state, isKept, gone, list } = view
  const isOpen = isKept && (state === 'ready' || state === 'past' || state === 'undone')
  return (
    <section class="card" aria-label={words.say('roster.decide')}>
      {isOpen ? (
        <form method="post" action={`/console/peserta/impor/${id}/pakai`}>
          <p>{words.say(list === 'people' ? 'roster.apply.help' : 'roster.apply.draft')}</p>
          {state === 'ready' && gone > 0 ? (
            <label>
              <input type="checkbox" name="setuju" value="ya" />{' '}
              {words.say('roster.accept', { count: countOf(gone, words) })}
            </label>
          ) : null}
          <button type="submit">{words.say('roster.apply')}</button>
        </form>
      ) : null}
      {state === 'current' ? (
        <>
          <p>{words.say('roster.undo.help')}</p>
          <Press id={id} act="urungkan" text={words.say('roster.undo')} look="quiet" />
        </>
      ) : null}
      {state === 'ready' ? (
        <details>
          <summary>{words.say('roster.drop')}</summary>
          <p>{words.say('roster.drop.help')}</p>
          <Press id={id} act="buang" text={words.say('roster.drop.sure')} look="danger" />
        </details>
      ) : null}
      {!isOpen && state !== 'current' ? <p>{words.say('roster.closed')}</p> : null}
    </section>
  )
}

const Found: FC<Pick<ImportPageProps, 'visit' | 'view'>> = ({ visit: { words }, view: { columns } }) =>
  columns.length === 0 ? null : (
    <div class="scroll">
      <table>
        <caption>{words.say('roster.columns')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.say('roster.in_file')}</th>
            <th scope="col">{words.say('roster.taken_as')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((one) => (
            <tr>
              <td>{one.title}</td>
              <td>
                {'column' in one
                  ? words.say(`roster.column.${one.column}`)
                  : words.say(`roster.left.${one.left}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

const Faults: FC<ImportPageProps> = ({ visit: { words }, view, faults, page, hasMore }) => {
  if (view.faults.length === 0) return <p class="card">{words.say('roster.no_faults')}</p>
  const here = `/console/peserta/impor/${view.id}`
  return (
    <>
      <h2>{words.say('roster.faults')}</h2>
      <ul class="row">
        {view.faults.map(({ code, count }) => (
          <li class={ERRORS.has(code) ? 'badge alarm' : 'badge'}>
            {`${words.say(`roster.fault.${code}`)}: ${countOf(count, words)}`}
          </li>
        ))}
      </ul>
      <div class="scroll">
        <table class="cards">
          <caption>{words.say('roster.faults.help')}</caption>
          <thead>
            <tr>
              {['row', 'column', 'cell', 'wrong', 'do'].map((column) => (
                <th scope="col">{words.say(`roster.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.map(({ row, column, code, mask, other }) => (
              <tr>
                <td data-label={words.say('roster.row')}>{row}</td>
                <td data-label={words.say('roster.column')}>{words.say(`roster.column.${column}`)}</td>
                <td data-label={words.say('roster.cell')}>
                  <bdi>{mask === '' ? words.say('roster.cell.empty') : mask}</bdi>
                </td>
                <td data-label={words.say('roster.wrong')}>
                  <span class={ERRORS.has(code) ? 'badge alarm' : 'badge'}>
                    {words.say(ERRORS.has(code) ? 'roster.row_left' : 'roster.cell_left')}
                  </span>{' '}
                  {words.say(`roster.fault.${code}`)}
                  {other === undefined ? '' : ` (${words.say('roster.same_as', { row: other })})`}
                </td>
                <td data-label={words.say('roster.do')}>{words.say(`roster.fault.${code}.do`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="pages">
        {page > 1 ? <a href={`${here}?hal=${page - 1}`}>{words.say('roster.back')}</a> : <span />}
        {hasMore ? <a href={`${here}?hal=${page + 1}`}>{words.say('roster.more')}</a> : null}
      </p>
    </>
  )
}
