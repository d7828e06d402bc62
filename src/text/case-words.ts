/** @module Values of cases in words, as staff read them and as they stand on paper. Pure. */

import type { CaseField } from '../core/case-fields.ts'
import { recordOf } from '../core/case-values.ts'
import type { Value } from '../core/chat.ts'
import { formatWeekdayDate } from '../core/jakarta.ts'
import type { CaseKind, Language } from '../core/lists.ts'

/** Where the general words of a step would be too vague for a resident. */
export const OWN_STATE_KEYS = [
  'case.state.done.erasure',
  'case.state.done.withdrawal',
  'case.state.forwarded.accident',
  'case.state.forwarded.death',
  'case.state.needs_papers.complaint',
  'case.state.needs_papers.correction',
  'case.state.needs_papers.erasure',
] as const

/** The key of a step as residents read it. */
export function stateKey(kind: string, state: string): string {
  const own = `case.state.${state}.${kind}`
  return OWN_STATE_KEYS.some((key) => key === own) ? own : `case.state.${state}`
}

/** Says a key of the texts in the reader's language. */
export type Tell = (key: string, args?: Record<string, string | number>) => string

/** "Yang mengalami". */
export function fieldLabel(tell: Tell, kind: CaseKind, field: CaseField): string {
  return tell(field.staff === true ? `case.field.${field.id}` : `slot.${kind}.${field.id}`)
}

/** One option of a choice: "Di jalan raya". */
export function optionLabel(tell: Tell, kind: CaseKind, field: CaseField, option: string): string {
  return tell(field.staff === true ? `case.field.${field.id}.${option}` : `${kind}.ask_${field.id}.${option}`)
}

/** '' when nothing was told; a value of no known shape is said as it stands. */
export function valueWords(
  tell: Tell,
  language: Language,
  kind: CaseKind,
  field: CaseField,
  value: Value | undefined,
): string {
  if (value === undefined || value === null) return ''
  const record = recordOf(value)
  switch (field.type) {
    case 'choice':
      return field.options?.includes(String(value))
        ? optionLabel(tell, kind, field, String(value))
        : plain(value)
    case 'yes_no':
    case 'consent':
      return typeof value === 'boolean' ? tell(value ? 'engine.yes' : 'engine.no') : plain(value)
    case 'moment':
      return typeof record?.earliest === 'number'
        ? `${formatWeekdayDate(new Date(record.earliest), language)}${hourWords(tell, record)}`
        : plain(value)
    case 'place':
      return placeWords(tell, record) ?? plain(value)
    case 'phone':
      return plain(value).replace(/^\+62/, '0')
    case 'photo':
      return tell('engine.photo_kept')
    case 'files':
      return Array.isArray(value) && value.length > 0 ? tell('engine.files_kept', { n: value.length }) : ''
    default:
      return plain(value)
  }
}

function hourWords(tell: Tell, record: Readonly<Record<string, Value>>): string {
  const time = plain(record.time ?? '').replace(':', '.')
  const part = plain(record.part ?? '')
  if (time) return ` ${tell(record.vague === true ? 'engine.about_hour' : 'engine.at_hour', { time })}`
  return part ? ` ${tell(`engine.part.${part}`)}` : ''
}

function placeWords(tell: Tell, record: Readonly<Record<string, Value>> | undefined): string | undefined {
  if (record === undefined) return undefined
  const { words, label, lat, lng } = record
  if (typeof words === 'string' && words !== '') return words
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined
  const at = `${lat.toFixed(5)}, ${lng.toFixed(5)}`
  const name = typeof label === 'string' && label !== '' ? label : tell('engine.shared_location')
  return `${name} (${at})`
}

function plain(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
