/** @module What a new version would change: every message before and after, other uses, faults of the flow check. */

import type { FC } from 'hono/jsx'
import type { ChangePreview, EditionFault, FactUse, MessagePreview } from '../../core/editions.ts'
import { LANGUAGES } from '../../core/lists.ts'
import type { Words } from '../words.ts'
import { moment } from './names.ts'
import { VersionPairs } from './parts.tsx'

export const Preview: FC<{ words: Words; preview: ChangePreview }> = ({ words, preview }) => (
  <>
    <section aria-labelledby="beda">
      <h2 id="beda">{words.say('facts.compare')}</h2>
      <div class="halves">
        <div class="card">
          <h3>{words.say('facts.before')}</h3>
          <VersionPairs words={words} version={preview.before} />
        </div>
        <div class="card after">
          <h3>{words.say('facts.after')}</h3>
          <VersionPairs words={words} version={preview.after} />
        </div>
      </div>
    </section>
    <Checked words={words} preview={preview} />
    <section aria-labelledby="pesan">
      <h2 id="pesan">{words.say('facts.messages', { n: preview.messages.length })}</h2>
      {preview.messages.length === 0 ? <p class="empty">{words.say('facts.no_messages')}</p> : null}
      {preview.messages.map((message) => (
        <Message words={words} message={message} />
      ))}
    </section>
    <Uses words={words} uses={preview.uses} />
  </>
)

const Checked: FC<{ words: Words; preview: ChangePreview }> = ({ words, preview: { faults, checkedAt } }) => (
  <section aria-labelledby="periksa">
    <h2 id="periksa">{words.say('facts.check')}</h2>
    {faults.length === 0 ? (
      <p class="notice">{words.say('facts.check_good', { n: checkedAt.length })}</p>
    ) : (
      <div class="notice alarm">
        <p>{words.say('facts.check_bad')}</p>
        <ul>
          {[...new Set(faults.map((fault) => faultWords(words, fault)))].map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        <details>
          <summary>{words.say('facts.engineers')}</summary>
          <ul lang="en">
            {faults.map(({ message }) => (
              <li>
                <small>{message}</small>
              </li>
            ))}
          </ul>
        </details>
      </div>
    )}
    {checkedAt.length > 1 ? (
      <p class="sub">
        {words.say('facts.checked_at', {
          moments: checkedAt.map((at) => moment(at, words.language)).join('; '),
        })}
      </p>
    ) : null}
  </section>
)

/** Those that staff can understand and mend; the others name the engineer's words. */
const RULES = ['twin_missing', 'twin_needs_fact', 'fact_unsure', 'fact_unfit', 'text_long', 'bubble_long']

function faultWords(words: Words, { rule, place }: EditionFault): string {
  return words.say(`facts.rule.${RULES.includes(rule) ? rule : 'other'}`, { place })
}

const Message: FC<{ words: Words; message: MessagePreview }> = ({ words, message }) => (
  <article class="card">
    <h3>
      {message.title === undefined ? words.say('facts.elsewhere') : words.tell(message.title)}{' '}
      <code class="sub">{message.key}</code>
    </h3>
    {LANGUAGES.map((language) =>
      message.before[language] === message.after[language] ? (
        <p class="sub">
          {words.say('facts.same_words', { language: words.say(`facts.language.${language}`) })}
        </p>
      ) : (
        <div class="halves" lang={language}>
          <div>
            <span class="sub">{words.say('facts.before')}</span>
            <p class="bubble">{message.before[language]}</p>
          </div>
          <div>
            <span class="sub">{words.say('facts.after')}</span>
            <p class="bubble after">{message.after[language]}</p>
          </div>
        </div>
      ),
    )}
  </article>
)

export const Uses: FC<{ words: Words; uses: readonly FactUse[] }> = ({ words, uses }) =>
  uses.length === 0 ? null : (
    <section aria-labelledby="juga">
      <h2 id="juga">{words.say('facts.uses')}</h2>
      <ul>
        {uses.map(({ kind, at }) => (
          <li>
            {words.say(`facts.use.${kind}`, {
              at: kind === 'link' || kind === 'way' ? words.tell(at) : at,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
