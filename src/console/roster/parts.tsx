/** @module What the pages of imported lists share: how numbers, times and names of places are said. */

import type { FC } from 'hono/jsx'
import { formatDate, formatHour } from '../../core/jakarta.ts'
import type { ImportState, ImportView, ListId } from '../../core/roster.ts'
import type { StaffVisit } from '../deps.ts'
import type { Words } from '../words.ts'

/** `/console/peserta` is the list of people; the others stand below it. */
export const PATHS: Record<ListId, string> = {
  people: '/console/peserta',
  offices: '/console/peserta/daftar/kantor',
  hospitals: '/console/peserta/daftar/rumah-sakit',
}

/** Why a person is looked up: a closed list, so that the log can be counted. Texts: `console.roster.reason.<code>`. */
export const REASONS = ['counter', 'case', 'complaint', 'correction'] as const

export const countOf = (count: number, { language }: Words): string =>
  String(count).replace(/\B(?=(\d{3})+(?!\d))/g, language === 'id' ? '.' : ',')

export function timeOf(at: number, { language }: Words): string {
  const date = new Date(at)
  return `${formatDate(date, language)}, ${formatHour(date)}`
}

const LOOK: Record<ImportState, string> = {
  waiting: 'badge',
  ready: 'badge warn',
  failed: 'badge alarm',
  current: 'badge good',
  past: 'badge',
  undone: 'badge',
  dropped: 'badge',
}

/** For offices and hospitals a list that was taken is still a draft: nobody is told of it yet. */
export const StateBadge: FC<{ view: ImportView; words: Words }> = ({ view: { list, state }, words }) => (
  <span class={LOOK[state]}>
    {words.say(list !== 'people' && state === 'current' ? 'roster.state.draft' : `roster.state.${state}`)}
  </span>
)

export const Districts: FC<{ visit: StaffVisit; view: ImportView }> = ({ visit: { words, deps }, view }) => (
  <div class="scroll">
    <table>
      <caption>{words.say('roster.districts')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.say('roster.district')}</th>
          <th scope="col" class="number">
            {words.say(view.list === 'people' ? 'roster.people' : 'roster.rows')}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.districts.map(({ code, count }) => (
          <tr>
            <td>{code === '' ? words.say('roster.district.none') : (deps.roster.placeName(code) ?? code)}</td>
            <td class="number">{countOf(count, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
