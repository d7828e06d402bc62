/** @module A list as it stands now, where a new one comes in, and what was there before. */

import type { FC } from 'hono/jsx'
import {
  COLUMNS,
  DAYS,
  type ImportView,
  LISTS,
  type ListId,
  type PlaceDrafts,
  type PlaceRecord,
} from '../../core/roster.ts'
import { SHEET_FAULTS } from '../../core/sheet.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Names } from '../people.ts'
import { countOf, Districts, PATHS, StateBadge, timeOf } from './parts.tsx'
import { FindForm } from './person-page.tsx'
import { Told } from './told.tsx'

export type ListPageProps = {
  visit: StaffVisit
  list: ListId
  current: ImportView | undefined
  history: readonly ImportView[]
  places: readonly PlaceRecord[]
  /** Of offices and hospitals that are current. */
  told: PlaceDrafts | undefined
  names: Names
  news: { fault: string | undefined }
}

export const ListPage: FC<ListPageProps> = ({ visit, list, current, history, places, told, names, news }) => {
  const { words } = visit
  const fault = SHEET_FAULTS.find((one) => one === news.fault)
  return (
    <Frame visit={visit} title={words.say(`roster.title.${list}`)} here="roster" wide>
      <nav aria-label={words.say('roster.lists')} class="row">
        {LISTS.map((one) => (
          <a href={PATHS[one]} aria-current={one === list ? 'page' : undefined} class="button quiet">
            {words.say(`roster.list.${one}`)}
          </a>
        ))}
      </nav>
      {fault === undefined ? null : (
        <p class="notice alarm" role="alert">
          {words.say(`roster.file.${fault}`)}
        </p>
      )}
      {list === 'people' ? null : <p class="notice warn">{words.say('roster.draft')}</p>}
      <div class="columns">
        <div>
          <Current visit={visit} current={current} names={names} />
          {current === undefined || told === undefined ? null : <Told {...{ visit, current, told }} />}
          {places.length === 0 ? null : <Places visit={visit} places={places} />}
          <History visit={visit} history={history} names={names} />
        </div>
        <div>
          <UploadForm visit={visit} list={list} />
          {list === 'people' && visit.staff.role === 'supervisor' ? <FindForm visit={visit} /> : null}
        </div>
      </div>
    </Frame>
  )
}

const Current: FC<Pick<ListPageProps, 'visit' | 'current' | 'names'>> = ({ visit, current, names }) => {
  const { words } = visit
  if (current === undefined) return <p class="card empty">{words.say('roster.none')}</p>
  const { good, fileName, by, at } = current
  return (
    <section class="card" aria-labelledby="kini">
      <h2 id="kini">{words.say('roster.current', { count: countOf(good, words) })}</h2>
      <p class="sub">
        {words.say('roster.from', { file: fileName, name: names(by), time: timeOf(at, words) })}
      </p>
      <Districts visit={visit} view={current} />
      <p>
        <a href={`/console/peserta/impor/${current.id}`}>{words.say('roster.open_report')}</a>
      </p>
    </section>
  )
}

const UploadForm: FC<Pick<ListPageProps, 'visit' | 'list'>> = ({ visit: { words }, list }) => (
  <section class="card" aria-labelledby="unggah">
    <h2 id="unggah">{words.say('roster.upload')}</h2>
    <form method="post" action={`/console/peserta/unggah/${list}`} enctype="multipart/form-data">
      <file-pick data-none={words.say('roster.pick.none')}>
        <label for="berkas">{words.say('roster.file')}</label>
        <input id="berkas" name="berkas" type="file" accept=".csv,.txt,.tsv,.xlsx" required />
        <label for="berkas" class="button quiet" hidden>
          {words.say('roster.pick')}
        </label>{' '}
        <output class="sub" hidden />
      </file-pick>
      <button type="submit">{words.say('roster.check')}</button>
    </form>
    <p class="sub">{words.say('roster.upload.help')}</p>
    <details>
      <summary>{words.say('roster.columns')}</summary>
      <p class="sub">
        {COLUMNS[list].join(', ')}
        {list === 'people' ? '' : `, ${DAYS.join(', ')}`}
      </p>
    </details>
  </section>
)

const History: FC<Pick<ListPageProps, 'visit' | 'history' | 'names'>> = ({
  visit: { words },
  history,
  names,
}) => (
  <section aria-labelledby="riwayat">
    <h2 id="riwayat">{words.say('roster.history')}</h2>
    {history.length === 0 ? (
      <p class="empty">{words.say('roster.history.none')}</p>
    ) : (
      <div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{words.say('roster.file')}</th>
              <th scope="col">{words.say('roster.when')}</th>
              <th scope="col">{words.say('roster.who')}</th>
              <th scope="col" class="number">
                {words.say('roster.good')}
              </th>
              <th scope="col">{words.say('roster.state')}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((view) => (
              <tr>
                <td data-label={words.say('roster.file')}>
                  <a href={`/console/peserta/impor/${view.id}`}>{view.fileName}</a>
                </td>
                <td data-label={words.say('roster.when')}>{timeOf(view.at, words)}</td>
                <td data-label={words.say('roster.who')}>
                  <bdi>{names(view.by)}</bdi>
                </td>
                <td class="number" data-label={words.say('roster.good')}>
                  {countOf(view.good, words)}
                </td>
                <td data-label={words.say('roster.state')}>
                  <StateBadge view={view} words={words} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

const Places: FC<Pick<ListPageProps, 'visit' | 'places'>> = ({ visit: { words, deps }, places }) => (
  <section aria-labelledby="tempat">
    <h2 id="tempat">{words.say('roster.places')}</h2>
    <div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            {['name', 'address', 'district', 'phone', 'hours', 'source'].map((column) => (
              <th scope="col">{words.say(`roster.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ name, address, districtCode, phone, hours, source, checkedOn }) => (
            <tr>
              <td data-label={words.say('roster.name')}>{name}</td>
              <td data-label={words.say('roster.address')}>{address}</td>
              <td data-label={words.say('roster.district')}>
                {deps.roster.placeName(districtCode ?? '') ?? '-'}
              </td>
              <td data-label={words.say('roster.phone')}>{phone ?? '-'}</td>
              <td data-label={words.say('roster.hours')}>
                {DAYS.filter((day) => hours?.[day]).map((day) => (
                  <div>{`${words.say(`roster.column.${day}`)} ${hours?.[day]}`}</div>
                ))}
                {hours === undefined ? '-' : null}
              </td>
              <td data-label={words.say('roster.source')}>
                {[source, checkedOn].filter((one) => one !== undefined).join(', ') || '-'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
