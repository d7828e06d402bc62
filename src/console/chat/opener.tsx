/** @module What a reply does where the platform lets free words leave no more: an approved form of words now, or a wait for the resident. */

import type { FC } from 'hono/jsx'
import type { Opener } from '../../core/chat.ts'
import type { SendWindow } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { timeWords } from '../queue/say.ts'

const WAIT = 'wait'

type OpenersProps = { visit: StaffVisit; window: SendWindow | undefined; chosen: string | undefined }

/** Nothing where the window is open, or where there is none. The words stand there as the resident gets them. */
export const Openers: FC<OpenersProps> = ({ visit: { words, deps }, window, chosen }) => {
  if (window === undefined || window.isOpen) return null
  const { templates, askedAt, knocks } = window
  // Who was asked in this silence is not asked again by a click that was not meant.
  const usual = knocks && askedAt === undefined ? (templates[0]?.id ?? WAIT) : WAIT
  const picked = [...templates.map(({ id }) => id), WAIT].find((id) => id === chosen) ?? usual
  return (
    <fieldset class="openers">
      <legend>{words.say('chat.opener.title')}</legend>
      {templates.length === 0 ? null : <p class="sub">{words.say('chat.opener.about')}</p>}
      {askedAt === undefined ? null : (
        <p class="sub">
          {words.say('chat.opener.asked', { at: timeWords(words, askedAt, deps.now().getTime()) })}
        </p>
      )}
      {templates.map(({ id, text }) => (
        <label class="way">
          <input type="radio" name="cara" value={id} checked={id === picked} />
          <span>
            <b>{words.say(`chat.opener.${id}`)}</b> <q>{text}</q>
          </span>
        </label>
      ))}
      <label class="way">
        <input type="radio" name="cara" value={WAIT} checked={picked === WAIT} />
        <span>
          <b>{words.say('chat.opener.wait')}</b> {words.say('chat.opener.wait.does')}
        </span>
      </label>
    </fieldset>
  )
}

/** What a form chose, where there is something to choose: a page may be older than the resident's last word. */
export function openerOf(window: SendWindow | undefined, chosen: string | undefined): Opener | undefined {
  if (window === undefined || window.isOpen) return undefined
  if (chosen === WAIT) return 'none'
  const found = window.templates.find(({ id }) => id === chosen)
  return found && { text: found.text, template: found.template }
}
