/** @module The form for a new version of a fact: every field with how it is typed, and what was wrong with it. */

import type { Child, FC } from 'hono/jsx'
import { DRAFT_STATUSES, type DraftFault, type FactDetail, type FactDraft } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'

type Field = keyof FactDraft
type Props = {
  visit: StaffVisit
  fact: FactDetail
  draft: FactDraft
  faults: readonly DraftFault[]
  /** Makes the second sending of the same form a no-op. */
  formKey: string
}

/** How an address on the web begins, as it is typed. */
const SCHEMES = { secure: 'https://', plain: 'http://' }

export const FactForm: FC<Props> = ({ visit: { words }, fact, draft, faults, formKey }) => {
  const shape = fact.isYesNo ? 'yes_no' : fact.unit
  const field = (name: Field, input: (attributes: Record<string, string>) => Child, hint?: string) => {
    const own = faults.filter((one) => one.field === name)
    const described = [
      ...(hint === undefined ? [] : [`${name}-cara`]),
      ...(own.length > 0 ? [`${name}-salah`] : []),
    ]
    const attributes = {
      id: name,
      name,
      ...(described.length > 0 ? { 'aria-describedby': described.join(' ') } : {}),
      ...(own.length > 0 ? { 'aria-invalid': 'true' } : {}),
    }
    return (
      <div class="field">
        <label for={name}>{words.say(`facts.field.${name}`)}</label>
        {input(attributes)}
        {hint === undefined ? null : (
          <p class="sub" id={`${name}-cara`}>
            {hint}
          </p>
        )}
        {own.length === 0 ? null : (
          <p class="wrong" id={`${name}-salah`}>
            {own.map(({ why }) => words.say(`facts.fault.${why}`, SCHEMES)).join(' ')}
          </p>
        )}
      </div>
    )
  }
  const line = (name: Field, type = 'text', hint?: string) =>
    field(name, (own) => <input type={type} value={draft[name]} maxlength={600} {...own} />, hint)
  const isLong = ['text', 'address', 'hours_of_week', 'dates'].includes(fact.unit) && !fact.isYesNo
  return (
    <form method="post" action={`/console/fakta/${fact.id}/usul`} class="card fact-form">
      <input type="hidden" name="key" value={formKey} />
      {field(
        'value',
        (own) => {
          if (fact.isYesNo) return <YesNo words={words} value={draft.value} own={own} />
          return isLong ? (
            <textarea rows={fact.unit === 'text' || fact.unit === 'address' ? 2 : 4} {...own}>
              {draft.value}
            </textarea>
          ) : (
            <input type={fact.unit === 'date' ? 'date' : 'text'} value={draft.value} {...own} />
          )
        },
        words.say(`facts.shape.${shape}`),
      )}
      {fact.hasEnglish && !fact.isYesNo ? line('valueEn', 'text', words.say('facts.hint.valueEn')) : null}
      {field('status', (own) => (
        <select {...own}>
          <option value="">{words.say('facts.choose')}</option>
          {DRAFT_STATUSES.map((one) => (
            <option value={one} selected={one === draft.status}>
              {words.say(`facts.sure.${one}`)}
            </option>
          ))}
        </select>
      ))}
      <div class="pair">
        {line('sourceTitle', 'text', words.say('facts.hint.sourceTitle'))}
        {line('sourceUrl', 'url', words.say('facts.hint.sourceUrl'))}
      </div>
      <div class="pair">
        {line('sourceDate', 'date')}
        {line('checkedOn', 'date', words.say('facts.hint.checkedOn'))}
      </div>
      <div class="pair">
        {line('validFrom', 'date', words.say('facts.hint.validFrom'))}
        {line('validTo', 'date', words.say('facts.hint.validTo'))}
      </div>
      {line('effective', 'datetime-local', words.say('facts.hint.effective'))}
      {field(
        'reason',
        (own) => (
          <textarea rows={2} {...own}>
            {draft.reason}
          </textarea>
        ),
        words.say('facts.hint.reason'),
      )}
      <div class="row">
        <button type="submit" name="do" value="propose">
          {words.say('facts.propose')}
        </button>
        <button type="submit" name="do" value="preview" class="quiet">
          {words.say('facts.preview')}
        </button>
      </div>
    </form>
  )
}

const YesNo: FC<{ words: StaffVisit['words']; value: string; own: Record<string, string> }> = ({
  words,
  value,
  own,
}) => (
  <select {...own}>
    {['ya', 'tidak'].map((one) => (
      <option value={one} selected={one === value}>
        {words.say(`facts.yes_no.${one}`)}
      </option>
    ))}
  </select>
)
