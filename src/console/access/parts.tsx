/** @module What the pages of people and access share: fields, notices, the QR picture, moments. Reads nothing. */

import type { FC } from 'hono/jsx'
import QRCode from 'qrcode'
import { formatDate, formatHour } from '../../core/jakarta.ts'
import type { Language } from '../../core/lists.ts'
import type { Words } from '../words.ts'

/** "25 November 2026, 14.30". */
export function moment(at: number, language: Language): string {
  const date = new Date(at)
  return `${formatDate(date, language)}, ${formatHour(date)}`
}

type FieldProps = {
  label: string
  name: string
  value?: string
  type?: 'text' | 'password'
  hint?: string
  autocomplete?: string
  required?: boolean
  maxlength?: number
  /** The page is about this field. */
  first?: boolean
}

export const Field: FC<FieldProps> = ({
  label,
  name,
  hint,
  first,
  type = 'text',
  maxlength = 256,
  ...rest
}) => (
  <p class="field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type={type}
      maxlength={maxlength}
      autocapitalize="none"
      spellcheck={false}
      aria-describedby={hint === undefined ? undefined : `${name}-hint`}
      autofocus={first}
      {...rest}
    />
    {hint === undefined ? null : (
      <small id={`${name}-hint`} class="sub">
        {hint}
      </small>
    )}
  </p>
)

/** Six digits of the app, or a recovery code. */
export const CodeField: FC<{ words: Words; first?: boolean }> = ({ words, first }) => (
  <Field
    label={words.say('access.code.label')}
    name="code"
    autocomplete="one-time-code"
    hint={words.say('access.code.hint')}
    maxlength={32}
    required
    {...(first === undefined ? {} : { first })}
  />
)

/** A box that shows what is typed; only with the script. */
export const ShowPassword: FC<{ words: Words }> = ({ words }) => (
  <p class="show-password" hidden>
    <label>
      <input type="checkbox" /> {words.say('access.password.show')}
    </label>
  </p>
)

export const Notice: FC<{ kind?: 'alarm' | 'warn'; text: string }> = ({ kind, text }) => (
  <p class={kind === undefined ? 'notice' : `notice ${kind}`} role={kind === undefined ? 'status' : 'alert'}>
    {text}
  </p>
)

/** Drawn as one path, dark on light whatever the page's colours: cameras want it so. The quiet zone is four modules. */
export const QrPicture: FC<{ text: string; label: string }> = ({ text, label }) => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const cells = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) =>
      modules.get(x, y) ? `M${x + 4} ${y + 4}h1v1h-1z` : '',
    ).join(''),
  )
  const side = modules.size + 8
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} width="220" height="220" role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={cells.join('')} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
