/** @module What stands on the first-stage report of an accident: each place of the form once, filled or left to fill by hand. Pure. */

// The places of Formulir Tahap I (Formulir 3, KK1) in two stored copies, read 2026-11-22:
// https://id.scribd.com/document/348975248/form-KK-1 and
// https://id.scribd.com/document/623914774/Persyaratan-Jkk-Reimburse-Pu

import type { CaseFile } from '../../../core/case-desk.ts'
import { type CaseField, fieldsOf } from '../../../core/case-fields.ts'
import { recordOf } from '../../../core/case-values.ts'
import { formatDate, formatHour, formatWeekdayDate } from '../../../core/jakarta.ts'
import { optionLabel, type Tell, valueWords } from '../../../text/case-words.ts'

export type FormRow = {
  label: string
  /** '' is a place to fill by hand. */
  value: string
  /** Boxes to tick, beside or in place of words. */
  boxes?: { label: string; isTicked: boolean }[]
  /** Lines left for handwriting while there is no value; 1 when absent. */
  lines?: number
  /** A box a digit, always empty: the number is written by hand. */
  digits?: number
}

export type FormSection = { title: string; rows: FormRow[] }

const NIK_DIGITS = 16

/** Everything in Indonesian: it goes to an office. */
export function formSections(tell: Tell, file: CaseFile): FormSection[] {
  const { fields } = file
  const isDisease = fields.where === 'disease'
  const isSelf = fields.who === 'self'
  const say = sayer(tell, file)
  const { label, value, row, boxes } = say
  const when = recordOf(fields.when)
  const earliest = typeof when?.earliest === 'number' ? new Date(when.earliest) : undefined
  const hour = earliest && (when?.time !== undefined || when?.part !== undefined) ? hourOf(value('when')) : ''
  return [
    {
      title: label('employer_part'),
      rows: [
        { label: label('segment'), value: '', boxes: segments(say, fields.employer) },
        row('works_for', value('employer')),
        row('employer_name'),
        row('employer_number'),
        row('employer_address', '', 2),
        row('employer_phone'),
      ],
    },
    {
      title: label('member_part'),
      rows: [
        row('name', value('name')),
        row('member', value('member')),
        { label: label('nik'), value: '', digits: NIK_DIGITS },
        { label: label('sex'), value: '', boxes: boxes('sex') },
        row('born', value('born')),
        row('address', value('address'), 2),
        row('member_phone', isSelf ? value('phone') : ''),
        row('job', value('job')),
        row('income', value('income')),
        { label: label('income_by'), value: '', boxes: plainBoxes(say, ['day', 'month', 'piece']) },
      ],
    },
    {
      title: label('where_part'),
      rows: [
        { label: label('where'), value: '', boxes: boxes('where') },
        row('place', value('place'), 2),
        row('area', file.place),
        row('date', earliest ? formatDate(earliest, 'id') : ''),
        row('hour', hour),
        row('activity', value('activity')),
      ],
    },
    {
      title: label('what_part'),
      rows: [
        row(isDisease ? 'exposure' : 'story', value(isDisease ? 'exposure' : 'story'), 4),
        ...(isDisease ? [row('diagnosis', value('diagnosis')), row('tenure', value('tenure'))] : []),
        row('kind', value('kind')),
        row('source', value('source')),
        row('unsafe_act', '', 1),
        row('unsafe_condition', '', 1),
        row('injury', value('injury'), 2),
      ],
    },
    {
      title: label('care_part'),
      rows: [
        row('treated', value('treated')),
        row('hospital', value('hospital'), 2),
        { label: label('care'), value: '', boxes: boxes('care') },
        row('police', value('police')),
        row('witness', value('witness'), 2),
      ],
    },
    {
      title: label('reporter_part'),
      rows: [
        row('reporter', isSelf ? '' : value('contact')),
        row('relation', value('who')),
        row('reporter_phone', isSelf ? '' : value('phone')),
        row('reported_at', dayAndHour(file.filedAt)),
      ],
    },
  ]
}

/** "Rabu, 25 November 2026 09.30 WIB". */
export const dayAndHour = (at: number): string =>
  `${formatWeekdayDate(new Date(at), 'id')} ${formatHour(new Date(at))} WIB`

/** The hour alone out of "Selasa, 24 November 2026 sekitar pukul 17.30". */
function hourOf(words: string): string {
  return words.replace(/^.*?\d{4}\s*/, '')
}

type Sayer = ReturnType<typeof sayer>

function sayer(tell: Tell, { fields }: CaseFile) {
  const label = (id: string) => tell(`case.form.${id}`)
  const known = new Map(fieldsOf('accident').map((field): [string, CaseField] => [field.id, field]))
  const value = (id: string) => {
    const field = known.get(id)
    return field ? valueWords(tell, 'id', 'accident', field, fields[id]) : ''
  }
  const row = (id: string, words = '', lines = 1): FormRow => ({ label: label(id), value: words, lines })
  const boxes = (id: string) => {
    const field = known.get(id)
    const options = field?.options ?? []
    return options.map((option) => ({
      label: field ? optionLabel(tell, 'accident', field, option) : option,
      isTicked: fields[id] === option,
    }))
  }
  return { label, value, row, boxes }
}

function plainBoxes({ label }: Sayer, ids: string[]) {
  return ids.map((id) => ({ label: label(`income_by.${id}`), isTicked: false }))
}

/** Own-account work is `BPU`; who has an employer belongs to `PU`. What nobody told is left to the office. */
function segments({ label }: Sayer, employer: unknown) {
  const ticked = employer === 'own' || employer === 'app' ? 'bpu' : employer === 'employer' ? 'pu' : ''
  return ['pu', 'bpu', 'jakon', 'pmi'].map((id) => ({
    label: label(`segment.${id}`),
    isTicked: id === ticked,
  }))
}
