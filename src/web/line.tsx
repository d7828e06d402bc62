/** @module One line of the transcript: the same on the page and on the stream. Everything written is shown as text. */

import type { FC } from 'hono/jsx'
import { formPathOf } from '../core/identity.ts'
import { formatHour, isoDay } from '../core/jakarta.ts'
import type { Choice } from '../core/message.ts'
import type { ChatLine } from '../core/ports.ts'
import { Icon } from '../pages/icons.tsx'
import { caseNumbersIn, isSafeLink, piecesOf } from '../pages/rich.ts'
import { READ_CHARS } from './limits.ts'
import type { Item, Mark } from './transcript.ts'
import type { Words } from './words.ts'

export type LineProps = {
  item: Item
  words: Words
  /** Fresh for each rendering: a tap sent again is the same tap. */
  newId(): string
  /** Numbers of cases that were filed from this chat. */
  own: ReadonlySet<string>
}

export const LineItem: FC<LineProps> = ({ item, words, newId, own }) => {
  const { line, marks } = item
  const isOurs = line.from !== 'resident'
  return (
    <>
      {marks.map((mark) => (
        <li class={`mark ${mark.type}`}>
          <span>{markText(mark, words)}</span>
        </li>
      ))}
      <li class={`line from-${line.from}`} id={`l${line.seq}`}>
        <p class="who">
          {words.say(`who.${line.from}`)}
          <time datetime={new Date(line.at).toISOString()}>{hourOf(line)}</time>
        </p>
        <div class="bubble">
          {line.media ? <Picture line={line} words={words} /> : null}
          {line.text === '' ? null : <Text line={line} />}
          {isOurs && line.link ? <Onward {...line.link} /> : null}
          {isOurs ? null : <TooLong text={line.text} words={words} />}
        </div>
        {isOurs ? <Papers text={line.text} own={own} words={words} /> : null}
        {line.choices && line.choices.length > 0 ? (
          <Choices choices={line.choices} words={words} id={newId()} />
        ) : null}
        {line.ask === 'location' || line.ask === 'photo' ? <Wanted ask={line.ask} words={words} /> : null}
      </li>
    </>
  )
}

function markText(mark: Mark, words: Words): string {
  return mark.type === 'day' ? mark.text : words.say(`mark.${mark.type}`)
}

/** "14.30"; the day stands above. */
function hourOf(line: ChatLine): string {
  return formatHour(new Date(line.at))
}

const Text: FC<{ line: ChatLine }> = ({ line }) => {
  const pieces = line.from === 'resident' ? [{ type: 'text', text: line.text }] : piecesOf(line.text)
  return (
    <p class="text" dir="auto">
      {pieces.map(({ type, text }) => {
        if (type === 'link') return <Outside url={text}>{text}</Outside>
        return type === 'case' ? <b class="case">{text}</b> : text
      })}
    </p>
  )
}

const Outside: FC<{ url: string; children: string }> = ({ url, children }) => (
  <a href={url} target="_blank" rel="noopener noreferrer external">
    {children}
  </a>
)

/** To our own form in this window and by its path, right under whatever name the page was opened; elsewhere in another; nowhere without https. */
const Onward: FC<{ url: string; label: string }> = ({ url, label }) => {
  const own = formPathOf(url)
  if (own === undefined && !isSafeLink(url)) return null
  return (
    <p class="outward">
      {own === undefined ? <Outside url={url}>{label}</Outside> : <a href={own}>{label}</a>}
    </p>
  )
}

const Picture: FC<{ line: ChatLine; words: Words }> = ({ line, words }) => {
  const name = /^media:([A-Za-z0-9_-]+)$/.exec(line.media?.ref ?? '')?.[1]
  if (name === undefined) return <p class="text">{words.say(`media.${line.media?.type ?? 'document'}`)}</p>
  const said = words.say('media.alt', { day: isoDay(new Date(line.at)), hour: hourOf(line) })
  return <img class="photo" src={`/berkas/${name}`} alt={said} loading="lazy" />
}

const TooLong: FC<{ text: string; words: Words }> = ({ text, words }) =>
  text.length <= READ_CHARS ? null : <p class="aside">{words.say('long', { max: READ_CHARS })}</p>

const Papers: FC<{ text: string; own: ReadonlySet<string>; words: Words }> = ({ text, own, words }) => (
  <>
    {caseNumbersIn(text)
      .filter((number) => own.has(number))
      .map((number) => (
        <p class="paper">
          <a href={`/ringkasan/${number}`}>
            <Icon name="paper" />
            <span>{words.say('summary.link', { number })}</span>
          </a>
        </p>
      ))}
  </>
)

const Choices: FC<{ choices: Choice[]; words: Words; id: string }> = ({ choices, words, id }) => (
  <form class="choices" method="post" action="/pesan" aria-label={words.say('choices.label')}>
    <input type="hidden" name="key" value={id} />
    {choices.map((choice, index) => (
      <button type="submit" name="choice" value={choice.id}>
        <span class="number">{index + 1}</span>
        <span class="label">{choice.label}</span>
      </button>
    ))}
  </form>
)

/** What the script turns into a button; without it the sentence says how else. */
const Wanted: FC<{ ask: 'location' | 'photo'; words: Words }> = ({ ask, words }) => (
  <p class="wanted">
    <button type="button" class="quiet" data-open={ask} hidden>
      <Icon name={ask === 'photo' ? 'photo' : 'place'} /> {words.say(`wanted.${ask}`)}
    </button>
  </p>
)
