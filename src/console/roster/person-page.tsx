/** @module One person of the list: masked until a reason is given, and both the look and the reason are written down. */

import type { FC } from 'hono/jsx'
import { COLUMNS, type PersonRecord, type PersonView } from '../../core/roster.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { REASONS } from './parts.tsx'

export const FindForm: FC<{ visit: StaffVisit }> = ({ visit: { words } }) => (
  <section class="card" aria-labelledby="cari">
    <h2 id="cari">{words.say('roster.find')}</h2>
    <form method="post" action="/console/peserta/cari" autocomplete="off">
      <label>
        {words.say('roster.find.number')}
        <input name="nomor" inputmode="numeric" maxlength={40} required autocomplete="off" />
      </label>
      <Reason visit={{ words }} />
      <button type="submit">{words.say('roster.find.go')}</button>
    </form>
    <p class="sub">{words.say('roster.find.help')}</p>
  </section>
)

const Reason: FC<{ visit: Pick<StaffVisit, 'words'>; chosen?: string }> = ({ visit: { words }, chosen }) => (
  <>
    <label>
      {words.say('roster.reason')}
      <select name="alasan" required>
        <option value="">{words.say('roster.reason.choose')}</option>
        {REASONS.map((one) => (
          <option value={one} selected={one === chosen}>
            {words.say(`roster.reason.${one}`)}
          </option>
        ))}
      </select>
    </label>
    <label>
      {words.say('roster.case')}
      <input name="kasus" maxlength={20} autocomplete="off" />
    </label>
  </>
)

export const FoundPage: FC<{ visit: StaffVisit; found: readonly PersonView[]; reason: string }> = ({
  visit,
  found,
  reason,
}) => {
  const { words, deps } = visit
  return (
    <Frame visit={visit} title={words.say('roster.found')} here="roster">
      {found.length === 0 ? <p class="card">{words.say('roster.found.none')}</p> : null}
      {found.map(({ ref, mask, districtCode, villageCode, from, to }) => (
        <section class="card" aria-label={mask}>
          <h2>{mask}</h2>
          <p>
            {deps.roster.placeName(villageCode ?? districtCode ?? '') ?? words.say('roster.district.none')}
          </p>
          <p>{words.say('roster.cover', { from: from ?? '-', to: to ?? '-' })}</p>
          <form method="post" action="/console/peserta/buka">
            <input type="hidden" name="ref" value={ref} />
            <Reason visit={visit} chosen={reason} />
            <button type="submit" class="quiet">
              {words.say('roster.reveal')}
            </button>
          </form>
          <p class="sub">{words.say('roster.reveal.help')}</p>
        </section>
      ))}
      <p>
        <a href="/console/peserta">{words.say('roster.back_to_list')}</a>
      </p>
    </Frame>
  )
}

export const RecordPage: FC<{ visit: StaffVisit; record: PersonRecord }> = ({ visit, record }) => (
  <Frame visit={visit} title={visit.words.say('roster.record')} here="roster">
    <dl class="pairs card">
      {COLUMNS.people.map((column) => (
        <div>
          <dt>{visit.words.say(`roster.column.${column}`)}</dt>
          <dd>{record[column] ?? '-'}</dd>
        </div>
      ))}
    </dl>
    <p>
      <a href="/console/peserta">{visit.words.say('roster.back_to_list')}</a>
    </p>
  </Frame>
)
