/** @module What a case of each kind may tell: the answers of the conversation and what staff add for the form. Data only. */

import type { CaseKind } from './lists.ts'

/** How a value is shown and edited; `photo`, `files` and `consent` are shown, and never edited. */
export type FieldType =
  | 'text'
  | 'long'
  | 'name'
  | 'phone'
  | 'moment'
  | 'place'
  | 'yes_no'
  | 'photo'
  | 'files'
  | 'consent'
  | 'choice'

export type CaseField = {
  id: string
  type: FieldType
  /** Of a choice. Their words are the labels of the question: `<flow>.ask_<id>.<option>`. */
  options?: readonly string[]
  /** The first-stage report has a place for it. */
  form?: true
  /** Asked by no conversation: staff fill it in. Its words are `case.field.<id>`. */
  staff?: true
  /** Acted upon when it was said: shown, and never edited. */
  fixed?: true
  /** Only of use when another field has one of these values. */
  when?: { id: string; is: readonly string[] }
}

/** What came beside the answers: photos, recordings, papers, sent when no question asked for them. */
const SENT: CaseField = { id: 'files', type: 'files', staff: true }

const FIELDS: Record<CaseKind, readonly CaseField[]> = {
  accident: [
    { id: 'who', type: 'choice', options: ['self', 'spouse', 'parent', 'child', 'family', 'friend'] },
    { id: 'name', type: 'name', form: true },
    { id: 'member', type: 'text', form: true },
    { id: 'sex', type: 'choice', options: ['male', 'female'], form: true, staff: true },
    { id: 'born', type: 'text', form: true, staff: true },
    { id: 'address', type: 'text', form: true, staff: true },
    { id: 'job', type: 'text', form: true },
    { id: 'income', type: 'text', form: true, staff: true },
    { id: 'employer', type: 'choice', options: ['own', 'employer', 'app', 'unknown'], form: true },
    {
      id: 'where',
      type: 'choice',
      options: ['on_site', 'off_site', 'traffic', 'disease'],
      form: true,
    },
    { id: 'when', type: 'moment', form: true },
    { id: 'activity', type: 'choice', options: ['working', 'to_work', 'from_work', 'other', 'unknown'] },
    { id: 'place', type: 'place', form: true },
    {
      id: 'kind',
      type: 'choice',
      options: ['fall', 'hit', 'tool', 'heat', 'violence', 'other'],
      form: true,
      when: { id: 'where', is: ['on_site', 'off_site'] },
    },
    { id: 'story', type: 'long', form: true, when: { id: 'where', is: ['on_site', 'off_site', 'traffic'] } },
    { id: 'source', type: 'text', form: true, staff: true },
    {
      id: 'police',
      type: 'choice',
      options: ['reported', 'not_yet', 'settled', 'unknown'],
      when: { id: 'where', is: ['traffic'] },
    },
    { id: 'diagnosis', type: 'text', form: true, when: { id: 'where', is: ['disease'] } },
    { id: 'tenure', type: 'text', form: true, when: { id: 'where', is: ['disease'] } },
    { id: 'exposure', type: 'long', form: true, when: { id: 'where', is: ['disease'] } },
    { id: 'injury', type: 'long', form: true },
    { id: 'treated', type: 'choice', options: ['none', 'partner', 'other', 'unknown'] },
    { id: 'hospital', type: 'text', form: true },
    {
      id: 'care',
      type: 'choice',
      options: ['working', 'resting', 'inpatient'],
      form: true,
      staff: true,
    },
    { id: 'witness', type: 'text', form: true },
    {
      id: 'contact',
      type: 'name',
      form: true,
      when: { id: 'who', is: ['spouse', 'parent', 'child', 'family', 'friend'] },
    },
    { id: 'phone', type: 'phone', form: true },
    { id: 'photo', type: 'photo' },
    SENT,
    { id: 'adult', type: 'consent' },
    { id: 'consent', type: 'consent' },
  ],
  death: [
    { id: 'heir', type: 'choice', options: ['spouse', 'parent', 'child', 'family', 'other'] },
    { id: 'name', type: 'name' },
    { id: 'when', type: 'moment' },
    { id: 'cause', type: 'choice', options: ['work', 'not_work', 'unknown'] },
    {
      id: 'where',
      type: 'choice',
      options: ['traffic', 'other'],
      when: { id: 'cause', is: ['work', 'unknown'] },
    },
    { id: 'contact', type: 'name' },
    { id: 'phone', type: 'phone' },
    SENT,
    { id: 'adult', type: 'consent' },
    { id: 'consent', type: 'consent' },
  ],
  complaint: [
    {
      id: 'about',
      type: 'choice',
      options: ['hospital', 'bpjs', 'office', 'officer', 'money', 'chat', 'other'],
    },
    { id: 'now', type: 'yes_no', when: { id: 'about', is: ['hospital'] } },
    { id: 'story', type: 'long' },
    { id: 'phone', type: 'phone' },
    { id: 'photo', type: 'photo' },
    SENT,
    { id: 'consent', type: 'consent' },
  ],
  erasure: [{ id: 'scope', type: 'choice', options: ['everything', 'chat', 'report'] }],
  correction: [{ id: 'story', type: 'long', staff: true }, SENT],
  withdrawal: [
    { id: 'what', type: 'choice', options: ['accident', 'death', 'complaint', 'everything'], fixed: true },
  ],
}

export const fieldsOf = (kind: CaseKind): readonly CaseField[] => FIELDS[kind]

/** Staff can change it by hand. */
export const isEditable = ({ type, fixed }: CaseField): boolean =>
  fixed !== true && type !== 'photo' && type !== 'files' && type !== 'consent'

/** What is sent to a report of this kind is kept with it. */
export const takesFiles = (kind: CaseKind): boolean => fieldsOf(kind).some(({ type }) => type === 'files')
