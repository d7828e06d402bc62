/** @module The history of a case: who did what and when, what stood there before, and whether the resident was told. */

import type { FC } from 'hono/jsx'
import type { CaseFile, CaseHistory, FieldChange } from '../../core/case-desk.ts'
import { fieldsOf } from '../../core/case-fields.ts'
import { formatHour } from '../../core/jakarta.ts'
import { fieldLabel, valueWords } from '../../text/case-words.ts'
import type { Names } from '../people.ts'
import type { Words } from '../words.ts'
import type { CaseProps } from './case-props.ts'
import type { Delivery } from './delivery.ts'
import { momentWords, stateWords } from './words.ts'

export const History: FC<CaseProps> = ({ visit: { words }, file, names, deliveries }) => (
  <section class="card" aria-labelledby="riwayat">
    <h2 id="riwayat">{words.say('cases.history')}</h2>
    <ol class="history">
      {[...file.history].reverse().map((row) => (
        <li>
          <p>
            <strong>{words.say(`cases.event.${row.what}`, eventArgs(words, file, row))}</strong>{' '}
            <span class="sub">
              {momentWords(words, row.at)} · <bdi>{whoDid(words, names, row.by)}</bdi>
            </span>
          </p>
          {row.note === undefined ? null : <blockquote>{row.note}</blockquote>}
          <Changes words={words} file={file} row={row} />
          <Told words={words} delivery={deliveries.get(row.n)} />
        </li>
      ))}
    </ol>
  </section>
)

function eventArgs(words: Words, file: CaseFile, row: CaseHistory) {
  return { state: stateWords(words, file.kind, row.state), other: row.other ?? '', n: row.changes.length }
}

function whoDid(words: Words, names: Names, by: string): string {
  if (by === 'chat') return words.say('cases.by_chat')
  return names(by)
}

const Changes: FC<{ words: Words; file: CaseFile; row: CaseHistory }> = ({ words, file, row }) => {
  if (row.changes.length === 0) return null
  const label = (id: string) => {
    const field = fieldsOf(file.kind).find((one) => one.id === id)
    return field ? fieldLabel(words.tell, file.kind, field) : id
  }
  if (row.what === 'asked') return <p>{row.changes.map(({ field }) => label(field)).join(', ')}</p>
  return (
    <dl class="pairs">
      {row.changes.map((change) => (
        <div>
          <dt>{label(change.field)}</dt>
          <dd>
            <del>{saidOf(words, file, change, 'before')}</del> →{' '}
            <ins>{saidOf(words, file, change, 'after')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function saidOf(words: Words, file: CaseFile, change: FieldChange, which: 'before' | 'after'): string {
  const field = fieldsOf(file.kind).find((one) => one.id === change.field)
  const said = field && valueWords(words.tell, words.language, file.kind, field, change[which])
  return said || words.say('cases.empty')
}

const Told: FC<{ words: Words; delivery: Delivery | undefined }> = ({ words, delivery }) => {
  if (delivery === undefined) return null
  if (delivery.state === 'held')
    return <p class="sub">{words.say('cases.notice.held', { hour: formatHour(new Date(delivery.at)) })}</p>
  if (delivery.state === 'withdrawn' || delivery.state === 'given_up')
    return <p class="sub">{words.say(`cases.notice.${delivery.state}`)}</p>
  return (
    <p class="sub">
      {words.say('cases.notice.told', { status: words.tell(`staff.status.${delivery.state}`) })}
    </p>
  )
}
