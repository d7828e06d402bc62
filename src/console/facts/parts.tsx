/** @module Small pieces that the pages about facts share. */

import type { FC } from 'hono/jsx'
import type { ChangeState, FactStanding, FactVersion } from '../../core/editions.ts'
import { isSafeLink } from '../../pages/rich.ts'
import type { Words } from '../words.ts'
import { dayOf } from './names.ts'

const TONE: Record<FactStanding, string> = {
  missing: 'alarm',
  expired: 'alarm',
  unsure: 'warn',
  demo: 'warn',
  due: 'warn',
  not_yet: '',
  true: 'good',
}

export const Standing: FC<{ words: Words; standing: FactStanding }> = ({ words, standing }) => (
  <span class={`badge ${TONE[standing]}`}>{words.say(`facts.standing.${standing}`)}</span>
)

const CHANGE_TONE: Record<ChangeState, string> = {
  proposed: 'warn',
  scheduled: 'warn',
  in_force: 'good',
  superseded: '',
  rejected: 'alarm',
  withdrawn: '',
}

export const ChangeBadge: FC<{ words: Words; state: ChangeState }> = ({ words, state }) => (
  <span class={`badge ${CHANGE_TONE[state]}`}>{words.say(`facts.change.${state}`)}</span>
)

/** Titles and links were typed by people: only a https address becomes a link. */
export const Source: FC<{ words: Words; version: FactVersion }> = ({ words, version: { source } }) => (
  <>
    {source.url !== undefined && isSafeLink(source.url) ? (
      <a href={source.url} rel="noreferrer noopener">
        {source.title}
      </a>
    ) : (
      <>
        {source.title}
        {source.url === undefined ? null : <span class="sub"> {source.url}</span>}
      </>
    )}
    {source.date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(source.date) ? (
      <span class="sub"> {words.say('facts.dated', { day: dayOf(source.date, words.language) })}</span>
    ) : null}
  </>
)

export const Value: FC<{ words: Words; version: FactVersion }> = ({ words, version }) => {
  const text = version.text[words.language]
  return text === '' ? <em class="sub">{words.say('facts.no_value')}</em> : <strong>{text}</strong>
}

/** One version as pairs, for a comparison and for the page of a fact. */
export const VersionPairs: FC<{ words: Words; version: FactVersion }> = ({ words, version }) => {
  const { language } = words
  const span = [version.validFrom, version.validTo].map((day) => day && dayOf(day, language))
  return (
    <dl class="pairs">
      <div>
        <dt>{words.say('facts.value')}</dt>
        <dd>
          <Value words={words} version={version} />
          {isOtherWords(version.text) ? (
            <span class="sub" lang={language === 'id' ? 'en' : 'id'}>
              {' '}
              {version.text[language === 'id' ? 'en' : 'id']}
            </span>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{words.say('facts.source')}</dt>
        <dd>
          <Source words={words} version={version} />
        </dd>
      </div>
      <div>
        <dt>{words.say('facts.status')}</dt>
        <dd>{words.say(`facts.sure.${version.status}`)}</dd>
      </div>
      <div>
        <dt>{words.say('facts.checked_on')}</dt>
        <dd>{dayOf(version.checkedOn, language)}</dd>
      </div>
      <div>
        <dt>{words.say('facts.valid')}</dt>
        <dd>{spanWords(words, span[0], span[1])}</dd>
      </div>
    </dl>
  )
}

/** Figures that only part their thousands otherwise are the same. */
function isOtherWords({ id, en }: FactVersion['text']): boolean {
  const letters = (text: string) => text.replace(/[^a-z]/gi, '')
  return letters(en) !== letters(id) && en !== ''
}

function spanWords(words: Words, from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return words.say('facts.from_to', { from, to })
  if (from !== undefined) return words.say('facts.from', { from })
  return to === undefined ? words.say('facts.always') : words.say('facts.until', { to })
}

/** What a page says after a write; the query names it, and never brings words. */
export const Notice: FC<{
  words: Words
  key_: string | undefined
  known: readonly string[]
  tone?: string
}> = ({ words, key_, known, tone = '' }) =>
  key_ !== undefined && known.includes(key_) ? (
    <p class={`notice ${tone}`} role="status">
      {words.say(`facts.notice.${key_}`)}
    </p>
  ) : null
