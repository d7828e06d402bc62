/** @module What the resident of a case was told of each purpose and answered, a refusal as well: with the version of the words. */

import type { FC } from 'hono/jsx'
import type { CaseFile } from '../../core/case-desk.ts'
import type { StaffVisit } from '../deps.ts'
import { momentWords } from './words.ts'

export const Consents: FC<{ visit: StaffVisit; file: CaseFile }> = ({ visit: { words }, file }) =>
  file.consents.length === 0 ? null : (
    <section class="card" aria-labelledby="izin">
      <h2 id="izin">{words.say('cases.consents')}</h2>
      <ul class="dots">
        {file.consents.map(({ purpose, answer, version, language, at }) => (
          <li>
            {words.tell(`engine.own_data.purpose.${purpose}`)}:{' '}
            <strong>{words.say(`cases.consents.${answer}`)}</strong>{' '}
            <span class="sub">
              {momentWords(words, at)} · {words.say('cases.consents.version', { version, language })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
