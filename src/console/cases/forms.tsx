/** @module The pages that change a case: edit its fields, take a step, ask the resident. Each shows what will happen before it does. */

import type { FC } from 'hono/jsx'
import type { CaseFile, PlaceChoice } from '../../core/case-desk.ts'
import { type CaseField, fieldsOf, isEditable } from '../../core/case-fields.ts'
import { editText, isNeeded, isTold, placeCodeOf } from '../../core/case-values.ts'
import type { CaseState } from '../../core/lists.ts'
import { fieldLabel, optionLabel } from '../../text/case-words.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Words } from '../words.ts'
import { caseHref, chatHref, Hand, News } from './parts.tsx'
import { stateWords } from './words.ts'

/** What was typed and refused, and why; nothing when the page is opened. */
export type Refused = { typed: Readonly<Record<string, string>>; faults: readonly string[]; news?: string }

type EditProps = { visit: StaffVisit; file: CaseFile; places: PlaceChoice[]; refused?: Refused }

export const EditPage: FC<EditProps> = ({ visit, file, places, refused }) => {
  const { words, deps } = visit
  // What another field makes pointless shows up once that one is changed and saved.
  const fields = fieldsOf(file.kind).filter(
    (field) => isEditable(field) && (isNeeded(field, file.fields) || isTold(file.fields[field.id])),
  )
  return (
    <Frame visit={visit} title={words.say('cases.edit_title', { number: file.number })} here="cases">
      <News visit={visit} is={refused?.news} />
      {refused && refused.faults.length > 0 ? (
        <p class="notice alarm" role="alert">
          {words.say('cases.faults', { n: refused.faults.length })}
        </p>
      ) : null}
      <p class="lead">{words.say('cases.edit_lead')}</p>
      <form method="post" action={caseHref(file.number, '/ubah')} class="fields two">
        <Hand visit={visit} file={file} />
        {fields.map((field) => (
          <Input
            visit={visit}
            file={file}
            field={field}
            typed={refused?.typed}
            isWrong={refused?.faults.includes(field.id) === true}
            places={places}
            most={deps.cases.limits.fieldChars}
          />
        ))}
        <Ends words={words} number={file.number} does="cases.save" wide />
      </form>
    </Frame>
  )
}

/** Does it, or goes back to the case. */
const Ends: FC<{ words: Words; number: string; does: string; wide?: boolean }> = ({
  words,
  number,
  does,
  wide,
}) => (
  <p class={wide ? 'row whole' : 'row'}>
    <button type="submit">{words.say(does)}</button>
    <a class="button quiet" href={caseHref(number)}>
      {words.say('cases.cancel')}
    </a>
  </p>
)

type InputProps = {
  visit: StaffVisit
  file: CaseFile
  field: CaseField
  typed: Refused['typed'] | undefined
  isWrong: boolean
  places: PlaceChoice[]
  most: number
}

const Input: FC<InputProps> = ({ visit: { words }, file, field, typed, isWrong, places, most }) => {
  const value = typed?.[field.id] ?? editText(field, file.fields[field.id])
  const label = fieldLabel(words.tell, file.kind, field)
  const wrongId = `salah-${field.id}`
  const shared = {
    name: field.id,
    id: `isian-${field.id}`,
    ...(isWrong ? { 'aria-invalid': 'true' as const, 'aria-describedby': wrongId } : {}),
  }
  return (
    <div class={field.type === 'long' || field.type === 'place' ? 'field whole' : 'field'}>
      <label for={shared.id}>{label}</label>
      <Control {...{ words, file, field, value, most, shared }} />
      {field.type === 'place' ? (
        <PlaceCode
          label={words.say('cases.place')}
          none={words.say('cases.no_place')}
          name={`${field.id}_code`}
          chosen={typed?.[`${field.id}_code`] ?? placeCodeOf(file.fields[field.id])}
          places={places}
        />
      ) : null}
      {isWrong ? (
        <p id={wrongId} class="wrong">
          {words.say(
            `cases.fault.${field.type === 'moment' || field.type === 'phone' ? field.type : 'other'}`,
          )}
        </p>
      ) : null}
    </div>
  )
}

type ControlProps = Pick<InputProps, 'file' | 'field' | 'most'> & {
  words: StaffVisit['words']
  value: string
  shared: { name: string; id: string }
}

const Control: FC<ControlProps> = ({ words, file, field, value, most, shared }) => {
  switch (field.type) {
    case 'long':
      return (
        <textarea {...shared} rows={4} maxlength={most}>
          {value}
        </textarea>
      )
    case 'choice':
    case 'yes_no': {
      const options = field.type === 'yes_no' ? ['yes', 'no'] : (field.options ?? [])
      return (
        <select {...shared}>
          <option value="">{words.say('cases.not_told')}</option>
          {options.map((option) => (
            <option value={option} selected={option === value}>
              {field.type === 'yes_no'
                ? words.tell(`engine.${option}`)
                : optionLabel(words.tell, file.kind, field, option)}
            </option>
          ))}
        </select>
      )
    }
    case 'moment':
      return <input type="datetime-local" {...shared} value={value} />
    case 'phone':
      return <input type="tel" {...shared} value={value} autocomplete="off" />
    default:
      return <input {...shared} value={value} autocomplete="off" maxlength={300} />
  }
}

const PlaceCode: FC<{ label: string; none: string; name: string; chosen: string; places: PlaceChoice[] }> = ({
  label,
  none,
  name,
  chosen,
  places,
}) => (
  <>
    <label for={`isian-${name}`}>{label}</label>
    <select name={name} id={`isian-${name}`}>
      <option value="">{none}</option>
      {places.map((district) => (
        <optgroup label={district.name}>
          <option value={district.code} selected={district.code === chosen}>
            {`Kecamatan ${district.name}`}
          </option>
          {district.villages.map(({ code, name: village }) => (
            <option value={code} selected={code === chosen}>
              {village}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  </>
)

type StepProps = {
  visit: StaffVisit
  file: CaseFile
  state: CaseState
  /** What the resident reads without a note, and where a note will stand. */
  preview: { plain: string; noted: string }
  typed?: string
  news?: string
}

export const StepPage: FC<StepProps> = ({ visit, file, state, preview, typed = '', news }) => {
  const { words, deps } = visit
  const name = stateWords(words, file.kind, state)
  return (
    <Frame
      visit={visit}
      title={words.say('cases.step_title', { number: file.number, state: name })}
      here="cases"
    >
      <News visit={visit} is={news} />
      <p>{words.say('cases.step_from', { from: stateWords(words, file.kind, file.state), to: name })}</p>
      <form method="post" action={caseHref(file.number, '/status')} class="fields">
        <Hand visit={visit} file={file} />
        <input type="hidden" name="ke" value={state} />
        <div class="field">
          <label for="catatan">{words.say('cases.note')}</label>
          <textarea
            id="catatan"
            name="catatan"
            rows={3}
            maxlength={deps.cases.limits.noteChars}
            aria-describedby="kabar"
          >
            {typed}
          </textarea>
        </div>
        <section id="kabar" class="preview" aria-label={words.say('cases.preview')}>
          <h2>{words.say('cases.preview')}</h2>
          <blockquote>{preview.plain}</blockquote>
          <p class="sub">{words.say('cases.preview_noted', { text: preview.noted })}</p>
          <p class="sub">{words.say('cases.preview_when', { seconds: deps.cases.limits.undoSeconds })}</p>
          {file.duplicates.length > 0 ? (
            <p class="sub">{words.say('cases.preview_also', { n: file.duplicates.length })}</p>
          ) : null}
        </section>
        <Ends words={words} number={file.number} does="cases.step" />
      </form>
    </Frame>
  )
}

type AskProps = {
  visit: StaffVisit
  file: CaseFile
  fields: readonly CaseField[]
  text: string
  /** Who has the chat, when it is somebody else: then nothing can be asked. */
  takenBy?: string
  news?: string
}

export const AskPage: FC<AskProps> = ({ visit, file, fields, text, takenBy, news }) => {
  const { words } = visit
  return (
    <Frame visit={visit} title={words.say('cases.ask_title', { number: file.number })} here="cases">
      <News visit={visit} is={news} />
      {takenBy === undefined ? (
        <form method="post" action={caseHref(file.number, '/tanya')} class="fields">
          <Hand visit={visit} file={file} />
          {fields.map((field) => (
            <input type="hidden" name="isian" value={field.id} />
          ))}
          <div class="field">
            <label for="pesan">{words.say('cases.ask_text')}</label>
            <textarea id="pesan" name="pesan" rows={8} maxlength={2000} aria-describedby="akibat" required>
              {text}
            </textarea>
          </div>
          <p id="akibat" class="notice">
            {words.say('cases.ask_effect')} {words.say(`cases.window.${windowOf(file)}`)}
          </p>
          <Ends words={words} number={file.number} does="cases.ask_send" />
        </form>
      ) : (
        <p class="notice warn">
          {words.say('cases.ask_taken', { name: takenBy })}{' '}
          <a href={chatHref(file.reachedAt)}>{words.say('cases.chat')}</a>
        </p>
      )}
    </Frame>
  )
}

/** Only this platform closes its window; there the message then waits until the resident writes again. */
const windowOf = ({ channel }: CaseFile) => (channel === 'whatsapp_cloud' ? 'closes' : 'open')
